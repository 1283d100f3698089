package import AssessmentKernel
package import GRDB
import GRDBSQLite
package import RecordStore
package import ResultTables

/// How one result table is stored: the book's number, then the columns as declared.
package struct ResultStore {
    private let schema: ResultSchema
    private let place: ResultSchema.Place
    private let columns: [ResultColumn]

    /// - Returns: nil for a table that is only written to a file.
    package init?(_ schema: ResultSchema) {
        guard let place = schema.ledger else { return nil }
        self.schema = schema
        self.place = place
        columns = schema.ledgerColumns
    }

    /// Whether the file has exactly the declared columns.
    package func isInstalled(_ file: StoredDefinitions) -> Bool {
        guard let present = file.columns(of: place.name) else { return false }
        return present == declared
    }

    private var declared: Set<String> { Set(columns.map(\.key) + [place.book]) }

    /// Creates the table if missing, adds new columns, and refuses any other difference.
    ///
    /// Every column is nullable, in a new ledger too, so that an upgraded ledger is like a new one; required values are
    /// checked on insert.
    ///
    /// - Parameter file: what the file had before.
    package func install(_ db: Database, in file: StoredDefinitions) throws {
        let present = try file.columns(of: place.name) ?? create(db)
        for column in columns where !present.contains(column.key) {
            try db.execute(sql: "ALTER TABLE \(place.name) ADD COLUMN \(definition(of: column))")
        }
        if let stranger = present.subtracting(declared).min() {
            throw Problem(
                .badInput,
                LocalText(
                    "账本中的表“\(schema.title.chinese)”与本程序不符",
                    "the ledger's table \(place.name) differs from that of this kaohe"),
                at: .init(key: "\(place.name).\(stranger)"),
                next: LocalText("使用写入该账本的 kaohe 版本", "use the kaohe that wrote this ledger"))
        }
    }

    /// Creates the table with the columns of its key, which it returns.
    private func create(_ db: Database) throws -> Set<String> {
        let key = columns.filter { schema.key.contains($0.key) }
        try db.execute(
            sql: LedgerSchema.child(
                place.name, key.map { "\(definition(of: $0)) NOT NULL" }.joined(separator: ", "),
                key: schema.key.map(quoted).joined(separator: ", "), of: place.book))
        if place.book == Book.notice.rawValue { try db.execute(sql: WithdrawalStep.mayGo(place.name)) }
        return Set(key.map(\.key) + [place.book])
    }

    private func definition(of column: ResultColumn) -> String {
        let name = quoted(column.key)
        guard column.kind.isNumber else { return "\(name) TEXT" }
        var checks: [String] = []
        if let minimum = column.minimum { checks.append("\(name) >= \(Int64(minimum) * column.kind.scale)") }
        if let maximum = column.maximum { checks.append("\(name) <= \(Int64(maximum) * column.kind.scale)") }
        return "\(name) INTEGER" + (checks.isEmpty ? "" : " CHECK (\(checks.joined(separator: " AND ")))")
    }

    /// Inserts rows of the table into a book.
    package struct Insert {
        private let statement: PreparedStatement
        private let book: Int64
        /// The columns that the ledger keeps, with their places in a row.
        private let kept: [(place: Int, key: String, isRequired: Bool)]

        package init(_ store: ResultStore, _ db: Database, book: Int64) throws {
            self.book = book
            kept = store.schema.columns.enumerated().filter(\.element.isInLedger).map {
                ($0, $1.key, $1.isRequired)
            }
            statement = try PreparedStatement(db, into: store.place.name, [store.place.book] + kept.map(\.key))
        }

        package func add(_ record: ResultRecord) throws {
            book.put(into: statement.handle, at: 1)
            for (index, column) in kept.enumerated() {
                let position = Int32(index + 2)
                switch record.values[column.place] {
                case .number(let number): number.put(into: statement.handle, at: position)
                case .text(let text): text.put(into: statement.handle, at: position)
                case .none:
                    guard !column.isRequired else {
                        throw Problem(
                            .fault, LocalText("结果缺少 \(column.key)", "a result has no \(column.key)"),
                            at: .init(key: column.key))
                    }
                    sqlite3_bind_null(statement.handle, position)
                }
            }
            try statement.run()
        }
    }

    /// The rows of a book in key order, all or one member's.
    package func records(_ db: Database, book: Int64, member: Text? = nil) throws -> [ResultRecord] {
        var sql = "SELECT \(columns.map { quoted($0.key) }.joined(separator: ",")) FROM \(place.name)"
        sql += " WHERE \(place.book) = ?"
        var arguments: StatementArguments = [book]
        if let member {
            sql += " AND member = ?"
            arguments += [member.string]
        }
        sql += " ORDER BY " + schema.key.map(quoted).joined(separator: ", ")
        let statement = try db.cachedStatement(sql: sql)
        return try DatabaseRow.fetchAll(statement, arguments: arguments).map { row in
            var place = 0
            return ResultRecord(
                schema,
                try schema.columns.map { column in
                    if !column.isInLedger { return .none }
                    let value: DatabaseValue = row[place]
                    place += 1
                    switch value.storage {
                    case .null: return .none
                    case .int64(let number): return .number(number)
                    case .string(let text): return .text(text)
                    default:
                        throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "the ledger holds no such value")
                    }
                })
        }
    }
}

extension PreparedStatement {
    /// Inserts a row of a table, whose parameters are the values of the columns.
    package init(_ db: Database, into table: String, _ columns: [String]) throws {
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ",")
        try self.init(db, "INSERT INTO \(table) (\(columns.map(quoted).joined(separator: ","))) VALUES (\(marks))")
    }
}
