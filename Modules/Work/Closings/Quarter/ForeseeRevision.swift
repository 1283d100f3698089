public import AssessmentKernel
public import Closing
public import Ledger
public import Workspace

/// What a revision does to the pay of a quarter that was paid: the members whom the next closing owes and those who owe it,
/// each with the sum.
public struct AdjustedPay: Hashable, Sendable {
    /// The members who were paid too little.
    public private(set) var owed = 0
    /// What they get.
    public private(set) var owedSum = Yuan.zero
    /// The members who were paid too much.
    public private(set) var owing = 0
    /// What is taken back.
    public private(set) var owingSum = Yuan.zero

    /// Nothing.
    public init() {}

    /// Adds what the next closing settles with a member; a positive amount is owed to the member.
    package mutating func add(_ amount: Yuan) {
        if amount > .zero {
            owed += 1
            owedSum += amount
        } else if amount < .zero {
            owing += 1
            owingSum += -amount
        }
    }
}

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
        var (names, amounts, adjusted, done) = ([Text: Text](), [Text: Yuan](), AdjustedPay(), 0)
        try run.decide(map: { result, _ in result }) { result in
            closing.add(result)
            names[result.member.code] = result.member.name
            if let amount = result.adjustment?.amount, amount != .zero {
                amounts[result.member.code] = amount
                adjusted.add(amount)
            }
            done += 1
            if done % 64 == 0 || done == run.members.count { progress(done, run.members.count) }
        }
        let blockers = closing.blockers()
        guard blockers.isEmpty else { throw ClosingBlocked(blockers: blockers) }
        let before = try ledger.totals(of: head)
        let after = Dictionary(
            closing.standings().map { ($0.member.code, ClosedTotal($0)) }, uniquingKeysWith: { first, _ in first })
        let concerned = Set(before.keys).union(after.keys).union(amounts.keys)
            .filter { before[$0] != after[$0] || amounts[$0] != nil }
        return ForeseenRevision(
            closing: head, rules: run.rules,
            changes: concerned.sorted().map { code in
                .init(
                    member: code, name: names[code] ?? "", before: before[code], after: after[code],
                    adjustment: amounts[code] ?? .zero)
            }, adjusted: adjusted)
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
