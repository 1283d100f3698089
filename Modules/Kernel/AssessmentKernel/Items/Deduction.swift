/// A kind of deduction: the code and the clause by which points are taken.
public struct DeductionKind: Hashable, Sendable {
    /// The code, `item.kind`, such as `hazards.late`.
    public let code: String
    /// The clause that it carries out.
    public let clause: Clause
    /// What is said to the member, in both languages.
    public let title: LocalText

    /// Declares a kind of deduction.
    public init(_ code: String, _ clause: Clause, _ chinese: String, _ english: String) {
        self.code = code
        self.clause = clause
        self.title = LocalText(chinese, english)
    }
}

/// Points taken from a member on one item, with the clause, the day and the records that it rests on.
public struct Deduction: Hashable, Sendable {
    /// By what code and clause.
    public let kind: DeductionKind
    /// The attribution date of its record, or the day that it is about.
    public let date: CivilDate
    /// How much, above nought.
    public let points: Points
    /// The records that it rests on, in byte order, each once; none for an absence.
    public let evidence: [RecordReference]
    /// What the title leaves open, for the member: how many were short, or which of several reasons it is.
    ///
    /// It is told, and in no result.
    public let reason: LocalText?

    init(
        _ kind: DeductionKind, _ date: CivilDate, _ points: Points, _ evidence: [RecordReference], _ reason: LocalText?
    ) {
        self.kind = kind
        self.date = date
        self.points = points
        self.reason = reason
        self.evidence = evidence.count < 2 ? evidence : Array(Set(evidence)).sorted()
    }

    /// The column `evidence`: the references, space-separated.
    public var evidenceText: String { evidence.map(\.text.string).joined(separator: " ") }
}

/// What one item takes down for one member and one period.
///
/// ```swift
/// sheet.deduct(perTask, for: Self.late, on: task.due, resting: task)
/// ```
public struct ScoreSheet: Sendable {
    /// The deductions so far.
    public private(set) var deductions: [Deduction] = []
    /// The warnings so far.
    public private(set) var warnings: [ItemWarning] = []

    /// Begins an empty sheet.
    public init() {}

    /// Takes points for what one row shows.
    ///
    /// Nought points is no deduction.
    ///
    /// - Parameter reason: what the title leaves open; nil when the row says it.
    public mutating func deduct<Table>(
        _ points: Points, for kind: DeductionKind, on date: CivilDate, resting row: Row<Table>,
        because reason: LocalText? = nil
    ) {
        guard points > .zero else { return }
        deductions.append(Deduction(kind, date, points, [row.reference], reason))
    }

    /// Takes points for what several rows show together.
    ///
    /// Nought points is no deduction.
    public mutating func deduct<Table>(
        _ points: Points, for kind: DeductionKind, on date: CivilDate, resting rows: [Row<Table>],
        because reason: LocalText? = nil
    ) {
        guard points > .zero else { return }
        deductions.append(Deduction(kind, date, points, rows.map(\.reference), reason))
    }

    /// Takes points for what is absent: there is no row to rest on.
    ///
    /// Nought points is no deduction.
    ///
    /// - Parameter reason: what is missing, since no row shows it.
    public mutating func deductForAbsence(
        _ points: Points, for kind: DeductionKind, on date: CivilDate, because reason: LocalText? = nil
    ) {
        guard points > .zero else { return }
        deductions.append(Deduction(kind, date, points, [], reason))
    }

    /// Leaves something to a person.
    ///
    /// - Parameter basis: what it is about; of several records the one that a person is to decide on comes first.
    public mutating func warn(_ kind: WarningKind, about basis: Basis = .nothing) {
        warnings.append(ItemWarning(kind: kind, basis: basis))
    }
}
