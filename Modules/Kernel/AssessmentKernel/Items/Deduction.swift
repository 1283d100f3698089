public import AssessmentValues

/// A kind of deduction: its code, clause and title.
public struct DeductionKind: Hashable, Sendable {
    /// What is declared, behind one reference: every deduction has a kind.
    @usableFromInline final class Declared: Sendable {
        @usableFromInline let code: String
        @usableFromInline let clause: Clause
        @usableFromInline let title: LocalText

        init(_ code: String, _ clause: Clause, _ title: LocalText) {
            (self.code, self.clause, self.title) = (code, clause, title)
        }
    }

    @usableFromInline let declared: Declared

    /// The code, `item.kind`, such as `hazards.late`.
    @inlinable public var code: String { declared.code }
    /// The clause that it implements.
    @inlinable public var clause: Clause { declared.clause }
    /// What the member is told, in both languages.
    @inlinable public var title: LocalText { declared.title }

    /// Declares a kind of deduction.
    public init(_ code: String, _ clause: Clause, _ chinese: String, _ english: String) {
        declared = Declared(code, clause, LocalText(chinese, english))
    }

    /// Equal when code, clause and title are.
    public static func == (left: DeductionKind, right: DeductionKind) -> Bool {
        left.declared === right.declared
            || left.code == right.code && left.clause == right.clause && left.title == right.title
    }

    /// Feeds the code to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// Points deducted from a member on one item, with the clause, the day and the records that it rests on.
public struct Deduction: Hashable, Sendable {
    /// The code and clause.
    public let kind: DeductionKind
    /// The attribution date of its record, or the day that it concerns.
    public let date: CivilDate
    /// The points, above zero.
    public let points: Points
    /// The records that it rests on, in byte order, each once; none for an absence.
    public let evidence: [RecordReference]
    /// What the title leaves open: what was expected, what the records are, how the points follow; shown, but not part
    /// of the results.
    public let why: Reason?
    /// The same on one line; nil when there is nothing to add.
    public var reason: LocalText? { why?.told }
    /// Whether there is a ``reason``.
    public var isReasoned: Bool { reason != nil }

    init(
        _ kind: DeductionKind, _ date: CivilDate, _ points: Points, _ evidence: [RecordReference], _ why: Reason?
    ) {
        (self.kind, self.date, self.points, self.why) = (kind, date, points, why)
        let isOrdered = zip(evidence, evidence.dropFirst()).allSatisfy { $0 < $1 }
        self.evidence = isOrdered ? evidence : Array(Set(evidence)).sorted()
    }

    /// The column `evidence`: the references, space-separated.
    public var evidenceText: String {
        evidence.count == 1 ? evidence[0].text.string : evidence.map(\.text.string).joined(separator: " ")
    }
}

/// The deductions and warnings of one item for one member and one period.
///
/// ```swift
/// sheet.deduct(perTask, for: Self.late, on: task.due, resting: task)
/// ```
public struct ScoreSheet: Sendable {
    /// The deductions so far.
    public private(set) var deductions: [Deduction] = []
    /// The warnings so far.
    public private(set) var warnings: [ItemWarning] = []
    /// What is noted of a deduction beside its points: nothing, its records, or these and its reason.
    package enum Notes: Sendable { case points, records, reasons }
    private let notes: Notes
    /// Whether somebody reads the warnings; where nobody does, an item need not look for them, but takes the same points.
    public var readsWarnings: Bool { notes != .points }

    /// Makes an empty sheet.
    public init() { notes = .reasons }

    /// Makes an empty sheet for somebody who does not read all of a deduction.
    package init(noting notes: Notes) { self.notes = notes }

    /// Deducts points for one row; zero points add no deduction.
    ///
    /// - Parameter reason: what the title leaves open; nil when there is nothing to add.
    public mutating func deduct<Table>(
        _ points: Points, for kind: DeductionKind, on date: CivilDate, resting row: Row<Table>,
        because reason: @autoclosure () -> Reason? = nil
    ) {
        add(points, kind, date, [row.reference], reason())
    }

    /// Deducts points for several rows together; zero points add no deduction.
    public mutating func deduct<Table>(
        _ points: Points, for kind: DeductionKind, on date: CivilDate, resting rows: [Row<Table>],
        because reason: @autoclosure () -> Reason? = nil
    ) {
        add(points, kind, date, rows.map { $0.reference }, reason())
    }

    /// Deducts points for missing rows; zero points add no deduction.
    ///
    /// - Parameter reason: what is missing, since no row shows it.
    public mutating func deductForAbsence(
        _ points: Points, for kind: DeductionKind, on date: CivilDate, because reason: @autoclosure () -> Reason? = nil
    ) {
        add(points, kind, date, [], reason())
    }

    /// Adds a deduction; its records and its reason are made only where somebody reads them.
    private mutating func add(
        _ points: Points, _ kind: DeductionKind, _ date: CivilDate, _ records: @autoclosure () -> [RecordReference],
        _ reason: @autoclosure () -> Reason?
    ) {
        guard points > .zero else { return }
        deductions.append(
            Deduction(kind, date, points, notes == .points ? [] : records(), notes == .reasons ? reason() : nil))
    }

    /// Raises a warning for a person to decide.
    ///
    /// - Parameter basis: what it is about; of several records, the one to decide on comes first.
    public mutating func warn(_ kind: WarningKind, about basis: Basis = .nothing) {
        warnings.append(ItemWarning(kind: kind, basis: basis))
    }
}
