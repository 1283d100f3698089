package import AssessmentKernel
package import ResultTables

extension TableReport {
    /// A section of a report: a result table with its rows.
    package struct Section {
        fileprivate let table: Table

        /// Shows the rows of a source.
        ///
        /// - Parameters:
        ///   - title: of the section, and the name of its sheet.
        ///   - note: a line below the title; empty for none.
        package init<Source, Row>(
            _ title: String, _ table: ResultTable<Source, Row>, of source: Source, note: String = ""
        ) {
            let columns = table.columns(for: .workbook).map { TableReport.Column($0, ReportWords(.chinese)) }
            self.table = Table(title, of: table.rows(of: source), columns, note: note)
        }
    }

    /// Makes a report of result tables, such as a district's summary.
    ///
    /// - Parameters:
    ///   - basis: a line below the title.
    ///   - day: the workbook's date, independent of the clock.
    package init(_ title: String, basis: String, day: CivilDate, sections: [Section]) {
        self.init(title, basis: basis, day: day, tables: sections.map(\.table))
    }
}
