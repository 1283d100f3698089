public import AssessmentValues

/// A worked example: some evidence and the deductions it leads to.
///
/// ```swift
/// Example(
///     "逾期一天", "One day late",
///     tables: ["publicity": """
///         task,due,done
///         P1,2021-07-10,2021-07-11
///         """],
///     costs: ["2021-07-10,1,publicity.late,publicity:P1"])
/// ```
/// The member is `M1`, full-time and in post since 2020; the tables omit the column `member`. Cells are separated by
/// commas and cannot contain any; the days off are Saturdays and Sundays.
public struct Example: Sendable {
    /// What it shows, in both languages.
    public let title: LocalText
    /// The first and last day of the period, as ISO days.
    public let period: (first: String, last: String)
    /// The first and last day in post, when they do not cover the period.
    public let inPost: (first: String, last: String)?
    /// Registered leave, as ISO days, both ends inclusive.
    public let leave: [(from: String, through: String)]
    /// Parameters that differ from the usual ones, as written in a rulebook.
    public let parameters: [String: String]
    /// The tables by key: a header of column keys, then rows, as CSV without quoting.
    public let tables: [String: String]
    /// The references of records that an upheld appeal excuses.
    public let excusedRecords: [String]
    /// Days that an upheld appeal excuses for this item.
    public let excusedDays: [String]
    /// The deductions, as `date,points,code,evidence`, sorted by date, code, evidence.
    public let costs: [String]
    /// The keys of findings and the codes of warnings that it raises, in byte order.
    public let remarks: [String]

    /// Makes an example.
    public init(
        _ chinese: String, _ english: String, period: (String, String) = ("2021-07-05", "2021-07-09"),
        inPost: (String, String)? = nil, leave: [(String, String)] = [], parameters: [String: String] = [:],
        tables: [String: String], excusedRecords: [String] = [], excusedDays: [String] = [], costs: [String],
        remarks: [String] = []
    ) {
        self.title = LocalText(chinese, english)
        self.period = period
        self.inPost = inPost.map { (first: $0.0, last: $0.1) }
        self.leave = leave.map { (from: $0.0, through: $0.1) }
        self.parameters = parameters
        self.tables = tables
        self.excusedRecords = excusedRecords
        self.excusedDays = excusedDays
        self.costs = costs
        self.remarks = remarks
    }
}
