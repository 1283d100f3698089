import AssessmentKernel

/// One member's account.
///
/// - **Debts.** A first closing brings forward what is loose when it is made: what earlier quarters carry out and no
///   closing has brought forward before. When quarters are closed in their order, that is what the latest earlier one
///   carries out. A quarter that is closed late finds nothing where a later one has been there first, and leaves what it
///   carries out itself to the next. A revision brings forward what the closing before it did.
/// - **Adjustments.** A revision pays nothing. It lists what is different, and the next first closing, of whatever quarter,
///   settles all that is open in its own column `adjustment`. A revision shows what its quarter's first closing settled.
/// - **Notices** pay a month's base ahead; the closing of its quarter counts it as paid.
struct Account: Sendable {
    /// The closed quarters that say something of the member, as they first did.
    private var quarters: [AccountedQuarter] = []
    /// What revisions have listed in all.
    var listed = Yuan.zero
    /// What issued notices paid of each month's base, and withheld.
    var notices: [Month: (paid: Yuan, withheld: Yuan)] = [:]

    mutating func add(_ row: MonthPay, _ made: MadeClosing) {
        let place = place(of: made.quarter)
        if made.revision == 1 { quarters[place].settled += row.adjustment }
        guard quarters[place].hears(made) else { return }
        if quarters[place].paid == nil { quarters[place].broughtForward = row.broughtForward }
        quarters[place].paid = (quarters[place].paid ?? PaidQuarter()) + row
    }

    mutating func add(_ month: Month, isFailing: Bool, _ made: MadeClosing) {
        let place = place(of: made.quarter)
        if quarters[place].hears(made) { quarters[place].failing.add(month, isFailing) }
    }

    mutating func add(isFailing: Bool, _ made: MadeClosing) {
        let place = place(of: made.quarter)
        if quarters[place].hears(made) { quarters[place].isTotalFailing = isFailing }
    }

    private mutating func place(of quarter: Quarter) -> Int {
        if let known = quarters.lastIndex(where: { $0.quarter == quarter }) { return known }
        quarters.append(AccountedQuarter(quarter))
        return quarters.count - 1
    }

    func past(for quarter: Quarter, _ books: Books, _ contested: Set<Month>) -> PastClosings {
        let debts = CarriedDebts(quarter, quarters, books)
        let settled = quarters.first { $0.quarter == quarter }?.settled ?? .zero
        let open = quarters.reduce(listed) { $0 - $1.settled }
        let isClosed = books.latest[quarter] != nil
        var months: [Month: Bool] = [:]
        var totals: [Quarter: Bool] = [:]
        for earlier in quarters where earlier.quarter < quarter && earlier.isLatest(books) {
            for month in earlier.quarter.months { months[month] = earlier.failing[month] }
            totals[earlier.quarter] = earlier.isTotalFailing
        }
        return PastClosings(
            carriedForward: debts.broughtForward, monthlyScoreFails: months, quarterTotalFails: totals,
            adjustment: isClosed ? settled : open,
            alreadyPaid: notices.filter { $0.key.quarter == quarter }.mapValues(\.paid),
            revised: isClosed
                ? RevisedPay(
                    before: debts.own?.paid, isCarriedOn: debts.isCarriedOn, leftWithout: debts.leftWithout, open: open)
                : nil, contestedMonths: contested)
    }

    func debt(in month: Month, _ books: Books) -> Yuan {
        if books.issued.contains(month) { return notices[month]?.withheld ?? .zero }
        let debts = CarriedDebts(month.quarter, quarters, books)
        let latest = quarters.filter { $0.quarter < month.quarter && $0.pays(books) }.map(\.quarter).max()
        // What notices withheld since the closing that carried the debt out has been paid off.
        let paidOff = notices.filter { notice in latest.map { $0 < notice.key.quarter } ?? false }
        return max(.zero, paidOff.values.reduce(debts.broughtForward) { $0 - $1.withheld })
    }
}

/// What the latest closing of a quarter that speaks of a member says, and what the first one settled.
struct AccountedQuarter: Sendable {
    let quarter: Quarter
    /// What the first closing settled.
    var settled = Yuan.zero
    /// The revision that the values below are of.
    private(set) var revision = 0
    /// What it pays; nil where it does not assess the member.
    var paid: PaidQuarter?
    /// What its first month brings forward.
    var broughtForward = Yuan.zero
    /// The months that it scored.
    var failing = FailingMonths()
    /// Whether its total fell in the lowest band; nil for an unrated member.
    var isTotalFailing: Bool?

    init(_ quarter: Quarter) { self.quarter = quarter }

    /// Whether a closing's rows count: those of the latest one do, and a later one makes the others forgotten.
    mutating func hears(_ made: MadeClosing) -> Bool {
        if made.revision > revision {
            let settled = settled
            self = AccountedQuarter(quarter)
            (self.settled, revision) = (settled, made.revision)
        }
        return made.revision == revision
    }

    /// Whether the quarter's latest revision speaks of the member.
    func isLatest(_ books: Books) -> Bool { books.latest[quarter] == revision }

    /// Whether the quarter's latest revision pays the member.
    func pays(_ books: Books) -> Bool { paid != nil && isLatest(books) && books.first[quarter] != nil }
}

/// Which months of a quarter were scored, and which of them fell in the lowest band, in a bit each.
struct FailingMonths: Sendable {
    private var scored: UInt8 = 0
    private var failing: UInt8 = 0

    mutating func add(_ month: Month, _ isFailing: Bool) {
        scored |= bit(month)
        if isFailing { failing |= bit(month) }
    }

    /// Nil for a month that was not scored.
    subscript(month: Month) -> Bool? { scored & bit(month) == 0 ? nil : failing & bit(month) != 0 }

    private func bit(_ month: Month) -> UInt8 { 1 << UInt8((month.number - 1) % 3) }
}

/// What a member's closed quarters carry out, and which of them has brought forward what, seen from one quarter.
private struct CarriedDebts {
    private let quarter: Quarter
    private let books: Books
    private let others: [AccountedQuarter]
    /// The quarter itself, where its latest revision pays the member.
    let own: AccountedQuarter?

    init(_ quarter: Quarter, _ quarters: [AccountedQuarter], _ books: Books) {
        self.quarter = quarter
        self.books = books
        let paying = quarters.filter { $0.pays(books) }
        own = paying.first { $0.quarter == quarter }
        others = paying.filter { $0.quarter != quarter }
    }

    /// What the quarter brings forward.
    var broughtForward: Yuan { own?.broughtForward ?? leftWithout }

    /// What is loose of earlier quarters if this one does not pay the member.
    var leftWithout: Yuan {
        others.reduce(.zero) { sum, debt in
            guard let paid = debt.paid, paid.carried != .zero, isTaken(debt.quarter, by: quarter),
                !others.contains(where: { isTaken(debt.quarter, by: $0.quarter) })
            else { return sum }
            return sum + paid.carried
        }
    }

    /// Whether a closing of a later quarter has brought forward what this one carries out.
    var isCarriedOn: Bool { books.first[quarter] != nil && others.contains { isTaken(quarter, by: $0.quarter) } }

    /// Whether a quarter, where it pays the member, brings forward what another carries out.
    ///
    /// It does so for an earlier one that was closed before it. A quarter that is not closed yet comes last.
    private func isTaken(_ debt: Quarter, by other: Quarter) -> Bool {
        debt < other && (books.first[debt] ?? .max) < (books.first[other] ?? .max)
    }
}
