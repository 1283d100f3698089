import CSV
package import ResultTables

/// A table as a CSV file that people open: a text that begins like a formula has an apostrophe before it.
///
/// Townships write these texts, and the district opens them in a spreadsheet program.
package enum GuardedFile {
    /// The whole file; numbers stay as they are.
    package static func bytes<Source>(_ table: any ResultRows<Source>, _ source: Source) -> [UInt8] {
        var writer = CSVWriter()
        for record in table.records(source) {
            for (column, value) in zip(record.schema.columns, record.values) where column.isInFile {
                let cell = column.kind.text(value)
                if case .text = value { writer.cell(SpreadsheetGuard.guarded(cell)) } else { writer.cell(cell) }
            }
            writer.endRow()
        }
        return table.schema.header + writer.bytes
    }
}
