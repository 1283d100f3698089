public import AssessmentValues

/// The number, key, title and version of an item.
public struct ItemDescriptor: Hashable, Sendable {
    /// The number in the annex, above zero; outputs list items in its order.
    public let number: Int
    /// The key: lower-case letters, digits and `-`.
    public let key: String
    /// The title in both languages.
    public let title: LocalText
    /// The version of the module's rules; raise it when the same records could score differently.
    public let version: String
    /// The clause of the annex that the item implements.
    public var clause: Clause { .annex(number) }

    /// Describes an item.
    public init(_ number: Int, _ key: String, _ chinese: String, _ english: String, version: String) {
        self.number = number
        self.key = key
        self.title = LocalText(chinese, english)
        self.version = version
    }
}

/// One item of the annex: reads a member's evidence for a period and deducts points under its clause.
///
/// ```swift
/// public struct Publicity: AssessmentItem {
///     public static let about = ItemDescriptor(3, "publicity", "法律政策宣传", "Publicity", version: "1")
///     static let late = DeductionKind("publicity.late", about.clause, "宣传任务未完成或逾期", "Publicity task not done in time")
///     …
///     public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
///         for task in evidence.rows(of: PublicityTable.self) where !task.isExcused && !task.done.isBy(task.due) {
///             sheet.deduct(perTask, for: Self.late, on: task.due, resting: task)
///         }
///     }
/// }
/// ```
///
/// ## The contract
/// The conformance suite checks every item against it.
/// 1. **Pure**: equal evidence and parameters give equal sheets, and equal points whether or not somebody reads the
///    warnings. No clock, files, randomness or state between calls; `assess` is called for many members concurrently,
///    and separately for a quarter and each of its months.
/// 2. **Order-independent**: rows come sorted; the order of import has no effect.
/// 3. **In the period**: every deduction is dated within ``MemberEvidence/period``. Look-back rows may influence a
///    deduction, but are not charged themselves.
/// 4. **Traceable**: a deduction rests on rows of the evidence, or on none when it is for an absence. Every deduction
///    and warning has a kind that the item declares.
/// 5. **Bounded**: points are above zero. The closing caps the sum at the maximum, so an item need not.
/// 6. **Excuses honoured**: an excused row raises no deduction and counts as good; duty days leave out excused days.
/// 7. **As of its day**: while a month is still running, the period ends on the as-of day. A deadline after it is not
///    missed yet; ask ``MemberEvidence/isOver(_:)``.
/// 8. **Fair**: each ``FairnessProperty`` holds, except where the item declares a ``FairnessException``.
/// 9. **Complete**: titles in both languages, declared parameters, examples that hold.
///
/// An item that cannot decide throws: the closing stops and nothing is written.
public protocol AssessmentItem: Sendable {
    /// Number, key, titles, version.
    static var about: ItemDescriptor { get }
    /// The tables that it reads; a table belongs to one item.
    static var tables: [TableSchema] { get }
    /// The parameters that its block in the rulebook has, besides `maximum`.
    static var parameters: [ParameterDeclaration] { get }
    /// The kinds of deduction that it makes.
    static var deductions: [DeductionKind] { get }
    /// The kinds of warning that it raises for a person to decide. None by default.
    static var warnings: [WarningKind] { get }
    /// What it counts for the monthly notice. None by default.
    static var measures: [MeasureKind] { get }
    /// Worked examples: its documentation and its tests.
    static var examples: [Example] { get }
    /// What a good and a bad record of each table is, by the table's key; the suite asks every item for it.
    ///
    /// A first column `conduct` with `good` or `bad`, then columns of the table as in an example. The suite gives records
    /// their codes and moves their days together, so that the attribution date is the day it wants; one that is left out
    /// is filled in. `#` in a text is a number of the record's own. `good?` and `bad?` hold only under the usual
    /// parameters. `neither` names a record that only makes the evidence denser.
    /// ```swift
    /// public static let conduct = ["publicity": """
    ///     conduct,due,done
    ///     good,2021-07-06,2021-07-06
    ///     bad,2021-07-06,2021-07-07
    ///     bad,2021-07-06,
    ///     """]
    /// ```
    static var conduct: [String: String] { get }
    /// Where a rule of the regulation cannot be fair. None by default.
    static var fairnessExceptions: [FairnessException] { get }
    /// The maximum in the shipped rulebook.
    static var usualMaximum: String { get }

    /// Makes the item from its parameters.
    init(_ parameters: ParameterValues) throws(ParameterFault)

    /// The keys of the tables whose *missing rows* cost points under these parameters. None by default.
    var tablesReadForAbsence: [String] { get }

    /// Records the deductions and warnings for the evidence. See the contract.
    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) throws

    /// Records the measures for the monthly notice, each declared measure at most once.
    ///
    /// As pure as ``assess(_:_:)``; excused rows count as good. Records nothing by default.
    func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet)
}

extension AssessmentItem {
    /// None.
    public var tablesReadForAbsence: [String] { [] }
    /// None.
    public static var warnings: [WarningKind] { [] }
    /// None.
    public static var measures: [MeasureKind] { [] }
    /// Nothing is said, which the suite reports.
    public static var conduct: [String: String] { [:] }
    /// None.
    public static var fairnessExceptions: [FairnessException] { [] }
    /// Nothing.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {}
}
