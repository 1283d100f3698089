import AssessmentKernel
import Closing
import TestValues
import Testing

/// Closings, revisions and notices of a few members, only their money: without records, rules or a ledger.
struct AccountBooks {
    static let members: [Text] = ["M1", "M2", "M3"]

    /// A quarter after all others.
    private let end: Quarter
    private(set) var accounts = Accounts()
    private var number: Int64 = 0
    private var revisions: [Quarter: Int] = [:]
    private var issued: Set<Month> = []
    /// The subject of each quarter's latest closing: each member's months; nil for one who is not assessed.
    private(set) var worth: [Quarter: [Text: [MonthWorth]]] = [:]
    /// What first closings paid out, by member.
    private(set) var due: [Text: Yuan] = [:]
    /// What issued notices paid, by member.
    private(set) var noticed: [Text: [Month: Yuan]] = [:]

    init() throws { end = try quarter("2099Q4") }

    func isClosed(_ quarter: Quarter) -> Bool { revisions[quarter] != nil }

    /// Closes a quarter, for the first time or again.
    ///
    /// - Parameter months: the months of the members who are assessed.
    /// - Returns: what a revision changes, by member.
    @discardableResult
    mutating func close(
        _ quarter: Quarter, _ months: [Text: [MonthWorth]], at location: SourceLocation = #_sourceLocation
    ) -> [Text: Adjustment] {
        number += 1
        let made = MadeClosing(quarter, revision: (revisions[quarter] ?? 0) + 1, number: number)
        var facts: [Fact] = [.closing(made)]
        var changes: [Text: Adjustment] = [:]
        for member in AccountBooks.members {
            let past = accounts.past(of: member, for: quarter)
            let rows = months[member].map { past.pay($0) }
            if let rows { check(rows, past, location) }
            facts += (rows ?? []).map { .pay(member, $0, in: made) }
            let paid = rows.map { PaidQuarter($0) }
            if made.revision == 1 { due[member, default: .zero] += paid?.due ?? .zero }
            changes[member] = past.change(to: paid)
            if let change = changes[member] { facts.append(.adjustment(member, change.amount, in: made)) }
        }
        for fact in facts { accounts.add(fact) }
        revisions[quarter] = made.revision
        worth[quarter] = months
        return changes
    }

    /// Closes a quarter again from the same months.
    mutating func closeAgain(_ quarter: Quarter) -> [Text: Adjustment] { close(quarter, worth[quarter] ?? [:]) }

    /// Issues the notice of a month, once and before its quarter is closed, to members with their base pay.
    mutating func issue(_ month: Month, _ bases: [Text: Yuan], at location: SourceLocation = #_sourceLocation) {
        guard !isClosed(month.quarter), issued.insert(month).inserted else { return }
        var facts: [Fact] = [.notice(month)]
        for (member, base) in bases {
            let debt = accounts.debt(of: member, in: month)
            let withheld = PastClosings.withheld(of: base, for: debt)
            let isSound = debt >= .zero && withheld >= .zero && withheld <= base
            #expect(isSound, "\(withheld) of \(base) for \(debt)", sourceLocation: location)
            noticed[member, default: [:]][month] = base - withheld
            facts.append(.noticePay(member, month, paid: base - withheld, withheld: withheld))
        }
        for fact in facts { accounts.add(fact) }
        for (member, _) in bases {
            let paid = bases[member].map {
                $0 - PastClosings.withheld(of: $0, for: accounts.debt(of: member, in: month))
            }
            #expect(
                paid == noticed[member]?[month], "an issued notice says later what it said", sourceLocation: location)
        }
    }

    /// What the next closing must pay a member besides its own pay: what is open, less what is owed.
    func net(_ member: Text) -> (open: Yuan, carried: Yuan) {
        let next = accounts.past(of: member, for: end)
        return (next.adjustment, next.carriedForward)
    }

    /// What notices paid for months of quarters that do not pay the member, or not yet.
    func advanced(_ member: Text) -> Yuan {
        (noticed[member] ?? [:]).filter { worth[$0.key.quarter]?[member] == nil }.values.reduce(.zero, +)
    }

    /// What first closings and notices have paid the member in all.
    func paid(_ member: Text) -> Yuan { (noticed[member] ?? [:]).values.reduce(due[member] ?? .zero, +) }

    /// What the quarters are worth by the latest closing of each, without notices and other quarters.
    func worth(_ member: Text) -> Yuan {
        worth.values.flatMap { $0[member] ?? [] }
            .reduce(Yuan.zero) { (sum: Yuan, month) in sum + month.base + month.performance - month.charges }
    }

    private func check(_ rows: [MonthPay], _ past: PastClosings, _ location: SourceLocation) {
        var carried = past.carriedForward
        var isSound = carried >= .zero && (past.revised?.leftWithout ?? .zero) >= .zero
        for (place, row) in rows.enumerated() {
            isSound = isSound && row.due >= .zero && row.carriedForward >= .zero && row.broughtForward == carried
            isSound = isSound && (row.due == .zero || row.carriedForward == .zero)
            isSound = isSound && row.adjustment == (place == 0 ? past.adjustment : .zero)
            carried = row.carriedForward
        }
        #expect(isSound, "\(rows)", sourceLocation: location)
    }
}

/// Random numbers that are the same on every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from zero up to but not including a bound.
    mutating func next(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// Random months of the members, some of whom are not assessed.
    mutating func months(of quarter: Quarter) -> [Text: [MonthWorth]] {
        var months: [Text: [MonthWorth]] = [:]
        for member in AccountBooks.members where next(4) > 0 {
            months[member] = quarter.months.map { month in
                MonthWorth(
                    month, daysInPost: 1, base: Yuan(fen: Int64(next(20_001))),
                    performance: Yuan(fen: Int64(next(40_001)) - 20_000),
                    charges: next(4) == 0 ? Yuan(fen: Int64(next(90_000))) : .zero)
            }
        }
        return months
    }

    /// Random base pay of some members.
    mutating func bases() -> [Text: Yuan] {
        var bases: [Text: Yuan] = [:]
        for member in AccountBooks.members where next(3) > 0 { bases[member] = Yuan(fen: Int64(next(20_001))) }
        return bases
    }
}
