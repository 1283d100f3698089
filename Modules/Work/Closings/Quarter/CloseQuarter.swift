import Archive
public import AssessmentKernel
public import Closing
import Crypto
import Disk
import Foundation
public import Ledger
public import Reports
import Rulebook
public import Workspace

/// What a closing came to.
public struct ClosingOutcome: Sendable {
    /// Its head.
    public let head: ClosingHead
    /// Its folder.
    public let folder: String
    /// The rules that were applied.
    public let rules: QuarterRules
    /// The assessed members with total, band and rank.
    public let standings: [QuarterClosing.Standing]
    /// What a person should look at.
    public let warnings: [Warning]
    /// The pay that is due, over all members and months.
    public let payDue: Yuan
    /// Members with a finding, by its key.
    public let findings: [FindingKind: Int]
    /// What a revision changes: the members whom the next closing owes, and who owe it, each with the sum.
    public let adjusted: (owed: Int, owedSum: Yuan, owing: Int, owingSum: Yuan)
    /// The bundle beside the folder; nil when none was wanted.
    public let bundle: MadeBundle?
}

/// What a closing writes besides the results.
public struct ClosingParts: OptionSet, Sendable {
    /// The parts as bits.
    public let rawValue: Int
    /// Names a set of parts.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The bundle for the district office.
    public static let bundle = ClosingParts(rawValue: 1)
    /// The reports, whichever are asked for.
    public static let reports = ClosingParts(rawValue: 2)
    /// Everything.
    public static let all: ClosingParts = [.bundle, .reports]
}

/// Why a quarter cannot be closed.
public struct ClosingBlocked: Error, Sendable {
    /// What stands in the way; not empty.
    public let blockers: [Blocker]
}

