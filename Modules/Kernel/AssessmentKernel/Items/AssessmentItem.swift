/// What is said of an item before it is set to work.
public struct ItemDescriptor: Hashable, Sendable {
    /// The number in the annex, above nought; also the order in outputs.
    public let number: Int
    /// The key: lower-case letters, digits and `-`.
    public let key: String
    /// The title in both languages.
    public let title: LocalText
    /// The version of the module's rules; it rises when equal records could score otherwise.
    public let version: String
    /// The clause of the annex that the item carries out.
    public var clause: Clause { .annex(number) }

    /// Describes an item.
    public init(_ number: Int, _ key: String, _ chinese: String, _ english: String, version: String) {
        self.number = number
        self.key = key
        self.title = LocalText(chinese, english)
        self.version = version
    }
}

/// One rubric item: it reads a member's evidence for a period and takes points by its clause.
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
/// The conformance suite holds every item to it.
/// 1. **Pure**: equal evidence and parameters give equal sheets. No clock, file, randomness or state kept between calls;
///    `assess` is called for many members at once, and for a quarter and each of its months apart.
/// 2. **Order-independent**: rows come sorted, and the order of import never shows.
/// 3. **In the period**: every deduction is dated within ``MemberEvidence/period``. Look-back rows may decide, but are
///    not themselves charged.
/// 4. **Led back**: a deduction rests on rows of the evidence, or on none when it is for an absence. Each deduction and
///    each warning has one of the kinds that the item declares.
/// 5. **Bounded**: points are above nought. The house stops the sum at the maximum, so an item need not.
/// 6. **Excuses honoured**: an excused row raises no deduction and counts as good; an excused day is not among the duty
///    days.
/// 7. **Of its day**: while a month still runs, the period ends on the day to which it is seen, and a deadline beyond that
///    day, which ``MemberEvidence/isOver(_:)`` tells, is not missed yet.
/// 8. **Whole**: titles in both languages, parameters declared, examples that hold.
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
    /// The kinds of warning by which it leaves something to a person. None unless said.
    static var warnings: [WarningKind] { get }
    /// What it counts for the monthly notice. None unless said.
    static var measures: [MeasureKind] { get }
    /// Worked examples: its documentation and its tests.
    static var examples: [Example] { get }
    /// The maximum that the shipped rulebook gives it.
    static var usualMaximum: String { get }

    /// Takes its parameters.
    init(_ parameters: ParameterValues) throws(ParameterFault)

    /// The keys of those of its tables whose *absence of rows* costs points under these parameters. None unless said.
    var tablesReadForAbsence: [String] { get }

    /// Takes down what the evidence costs. See the contract.
    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) throws

    /// Takes down what it counts for the notice of the evidence's period, each declared measure at most once.
    ///
    /// As pure as ``assess(_:_:)``; excused rows count as good. Nothing unless said.
    func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet)
}

extension AssessmentItem {
    /// None.
    public var tablesReadForAbsence: [String] { [] }
    /// None.
    public static var warnings: [WarningKind] { [] }
    /// None.
    public static var measures: [MeasureKind] { [] }
    /// Nothing.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {}
}
