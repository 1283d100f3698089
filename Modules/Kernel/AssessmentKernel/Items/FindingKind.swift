public import AssessmentValues

/// A kind of finding: something about a member that costs no points and that a person acts on.
///
/// ```swift
/// static let tooManyAbsences = FindingKind("merit", Clause("§3.2.1"), "缺席过多，取消评优", "too many absences", costsAwards: true)
/// ```
public struct FindingKind: Hashable, Sendable {
    /// The key, as `findings.csv` prints it: lower-case letters, digits and `-`; unique.
    public let key: String
    /// The clause that it implements.
    public let clause: Clause
    /// What is found, in both languages.
    public let title: LocalText
    /// Whether it costs the member the year's merit awards (§3.1.3).
    public let costsAwards: Bool

    /// Declares a kind of finding.
    public init(_ key: String, _ clause: Clause, _ chinese: String, _ english: String, costsAwards: Bool = false) {
        self.key = key
        self.clause = clause
        self.title = LocalText(chinese, english)
        self.costsAwards = costsAwards
    }
}

/// An item with a rule about the calendar year, besides the points of a period (§3.2.1).
///
/// An optional capability of an ``AssessmentItem``. A closing asks about the year up to the quarter's end, the annual
/// review about the whole year. A finding costs no points.
///
/// ```swift
/// public func judgeYear(_ evidence: MemberEvidence) -> Basis? {
///     let absences = absences(in: evidence.rowsOfYear(of: TrainingTable.self))
///     return absences.count >= disqualifyAt ? Basis(absences) : nil
/// }
/// ```
public protocol JudgesYear: AssessmentItem {
    /// The finding that it makes about a year.
    static var annualFinding: FindingKind { get }

    /// What the finding rests on, for the year up to the period's end; nil when there is no finding.
    ///
    /// As pure as ``AssessmentItem/assess(_:_:)``; an excused row counts as good.
    func judgeYear(_ evidence: MemberEvidence) -> Basis?
}

extension AssessmentItem {
    /// The kinds of finding that it makes: the annual one if it is a ``JudgesYear``, else none.
    public static var findings: [FindingKind] { (self as? any JudgesYear.Type).map { [$0.annualFinding] } ?? [] }
}
