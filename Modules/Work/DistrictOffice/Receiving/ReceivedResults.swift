import Archive
import AssessmentKernel
import Bundle
import Closing
import Register
import ResultTables
import Rulebook
import Workspace

/// What the register stores of an accepted bundle's result files.
struct ReceivedResults: Sendable {
    /// The members' standings.
    var standings: [ReceivedStanding] = []
    /// The pay of all members and months.
    var payDue = Yuan.zero
    /// The keys of the bands, best first.
    var bands: [String] = []
    /// The titles of the bands by key; empty for a review.
    var titles: [String: String] = [:]

    /// The standing of a member whom a review found excellent, and of another whom it looked at.
    private static let (excellent, reviewed) = ("excellent", "reviewed")

    /// Reads them: of a quarter totals, pay and bands; of a review the composites and who is excellent.
    static func read(_ bundle: OpenBundle, _ rulebooks: BundleRulebooks) throws -> ReceivedResults {
        let period = bundle.info.only(BagInfo.Label.period) ?? ""
        return Year(text: period) == nil ? try quarter(bundle, rulebooks) : try review(bundle)
    }

    private static func quarter(_ bundle: OpenBundle, _ rulebooks: BundleRulebooks) throws -> ReceivedResults {
        var results = ReceivedResults()
        try BundleCSV.read(ClosingTables.totals.schema, in: bundle) { row in
            results.standings.append(
                ReceivedStanding(
                    member: Text(try row.text("member")), name: Text(try row.text("name")),
                    office: Text(try row.text("office")), village: Text(try row.text("village")),
                    grid: Text(try row.text("grid")), total: try row.points("total"), band: try row.text("band"),
                    monthlyAmount: try row.yuan("monthly_amount"), rank: try row.count(ifAny: "rank")))
        }
        try BundleCSV.read(ClosingTables.pay.schema, in: bundle) { results.payDue += try $0.yuan("due") }
        let rulebook = try rulebooks.rulebook(of: bundle)
        results.bands = rulebook.bands.bands.map(\.key)
        results.titles = Dictionary(rulebook.bands.bands.map { ($0.key, $0.title) }, uniquingKeysWith: { $1 })
        return results
    }

    private static func review(_ bundle: OpenBundle) throws -> ReceivedResults {
        var rows: [(member: Text, composite: Points, isExcellent: Bool)] = []
        try BundleCSV.read(ReviewTables.members.schema, in: bundle) { row in
            rows.append((Text(try row.text("member")), try row.points("composite"), try row.count("excellent") == 1))
        }
        let roster = try BundleReading.roster(of: bundle)
        let members = Dictionary(roster.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let higher = Dictionary(grouping: rows, by: \.composite).mapValues(\.count)
        var ranks: [Points: Int] = [:]
        var next = 1
        for composite in higher.keys.sorted(by: >) {
            ranks[composite] = next
            next += higher[composite] ?? 0
        }
        return ReceivedResults(
            standings: rows.map { row in
                let member = members[row.member]
                return ReceivedStanding(
                    member: row.member, name: member?.name ?? "", office: member?.office ?? "",
                    village: member?.village ?? "", grid: member?.grid ?? "", total: row.composite,
                    band: row.isExcellent ? excellent : reviewed, monthlyAmount: .zero, rank: ranks[row.composite])
            },
            bands: [excellent, reviewed])
    }
}
