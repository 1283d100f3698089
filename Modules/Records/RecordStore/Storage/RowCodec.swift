import AssessmentKernel
import Foundation
package import GRDB
import GRDBSQLite

/// Transfers cells between a row block and SQLite: the inner loops of a large import and of a closing.
struct RowCodec {
    /// How one column's cells are transferred; holds no reference to speed up copying.
    private struct Column {
        let carriage: StoredForm.Carriage
        /// Whether the file's own `NOT NULL` guarantees a value.
        let isRequired: Bool
        /// The offset of its choices among all choices.
        let firstChoice: Int
        let choiceCount: Int
    }

    private let columns: [Column]
    private let choices: PinnedTexts

    init(_ schema: TableSchema) {
        var columns: [Column] = []
        var words: [String] = []
        for column in schema.columns {
            let form = StoredForm.each[column.kind]
            columns.append(
                Column(
                    carriage: form.carriage, isRequired: column.isRequired, firstChoice: words.count,
                    choiceCount: form.keys.count))
            words += form.keys
        }
        self.columns = columns
        choices = PinnedTexts(words)
    }

    /// Binds a cell.
    ///
    /// The texts in `bytes` must stay valid until the next step.
    @inline(__always)
    func bind(_ slot: Int64, column: Int, to statement: SQLiteStatement, at index: Int32, bytes: UnsafePointer<UInt8>) {
        if slot == RowBlock.empty {
            sqlite3_bind_null(statement, index)
            return
        }
        switch columns[column].carriage {
        case .integer: sqlite3_bind_int64(statement, index, slot)
        case .day: sqlite3_bind_int64(statement, index, CivilDate(dayNumber: Int32(truncatingIfNeeded: slot)).packed)
        case .moment: sqlite3_bind_int64(statement, index, CivilDateTime(seconds: slot).packed)
        case .bytes:
            let range = RowBlock.textRange(slot)
            bind(UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count), to: statement, at: index)
        case .key: bind(choices[columns[column].firstChoice + Int(slot)], to: statement, at: index)
        }
    }

    @inline(__always)
    private func bind(_ text: UnsafeBufferPointer<UInt8>, to statement: SQLiteStatement, at index: Int32) {
        text.withMemoryRebound(to: CChar.self) {
            _ = sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), nil)
        }
    }

    /// Reads a cell of the current row of a statement.
    ///
    /// - Throws: when the file holds a value that its checks forbid.
    @inline(__always)
    func read(_ statement: SQLiteStatement, at index: Int32, column: Int, into block: inout RowBlock) throws -> Int64 {
        let shape = columns[column]
        if !shape.isRequired, sqlite3_column_type(statement, index) == SQLITE_NULL { return RowBlock.empty }
        switch shape.carriage {
        case .integer: return sqlite3_column_int64(statement, index)
        case .day:
            guard let date = CivilDate(packed: sqlite3_column_int64(statement, index)) else { throw corrupt }
            return Int64(date.dayNumber)
        case .moment:
            guard let moment = CivilDateTime(packed: sqlite3_column_int64(statement, index)) else { throw corrupt }
            return moment.seconds
        case .bytes: return block.store(text(statement, index))
        case .key:
            let text = text(statement, index)
            for place in 0..<shape.choiceCount {
                if choices[shape.firstChoice + place].hasBytes(of: text) { return Int64(place) }
            }
            throw corrupt
        }
    }

    @inline(__always)
    private func text(_ statement: SQLiteStatement, _ index: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: sqlite3_column_text(statement, index), count: Int(sqlite3_column_bytes(statement, index)))
    }

    private var corrupt: DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a value out of its range")
    }
}

/// Texts at fixed addresses, which can be passed to SQLite.
private final class PinnedTexts {
    private let texts: UnsafeMutableBufferPointer<UnsafeBufferPointer<UInt8>>

    init(_ words: [String]) {
        texts = .allocate(capacity: words.count)
        for (place, word) in words.enumerated() {
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: word.utf8.count)
            _ = copy.initialize(from: word.utf8)
            texts.initializeElement(at: place, to: UnsafeBufferPointer(copy))
        }
    }

    deinit {
        for text in texts { text.deallocate() }
        texts.deallocate()
    }

    @inline(__always)
    subscript(place: Int) -> UnsafeBufferPointer<UInt8> { texts[place] }
}

/// A prepared statement that is run many times with different values.
package struct PreparedStatement {
    private let statement: Statement
    private let connection: SQLiteConnection
    package let handle: SQLiteStatement

    package init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        handle = statement.sqliteStatement
        guard let connection = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        self.connection = connection
    }

    /// Binds values from the first parameter on.
    package func bind(_ values: (any BindableValue)?...) {
        for (index, value) in values.enumerated() {
            if let value {
                value.put(into: handle, at: Int32(index + 1))
            } else {
                sqlite3_bind_null(handle, Int32(index + 1))
            }
        }
    }

    /// Runs the statement to its end and resets it.
    package func run() throws {
        let code = sqlite3_step(handle)
        defer { sqlite3_reset(handle) }
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
    }

    /// Runs the statement and returns the number of changed rows.
    package func runCountingChanges() throws -> Int {
        try run()
        return Int(sqlite3_changes(connection))
    }

    /// Reads the statement's rows and resets it.
    package func forEachRow(_ body: (SQLiteStatement) throws -> Void) throws {
        defer { sqlite3_reset(handle) }
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW: try body(handle)
            case SQLITE_DONE: return
            case let code: throw failure(code)
            }
        }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
    }
}

/// A value that can be bound to a prepared statement.
package protocol BindableValue {
    func put(into statement: SQLiteStatement, at index: Int32)
}

extension Int64: BindableValue {
    package func put(into statement: SQLiteStatement, at index: Int32) { sqlite3_bind_int64(statement, index, self) }
}
extension Int: BindableValue {
    package func put(into statement: SQLiteStatement, at index: Int32) {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}
extension Bool: BindableValue {
    package func put(into statement: SQLiteStatement, at index: Int32) {
        sqlite3_bind_int64(statement, index, self ? 1 : 0)
    }
}
extension String: BindableValue {
    package func put(into statement: SQLiteStatement, at index: Int32) {
        // SQLITE_TRANSIENT, which asks SQLite to copy the bytes, is a cast that Swift does not import.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(statement, index, self, Int32(utf8.count), transient)
    }
}
extension Text: BindableValue {
    package func put(into statement: SQLiteStatement, at index: Int32) { string.put(into: statement, at: index) }
}
