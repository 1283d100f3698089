package import AssessmentKernel
import Disk

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The right to change a workspace, which one run has at a time.
///
/// The system takes it back when a run is killed.
///
/// It is a lock on the folder itself: one on the ledger's file would get in the way of SQLite's own.
package struct WorkspaceLock {
    private let descriptor: Int32

    /// Takes the lock, or says at once that another run holds it.
    package init(_ folder: String) throws(Problem) {
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileProblem.from(errno, folder) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else { throw FileProblem.from(code, folder) }
            throw Problem(
                .cannotWrite,
                LocalText("另一个 kaohe 正在此工作区中运行", "another kaohe is at work in this workspace"),
                at: .init(file: folder), next: LocalText("待其结束后重试", "run the command again when it has ended"))
        }
    }

    /// Gives the lock back.
    package func release() { close(descriptor) }
}
