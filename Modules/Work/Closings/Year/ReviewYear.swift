import Archive
public import AssessmentKernel
public import Closing
import Digests
import Disk
import Foundation
public import Ledger
import Parallel
import RecordStore
import Reports
import ResultTables
import Rulebook
import TownshipTables
public import Workspace

/// The result of an annual review.
public struct ReviewReport: Sendable {
    /// Its head.
    public let head: ReviewHead
    /// The path of its folder.
    public let folder: String
    /// The rules that were applied.
    public let rules: YearRules
    /// The members, the grids and the findings.
    public let review: AnnualReview
    /// The bundle beside the folder; nil if none was requested.
    public let bundle: MadeBundle?
}

/// Why a year cannot be reviewed.
public struct ReviewBlocked: Error, Sendable {
    /// The blockers; not empty.
    public let blockers: [ReviewBlocker]
}

extension Workspace {
    /// Reviews a year (§3.1.3): writes composites, stars, excellent members and findings to files and the ledger, all
    /// or nothing.
    ///
    /// - Parameters:
    ///   - reason: why a reviewed year is reviewed again; this makes a new revision, and the old one stays.
    ///   - today: today's date, to check that the year is over.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    ///   - language: the language in which the reports are written besides Chinese.
    /// - Throws: ``ReviewBlocked`` when there are blockers, ``Problem`` on any other failure; then nothing is written.
    public func review(
        _ year: Year, reason: String? = nil, today: CivilDate, now: String,
        writing: ClosingParts = .all, language: Language = .chinese,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws -> ReviewReport {
        let reason = reason ?? ""
        let outcome: Result<ReviewReport, ReviewBlocked> = try changing { ledger in
            let earlier = try ledger.review(of: year)
            if earlier == nil, reason != "" {
                throw Problem(
                    .usage,
                    LocalText("\(year) 年尚未考评，无须说明理由", "\(year) is not reviewed yet, so there is no reason to give"),
                    next: Advice("\(without: .reason)", "\(without: .reason)"))
            }
            if let earlier, reason == "" {
                return .failure(ReviewBlocked(blockers: [.reviewedAlready(name: earlier.name)]))
            }
            let recorder = try Recorder(self, ledger, writing: writing)
            let run = try YearRun(year, self, ledger)
            let blockers = try run.blockers(today: today)
            guard blockers.isEmpty else { return .failure(ReviewBlocked(blockers: blockers)) }
            let review = try run.review(progress: progress)
            guard !review.members.isEmpty else { return .failure(ReviewBlocked(blockers: [.nobodyRated])) }
            let head = ReviewHead(
                year: year, revision: (earlier?.revision ?? 0) + 1, reviewedAt: now, rulebook: run.rules.rulebook.key,
                rulebookSHA256: SHA256.hash(data: run.rules.rulebook.text).hex, product: productVersion, reason: reason)
            let recorded: Result<(made: Void, bundle: MadeBundle?), ReviewBlocked> = try recorder.record(
                head, at: now, bundle: ReviewBundle(run: run, head: head)
            ) { folder, writer in
                try folder.add(ReviewTables.all, of: review)
                if writing.contains(.reports) {
                    let township = try ledger.township()
                    for language in language == .chinese ? [language] : [.chinese, language] {
                        let report = TableReport(review, township: township, year: year, name: head.name, language)
                        let inner = language == .chinese ? "" : language.rawValue + "/"
                        if !inner.isEmpty { try Files.makeFolder(folder.draft + "/" + inner) }
                        let names = try report.write(as: "report", into: folder.draft + "/" + inner)
                        folder.adopt(try ClosingFolder.files(names.map { inner + $0 }, in: folder.draft))
                    }
                }
                for table in ReviewTables.all where table.schema.ledger != nil {
                    for row in table.records(review) { try writer.add(row) }
                }
                for head in run.closings { try writer.addClosing(head.quarter, revision: head.revision) }
                for item in run.rules.itemsAsked { try writer.addItem(key: item.key, version: item.version) }
                return .success(())
            }
            return recorded.map {
                ReviewReport(
                    head: head, folder: closingsFolder + "/" + head.name, rules: run.rules, review: review,
                    bundle: $0.bundle)
            }
        }
        return try outcome.get()
    }
}

/// A pass over a year's evidence.
struct YearRun {
    let ledger: Ledger
    let rules: YearRules
    /// The year's closings, the latest revision of each.
    let closings: [ClosingHead]
    private let shelf: RulebookShelf
    let members: [Member]
    let history: [Text: YearHistory]
    /// The records and days that upheld appeals excuse, and the decisions behind them.
    let excuses: Excuses
    let decisions: [Decision]

