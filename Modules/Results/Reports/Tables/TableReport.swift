public import AssessmentKernel

/// A report that consists of tables: a month's notice, a year's review, a district's summary.
///
/// ```swift
/// let ranking = TableReport.Table("月通报", of: notice.ranking, [.init("工号") { $0.member.code.string }])
/// let report = TableReport("冯卯镇2021年7月通报", basis: "截至 2021-07-31", day: day, tables: [ranking])
/// let files = try report.write(as: "notice", into: folder)     // notice.xlsx, notice.html
/// ```
/// Equal tables give equal bytes.
public struct TableReport: Sendable {
    /// A column, and the text of a row in it.
    struct Column<Row> {
        let head: Head
        let text: (Row) -> String

        /// Describes a column.
        ///
        /// - Parameters:
        ///   - isNumber: whether it is right-aligned, and its plain decimals become numbers in the workbook.
        ///   - isName: whether its cells name their rows.
        init(
            _ title: String, width: Double = 10, isNumber: Bool = false, isName: Bool = false,
            _ text: @escaping (Row) -> String
        ) {
            head = Head(title: title, width: width, isNumber: isNumber, isName: isName, isSigned: false)
            self.text = text
        }

        /// A column in which people sign.
        init(signed title: String) {
            head = Head(title: title, width: 16, isNumber: false, isName: false, isSigned: true)
            text = { _ in "" }
        }
    }

    /// A column without its rows.
    struct Head: Sendable {
        let title: String
        let width: Double
        let isNumber: Bool
        let isName: Bool
        let isSigned: Bool
    }

    /// Some rows under a title of their own.
    struct Group: Sendable {
        /// The title; empty for none.
        let title: String
        let rows: [[String]]
    }

    /// A table: a sheet of the workbook, a section of the page.
    struct Table: Sendable {
        let title: String
        let columns: [Head]
        let groups: [Group]
        let note: String

        /// All rows, whatever their group.
        var rows: [[String]] { groups.flatMap(\.rows) }

        /// Whether it needs the long side of the paper.
        var isWide: Bool { columns.reduce(0) { $0 + $1.width } > 92 }

        /// Makes a table from rows.
        ///
        /// - Parameter note: a line below the title; empty for none.
        init<Row>(_ title: String, of rows: [Row], _ columns: [Column<Row>], note: String = "") {
            self.init(title, of: [("", rows)], columns, note: note)
        }

        /// Makes a table from groups of rows.
        init<Row>(
            _ title: String, of groups: [(title: String, rows: [Row])], _ columns: [Column<Row>], note: String = ""
        ) {
            self.title = title
            self.columns = columns.map(\.head)
            self.groups = groups.map { group in
                Group(title: group.title, rows: group.rows.map { row in columns.map { $0.text(row) } })
            }
            self.note = note
        }
    }

    /// The forms in which every such report is written; a new form is a type and an entry here.
    static let forms: [any TableForm.Type] = [TableWorkbook.self, TablePage.self]

    let title: String
    /// A line below the title: the data it is based on.
    let basis: String
    /// The workbook's date, independent of the clock.
    let day: CivilDate
    let tables: [Table]
    let language: Language

    init(_ title: String, basis: String, day: CivilDate, tables: [Table], _ language: Language = .chinese) {
        self.title = title
        self.basis = basis
        self.day = day
        self.tables = tables
        self.language = language
    }

    /// Writes the report in all forms.
    ///
    /// - Parameters:
    ///   - name: the files' name without its extension.
    ///   - folder: the existing folder to write to.
    /// - Returns: the files by their names in the folder.
    public func write(as name: String, into folder: String) throws(Problem) -> [String] {
        var files: [String] = []
        for form in TableReport.forms {
            files.append(name + "." + form.ending)
            try form.write(self, to: folder + "/" + name + "." + form.ending)
        }
        return files
    }
}

/// A form in which a report of tables is written.
protocol TableForm: Sendable {
    /// The extension of its files, without the dot.
    static var ending: String { get }
    /// Writes the file.
    static func write(_ report: TableReport, to path: String) throws(Problem)
}
