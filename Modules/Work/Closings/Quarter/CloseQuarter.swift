import Archive
public import AssessmentKernel
public import Closing
import Digests
import Disk
import Foundation
public import Ledger
import Parallel
public import Reports
import ResultTables
import Rulebook
public import Workspace

/// The result of a closing.
public struct ClosingOutcome: Sendable {
    /// Its head.
    public let head: ClosingHead
    /// The path of its folder.
    public let folder: String
    /// The rules that were applied.
    public let rules: QuarterRules
    /// The assessed members with total, band and rank.
    public let standings: [QuarterClosing.Standing]
    /// Things a person should check.
    public let warnings: [Warning]
    /// The pay that is due, over all members and months.
    public let payDue: Yuan
    /// Members with a finding, by its key.
    public let findings: [FindingKind: Int]
    /// What a revision changes in the pay.
    public let adjusted: AdjustedPay
    /// The bundle beside the folder; nil if none was requested.
    public let bundle: MadeBundle?
}

/// The outputs of a closing besides the results.
public struct ClosingParts: OptionSet, Sendable {
    /// The parts as bits.
    public let rawValue: Int
    /// Names a set of parts.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The bundle for the district office.
    public static let bundle = ClosingParts(rawValue: 1)
    /// The reports, in all requested kinds.
    public static let reports = ClosingParts(rawValue: 2)
    /// Everything.
    public static let all: ClosingParts = [.bundle, .reports]
}

/// Why a quarter cannot be closed.
public struct ClosingBlocked: Error, Sendable {
    /// The blockers; not empty.
    public let blockers: [Blocker]
}

extension Workspace {
    /// Closes a quarter: writes every member's scores, pay and findings to files and the ledger, all or nothing.
    ///
    /// The files are written under a draft name inside the ledger's transaction. The commit is the closing; then the
    /// folder gets its name. If a run is killed in between, the next one finishes it.
    ///
    /// - Parameters:
    ///   - acceptedEmpty: the tables that a person confirms to have no rows, although a blocker misses them, with the
    ///     reasons; both are kept with the closing, in its bundle and in the journal.
    ///   - today: today's date, to check that the quarter is over.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    ///   - reports: the kinds of report to write, if reports are wanted; nil for all.
    ///   - language: the language in which the reports are written besides Chinese.
    ///   - progress: called from time to time with the members done and the total.
    /// - Throws: ``ClosingBlocked`` when there are blockers, ``Problem`` on any other failure; then nothing is written.
    public func close(
        _ quarter: Quarter, acceptedEmpty: [EmptyTable], today: CivilDate, now: String, writing: ClosingParts = .all,
        reports: [ClosingReports.Maker]? = nil, language: Language = .chinese,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws -> ClosingOutcome {
        let acceptedEmpty = try accepted(acceptedEmpty)
        let outcome: Result<ClosingOutcome, ClosingBlocked> = try changing { ledger in
            let closed = try ledger.closings()
            let blockers = quarter.blockers(today: today, closed: closed)
            guard blockers.isEmpty else { return .failure(ClosingBlocked(blockers: blockers)) }
            return try record(
                quarter, ledger, closed, revision: 1, reason: "", acceptedEmpty: acceptedEmpty, now: now,
                writing: writing, reports: reports ?? ClosingReports.all(in: language), progress: progress)
        }
        return try outcome.get()
    }

    /// Closes a quarter, for the first time or again, under the workspace's lock.
    func record(
        _ quarter: Quarter, _ ledger: Ledger, _ closed: [ClosingHead], revision: Int, reason: String,
        acceptedEmpty: AcceptedTables, now: String, writing: ClosingParts, reports: [ClosingReports.Maker],
        progress: @escaping (Int, Int) -> Void
    ) throws -> Result<ClosingOutcome, ClosingBlocked> {
        let recorder = try Recorder(self, ledger, writing: writing)
        let run = try QuarterRun(quarter, self, ledger)
        let open = try run.openEarlierQuarters(closed: closed)
        let head = ClosingHead(
            quarter: quarter, revision: revision, closedAt: now, rulebook: run.rules.rulebook.key,
            rulebookSHA256: SHA256.hash(data: run.rules.rulebook.text).hex, product: productVersion, reason: reason)
        var draft = ClosingDraft(run, acceptedEmpty: acceptedEmpty)
        for quarter in open { draft.closing.warn(.earlierQuarterOpen(quarter)) }
        let bundle = ClosingBundle(run: run, head: head, decisions: draft.decisions, openQuarters: open)
        return try recorder.record(
            head, at: now, growing: ClosingTables.perMember(revision: revision), bundle: bundle
        ) { folder, writer in
            let reports = writing.contains(.reports) ? try WrittenReports(reports, run, head, self, in: folder) : nil
            return try draft.write(to: folder, writer, reports, progress: progress)
        }.map { draft.outcome(head, folder: closingsFolder + "/" + head.name, bundle: $0.bundle) }
    }

    /// The keys of the items' tables that are named by key or Chinese title.
    ///
    /// An unknown name is refused: a typo must not look like a decision.
    package func itemTableKeys(_ names: [String]) throws(Problem) -> Set<String> {
        var keys: Set<String> = []
        for name in names { keys.insert(try itemTables.table(named: name).key) }
        return keys
    }
}

/// A closing in progress.
private struct ClosingDraft {
    private let run: QuarterRun
    private let acceptedEmpty: AcceptedTables
    var closing: QuarterClosing
    private var findings: [FindingKind: Int] = [:]
    private var standings: [QuarterClosing.Standing] = []
    private var adjusted = AdjustedPay()

