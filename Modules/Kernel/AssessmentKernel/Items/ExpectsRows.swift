public import AssessmentValues

/// An item whose tables should have certain rows in every month or quarter, for any member (§3.2.1).
///
/// An optional capability of an ``AssessmentItem``: a row that is missing for the whole township raises a warning and
/// costs no points.
public protocol ExpectsRows: AssessmentItem {
    /// The expected rows.
    static var expectations: [RowExpectation] { get }
}

/// Rows that a table should have.
public struct RowExpectation: Sendable {
    /// How often.
    public enum Rhythm: Sendable {
        /// At least one in each month.
        case month
        /// At least one in each quarter; a month may have none.
        case quarter
    }

    /// The table; one of the item's.
    public let table: TableSchema
    /// The column that selects the rows, and the key it must have; nil for any row.
    public let choice: (column: ColumnSchema, key: String)?
    /// How often.
    public let rhythm: Rhythm
    /// The clause that requires them.
    public let clause: Clause
    /// What they are, in both languages.
    public let title: LocalText

    /// Expects any row of a table.
    public init(_ table: TableSchema, every rhythm: Rhythm, _ clause: Clause, _ title: LocalText) {
        self.table = table
        choice = nil
        self.rhythm = rhythm
        self.clause = clause
        self.title = title
    }

    /// Expects a row with a value in a column of choices.
    public init<Option: Choice>(
        _ table: TableSchema, _ column: Column<Option>, _ value: Option, every rhythm: Rhythm, _ clause: Clause,
        _ title: LocalText
    ) {
        self.table = table
        choice = (table.columns[column.index], value.option.key)
        self.rhythm = rhythm
        self.clause = clause
        self.title = title
    }
}
