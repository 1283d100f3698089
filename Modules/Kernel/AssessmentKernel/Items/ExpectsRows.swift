/// An item whose tables should have certain rows in every month or quarter, whoever they are about (§3.2.1).
///
/// It is a capability besides ``AssessmentItem``: where such a row is missing for the whole township, a person is told to
/// look; no point hangs on it.
public protocol ExpectsRows: AssessmentItem {
    /// The rows that should be there.
    static var expectations: [RowExpectation] { get }
}

/// Rows that should be there.
public struct RowExpectation: Sendable {
    /// How often.
    public enum Rhythm: Sendable {
        /// At least one in each month.
        case month
        /// At least one in each quarter; a month without any is as it should be.
        case quarter
    }

    /// The table; one of the item's.
    public let table: TableSchema
    /// The column that tells which rows count and the key that it has then; nil for any row.
    public let choice: (column: ColumnSchema, key: String)?
    /// How often.
    public let rhythm: Rhythm
    /// The clause that asks for them.
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
