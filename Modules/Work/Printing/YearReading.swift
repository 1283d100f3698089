import AssessmentKernel
import Closing
import Closings
import Ledger
import Papers
import RecordStore
import ResultTables
import Rulebook
import TownshipTables
import Workspace

/// Reads a reviewed year for its papers: what the review sealed, and the names of the roster.
struct YearReading {
    private let workspace: Workspace
    private let ledger: Ledger
    private let head: ReviewHead

    init(_ workspace: Workspace, _ ledger: Ledger, _ head: ReviewHead) {
        self.workspace = workspace
        self.ledger = ledger
        self.head = head
    }

    /// The calendar in which days of posting and appeal are counted.
    func calendar() throws -> WorkCalendar {
        try ledger.reading { WorkCalendar(rows: try $0.wholeTable(CalendarTable.shared.schema)) }
    }

    /// The year.
    func year() throws -> PaperYear {
        let rulebook = try workspace.rulebook(inForceOn: head.year.range.last)
        let grids = try ledger.records(ReviewTables.stars.schema, in: head).map { row in
            PaperYear.Grid(
                village: try row.text("village"), grid: try row.text("grid"), composite: try row.points("composite"),
                stars: try row.count("stars"))
        }
        return PaperYear(
            township: try ledger.township(), year: head.year, name: head.name, reason: head.reason,
            closedOn: LocalTime.day(head.reviewedAt) ?? head.year.range.last,
            rules: (rulebook.title, rulebook.source), members: try members(grids, rulebook.annual), grids: grids,
            leastForStar: rulebook.annual.stars.edges.last ?? .zero)
    }

    private func members(_ grids: [PaperYear.Grid], _ rules: AnnualRules) throws -> [PaperYear.Result] {
        let roster = Dictionary(
            try ledger.reading { try $0.members() }.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var totals: [Text: [Int: Points]] = [:]
        // The closings that the review rests on, whatever was revised since.
        var failing: [Text: [Quarter]] = [:]
        for closing in try ledger.closings(of: head) {
            for row in try ledger.records(ClosingTables.totals.schema, in: closing) {
                guard try row.count(ifAny: "rank") != nil else { continue }
                let code = Text(try row.text("member"))
                totals[code, default: [:]][closing.quarter.number] = try row.points("total")
                if try row.count("is_failing") == 1 { failing[code, default: []].append(closing.quarter) }
            }
        }
        let stars = Dictionary(
            grids.map { ([Text($0.village), Text($0.grid)], $0.stars) }, uniquingKeysWith: { first, _ in first })
        let findings = try FindingReading(workspace, ledger).findings(
            try ledger.records(ReviewTables.findings.schema, in: head))
        return try ledger.records(ReviewTables.members.schema, in: head).map { row in
            let code = Text(try row.text("member"))
            guard let member = roster[code] else { throw Problem.gone(code, LocalText("年度考评", "the review")) }
            let (composite, isEligible) = (try row.points("composite"), try row.count("eligible") == 1)
            // What the review decided stands; why is seen from what it had, and from the roster as it is now.
            let obstacles =
                isEligible
                ? []
                : AwardObstacle.all(
                    member, ratedQuarters: try row.count("rated_quarters"), composite: composite,
                    hasMeritFlag: try row.count("merit_flag") == 1, failing: failing[code] ?? [], in: head.year, rules)
            return PaperYear.Result(
                member: member, totals: totals[code] ?? [:], quarters: try row.points("quarters_mean"),
                months: try row.points("months_mean"), composite: composite,
                satisfaction: try row.number(ifAny: "satisfaction").map { Points(hundredths: $0) },
                stars: stars[[member.village, member.grid]],
                isExcellent: try row.count("excellent") == 1, isEligible: isEligible, obstacles: obstacles,
                findings: findings[code] ?? [])
        }
    }
}
