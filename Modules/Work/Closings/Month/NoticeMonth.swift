import Archive
public import AssessmentKernel
public import Closing
import Digests
import Disk
import Foundation
public import Ledger
import Reports
import ResultTables
import Rulebook
public import Workspace

/// The result of a monthly notice.
public struct NoticeReport: Sendable {
    /// The members with scores, measures and base pay.
    public let notice: MonthNotice
    /// The path of its folder.
    public let folder: String
    /// The head of the issued notice; nil if it is not issued.
    public let issued: NoticeHead?
    /// Whether this run issued it.
    public let isNewlyIssued: Bool
    /// The tables that a person confirmed to have no rows when it was issued, each with the reason; empty without one.
    public let acceptedEmpty: [(table: TableSchema, reason: String)]
    /// The tables that cost points by their absence and have no rows in a month that is over and not issued: somebody
    /// has to confirm them before it can be.
    public var lacking: [TableSchema] = []
    /// The path of the anchor for the district; nil without one.
    public var anchor: String?
}

/// Why a notice cannot be issued.
public struct NoticeBlocked: Error, Sendable {
    /// The blockers; not empty.
    public let blockers: [NoticeBlocker]
}

extension Workspace {
    package var noticesFolder: String { folder + "/notices" }

    /// Makes the notice of a month (§3.1.1) and writes it into `notices/`; the folder of an issued notice stays
    /// unchanged, but gets its anchor if it lacks one.
    ///
    /// - Parameters:
    ///   - asOf: the last day that is counted; nil for today, or for the month's last day once it is over.
    ///   - today: today's date.
    ///   - language: the language of page and workbook.
    /// - Throws: ``Problem`` when the month has not begun, or the day is not one of its days up to today.
    public func notice(
        _ month: Month, asOf: CivilDate?, today: CivilDate, language: Language = .chinese
    ) throws -> NoticeReport {
        let asOf = try month.known(asOf, today: today)
        let ledger = try openLedger(toRead: true)
        // The lock keeps others from issuing the notice between the check and the file.
        let lock = try FolderLock(folder)
        defer { lock.release() }
        let issued = try ledger.notice(of: month)
        let (notice, rules) = try drawUp(month, asOf: asOf, ledger)
        let place = noticesFolder + "/\(month)"
        if issued == nil {
            try Files.makeFolder(place)
            try Files.writeWhole(notice.csv, to: place + "/notice.csv")
            try writeReports(notice, to: place, ledger, language)
        }
        // A kill right after the ledger was written leaves an issued notice without its anchor.
        let lacksAnchor = issued != nil && !Files.exists(anchorPath(month))
        let isDue = issued == nil && month.range.isOver(on: today) && asOf == month.range.last
        return NoticeReport(
            notice: notice, folder: place, issued: issued, isNewlyIssued: false,
            acceptedEmpty: try acceptedEmpty(in: issued, ledger),
            lacking: isDue ? notice.lacking(rules) : [],
            anchor: lacksAnchor ? try anchor(month, ledger, now: nil) : nil)
    }