extension Workspace {
    /// Closes a quarter: scores, pay and findings of every member, as files and in the ledger, both or neither.
    ///
    /// The files are written under a draft's name while the ledger's transaction is open; the commit is the closing, and
    /// the folder then gets its name. A run killed between the two is finished by the next one.
    ///
    /// - Parameters:
    ///   - acceptedEmpty: keys or titles of tables that a person says really have no rows where a blocker misses them.
    ///   - today: the day, for whether the quarter is over.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    ///   - reports: the reports that are written, where any are.
    ///   - progress: called now and then with the members done and all.
    /// - Throws: ``ClosingBlocked`` when something stands in the way, ``Problem`` when something fails; nothing is written
    ///   then.
    public func close(
        _ quarter: Quarter, acceptedEmpty: [String], today: CivilDate, now: String, writing: ClosingParts = .all,
        reports: [ClosingReports.Maker] = ClosingReports.all, progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws -> ClosingOutcome {
        let acceptedEmpty = try itemTableKeys(acceptedEmpty)
        let outcome: Result<ClosingOutcome, ClosingBlocked> = try changing { ledger in
            let closed = try ledger.closings()
            let blockers = quarter.blockers(today: today, closed: closed)
            guard blockers.isEmpty else { return .failure(ClosingBlocked(blockers: blockers)) }
            return try record(
                quarter, ledger, closed, revision: 1, reason: "", acceptedEmpty: acceptedEmpty, now: now,
                writing: writing, reports: reports, progress: progress)
        }
        return try outcome.get()
    }

    /// Makes a closing of a quarter, the first or a later one, under the workspace's lock.
    package func record(
        _ quarter: Quarter, _ ledger: Ledger, _ closed: [ClosingHead], revision: Int, reason: String,
        acceptedEmpty: Set<String>, now: String, writing: ClosingParts, reports: [ClosingReports.Maker],
        progress: @escaping (Int, Int) -> Void
    ) throws -> Result<ClosingOutcome, ClosingBlocked> {
        // Before anything is written: a key that others can read is refused.
        let key = writing.contains(.bundle) ? try signingKey() : nil
        let run = try QuarterRun(quarter, self, ledger)
        let open = try run.openEarlierQuarters(closed: closed)
        let head = ClosingHead(
            quarter: quarter, revision: revision, closedAt: now, rulebook: run.rules.rulebook.key,
            rulebookSHA256: SHA256.hash(data: run.rules.rulebook.text).hex, product: productVersion, reason: reason)
        let (township, bundles) = (try ledger.township(), try ledger.bundles())
        let folder = try ClosingFolder(
            head.name, in: closingsFolder,
            growing: ResultFile.perMember.filter { $0.isThere(revision: revision) })
        var draft = ClosingDraft(run, head, folder, acceptedEmpty: acceptedEmpty)
        if writing.contains(.reports) {
            do { draft.reports = try WrittenReports(reports, run, head, self, in: folder) } catch {
                folder.discard()
                throw error
            }
        }
        if writing.contains(.bundle) {
            draft.bundle = ClosingBundle(
                run: run, head: head, township: township, decisions: draft.decisions, openQuarters: open,
                previous: bundles.last, revised: bundles.first { $0.name == "\(quarter)-r\(revision - 1)" },
                key: key)
        }
        do {
            for quarter in open { draft.closing.warn(.earlierQuarterOpen(quarter)) }
            try ledger.recordClosing(head, by: Author(operatorName, at: now)) {
                try draft.write(to: $0, progress: progress)
            }
        } catch {
            folder.discard()
            // The ledger hands on every error of its transaction as a problem, this one too.
            if let blocked = draft.blocked { return .failure(blocked) }
            throw error
        }
        // The quarter is closed from here on: a folder that cannot be moved now is moved by the next run.
        try folder.publish()
        return .success(draft.report(folder: closingsFolder + "/" + head.name))
    }

    /// The keys of the items' tables that are named by key or Chinese title.
    ///
    /// A name that is none's is refused: a slip of the pen must not look like a decision.
    package func itemTableKeys(_ names: [String]) throws(Problem) -> Set<String> {
        var keys: Set<String> = []
        for name in names { keys.insert(try itemTables.table(named: name).key) }
        return keys
    }
}

/// A closing while it is written.
private struct ClosingDraft {
    private let run: QuarterRun
    private let head: ClosingHead
    private let folder: ClosingFolder
    private let acceptedEmpty: Set<String>
    var closing: QuarterClosing
    /// Writes the bundle; nil when none is wanted.
    var bundle: ClosingBundle?
    private var madeBundle: MadeBundle?
    /// Writes the reports; nil when none are wanted.
    var reports: WrittenReports?
    /// What stood in the way, once ``write(to:progress:)`` has found out.
    private(set) var blocked: ClosingBlocked?
    private var payDue = Yuan.zero
    private var findings: [FindingKind: Int] = [:]
    private var standings: [QuarterClosing.Standing] = []
    private var adjusted = (owed: 0, owedSum: Yuan.zero, owing: 0, owingSum: Yuan.zero)

    init(_ run: QuarterRun, _ head: ClosingHead, _ folder: ClosingFolder, acceptedEmpty: Set<String>) {
        self.run = run
        self.head = head
        self.folder = folder
        self.acceptedEmpty = acceptedEmpty
        closing = QuarterClosing(run.rules, acceptedEmpty: acceptedEmpty)
    }

