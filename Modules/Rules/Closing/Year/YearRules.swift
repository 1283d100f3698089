public import AssessmentKernel
public import Rulebook
import TownshipTables

/// What a year's review shares between members: the rules, the calendar, and the items that see the whole year.
public struct YearRules: Sendable {
    /// The year.
    public let year: Year
    /// The rulebook in force on 31 December.
    public let rulebook: Rulebook
    /// The workdays of the year, in order.
    let workdays: [CivilDate]
    /// The items that see the year: those with a rule about it, and the one that rates satisfaction.
    let items: [RuledItem]

    /// Makes the rules of a review.
    ///
    /// - Throws: ``Problem`` when two items of the rulebook rate satisfaction, since it is unclear which counts.
    public init(_ year: Year, rulebook: Rulebook, calendar: WorkCalendar) throws(Problem) {
        self.year = year
        self.rulebook = rulebook
        workdays = calendar.workdays(in: year.range)
        var raters: [ItemDescriptor] = []
        var items: [RuledItem] = []
        for ruled in rulebook.items {
            let isRater = ruled.item is any RatesSatisfaction
            if isRater { raters.append(ruled.about) }
            if isRater || ruled.yearJudge != nil { items.append(ruled) }
        }
        guard raters.count < 2 else {
            throw Problem(
                .fault,
                LocalText(
                    "“\(raters[0].title.chinese)”与“\(raters[1].title.chinese)”都给出满意度，年考评无从取舍",
                    "\(raters[0].key) and \(raters[1].key) both rate satisfaction; the review cannot choose"),
                at: .init(file: rulebook.file, key: raters[1].key))
        }
        self.items = items
    }

    /// The tables whose rows of the year a review reads.
    public var tables: [TableSchema] { items.flatMap { $0.type.tables } }

    /// The items that see the year, by their number in the annex.
    public var itemsAsked: [ItemDescriptor] { items.map { $0.about } }
}

/// All that a review reads about one member.
public struct YearCase: Sendable {
    /// The member.
    public let member: Member
    /// The results of the year's closings.
    public let closed: ClosedYear
    let leave: [DateRange]
    let tables: [String: TableEvidence]
    let excusedDays: [String: Set<CivilDate>]

    /// Makes a member's year.
    ///
    /// - Parameters:
    ///   - closed: the results of the latest revisions of the year's closings.
    ///   - leave: the rows of the table `leave`.
    ///   - blocks: the year's rows of the tables that ``YearRules/tables`` names, in the order of evidence.
    ///   - excused: what upheld appeals excuse.
    public init(
        _ member: Member, closed: ClosedYear, leave: RowBlock, blocks: [RowBlock], excused: Excuses = .none,
        rules: YearRules
    ) {
        let ranges = Rows<LeaveTable>(all: TableEvidence(leave) { _, _ in [] })
            .compactMap { DateRange($0.from, through: $0.through) }
        self.member = member
        self.closed = closed
        self.leave = ranges
        excusedDays = excused.days(of: member.code)
        var tables: [String: TableEvidence] = [:]
        for block in blocks {
            tables[block.schema.key] = MemberCase.evidence(
                of: member, block, leave: ranges, rules.rulebook.registeredLeave, excused)
        }
        self.tables = tables
    }
}

/// A member's results in the latest revisions of a year's closings.
public struct ClosedYear: Sendable {
    /// A quarter in which the member was rated.
    public struct RatedQuarter: Sendable {
        /// The quarter.
        public let quarter: Quarter
        /// Its total.
        public let total: Points
        /// Whether its closing put the total into the lowest band.
        public let isFailing: Bool

        /// Makes a rated quarter.
        public init(_ quarter: Quarter, total: Points, isFailing: Bool) {
            self.quarter = quarter
            self.total = total
            self.isFailing = isFailing
        }
    }

    /// The quarters in which the member was rated, in order.
    public var quarters: [RatedQuarter] = []
    /// The monthly scores in order, including those of unrated quarters.
    public var months: [Points] = []

    /// Makes a year without closings.
    public init() {}
}

extension YearRules {
    /// Evaluates a member's year; pure, and safe to call concurrently.
    ///
    /// - Returns: nil for a member who was rated in no quarter of the year and so is not in the review.
    public func look(at subject: YearCase) -> MemberYear? {
        guard let quartersMean = Ratio(meanOf: subject.closed.quarters.map(\.total)),
            let monthsMean = Ratio(meanOf: subject.closed.months)
        else { return nil }
        // A rated member whose days in post were all removed by later corrections has no weight in the grid.
        let window = subject.member.window(in: year.range)
        var findings: [Finding] = []
        var votes: SatisfactionVotes?
        if let window {
            let dutyDays = workdays.filter { day in
                window.contains(day) && !subject.leave.contains { $0.contains(day) }
            }
            for ruled in items {
                let excused = subject.excusedDays[ruled.about.key] ?? []
                let evidence = MemberEvidence(
                    member: subject.member, period: year.range, window: window,
                    dutyDays: dutyDays.filter { !excused.contains($0) }, tables: subject.tables)
                findings += ruled.findings(evidence)
                if let rater = ruled.item as? any RatesSatisfaction { votes = rater.satisfaction(evidence) }
            }
        }
        return MemberYear(
            member: subject.member, daysInPost: window?.count ?? 0, quarters: subject.closed.quarters,
            quartersMean: quartersMean, monthsMean: monthsMean, votes: votes, findings: findings)
    }
}

/// A review's data on one member, before members are compared.
public struct MemberYear: Sendable {
    /// The member.
    public let member: Member
    /// Days in post in the year.
    public let daysInPost: Int
    /// The quarters in which the member was rated.
    public let quarters: [ClosedYear.RatedQuarter]
    let quartersMean: Ratio
    let monthsMean: Ratio
    /// The year's ballots; nil when none count.
    public let votes: SatisfactionVotes?
    /// The items' findings about the year.
    let findings: [Finding]
}
