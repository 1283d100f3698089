import AssessmentKernel

/// One member's account.
///
/// - **Debts.** A first closing brings forward the open debt: what earlier quarters carry out and no closing has
///   brought forward yet. When quarters are closed in order, that is what the latest earlier one carries out. A quarter
///   closed late finds nothing if a later one has already brought the debt forward, and leaves what it carries out to
///   the next closing. A revision brings forward the same as the closing before it.
/// - **Adjustments.** A revision pays nothing. It lists the differences, and the next first closing of any quarter
///   settles all open ones in its column `adjustment`. A revision shows what its quarter's first closing settled.
/// - **Notices** pay a month's base in advance; the closing of its quarter counts it as paid.
struct Account: Sendable {
    /// The closed quarters that concern the member, in the order of their first facts.
    private var quarters: [AccountedQuarter] = []
    /// The sum of all revisions' adjustments.
    var listed = Yuan.zero
    /// What issued notices paid and withheld of each month's base.
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
        // What notices withheld since the closing that carried the debt out counts as paid off.
        let paidOff = notices.filter { notice in latest.map { $0 < notice.key.quarter } ?? false }
        return max(.zero, paidOff.values.reduce(debts.broughtForward) { $0 - $1.withheld })
    }
}

/// The latest closing of a quarter that concerns a member, and what the first one settled.
struct AccountedQuarter: Sendable {
    let quarter: Quarter
    /// What the first closing settled.
    var settled = Yuan.zero
    /// The revision of the values below.
    private(set) var revision = 0
    /// What it pays; nil when it does not assess the member.
    var paid: PaidQuarter?
    /// The debt that its first month brings forward.
    var broughtForward = Yuan.zero
    /// The months that it scored.
    var failing = FailingMonths()
    /// Whether its total fell in the lowest band; nil for an unrated member.
    var isTotalFailing: Bool?

    init(_ quarter: Quarter) { self.quarter = quarter }

    /// Whether a closing's rows count: only those of the latest one do, and a later one discards the others.
    mutating func hears(_ made: MadeClosing) -> Bool {
        if made.revision > revision {
            let settled = settled
            self = AccountedQuarter(quarter)
            (self.settled, revision) = (settled, made.revision)
        }
        return made.revision == revision
    }

    /// Whether the quarter's latest revision concerns the member.
    func isLatest(_ books: Books) -> Bool { books.latest[quarter] == revision }

    /// Whether the quarter's latest revision pays the member.
    func pays(_ books: Books) -> Bool { paid != nil && isLatest(books) && books.first[quarter] != nil }
}

/// Which months of a quarter were scored, and which fell in the lowest band, with one bit per month.
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

/// The debts that a member's closed quarters carry out and bring forward, as seen from one quarter.
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

    /// The debt that the quarter brings forward.
    var broughtForward: Yuan { own?.broughtForward ?? leftWithout }

    /// The open debt of earlier quarters if this one does not pay the member.
    var leftWithout: Yuan {
        others.reduce(.zero) { sum, debt in
            guard let paid = debt.paid, paid.carried != .zero, isTaken(debt.quarter, by: quarter),
                !others.contains(where: { isTaken(debt.quarter, by: $0.quarter) })
            else { return sum }
            return sum + paid.carried
        }
    }

    /// Whether a closing of a later quarter has brought forward the debt that this one carries out.
    var isCarriedOn: Bool { books.first[quarter] != nil && others.contains { isTaken(quarter, by: $0.quarter) } }

    /// Whether a quarter, if it pays the member, brings forward the debt that another carries out.
    ///
    /// It does so for an earlier quarter that was closed before it. A quarter that is not closed yet comes last.
    private func isTaken(_ debt: Quarter, by other: Quarter) -> Bool {
        debt < other && (books.first[debt] ?? .max) < (books.first[other] ?? .max)
    }
}
