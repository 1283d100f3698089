public import AssessmentKernel
public import Closing
public import Ledger
public import Workspace

/// What a revision would change, from today's records, rules and decisions.
public struct ForeseenRevision: Sendable {
    /// A member whose total, band, rank or pay would be another.
    public struct Change: Sendable {
        /// The member's code.
        public let member: Text
        /// The name; empty where the roster no longer has the member.
        public let name: Text
        /// What the closing says; nil where it does not assess the member.
        public let before: ClosedTotal?
        /// What the revision would say; nil where it would not assess the member.
        public let after: ClosedTotal?
        /// What the next closing would settle; a positive amount is owed to the member.
        public let adjustment: Yuan
    }

    /// The closing that would be revised.
    public let closing: ClosingHead
    /// The rules of the revision.
    public let rules: QuarterRules
    /// The members with a change, in the byte order of their codes.
    public let changes: [Change]
    /// What the next closing would settle in all.
    public let adjusted: AdjustedPay
}

extension Workspace {
    /// Computes what ``revise(_:reason:acceptedEmpty:now:writing:reports:language:progress:)`` would change, and keeps nothing.
    ///
    /// - Parameters:
    ///   - acceptedEmpty: as for the revision.
    ///   - progress: called from time to time with the members done and the total.
    /// - Throws: ``ClosingBlocked`` when tables seem to be missing, ``Problem`` when the quarter is not closed.
    public func foreseeRevision(
        of quarter: Quarter, acceptedEmpty: [EmptyTable] = [], progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws -> ForeseenRevision {
        var accepted = try accepted(acceptedEmpty)
        let ledger = try openLedger(toRead: true)
        let head = try ledger.closings().closing(toRevise: quarter)
        accepted.fill(from: try ledger.decisions(in: head))
        let run = try QuarterRun(quarter, self, ledger)
        var closing = QuarterClosing(run.rules, acceptedEmpty: accepted.keys)
        var (amounts, adjusted) = ([Text: Yuan](), AdjustedPay())
        var done = MembersDone(of: run.members.count)
        try run.decide(map: { result, _ in result }) { result in
            closing.add(result)
            if let amount = result.adjustment?.amount, amount != .zero {
                amounts[result.member.code] = amount
                adjusted.add(amount)
            }
            done.next(progress)
        }
        let blockers = closing.blockers()
        guard blockers.isEmpty else { throw ClosingBlocked(blockers: blockers) }
        let (before, after) = (try ledger.totals(of: head), closing.standings().totals)
        let names = Dictionary(run.members.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        return ForeseenRevision(
            closing: head, rules: run.rules,
            changes: before.differences(to: after).union(amounts.keys).sorted().map { code in
                .init(
                    member: code, name: names[code] ?? "", before: before[code], after: after[code],
                    adjustment: amounts[code] ?? .zero)
            }, adjusted: adjusted)
    }
}

extension [QuarterClosing.Standing] {
    /// What a closing would keep of them, by member.
    var totals: [Text: ClosedTotal] {
        Dictionary(map { ($0.member.code, ClosedTotal($0)) }, uniquingKeysWith: { first, _ in first })
    }
}

extension [Text: ClosedTotal] {
    /// The members whose total, band or rank is another, or who are assessed in one of the two alone.
    func differences(to other: Self) -> Set<Text> {
        Set(keys).union(other.keys).filter { self[$0] != other[$0] }
    }
}

extension [ClosingHead] {
    /// The closing of a quarter that is to be revised.
    ///
    /// - Throws: ``Problem`` when the quarter is not closed.
    func closing(toRevise quarter: Quarter) throws(Problem) -> ClosingHead {
        if let head = first(where: { $0.quarter == quarter }) { return head }
        throw Problem(
            .usage, LocalText("\(quarter) 尚未结算，无需更正", "\(quarter) is not closed, so there is nothing to revise"),
            next: Advice("\(by: .close(quarter))结算", "close it \(by: .close(quarter))"))
    }
}