    /// Issues the notice of a month that is over: it pays the base pay, less what the latest closing carried out, and
    /// the closing of the quarter counts that as paid.
    ///
    /// - Parameters:
    ///   - acceptedEmpty: the tables that a person confirms to have no rows, although a blocker misses them, with the
    ///     reasons; kept with the notice and in the journal.
    ///   - today: today's date, to check that the month is over.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    ///   - language: the language of page and workbook.
    /// - Throws: ``NoticeBlocked`` when there are blockers, ``Problem`` on any other failure; then nothing is recorded.
    public func issueNotice(
        _ month: Month, acceptedEmpty: [EmptyTable] = [], today: CivilDate, now: String, language: Language = .chinese
    ) throws -> NoticeReport {
        let acceptedEmpty = try accepted(acceptedEmpty)
        let outcome: Result<NoticeReport, NoticeBlocked> = try changing { ledger in
            var blockers: [NoticeBlocker] = []
            if !month.range.isOver(on: today) { blockers.append(.notOver(month)) }
            if let closing = try ledger.closings().first(where: { $0.quarter == month.quarter }) {
                blockers.append(.quarterClosed(name: closing.name))
            }
            if let earlier = try ledger.notice(of: month) {
                blockers.append(.issuedAlready(month, at: earlier.issuedAt))
            }
            guard blockers.isEmpty else { return .failure(NoticeBlocked(blockers: blockers)) }
            let (notice, rules) = try drawUp(month, asOf: month.range.last, ledger)
            blockers = notice.blockers(rules, accepted: acceptedEmpty.keys)
            guard blockers.isEmpty else { return .failure(NoticeBlocked(blockers: blockers)) }
            let accepted = acceptedEmpty.decisions(on: rules.tablesReadForAbsence)
            let head = NoticeHead(
                month: month, issuedAt: now, rulebook: rules.rulebook.key,
                rulebookSHA256: SHA256.hash(data: rules.rulebook.text).hex, product: productVersion)
            let place = noticesFolder + "/\(month)"
            // The file comes first: a notice that is not issued yet is like any other notice of the month.
            let bytes = notice.csv
            try Files.makeFolder(place)
            try Files.writeWhole(bytes, to: place + "/notice.csv")
            try writeReports(notice, to: place, ledger, language)
            try ledger.record(head, by: Author(operatorName, at: head.issuedAt)) { writer in
                for row in NoticeTables.members.records(notice) { try writer.add(row) }
                for row in NoticeTables.acceptedEmpty.records(accepted.map { ($0.subject, $0.reason) }) {
                    try writer.add(row)
                }
                for decision in accepted { writer.note(emptyTable: decision.subject, reason: decision.reason) }
                try writer.addFile(name: "notice.csv", sha256: SHA256.hash(data: bytes).hex, bytes: bytes.count)
            }
            return .success(
                NoticeReport(
                    notice: notice, folder: place, issued: head, isNewlyIssued: true,
                    acceptedEmpty: confirmed(accepted),
                    anchor: try anchor(month, ledger, now: now)))
        }
        return try outcome.get()
    }

    /// The tables that were confirmed to have no rows when a notice was issued.
    private func acceptedEmpty(
        in issued: NoticeHead?, _ ledger: Ledger
    ) throws(Problem) -> [(table: TableSchema, reason: String)] {
        guard let issued else { return [] }
        return confirmed(try ledger.acceptedEmpty(inNoticeOf: issued.month))
    }

    /// Withdraws the issued notice of a month, until its quarter or a later one is closed: what it paid counts no longer,
    /// and it can be issued again.
    ///
    /// The journal keeps it; its files stay until the notice is made again.
    ///
    /// - Parameters:
    ///   - reason: why; kept in the journal.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    /// - Throws: ``Problem`` when the month is not issued, a closing counts it, or the reason is blank.
    public func withdrawNotice(_ month: Month, reason: String, now: String) throws(Problem) {
        guard !CellText.isBlank(reason.utf8) else {
            throw Problem(
                .usage, LocalText("须写明撤回原因", "a withdrawal needs its reason"),
                next: Advice("\(by: .reason)写明", "say it \(by: .reason)"))
        }
        try changing { ledger in
            try ledger.withdrawNotice(of: month, reason: reason, by: Author(operatorName, at: now))
        }
    }

    /// Writes the notice's reports beside its CSV, each completely or not at all.
    private func writeReports(
        _ notice: MonthNotice, to place: String, _ ledger: Ledger, _ language: Language
    ) throws(Problem) {
        let draft = Files.draft(of: place + "/reports")
        defer { try? Files.remove(draft) }
        try Files.makeFolder(draft)
        let report = TableReport(notice, township: try ledger.township(), language)
        for name in try report.write(as: "notice", into: draft) {
            try Files.move(draft + "/" + name, to: place + "/" + name)
        }
    }

    /// Evaluates every member's month; in an issued notice the withheld amounts stay as they were.
    private func drawUp(
        _ month: Month, asOf: CivilDate, _ ledger: Ledger
    ) throws -> (notice: MonthNotice, rules: QuarterRules) {
        let run = try QuarterRun(month.quarter, self, ledger)
        let (rules, past) = (run.rules, run.past)
        var members: [MemberNotice] = []
        try run.walk(
            map: { (member, reader) -> MemberNotice? in
                try rules.notice(
                    try QuarterRun.subject(member, rules, past, reader), month: month, asOf: asOf,
                    owed: past.accounts.debt(of: member.code, in: month))
            }, take: { if let row = $0 { members.append(row) } })
        return (MonthNotice(members, month: month, asOf: asOf, rules: rules), rules)
    }
}
