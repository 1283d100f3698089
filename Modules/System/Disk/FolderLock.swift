package import AssessmentKernel
import Foundation

/// The right to change a folder, which one run has at a time.
///
/// The system takes it back when a run is killed.
///
/// It is a lock on the folder itself: one on a ledger's file would get in the way of SQLite's own.
package final class FolderLock {
    private let folder: OpenFile

    /// Takes the lock, or says at once that another run holds it.
    package init(_ path: String) throws(Problem) {
        folder = try reading(path) { () throws(SystemError) in try OpenFile(path, for: .folder) }
        guard try writing(path, { () throws(SystemError) in try folder.lock() }) else {
            throw Problem(
                .cannotWrite,
                LocalText("另一个 kaohe 正在此工作区中运行", "another kaohe is at work in this workspace"),
                at: .init(file: path), next: LocalText("待其结束后重试", "run the command again when it has ended"))
        }
    }

    /// Gives the lock back.
    package func release() { try? folder.close() }
}