    mutating func write(to ledger: ClosingWriter, progress: (Int, Int) -> Void) throws {
        var done = 0
        let pieces = reports?.pieces
        try run.decide(map: { ($0, MemberLines($0), try pieces?.make($0, $1)) }) { result, lines, piece in
            closing.add(result)
            try folder.append(lines)
            if let piece { try reports?.add(piece) }
            try ledger.add(result)
            payDue += PaidQuarter(result.assessed?.pay ?? []).due
            for kind in Set(result.findings.map(\.kind)) { findings[kind, default: 0] += 1 }
            count(result.adjustment?.amount ?? .zero)
            done += 1
            if done % 64 == 0 || done == run.members.count { progress(done, run.members.count) }
        }
        let blockers = closing.blockers()
        if !blockers.isEmpty {
            let found = ClosingBlocked(blockers: blockers)
            blocked = found
            throw found
        }
        standings = closing.standings()
        for row in standings { try ledger.add(row) }
        try folder.add(.totals, ResultFile.totals(standings))
        try folder.add(.warnings, ResultFile.warnings(closing.warnings))
        try folder.add(.interpretations, ResultFile.interpretations(run.rules.rulebook.interpretations))
        try reports?.finish(standings, closing.warnings.sorted())
        try folder.finish()
        for file in folder.files { try ledger.addFile(name: file.name, sha256: file.sha256, bytes: file.bytes) }
        for decision in decisions { try ledger.addDecision(decision) }
        for item in run.rules.rulebook.items { try ledger.addItem(key: item.about.key, version: item.about.version) }
        if let made = try bundle.map({ try folder.add($0.write) }) {
            try ledger.addBundle(made)
            madeBundle = made
        }
    }

    private mutating func count(_ adjustment: Yuan) {
        if adjustment > .zero {
            adjusted.owed += 1
            adjusted.owedSum += adjustment
        } else if adjustment < .zero {
            adjusted.owing += 1
            adjusted.owingSum += -adjustment
        }
    }

    /// What people decided and this closing rests on, in order.
    var decisions: [Decision] {
        let accepted = acceptedEmpty.intersection(run.rules.tablesReadForAbsence.map(\.key)).map {
            Decision(.acceptEmpty, subject: $0)
        }
        return (accepted + run.past.decisions).sorted(by: Decision.precedes)
    }

    func report(folder path: String) -> ClosingOutcome {
        ClosingOutcome(
            head: head, folder: path, rules: run.rules, standings: standings, warnings: closing.warnings.sorted(),
            payDue: payDue, findings: findings, adjusted: adjusted, bundle: madeBundle)
    }
}

extension ClosingWriter {
    /// Takes down what was decided about a member, but for the total, which waits for the ranks.
    func add(_ result: MemberResult) throws {
        let member = result.member.code
        for finding in result.findings {
            try addFinding(member: member, finding: finding.kind.key, basis: finding.basis.text)
        }
        if let changed = result.adjustment {
            try addAdjustment(
                member: member, dueBefore: changed.dueBefore, dueNow: changed.dueNow,
                carriedBefore: changed.carriedBefore, carriedNow: changed.carriedNow, adjustment: changed.amount)
        }
        guard let assessed = result.assessed else { return }
        for item in assessed.quarter.items {
            try addScore(member: member, item: item.item, maximum: item.maximum, deducted: item.deducted)
            for (number, deduction) in item.deductions.enumerated() {
                try addDeduction(
                    member: member, number: number,
                    ClosedDeduction(
                        item: item.item, date: deduction.date, points: deduction.points, code: deduction.kind.code,
                        clause: deduction.kind.clause.citation, evidence: deduction.evidenceText,
                        reason: deduction.reason))
            }
        }
        for (month, score, isFailing) in assessed.months {
            try addMonth(member: member, month: month, total: score.total, isFailing: isFailing)
        }
        for row in assessed.pay {
            try addPay(
                member: member, month: row.month, daysInPost: row.daysInPost, base: row.base,
                performance: row.performance, charges: row.charges, adjustment: row.adjustment,
                alreadyPaid: row.alreadyPaid, broughtForward: row.broughtForward, due: row.due,
                carriedForward: row.carriedForward)
        }
    }

    fileprivate func add(_ row: QuarterClosing.Standing) throws {
        try addTotal(
            member: row.member.code, total: row.total, band: row.bandKey, monthlyAmount: row.monthlyAmount,
            rank: row.rank, dutyDays: row.dutyDays, isRated: row.band != nil, isFailing: row.isFailing)
    }
}
