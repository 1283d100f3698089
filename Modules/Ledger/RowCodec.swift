import AssessmentKernel
import GRDB
import GRDBSQLite

/// Carries cells between a row block and SQLite's own calls: the two loops that a large import and a closing live in.
struct RowCodec {
    private enum Form {
        case integer, date, dateTime, text
        case choice([PinnedBytes])
    }

    private let forms: [Form]

    init(_ schema: TableSchema) {
        forms = schema.columns.map { column in
            switch column.kind {
            case .code, .text: .text
            case .date: .date
            case .dateTime: .dateTime
            case .number, .percent, .whole, .yesNo: .integer
            case .choice(let options): .choice(options.map { PinnedBytes($0.key) })
            }
        }
    }

    /// Binds a cell. The texts of `bytes` and of the choices must outlive the step that follows.
    @inline(__always)
    func bind(_ slot: Int64, column: Int, to statement: SQLiteStatement, at index: Int32, bytes: UnsafePointer<UInt8>) {
        if slot == RowBlock.empty {
            sqlite3_bind_null(statement, index)
            return
        }
        switch forms[column] {
        case .integer: sqlite3_bind_int64(statement, index, slot)
        case .date: sqlite3_bind_int64(statement, index, CivilDate(dayNumber: Int32(truncatingIfNeeded: slot)).packed)
        case .dateTime: sqlite3_bind_int64(statement, index, CivilDateTime(seconds: slot).packed)
        case .text:
            let range = RowBlock.textRange(slot)
            bytes.advanced(by: range.lowerBound).withMemoryRebound(to: CChar.self, capacity: range.count) {
                _ = sqlite3_bind_text(statement, index, $0, Int32(range.count), nil)
            }
        case .choice(let keys):
            let key = keys[Int(slot)].bytes
            key.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text(statement, index, $0.baseAddress, Int32(key.count), nil)
            }
        }
    }

    /// Reads a cell of the current row of a statement.
    ///
    /// - Throws: when the file holds what its checks forbid.
    @inline(__always)
    func read(_ statement: SQLiteStatement, at index: Int32, column: Int, into block: inout RowBlock) throws -> Int64 {
        if sqlite3_column_type(statement, index) == SQLITE_NULL { return RowBlock.empty }
        switch forms[column] {
        case .integer: return sqlite3_column_int64(statement, index)
        case .date:
            guard let date = CivilDate(packed: sqlite3_column_int64(statement, index)) else { throw corrupt }
            return Int64(date.dayNumber)
        case .dateTime:
            guard let moment = CivilDateTime(packed: sqlite3_column_int64(statement, index)) else { throw corrupt }
            return moment.seconds
        case .text: return block.store(text(statement, index))
        case .choice(let keys):
            let text = text(statement, index)
            guard let place = keys.firstIndex(where: { $0.bytes.elementsEqual(text) }) else { throw corrupt }
            return Int64(place)
        }
    }

    @inline(__always)
    private func text(_ statement: SQLiteStatement, _ index: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: sqlite3_column_text(statement, index), count: Int(sqlite3_column_bytes(statement, index)))
    }

    private var corrupt: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a value out of its range") }
}

/// Bytes that stay where they are, so that SQLite may be handed their address.
private final class PinnedBytes {
    let bytes: UnsafeBufferPointer<UInt8>

    init(_ text: String) {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        _ = copy.initialize(from: text.utf8)
        bytes = UnsafeBufferPointer(copy)
    }

    deinit { bytes.deallocate() }
}

/// A prepared statement that is run many times with values of its own.
struct PreparedStatement {
    private let statement: Statement
    private let connection: SQLiteConnection
    let handle: SQLiteStatement

    init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        handle = statement.sqliteStatement
        guard let connection = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        self.connection = connection
    }

    /// Binds values from the first place on.
    func bind(_ values: (any BindableValue)?...) {
        for (index, value) in values.enumerated() {
            if let value { value.put(into: handle, at: Int32(index + 1)) } else { sqlite3_bind_null(handle, Int32(index + 1)) }
        }
    }

    /// Runs the statement to its end and makes it ready again.
    func run() throws {
        let code = sqlite3_step(handle)
        defer { sqlite3_reset(handle) }
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
    }

    /// Runs the statement and counts the rows that it changed.
    func runCountingChanges() throws -> Int {
        try run()
        return Int(sqlite3_changes(connection))
    }

    /// Walks the rows that the statement gives and makes it ready again.
    func forEachRow(_ body: (SQLiteStatement) throws -> Void) throws {
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

/// A value that a prepared statement takes.
protocol BindableValue {
    func put(into statement: SQLiteStatement, at index: Int32)
}

extension Int64: BindableValue {
    func put(into statement: SQLiteStatement, at index: Int32) { sqlite3_bind_int64(statement, index, self) }
}
extension Int: BindableValue {
    func put(into statement: SQLiteStatement, at index: Int32) { sqlite3_bind_int64(statement, index, Int64(self)) }
}
extension Bool: BindableValue {
    func put(into statement: SQLiteStatement, at index: Int32) { sqlite3_bind_int64(statement, index, self ? 1 : 0) }
}
extension String: BindableValue {
    func put(into statement: SQLiteStatement, at index: Int32) {
        // SQLITE_TRANSIENT, which asks SQLite to copy the bytes, is a cast that Swift does not import.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(statement, index, self, Int32(utf8.count), transient)
    }
}
extension Text: BindableValue {
    func put(into statement: SQLiteStatement, at index: Int32) { string.put(into: statement, at: index) }
}
