import AssessmentKernel
import TownshipTables

/// Checks the tables: keys, titles, natural key, attribution date.
struct TableCheck {
    let item: any AssessmentItem.Type

    /// Columns that the ledger adds to tables.
    private static let reserved = ["import", "row", "counted_on"]

    func failures() -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        if item.tables.isEmpty {
            failures.append(ConformanceFailure(.tables, item.about.key, "the item reads no table"))
        }
        let core = CoreTables.all
        let all = item.tables + core
        for name in Forms.repeated(all.map(\.key)) + Forms.repeated(all.map(\.title.chinese)) {
            failures.append(ConformanceFailure(.tables, name, "two tables have this name"))
        }
        for table in item.tables {
            failures += faults(of: table).map { ConformanceFailure(.tables, table.key, $0) }
            for column in table.columns {
                failures += faults(of: column).map {
                    ConformanceFailure(.tables, "\(table.key).\(column.key)", $0)
                }
            }
        }
        return failures
    }

    private func faults(of table: TableSchema) -> [String] {
        var faults: [String] = []
        if !Forms.isKey(table.key, joint: Forms.hyphen) {
            faults.append("the key must be lower-case letters, digits and hyphens")
        }
        if let fault = Forms.fault(of: table.title) { faults.append(fault) }
        if table.memberColumn == nil { faults.append("it has no column member") }
        if table.naturalKey.isEmpty { faults.append("it has no natural key") }
        for column in table.naturalKey where !table.columns[column].isRequired {
            faults.append("the natural key's \(table.columns[column].key) is optional")
        }
        if !table.attribution.contains(where: { table.columns[$0].isRequired }) {
            faults.append("it has no required attribution date")
        }
        for column in table.attribution where ![.date, .dateTime].contains(table.columns[column].kind) {
            faults.append("the attribution date's \(table.columns[column].key) is no date")
        }
        for name in Forms.repeated(table.columns.map(\.key) + table.columns.map(\.title.chinese)) {
            faults.append("two columns are headed \(name)")
        }
        return faults
    }

    private func faults(of column: ColumnSchema) -> [String] {
        var faults: [String] = []
        if !Forms.isKey(column.key, joint: Forms.underscore) || Self.reserved.contains(column.key) {
            faults.append("the key must be lower-case letters, digits and underscores, and none of \(Self.reserved)")
        }
        if let fault = Forms.fault(of: column.title) { faults.append(fault) }
        guard let options = column.kind.options else { return faults }
        if options.isEmpty { faults.append("it has nothing to choose from") }
        for option in options {
            if option.key.isEmpty || option.key.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F || $0 == 0x27 }) {
                faults.append("the choice \(option.key) must be a word in ASCII")
            }
            if let fault = Forms.fault(of: option.title) { faults.append("\(option.key): \(fault)") }
        }
        for name in Forms.repeated(options.map(\.key) + options.map(\.title.chinese)) {
            faults.append("two choices are named \(name)")
        }
        return faults
    }
}
