import AssessmentKernel
import Disk
import Foundation

/// A temporary copy of a ledger that lies where nothing can be written.
///
/// SQLite reads a ledger in WAL mode only where it can put the log's files beside it.
final class LedgerCopy: Sendable {
    /// The path of the copy.
    let path: String
    private let folder: String

    /// Copies a ledger, and what its log holds, if nothing can be written beside it and no log's files are there; else
    /// nil.
    init?(ofUnwritable ledger: String) throws(Problem) {
        let place = (ledger as NSString).deletingLastPathComponent
        guard access(place.isEmpty ? "." : place, W_OK) != 0, errno == EROFS || errno == EACCES,
            !Files.exists(ledger + "-shm")
        else { return nil }
        folder = try ScratchFolder.makeFolder()
        path = folder + "/ledger.sqlite"
        do throws(Problem) {
            for ending in ["", "-wal"] where ending.isEmpty || Files.exists(ledger + ending) {
                try Files.copy(ledger + ending, to: path + ending)
            }
        } catch {
            try? Files.remove(folder)
            throw error
        }
    }

    deinit { try? Files.remove(folder) }
}
