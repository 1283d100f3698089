public import AssessmentKernel
import CSV
public import Rulebook

/// The schema of a result table: its file, its place in the ledger, its columns and its key.
///
/// A class, so that each of many rows holds only a reference.
public final class ResultSchema: Sendable {
    /// Where the ledger keeps it: the book that its sealed rows belong to, and its name there.
    public struct Place: Sendable {
        /// The table of the book's heads: `closing`, `review`, `notice`.
        public let book: String
        /// The table: `closing_pay`.
        public let name: String

        /// Makes a ledger place.
        public init(book: String, name: String) {
            self.book = book
            self.name = name
        }
    }

    /// The title.
    public let title: LocalText
    /// The name of its file; nil for a table that only the ledger has.
    public let file: String?
    /// Where the ledger keeps it; nil for a table that is only a file.
    public let ledger: Place?
    /// Whether only revisions have it.
    public let isOfRevisionsOnly: Bool
    /// The columns of the unique key; empty when rows may repeat.
    public let key: [String]
    /// The columns that readers are shown first, in this order; the others follow as they are declared.
    public let leading: [String]
    /// The columns in their order.
    public let columns: [ResultColumn]
    /// The cells of a line of the file; read for every row.
    let fileCells: [FileCell]

    /// How one cell of a line is written; a class, so that it is not copied for each row.
    final class FileCell: Sendable {
        /// The place of its column in a row.
        let place: Int
        private let kind: ResultKind

        init(_ place: Int, _ kind: ResultKind) { (self.place, self.kind) = (place, kind) }

        func text(_ value: ResultValue) -> String { kind.text(value) }

        func write(_ value: ResultValue, to line: inout CSVWriter) { kind.write(value, to: &line) }
    }

    init(
        _ title: LocalText, file: String?, ledger: Place?, isOfRevisionsOnly: Bool, key: [String], leading: [String],
        _ columns: [ResultColumn]
    ) {
        self.title = title
        self.file = file
        self.ledger = ledger
        self.isOfRevisionsOnly = isOfRevisionsOnly
        self.key = key
        self.leading = leading
        self.columns = columns
        fileCells = columns.enumerated().filter(\.element.isInFile).map { FileCell($0, $1.kind) }
    }

    /// The columns of the file.
    public var fileColumns: [ResultColumn] { columns.filter(\.isInFile) }
    /// The columns of the ledger's table.
    public var ledgerColumns: [ResultColumn] { columns.filter(\.isInLedger) }
    /// The key within the file; empty when part of it is in the ledger only.
    public var fileKey: [String] {
        let names = Set(fileColumns.map(\.key))
        return key.allSatisfy(names.contains) ? key : []
    }

    /// Whether a closing with this revision number writes its file.
    package func isFile(revision: Int) -> Bool { file != nil && (revision > 1 || !isOfRevisionsOnly) }

    /// The file's first line.
    public var header: [UInt8] {
        var writer = CSVWriter()
        writer.row(fileColumns.map(\.key))
        return writer.bytes
    }

    /// Reads a line of the file.
    ///
    /// - Parameter cells: as many as the file has columns.
    /// - Returns: nil when a cell is invalid for its column.
    public func record(cells: [String]) -> ResultRecord? {
        var rest = cells[...]
        var values: [ResultValue] = []
        for column in columns {
            guard column.isInFile else {
                values.append(.none)
                continue
            }
            guard let cell = rest.popFirst(), let value = column.kind.value(cell),
                value != .none || !column.isRequired
            else { return nil }
            values.append(value)
        }
        return rest.isEmpty ? ResultRecord(self, values) : nil
    }
}

/// A row of a result table, with its values by the keys of its columns.
///
/// ```swift
/// let due = try record.yuan("due")
/// ```
public struct ResultRecord: Sendable {
    /// The table.
    public let schema: ResultSchema
    /// The values in the order of the columns.
    public let values: [ResultValue]

    /// Makes a row; `values` has one value per column, in their order.
    public init(_ schema: ResultSchema, _ values: [ResultValue]) {
        self.schema = schema
        self.values = values
    }
}

