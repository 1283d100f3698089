import AssessmentKernel
import Disk
import Foundation

/// The refused rows of one file, in the order of the file.
///
/// What is wrong with each lies on disk, so that a wrong file of a million rows costs little memory.
public final class RefusedRows {
    private struct Entry {
        let row: Int32
        let length: Int32
        let start: Int
        var isDisputed = false
    }

    private let spool: Spool
    private var entries: [Entry] = []
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()

    init(scratch: String) throws(Problem) { spool = try Spool(in: scratch) }

    /// The number of rows.
    public var count: Int { entries.count }

    /// The row numbers.
    public var rowNumbers: [Int] { entries.map { Int($0.row) } }

    /// Adds a row and returns its place for ``dispute(_:)``.
    func add(_ refused: RefusedRow) throws -> Int {
        let bytes = try encoder.encode(refused)
        entries.append(
            Entry(row: Int32(truncatingIfNeeded: refused.row), length: Int32(bytes.count), start: spool.count))
        try spool.write(Array(bytes))
        return entries.count - 1
    }

    /// Notes that rows of the import contradict each other about a row's record.
    func dispute(_ place: Int) { entries[place].isDisputed = true }

    /// Puts the rows in the order of the file; places from before are then no longer valid.
    func sort() { entries.sort { $0.row < $1.row } }

    /// Some of the rows, by their places in order.
    public func rows(_ range: Range<Int>) throws -> [RefusedRow] {
        try entries[range].map { entry in
            let bytes = try spool.read(entry.start..<(entry.start + Int(entry.length)))
            var row = try decoder.decode(RefusedRow.self, from: Data(bytes))
            row.isDisputed = entry.isDisputed
            return row
        }
    }
}
