package import AssessmentKernel
import Foundation
package import GRDB
import RecordStore
package import ResultTables

/// Reads chosen columns of a result table under their declared names.
///
/// ```swift
/// var table = try ResultReading(ClosingTables.pay.schema)
/// let (member, due) = (try table.text("member"), try table.yuan("due"))
/// try table.each(db, book: id) { row in sums[try row(member), default: .zero] += try row(due) }
/// ```
/// A name is looked up once, and not once per row: the accounts read millions.
package struct ResultReading {
    /// A column to read, and how its value is understood.
    package struct Handle<Value> {
        fileprivate let place: Int
        fileprivate let understood: (DatabaseValue) -> Value?
    }

    /// A row at which a walk stands.
    package struct Row {
        fileprivate let reading: ResultReading
        fileprivate let row: DatabaseRow

        /// The value of a column.
        ///
        /// - Throws: ``Problem`` when the ledger holds something else there.
        package func callAsFunction<Value>(_ handle: Handle<Value>) throws -> Value {
            let value: DatabaseValue = row[handle.place]
            guard let understood = handle.understood(value) else {
                throw LedgerProblem.unreadable(
                    reading.place.name, reading.names[handle.place], value.isNull ? "" : value.description)
            }
            return understood
        }
    }

    private let schema: ResultSchema
    private let place: ResultSchema.Place
    private var names: [String] = []

    /// - Throws: ``Problem`` for a table that the ledger does not keep.
    package init(_ schema: ResultSchema) throws(Problem) {
        guard let place = schema.ledger else { throw ResultReading.missing(schema, schema.title.english) }
        self.schema = schema
        self.place = place
    }

    /// A text, such as a code or a key.
    package mutating func text(_ name: String) throws(Problem) -> Handle<String> {
        try handle(name) { if case .string(let text) = $0.storage { text } else { nil } }
    }

    /// A member's code.
    package mutating func member(_ name: String = "member") throws(Problem) -> Handle<Text> {
        try handle(name) { if case .string(let text) = $0.storage { Text(text) } else { nil } }
    }

    /// A month.
    package mutating func month(_ name: String = "month") throws(Problem) -> Handle<Month> {
        try handle(name) { if case .string(let text) = $0.storage { Month(text: text) } else { nil } }
    }

    /// An amount.
    package mutating func yuan(_ name: String) throws(Problem) -> Handle<Yuan> { try number(name) { Yuan(fen: $0) } }

    /// An amount; zero in a row that was closed before the column was declared.
    ///
    /// A column of the first schema cannot be empty.
    package mutating func yuan(ifAny name: String) throws(Problem) -> Handle<Yuan> {
        try handle(name) { value in
            switch value.storage {
            case .null: .zero
            case .int64(let fen): Yuan(fen: fen)
            default: nil
            }
        }
    }

    /// Points.
    package mutating func points(_ name: String) throws(Problem) -> Handle<Points> {
        try number(name) { Points(hundredths: $0) }
    }

    /// A whole number.
    package mutating func count(_ name: String) throws(Problem) -> Handle<Int> { try number(name) { Int(exactly: $0) } }

    /// A whole number that may be missing.
    package mutating func count(ifAny name: String) throws(Problem) -> Handle<Int?> {
        try handle(name) { value in
            switch value.storage {
            case .null: .some(nil)
            case .int64(let number): Int(exactly: number).map { .some($0) }
            default: nil
            }
        }
    }

    /// Yes or no.
    package mutating func flag(_ name: String) throws(Problem) -> Handle<Bool> {
        try number(name) { [0: false, 1: true][$0] }
    }

    private mutating func number<Value>(
        _ name: String, _ understood: @escaping (Int64) -> Value?
    ) throws(Problem) -> Handle<Value> {
        try handle(name) { if case .int64(let number) = $0.storage { understood(number) } else { nil } }
    }

    private mutating func handle<Value>(
        _ name: String, _ understood: @escaping (DatabaseValue) -> Value?
    ) throws(Problem) -> Handle<Value> {
        guard schema.ledgerColumns.contains(where: { $0.key == name }) else {
            throw ResultReading.missing(schema, name)
        }
        names.append(name)
        return Handle(place: names.count - 1, understood: understood)
    }

    private static func missing(_ schema: ResultSchema, _ name: String) -> Problem {
        Problem(
            .fault,
            LocalText(
                "账本中的“\(schema.title.chinese)”没有所需的 \(name)", "the ledger keeps no \(name) of \(schema.title.english)"),
            at: .init(file: schema.ledger?.name, key: name))
    }

    /// Hands over the rows of a book in key order, which is the order in which they are stored.
    package func each(_ db: Database, book: Int64, _ body: (Row) throws -> Void) throws {
        let sql = """
            SELECT \(names.map(quoted).joined(separator: ",")) FROM \(place.name) WHERE \(place.book) = ?
            ORDER BY \(schema.key.map(quoted).joined(separator: ","))
            """
        let rows = try DatabaseRow.fetchCursor(db.cachedStatement(sql: sql), arguments: [book])
        while let row = try rows.next() { try body(Row(reading: self, row: row)) }
    }
}