    /// Prepares what all members share.
    init(_ year: Year, _ workspace: Workspace, _ ledger: Ledger) throws {
        self.ledger = ledger
        shelf = try workspace.rulebooks()
        let calendar = try ledger.reading { reader in
            WorkCalendar(rows: try reader.wholeTable(CalendarTable.shared.schema))
        }
        rules = try YearRules(year, rulebook: try shelf.inForce(on: year.range.last), calendar: calendar)
        closings = try ledger.closings().filter { year.quarters.contains($0.quarter) }
        members = try ledger.reading { try $0.members() }
        history = try ledger.history(of: year)
        let upheld = try ledger.appeals().upheld(in: year.range)
        excuses = Excuses(upheld)
        decisions = upheld.compactMap(\.decision).sorted(by: Decision.precedes)
    }

    /// The blockers that can be found without reading any record.
    func blockers(today: CivilDate) throws(Problem) -> [ReviewBlocker] {
        let year = rules.year
        let open = year.quarters.filter { quarter in
            !closings.contains { $0.quarter == quarter } && hasAssessed(in: quarter)
        }
        return (year.range.isOver(on: today) ? [] : [.notOver(year)]) + open.map { .notClosed($0) }
    }

    /// Whether somebody in a post that the quarter's rulebook assesses was in service.
    ///
    /// A quarter without a rulebook in force assesses nobody, so it can never be closed.
    private func hasAssessed(in quarter: Quarter) -> Bool {
        guard let book = shelf.rulebooks.last(where: { $0.isInForce(on: quarter.range.first) }) else { return false }
        return members.contains { book.assessedPosts.contains($0.post) && $0.window(in: quarter.range) != nil }
    }

    /// Evaluates every rated member on all cores, and ranks them.
    func review(progress: (Int, Int) -> Void) throws -> AnnualReview {
        let (ledger, rules, history, excuses) = (ledger, rules, history, excuses)
        let members = members.filter { history[$0.code]?.rated.isEmpty == false }
        var years: [MemberYear] = []
        var done = MembersDone(of: members.count)
        try OrderedMap<MemberYear?>.run(
            count: members.count, threads: Cores.count,
            work: { mapRuns in
                try ledger.reading { reader in
                    try mapRuns { place in
                        do {
                            return try rules.look(
                                at: YearRun.subject(
                                    members[place], rules, history, excuses, reader))
                        } catch {
                            throw ledger.problem(error)
                        }
                    }
                }
            },
            take: { year in
                if let year { years.append(year) }
                done.next(progress)
            })
        return try AnnualReview(years, rules)
    }

    /// A member's year in the ledger.
    private static func subject(
        _ member: Member, _ rules: YearRules, _ history: [Text: YearHistory], _ excuses: Excuses,
        _ reader: RecordReader
    ) throws -> YearCase {
        var closed = ClosedYear()
        let past = history[member.code] ?? YearHistory()
        closed.quarters = past.rated.map { .init($0.quarter, total: $0.total, isFailing: $0.isFailing) }
        closed.months = past.months.map { $0.total }
        let year = rules.year.range
        let beginning = year.andAllBefore
        return YearCase(
            member, closed: closed,
            leave: try reader.rows(of: LeaveTable.shared.schema, member: member.code, in: beginning),
            blocks: try rules.tables.map { try reader.rows(of: $0, member: member.code, in: year) }, excused: excuses,
            rules: rules)
    }
}