/// A provider of a result table's rows for a source: a member's result, a closing, a review.
public protocol ResultRows<Source>: Sendable {
    associatedtype Source
    /// The table.
    var schema: ResultSchema { get }
    /// The rows for a source, in the order of the file.
    func records(_ source: Source) -> [ResultRecord]
    /// The rows as lines of the file, without its header.
    func lines(_ source: Source) -> [UInt8]
}

extension ResultRows {
    /// The whole file.
    public func file(_ source: Source) -> [UInt8] { schema.header + lines(source) }
}

/// A result table: declared once, for the file, the ledger, the data package, the reports and the answers.
///
/// ```swift
/// let pay = ResultTable(
///     LocalText("薪酬", "Pay"), file: "pay.csv", ledger: .closing("pay"), key: ["member", "month"],
///     rows: { (result: MemberResult) in … },
///     [.member { $0.member }, .month { $0.pay.month }, .yuan("due", "应发", "Due", from: 0) { $0.pay.due }])
/// ```
/// A new column is one more entry; an existing ledger gets it when it is next opened, and whoever reads the table sees
/// it.
public struct ResultTable<Source, Row>: ResultRows {
    /// The schema.
    public let schema: ResultSchema
    private let making: @Sendable (Source) -> [Row]
    private let fields: [ResultField<Row>]
    /// What is in the file or the ledger.
    private let kept: [@Sendable (Row) -> ResultValue]

    /// Declares a table.
    ///
    /// - Parameters:
    ///   - key: the columns of the unique key; empty when rows may repeat.
    ///   - leading: the columns that readers are shown first; the others follow in their order.
    ///   - rows: the rows for a source, in the order of the file.
    package init(
        _ title: LocalText, file: String? = nil, ledger: ResultSchema.Place? = nil, ofRevisionsOnly: Bool = false,
        key: [String] = [], leading: [String] = [], rows: @escaping @Sendable (Source) -> [Row],
        _ fields: [ResultField<Row>]
    ) {
        self.init(
            ResultSchema(
                title, file: file, ledger: ledger, isOfRevisionsOnly: ofRevisionsOnly, key: key, leading: leading,
                fields.map(\.column)), rows, fields)
    }

    private init(
        _ schema: ResultSchema, _ rows: @escaping @Sendable (Source) -> [Row], _ fields: [ResultField<Row>]
    ) {
        self.schema = schema
        making = rows
        self.fields = fields
        kept = fields.map { field in
            guard field.column.place != .readers else { return { _ in .none } }
            return field.value
        }
    }

    /// The table with further columns at its end.
    ///
    /// - Parameter leading: which of them readers are shown first, after those that the table names.
    public func adding(_ more: [ResultField<Row>], leading: [String] = []) -> ResultTable {
        ResultTable(
            ResultSchema(
                schema.title, file: schema.file, ledger: schema.ledger, isOfRevisionsOnly: schema.isOfRevisionsOnly,
                key: schema.key, leading: schema.leading + leading, schema.columns + more.map(\.column)), making,
            fields + more)
    }

    /// The rows for a source, in the order of the file.
    public func rows(of source: Source) -> [Row] { making(source) }

    /// The rows for a source, in the order of the file, with what file and ledger hold.
    public func records(_ source: Source) -> [ResultRecord] {
        making(source).map { row in ResultRecord(schema, kept.map { $0(row) }) }
    }

    /// The rows for a source as lines of the file, without its header.
    public func lines(_ source: Source) -> [UInt8] {
        var writer = CSVWriter()
        for row in making(source) {
            for cell in schema.fileCells { cell.write(kept[cell.place](row), to: &writer) }
            writer.endRow()
        }
        return writer.bytes
    }

    /// A row with all its values, for an answer's JSON.
    public func record(_ row: Row) -> ResultRecord { ResultRecord(schema, fields.map { $0.value(row) }) }

    /// The columns that a reader is shown, in the order of reading.
    ///
    /// - Parameter rulebook: gives the titles of the words; without one they are shown by their keys.
    public func columns(for reader: ResultReader, by rulebook: Rulebook? = nil) -> [ShownColumn<Row>] {
        let shown = fields.filter { $0.column.look.readers.contains(reader) }
        let first = schema.leading.compactMap { key in shown.first { $0.column.key == key } }
        return (first + shown.filter { !schema.leading.contains($0.column.key) }).map {
            $0.shown(to: reader, by: rulebook)
        }
    }
}
