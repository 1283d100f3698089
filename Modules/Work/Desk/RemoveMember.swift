public import AssessmentKernel
public import Closing
import Importing
import Ledger
public import TownshipTables
public import Workspace

/// A replacement that a person enters (§4).
public struct RemovalWish: Sendable {
    /// The member's code.
    public var member: String
    /// The ground.
    public var ground: RemovalGround
    /// The last day in post.
    public var date: CivilDate
    /// A note; empty for none.
    public var note = ""
    /// Whether an earlier removal of the member may be replaced.
    public var amend = false

    /// Names the member, the ground and the last day in post.
    public init(member: String, ground: RemovalGround, date: CivilDate) {
        self.member = member
        self.ground = ground
        self.date = date
    }
}

/// The result of a replacement.
public struct RemovalReport: Sendable {
    /// The member as the roster had it before.
    public let member: Member
    /// The ground.
    public let ground: RemovalGround
    /// The last day in post and with pay: that of the removal, or an earlier one in the roster.
    public let lastDay: CivilDate
    /// The equipment to recover: held at the end of the removal's day and not returned since.
    public let toRecover: [Custody.Holding]
    /// Findings about the member in closings up to that day, which may have led to the removal.
    public let findings: [(closing: String, key: String, title: LocalText, basis: String)]
    /// Closings of quarters that end after the last day in post; they stay unchanged.
    public let touchedClosings: [String]
    /// Whether the ledger already had exactly this removal.
    public let isKnown: Bool
    /// Whether it was kept.
    public let isKept: Bool
}

extension Workspace {
    /// Enters a replacement: the member's post and pay end with that day.
    ///
    /// - Throws: ``Problem`` when the roster has no such member, or the import rejects the row: the member is not in
    ///   post on the day, or was removed on another day. Then nothing is written.
    public func remove(_ wish: RemovalWish, isRehearsal: Bool = false, now: String) throws(Problem) -> RemovalReport {
        try changing { ledger in
            let member = try self.member(wish.member, in: ledger)
            var entered = EnteredRows(.removal("\(wish.date) \(member.code)"), RemovalTable.shared.schema)
            entered.add([
                "member": member.code.string, "date": wish.date.description, "ground": wish.ground.option.key,
                "note": wish.note,
            ])
            let report = try enter(entered, amend: wish.amend, isRehearsal: isRehearsal, now: now, in: ledger)
            let closings = try ledger.closings()
            return RemovalReport(
                member: member, ground: wish.ground, lastDay: min(wish.date, member.leftOn ?? wish.date),
                toRecover: try equipmentToRecover(from: member.code, since: wish.date, in: ledger),
                findings: try findings(about: member.code, through: wish.date, closings, ledger),
                touchedClosings: closings.filter { $0.quarter.range.last > wish.date }.map(\.name),
                isKnown: report.counts.unchanged > 0, isKept: report.isKept)
        }
    }

    /// Uses the rule of the finding ``FindingKind/recovery``, for the removal's day and for today.
    private func equipmentToRecover(
        from member: Text, since day: CivilDate, in ledger: Ledger
    ) throws -> [Custody.Holding] {
        let now = try CustodyBook(ledger).custodies[member]
        let then = try CustodyBook(ledger, through: day).custodies[member]
        return (then?.inHand ?? []).filter { now?[$0.piece]?.isInHand == true }
    }

    private func findings(
        about member: Text, through day: CivilDate, _ closings: [ClosingHead], _ ledger: Ledger
    ) throws -> [(closing: String, key: String, title: LocalText, basis: String)] {
        let kinds = FindingKinds(items)
        return try closings.filter { $0.quarter.range.first <= day }.flatMap { head in
            let found = try ledger.result(of: member, in: head)?.findings ?? []
            return found.map { (head.name, $0.key, kinds.title(of: $0.key), $0.basis) }
        }
    }
}
