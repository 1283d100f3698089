import AssessmentKernel
import Disk
import Foundation

/// A temporary copy of a ledger that lies where nothing can be written.
///
/// SQLite reads a ledger in WAL mode only where it can put the log's files beside it.
final class LedgerCopy: Sendable {
    /// The path of the copy.
    let path: String
    /// Held until the copy is no longer read.
    private let place: ScratchPlace

    /// Copies a ledger, and what its log or journal holds, if nothing can be written beside it and no log's files are there; else
    /// nil.
    init?(ofUnwritable ledger: String) throws(Problem) {
        let folder = (ledger as NSString).deletingLastPathComponent
        guard access(folder.isEmpty ? "." : folder, W_OK) != 0, errno == EROFS || errno == EACCES,
            !Files.exists(ledger + "-shm")
        else { return nil }
        place = try ScratchPlace()
        path = place.path + "/ledger.sqlite"
        for ending in ["", "-wal", BulkJournal.ending] where ending.isEmpty || Files.exists(ledger + ending) {
            try Files.copy(ledger + ending, to: path + ending)
        }
    }
}
