package import AssessmentKernel
import Foundation
package import GRDB

/// How one table of records is laid out in the file.
///
/// A table with a member and an attribution date is clustered by them, so that a closing reads one member's quarter as
/// one run of neighbouring rows. Days are stored as eight digits and moments as fourteen, so their numbers sort by
/// time.
package struct RecordTable {
    package let schema: TableSchema
    /// The column by which a member's rows are found by day; nil for a table that is read whole.
    package let dayColumn: String?
    /// Whether that column is the ledger's own, for a date that several columns can supply.
    package let hasOwnDayColumn: Bool
    private let primaryKey: [String]

    package init(_ schema: TableSchema) {
        self.schema = schema
        let names = schema.columns.map(\.key)
        let key = schema.naturalKey.map { names[$0] }
        guard let member = schema.memberColumn, !schema.dates.isEmpty else {
            (dayColumn, hasOwnDayColumn, primaryKey) = (nil, false, key)
            return
        }
        hasOwnDayColumn = schema.orderingDate == nil
        let day = schema.orderingDate.map { names[$0.column] } ?? RecordTable.ownDayColumn
        dayColumn = day
        let cluster = [names[member], day]
        // A natural key within the cluster is the primary key; otherwise it follows, with a unique index.
        primaryKey =
            Set(key).isSubset(of: cluster)
            ? cluster.filter(key.contains) : cluster + key.filter { !cluster.contains($0) }
    }

    /// Whether that column holds moments instead of days.
    package var isDayAMoment: Bool { schema.orderingDate?.isMoment == true }

    /// The first and last value of the day column in a range of days.
    package static func bounds(_ range: DateRange, isMoment: Bool) -> (Int64, Int64) {
        isMoment
            ? (range.first.packed * 1_000_000, range.last.packed * 1_000_000 + 235_959)
            : (range.first.packed, range.last.packed)
    }

    /// The day by which a row counts, when several columns can supply it.
    package static let ownDayColumn = "counted_on"

    package var name: String { quoted(schema.key) }
    package var columnNames: [String] { schema.columns.map { quoted($0.key) } }
    package var keyNames: [String] { schema.naturalKey.map { quoted(schema.columns[$0].key) } }
    /// The columns of the primary key; nil is the ledger's own day column.
    package var primaryKeyColumns: [Int?] { primaryKey.map { name in schema.columns.firstIndex { $0.key == name } } }
    /// The condition that finds a row by its primary key.
    package var whereIsPrimaryKey: String { primaryKey.map { "\(quoted($0)) = ?" }.joined(separator: " AND ") }
    /// The order in which a closing reads the rows.
    package var order: String { primaryKey.map(quoted).joined(separator: ", ") }
    /// All columns in the order in which they are written.
    package var storedNames: [String] {
        columnNames + (hasOwnDayColumn ? [quoted(RecordTable.ownDayColumn)] : []) + ["\"import\"", "\"row\""]
    }
    private var isKeyClustered: Bool { Set(primaryKey) == Set(schema.naturalKey.map { schema.columns[$0].key }) }

    /// Whether the file has the table exactly as defined here.
    package func isInstalled(_ file: StoredDefinitions) -> Bool {
        guard let present = file.columns(of: schema.key) else { return false }
        return Set(present.map(quoted)) == Set(storedNames) && differingPart(file) == nil
    }

    /// Creates the table if missing, adds new optional columns, and refuses any other difference.
    ///
    /// - Parameter file: what the file had before.
    package func install(_ db: Database, in file: StoredDefinitions) throws {
        guard let present = file.columns(of: schema.key) else {
            try db.execute(sql: definition)
            return
        }
        let missing = schema.columns.filter { !present.contains($0.key) }
        for column in missing {
            guard !column.isRequired else { throw differs("\(schema.key).\(column.key)") }
            try db.execute(sql: "ALTER TABLE \(name) ADD COLUMN \(definition(of: column))")
        }
        if let stranger = present.filter({ !storedNames.contains(quoted($0)) }).min() {
            throw differs("\(schema.key).\(stranger)")
        }
        if let part = differingPart(missing.isEmpty ? file : try StoredDefinitions(db)) { throw differs(part) }
    }

    /// The column, or the table for its keys, that the file defines differently.
    ///
    /// SQLite keeps definitions as written.
    private func differingPart(_ file: StoredDefinitions) -> String? {
        let table = file.text(of: schema.key) ?? ""
        // By bytes: a search by characters takes a fiftieth of a small closing.
        func holds(_ part: String) -> Bool { strstr(table, part) != nil }
        for column in schema.columns {
            let definition = definition(of: column)
            if !holds(definition + ","), !holds(definition + ")") {
                return "\(schema.key).\(column.key)"
            }
        }
        let hasKeys = holds("PRIMARY KEY (\(order))") && file.text(of: schema.key + "_key") == keyIndex
        return hasKeys ? nil : schema.key
    }

    private func differs(_ part: String) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "账本中的表“\(schema.title.chinese)”与已安装模块不符",
                "the ledger's table \(schema.key) differs from that of the installed module"),
            at: .init(key: part), next: LocalText("使用写入该账本的 kaohe 版本", "use the kaohe that wrote this ledger"))
    }

    private var definition: String {
        var lines = schema.columns.map(definition(of:))
        if hasOwnDayColumn {
            let (name, form) = (quoted(RecordTable.ownDayColumn), StoredForm.each[.date])
            lines.append("\(name) \(form.type) NOT NULL CHECK (\(form.check(name)))")
        }
        lines.append("\"import\" INTEGER NOT NULL REFERENCES import_file (id)")
        lines.append("\"row\" INTEGER NOT NULL CHECK (\"row\" >= 2)")
        lines.append("PRIMARY KEY (\(order))")
        return "CREATE TABLE \(name) (\(lines.joined(separator: ", "))) STRICT, WITHOUT ROWID; \(keyIndex ?? "")"
    }

    /// The index that keeps the natural key unique when the primary key does not.
    private var keyIndex: String? {
        isKeyClustered
            ? nil
            : "CREATE UNIQUE INDEX \(quoted(schema.key + "_key")) ON \(name) (\(keyNames.joined(separator: ", ")))"
    }

    /// Drops the index of the natural key.
    package func dropKeyIndex(_ db: Database) throws {
        if keyIndex != nil { try db.execute(sql: "DROP INDEX \(quoted(schema.key + "_key"))") }
    }

    /// Builds the index of the natural key as a whole; returns false when two rows have the same key.
    ///
    /// Building it by sorting is far quicker than growing it in another order than its own.
    package func buildKeyIndex(_ db: Database) throws -> Bool {
        guard let keyIndex else { return true }
        do { try db.execute(sql: keyIndex) } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CONSTRAINT
        {
            return false
        }
        return true
    }

    private func definition(of column: ColumnSchema) -> String {
        let (name, form) = (quoted(column.key), StoredForm.each[column.kind])
        var text = "\(name) \(form.type)"
        if column.isRequired { text += " NOT NULL" }
        if column.key == "member", schema.key != "member" { text += " REFERENCES member (member)" }
        let check = form.check(name)
        return check.isEmpty ? text : text + " CHECK (\(check))"
    }
}

package func quoted(_ name: String) -> String { "\"\(name)\"" }
