package import AssessmentKernel
package import Bundle
import CSV
import Closing
import FileFormats
import Intake
package import ResultTables
import TextEncodings

/// Reads one table of a bundle from start to end, member by member.
package final class BundleTable {
    let schema: TableSchema
    private let path: String
    private let span: DateRange?
    private var reader: TableReader
    /// The rows that were read and not handed out, and their places in the file.
    private var block: RowBlock
    private var numbers: [Int32] = []
    private var place = 0
    private let origins: NotedOrigins?

    /// Opens a table.
    ///
    /// - Parameters:
    ///   - span: the days on which its records must count; nil for any.
    ///   - withOrigins: whether the rows' imports and rows are read too.
    ///   - leavesOutRemarks: whether the texts of columns that no rule reads are checked and not kept.
    ///   - witness: looks at what is read.
    init(
        _ schema: TableSchema, _ path: String, in bundle: OpenBundle, span: DateRange? = nil, withOrigins: Bool = false,
        leavesOutRemarks: Bool = false, witness: OriginWitness? = nil
    ) {
        self.schema = schema
        self.path = path
        self.span = span
        let origins = withOrigins ? NotedOrigins() : nil
        self.origins = origins
        block = RowBlock(schema)
        let source = TableSource(file: path) { () throws(Problem) in
            try bundle.records(of: path, origins: origins, witness: witness)
        }
        // No row is shorter than a comma and the end of its line.
        let rows = Int(clamping: (bundle.file(path)?.size ?? 0) / 2)
        reader = TableReader(
            source: source, schema: schema, checksMembers: false, leavesOutRemarks: leavesOutRemarks,
            batchRows: max(1, min(BundleTable.batchRows, rows)), batchBytes: 4 << 20)
    }

    /// Opens a table for its rows with their origins.
    package convenience init(_ schema: TableSchema, _ path: String, in bundle: OpenBundle) {
        self.init(schema, path, in: bundle, withOrigins: true)
    }

    /// The most rows that are in memory at a time.
    private static let batchRows = 1_024

    /// The rows of a member, which must come next in the order of evidence.
    func rows(of member: Text) throws(Problem) -> RowBlock { try originals(of: member).block }

    /// The rows of a member as ``rows(of:)`` gives them, with their origins if these are read.
    func originals(of member: Text) throws(Problem) -> OriginalRows {
        var rows = RowBlock(schema)
        var found: [(file: Int64, row: Int64)] = []
        guard let column = schema.memberColumn else { return OriginalRows(block: rows, origins: found) }
        let code = Array(member.utf8)
        while try isFilled() {
            let start = place
            var same: Int64?
            while place < numbers.count {
                // The rows of one member share its text.
                let slot = block.slot(place, column)
                guard slot == same || block.text(place, column).elementsEqual(code) else { break }
                (same, place) = (slot, place + 1)
            }
            let first = rows.count
            // Only rows that may go on in the next block are copied with their texts.
            if first == 0, place < numbers.count {
                rows = block.rows(start..<place)
            } else {
                rows.append(start..<place, of: block)
            }
            for row in start..<place {
                try check(rows, first + row - start, row)
                if let origins { found.append(try origins.origin(row: Int(numbers[row]), in: path)) }
            }
            if place < numbers.count { break }
        }
        return OriginalRows(block: rows, origins: found)
    }

    /// The next rows of any members, with their origins; nil after the last.
    package func nextOriginals() throws(Problem) -> OriginalRows? {
        guard try isFilled(), let origins else { return nil }
        var found: [(file: Int64, row: Int64)] = []
        for row in numbers { found.append(try origins.origin(row: Int(row), in: path)) }
        place = numbers.count
        return OriginalRows(block: block, origins: found)
    }

    /// All rows, for small tables that are read whole.
    func allRows() throws(Problem) -> RowBlock {
        var rows = RowBlock(schema)
        while try isFilled() {
            rows.append(place..<numbers.count, of: block)
            place = numbers.count
        }
        return rows
    }

    /// Checks that no rows are left: rows of an unknown member, or rows out of order.
    func finish() throws(Problem) {
        guard try isFilled() else { return }
        throw misplaced(place, LocalText("网格员不在名册中或次序有误", "its member is not in the roster, or out of order"))
    }

    /// Checks one of a member's rows, which stands at a place of the block.
    private func check(_ rows: RowBlock, _ row: Int, _ place: Int) throws(Problem) {
        if row > 0, !rows.precedes(row - 1, row) {
            throw misplaced(place, LocalText("记录重复或次序有误", "it comes twice, or out of order"))
        }
        if let span, let day = rows.attributionDate(row), !span.contains(day) {
            throw misplaced(place, LocalText("记录日期不在本期之内", "it counts by a day that the closing does not read"))
        }
    }

    private func misplaced(_ place: Int, _ what: LocalText) -> Problem {
        Problem(.badInput, what, at: .init(file: path, row: Int(numbers[place])))
    }

    /// Whether a row is left; the next ones are read when those before were handed out.
    func isFilled() throws(Problem) -> Bool {
        while place >= numbers.count {
            origins?.forget()
            guard let batch = try reader.next() else { return false }
            if let reject = batch.rejects.first {
                throw Problem(
                    .badInput, reject.reason, at: .init(file: path, row: reject.row, key: reject.column))
            }
            (block, numbers, place) = (batch.block, batch.rowNumbers, 0)
        }
        return true
    }
}

extension OpenBundle {
    /// The records of a table.
    ///
    /// - Parameters:
    ///   - origins: notes where each comes from.
    ///   - witness: looks at what is read.
    func records(
        of path: String, origins: NotedOrigins? = nil, witness: OriginWitness?
    ) throws(Problem) -> any RecordSource {
        let stream = try open(path)
        let bytes = BundleBytes(stream, witness)
        let records = CSVRecords(bytes, encoding: .utf8, delimiter: .comma, bufferSize: stream.bufferSize)
        guard origins != nil || witness != nil else { return records }
        return RecordsWithOrigins(records, origins, witness)
    }
}

/// A payload file as a source of bytes for the intake.
final class BundleBytes: ByteSource {
    private let stream: BundleStream
    private let witness: OriginWitness?

    init(_ stream: BundleStream, _ witness: OriginWitness?) { (self.stream, self.witness) = (stream, witness) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        let count = try stream.read(into: buffer)
        witness?.look(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }
}

/// Reads the files of a bundle that are no tables of evidence as records.
package enum BundleCSV {
    /// Reads the file of a result table by its column names.
    ///
    /// - Parameter place: its path in the bundle; by default among the results.
    package static func read(
        _ schema: ResultSchema, at place: String? = nil, in bundle: OpenBundle, _ body: (ResultRecord) throws -> Void
    ) throws {
        guard let file = schema.file else { return }
        let path = place ?? BundlePath.result(file)
        try bundle.eachRow(of: path, columns: schema.fileColumns.map(\.key)) { cells in
            guard let record = schema.record(cells: cells) else {
                throw Problem(
                    .badInput,
                    LocalText(
                        "无法识别的一行：\(cells.joined(separator: ","))",
                        "a row that cannot be read: \(cells.joined(separator: ","))"), at: .init(file: path))
            }
            try body(record)
        }
    }

    /// A word that the contents of a file do not allow.
    static func unknown(_ text: String, _ file: String) -> Problem {
        Problem(.badInput, LocalText("无法识别“\(text)”", "“\(text)” is not known here"), at: .init(file: file))
    }
}
