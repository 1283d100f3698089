import AssessmentKernel
package import Bundle
import CSV
import Closing
import FileFormats
import Intake
package import ResultTables
import TextEncodings

/// Reads one table of a bundle from start to end, member by member.
final class BundleTable {
    let schema: TableSchema
    private let path: String
    private let span: DateRange?
    private var reader: TableReader
    private var batch: RowBatch?
    private var place = 0
    private var origins: OriginStream?

    /// Opens a table.
    ///
    /// - Parameter span: the days on which its records must count; nil for any.
    init(_ schema: TableSchema, _ path: String, in bundle: OpenBundle, span: DateRange? = nil) {
        self.schema = schema
        self.path = path
        self.span = span
        let source = TableSource(file: path, encoding: .utf8) { () throws(Problem) in
            BundleBytes(try bundle.open(path))
        }
        reader = TableReader(
            source: source, schema: schema, checksMembers: false, batchRows: 4_096, batchBytes: 4 << 20)
    }

    /// The rows of a member, which must come next in the order of evidence.
    func rows(of member: Text) throws(Problem) -> RowBlock {
        var rows = RowBlock(schema)
        guard let column = schema.memberColumn else { return rows }
        let code = Array(member.utf8)
        while let batch = try current(), batch.block.text(place, column).elementsEqual(code) {
            rows.append(place, of: batch.block)
            try check(rows, batch)
            place += 1
        }
        return rows
    }

    /// Reads the rows' origins too from now on, before any row was read.
    func readOrigins(in bundle: OpenBundle) throws(Problem) { origins = try OriginStream(path, in: bundle) }

    /// The rows of a member as ``rows(of:)`` gives them, with their origins if these are read.
    func originals(of member: Text) throws(Problem) -> OriginalRows {
        let block = try rows(of: member)
        var found: [(file: Int64, row: Int64)] = []
        if let origins { for _ in 0..<block.count { found.append(try origins.next()) } }
        return OriginalRows(block: block, origins: found)
    }

    /// The next rows of any members, with their origins; nil after the last.
    func nextOriginals() throws(Problem) -> OriginalRows? {
        guard let batch = try current(), let origins else { return nil }
        var found: [(file: Int64, row: Int64)] = []
        for _ in 0..<batch.rowNumbers.count { found.append(try origins.next()) }
        place = batch.rowNumbers.count
        return OriginalRows(block: batch.block, origins: found)
    }

    /// All rows, for small tables that are read whole.
    func allRows() throws(Problem) -> RowBlock {
        var rows = RowBlock(schema)
        while let batch = try current() {
            rows.append(place, of: batch.block)
            place += 1
        }
        return rows
    }

    /// Checks that no rows are left: rows of an unknown member, or rows out of order.
    func finish() throws(Problem) {
        guard let batch = try current() else { return }
        throw misplaced(batch, LocalText("网格员不在名册中或次序有误", "its member is not in the roster, or out of order"))
    }

    private func check(_ rows: RowBlock, _ batch: RowBatch) throws(Problem) {
        let last = rows.count - 1
        if last > 0, !rows.precedes(last - 1, last) {
            throw misplaced(batch, LocalText("记录重复或次序有误", "it comes twice, or out of order"))
        }
        if let span, let day = rows.attributionDate(last), !span.contains(day) {
            throw misplaced(batch, LocalText("记录日期不在本期之内", "it counts by a day that the closing does not read"))
        }
    }

    private func misplaced(_ batch: RowBatch, _ what: LocalText) -> Problem {
        Problem(.badInput, what, at: .init(file: path, row: Int(batch.rowNumbers[place])))
    }

    /// The batch that contains the next row; nil after the last row.
    private func current() throws(Problem) -> RowBatch? {
        while true {
            if let batch, place < batch.rowNumbers.count { return batch }
            batch = try reader.next()
            place = 0
            guard let batch else { return nil }
            if let reject = batch.rejects.first {
                throw Problem(
                    .badInput, reject.reason, at: .init(file: path, row: reject.row, key: reject.column))
            }
        }
    }
}

/// A payload file as a source of bytes for the intake.
final class BundleBytes: ByteSource {
    private let stream: BundleStream

    init(_ stream: BundleStream) { self.stream = stream }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int { try stream.read(into: buffer) }
}

/// Reads a small CSV of a bundle as rows of cells by header, for files that are not tables.
package enum BundleCSV {
    /// Reads a file of any columns.
    ///
    /// - Parameter body: receives the header and each row's cells.
    static func read(_ path: String, in bundle: OpenBundle, _ body: ([String], [String]) throws -> Void) throws {
        let stream = try bundle.open(path)
        var reader = CSVReader(delimiter: .comma) { buffer in try stream.read(into: buffer) }
        var header: [String]?
        while try reader.next() {
            let cells = reader.cells.map { String(decoding: $0, as: UTF8.self) }
            if let header { try body(header, cells) } else { header = cells }
        }
    }

    /// Reads a file whose header must be exactly these columns.
    ///
    /// - Parameter body: receives each row's cells in the order of the columns.
    private static func read(
        _ path: String, columns: [String], in bundle: OpenBundle, _ body: ([String]) throws -> Void
    ) throws {
        let stream = try bundle.open(path)
        var reader = CSVReader { buffer in try stream.read(into: buffer) }
        func cells(_ reader: borrowing CSVReader) -> [String] {
            reader.cells.map { String(decoding: $0, as: UTF8.self) }
        }
        guard try reader.next(), cells(reader) == columns else {
            throw Problem(
                .badInput,
                LocalText(
                    "表头应为 \(columns.joined(separator: ","))", "its header must be \(columns.joined(separator: ","))"),
                at: .init(file: path, row: 1))
        }
        while try reader.next() {
            let row = cells(reader)
            guard row.count == columns.count else {
                throw Problem(
                    .badInput, LocalText("单元格数与表头不符", "it has more or fewer cells than the header"),
                    at: .init(file: path, row: reader.rowNumber))
            }
            try body(row)
        }
    }

    /// Reads the file of a result table by its column names.
    ///
    /// - Parameter place: its path in the bundle; by default among the results.
    package static func read(
        _ schema: ResultSchema, at place: String? = nil, in bundle: OpenBundle, _ body: (ResultRecord) throws -> Void
    ) throws {
        guard let file = schema.file else { return }
        let path = place ?? BundlePath.result(file)
        try read(path, columns: schema.fileColumns.map(\.key), in: bundle) { cells in
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
