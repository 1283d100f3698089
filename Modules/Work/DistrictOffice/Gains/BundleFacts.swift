import Archive
import AssessmentKernel
import Bundle
import Closing
import Ledger
import Register
import ResultTables
import Rulebook

/// What a quarter's bundle says that a township could gain by.
struct BundleFacts: Sendable {
    /// The members of the roster by code.
    private(set) var names: [Text: Text] = [:]
    /// The codes of those in post on the quarter's last day.
    private(set) var inPost: Set<Text> = []
    /// The members' standings by code.
    private(set) var standings: [Text: ReceivedStanding] = [:]
    /// The titles of the bands by key.
    private let titles: [String: String]
    /// The workdays of the quarter on leave, by member.
    private(set) var leave: [Text: Int] = [:]
    private(set) var holidays: [CivilDate] = []
    private(set) var emptyTables: [String] = []
    /// Why they have no rows, where that was said.
    private(set) var emptyReasons: [String: String] = [:]
    private(set) var appeals: [BundleGains.Appeal] = []
    /// What those would have of whom something was excused.
    private(set) var withoutExcuses: [Text: (total: Points, band: String)] = [:]
    private(set) var revision: BundleGains.Revision?
    /// The assessed members of whom there is no evidence, by code.
    private(set) var unwitnessed: [Text] = []

    /// Reads them; nil for a review.
    ///
    /// - Parameters:
    ///   - results: its results, as the register keeps them.
    ///   - witnessed: the members of whom there is any evidence; nil for the bundle before, of which less is asked.
    init?(
        _ bundle: OpenBundle, _ results: ReceivedResults, _ rulebooks: BundleRulebooks, witnessed: Set<Text>?
    ) throws {
        guard let quarter = bundle.info.only(BagInfo.Label.period).flatMap(Quarter.init(text:)) else { return nil }
        let range = quarter.range
        for member in try BundleReading.roster(of: bundle) {
            names[member.code] = member.name
            if member.window(in: range)?.contains(range.last) == true { inPost.insert(member.code) }
        }
        titles = results.titles
        standings = Dictionary(results.standings.map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
        let calendar = WorkCalendar()
        for entry in try BundleReading.leave(of: bundle) {
            let days = calendar.workdays(in: range).count { entry.days.contains($0) }
            if days > 0 { leave[entry.member, default: 0] += days }
        }
        holidays = try BundleReading.addedHolidays(of: bundle, in: range)
        let decisions = try BundleReading.decisions(of: bundle)
        for decision in decisions where decision.kind == .acceptEmpty {
            emptyTables.append(decision.subject)
            if !decision.reason.isEmpty { emptyReasons[decision.subject] = decision.reason }
        }
        let upheld = decisions.filter { $0.kind != .acceptEmpty }
        appeals = upheld.map {
            BundleGains.Appeal(member: $0.member.string, item: $0.item, subject: $0.subject, reason: $0.reason)
        }
        if bundle.file(BundlePath.result("adjustments.csv")) != nil {
            var sums = BundleGains.Revision()
            try BundleCSV.read(ClosingTables.adjustments.schema, in: bundle) { row in
                let amount = try row.yuan("adjustment")
                sums.members += 1
                if amount.fen > 0 { sums.raised += Int(amount.fen) } else { sums.lowered -= Int(amount.fen) }
            }
            revision = sums
        }
        guard let witnessed else { return }
        withoutExcuses = try BundleReading.withoutExcuses(of: bundle, Set(upheld.map(\.member)), rulebooks: rulebooks)
        unwitnessed = standings.keys.filter { !witnessed.contains($0) }.sorted()
    }

    /// What a band is called.
    func title(_ band: String) -> String {
        titles[band] ?? (band == Band.unratedKey ? Band.unratedTitle.chinese : band)
    }

    /// A member as they stand.
    func person(_ code: Text) -> BundleGains.Person {
        let standing = standings[code]
        return BundleGains.Person(
            member: code.string, name: (standing?.name ?? names[code] ?? "").string,
            total: standing.map { Int($0.total.hundredths) }, band: standing.map { title($0.band) },
            rank: standing?.rank)
    }

    var figures: BundleGains.Figures {
        BundleGains.Figures(
            members: standings.count, leaveDays: leave.values.reduce(0, +), holidays: holidays.count,
            emptyTables: emptyTables.count, appeals: appeals.count, unwitnessed: unwitnessed.count)
    }
}
