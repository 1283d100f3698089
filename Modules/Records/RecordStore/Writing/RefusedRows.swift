import AssessmentKernel
import Disk
import Foundation
import GRDB

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

/// Finds where a value of a record comes from, for the message of a row that differs from it.
struct ValueOrigins {
    private let db: Database
    private let schema: TableSchema
    private let reference: RecordReference
    /// The record of the ledger; nil when the import brought it.
    private let record: StoredRecord?

    init(_ db: Database, _ schema: TableSchema, _ reference: RecordReference, _ record: StoredRecord?) {
        self.db = db
        self.schema = schema
        self.reference = reference
        self.record = record
    }

    /// A difference in words, and where the other value stands.
    func described(
        _ difference: RecordMerge.Difference, _ row: Int, _ block: RowBlock
    ) throws -> RefusedRow.Difference {
        let (own, other) = block.excerpts(row, difference.column, against: difference.other)
        let place: RefusedRow.Place
        if let row = difference.row {
            place = .delivered(importID: row.importID, row: row.row)
        } else {
            let given = try record.map { try origin(of: difference.column, in: $0) }
            place = .ledger(importID: given?.importID ?? 0, row: given?.row ?? 0)
        }
        return RefusedRow.Difference(column: difference.column, own: own, other: other, place: place)
    }

    /// The file and row that gave the record its value in a column: later ones may have filled or amended others.
    private func origin(of column: Int, in record: StoredRecord) throws -> (importID: Int64, row: Int) {
        let value = record.block.canonicalText(0, column).map { Text($0) }
        var origin = (importID: record.importID, row: record.row)
        let versions = try DatabaseRow.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT json_extract(previous, ?) AS value, import, row, previous_import, previous_row
                    FROM record_version WHERE record = ? ORDER BY id DESC
                    """),
            arguments: ["$.\"\(schema.columns[column].key)\"", reference.text.string])
        while let version = try versions.next() {
            // Changes by the running import come after the record as it was before it.
            guard version["import"] == origin.importID, version["row"] == origin.row else { continue }
            let before: String? = version["value"]
            guard before.map({ Text($0) }) == value else { break }
            origin = (version["previous_import"], version["previous_row"])
        }
        return origin
    }
}
