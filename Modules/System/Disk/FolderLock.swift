package import AssessmentKernel
import Foundation

/// The exclusive right to change a folder.
///
/// The system releases it when the process is killed.
///
/// It is a lock on the folder itself: one on a ledger's file would interfere with SQLite's own.
package final class FolderLock {
    private let folder: OpenFile

    /// Takes the lock, or fails at once when another run holds it.
    package init(_ path: String) throws(Problem) {
        folder = try reading(path) { () throws(SystemError) in try OpenFile(path, for: .folder) }
        guard try writing(path, { () throws(SystemError) in try folder.lock() }) else {
            throw Problem(
                .cannotWrite,
                LocalText("另一个 kaohe 正在此工作区中运行", "another kaohe is at work in this workspace"),
                at: .init(file: path), next: LocalText("待其结束后重试", "run the command again when it has ended"))
        }
    }

    /// Releases the lock.
    package func release() { try? folder.close() }
}