    init(_ run: QuarterRun, acceptedEmpty: AcceptedTables) {
        self.run = run
        self.acceptedEmpty = acceptedEmpty
        closing = QuarterClosing(run.rules, acceptedEmpty: acceptedEmpty.keys)
    }

    /// Evaluates every member and writes the results, unless tables seem to be missing.
    mutating func write(
        to folder: ClosingFolder, _ ledger: ClosingWriter, _ reports: WrittenReports?, progress: (Int, Int) -> Void
    ) throws -> Result<Void, ClosingBlocked> {
        var done = MembersDone(of: run.members.count)
        let pieces = reports?.pieces
        try run.decide(map: { ($0, MemberLines($0), try pieces?.make($0, $1)) }) { result, lines, piece in
            closing.add(result)
            try folder.append(lines)
            if let piece { try reports?.add(piece) }
            for row in lines.kept { try ledger.add(row) }
            for kind in Set(result.findings.map(\.kind)) { findings[kind, default: 0] += 1 }
            adjusted.add(result.adjustment?.amount ?? .zero)
            done.next(progress)
        }
        let blockers = closing.blockers()
        if !blockers.isEmpty { return .failure(ClosingBlocked(blockers: blockers)) }
        standings = closing.standings()
        try folder.add(ClosingTables.whole, of: closing)
        for table in ClosingTables.whole where table.schema.ledger != nil {
            for row in table.records(closing) { try ledger.add(row) }
        }
        for decision in decisions { try ledger.addDecision(decision) }
        for item in run.rules.rulebook.items { try ledger.addItem(key: item.about.key, version: item.about.version) }
        // Reports write many small files, beside which a core is free.
        let finishing = reports?.finishing(closing, standings)
        let digested = Result { try ledger.digestRows(in: folder.draft) }
        try finishing?.wait()
        return .success(try digested.get())
    }

    /// The decisions on which this closing depends, in order.
    var decisions: [Decision] {
        (acceptedEmpty.decisions(on: run.rules.tablesReadForAbsence) + run.past.decisions).sorted(by: Decision.precedes)
    }

    func outcome(_ head: ClosingHead, folder path: String, bundle: MadeBundle?) -> ClosingOutcome {
        ClosingOutcome(
            head: head, folder: path, rules: run.rules, standings: standings, warnings: closing.warnings.sorted(),
            payDue: closing.payDue, findings: findings, adjusted: adjusted, bundle: bundle)
    }
}
