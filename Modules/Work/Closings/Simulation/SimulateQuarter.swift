public import AssessmentKernel
import Closing
import Disk
import Foundation
import Ledger
import Rulebook
public import Workspace

extension Workspace {
    /// Computes quarters under other rules from the same records, beside the rules in force; the ledger stays
    /// unchanged.
    ///
    /// Each member's rows are read once and evaluated twice. What one quarter passes on to the next (a debt, failing
    /// months) is also passed on under the other rules, starting with the first of the quarters.
    ///
    /// - Parameters:
    ///   - quarters: consecutive quarters, in order.
    ///   - today: today's date, to check whether a quarter is over.
    ///   - progress: called from time to time with the quarter, the members done and the total.
    /// - Returns: one comparison per quarter, in order.
    /// - Throws: ``Problem`` when a rulebook or a change is refused, or no rulebook is in force; files that are already
    ///   written stay.
    public func simulate(
        _ quarters: [Quarter], _ wish: SimulationWish, today: CivilDate,
        progress: @escaping (Quarter, Int, Int) -> Void = { _, _, _ in }
    ) throws -> [SimulatedQuarter] {
        let ledger = try openLedger(toRead: true)
        let closings = try ledger.closings()
        let baseline = try wish.baseline.map { path throws(Problem) in try readRulebook(path) }
        let files = try wish.output.map { folder throws(Problem) in try SimulationFiles(folder) }
        var chains: Compared<HandedOn>?
        var results: [SimulatedQuarter] = []
        for quarter in quarters {
            var run = try QuarterRun(quarter, self, ledger)
            if let baseline {
                run.rules = QuarterRules(quarter, rulebook: baseline, calendar: run.rules.calendar)
            }
            var other = run
            other.rules = QuarterRules(
                quarter, rulebook: try rulebook(wish, insteadOf: run.rules.rulebook), calendar: run.rules.calendar)
            let closing = closings.first { $0.quarter == quarter }
            // A closing has its own results; an open quarter passes on what is computed here.
            let isHandedOn = results.contains { $0.closing == nil }
            let handedOn = chains ?? Compared(repeating: HandedOn(before: quarter, run.past.accounts))
            chains = handedOn
            let simulation = QuarterSimulation(
                rules: Compared(run.rules, other.rules),
                past: Compared(
                    isHandedOn ? run.past.after(handedOn.before) : run.past, run.past.after(handedOn.after)),
                items: items.map { $0.about }.sorted { $0.number < $1.number })
            let folder = try files?.begin(quarter)
            var tally = SimulationTally(simulation)
            do {
                try simulation.walk(run, withLines: folder != nil) { results, lines in
                    tally.add(results)
                    if let lines { try folder?.append(lines) }
                    chains?.before.take(results.before, of: quarter)
                    chains?.after.take(results.after, of: quarter)
                    if tally.members % 64 == 0 || tally.members == run.members.count {
                        progress(quarter, tally.members, run.members.count)
                    }
                }
                if let folder {
                    for warning in try other.surroundings(closed: closings) { tally.closings.after.warn(warning) }
                    try folder.end(tally.closings.after)
                }
            } catch {
                folder?.discard()
                throw error
            }
            results.append(
                tally.result(
                    closing, try closing.map { try ledger.totals(of: $0) },
                    blockers: closing == nil ? quarter.blockers(today: today, closed: []) : []))
        }
        try files?.end(results)
        return results
    }

    /// The requested rulebook, in place of the one in force.
    private func rulebook(_ wish: SimulationWish, insteadOf current: Rulebook) throws(Problem) -> Rulebook {
        var book = current
        if let path = wish.rulebook {
            book = try readRulebook(path)
        }
        var changes: [RulebookChange] = []
        for text in wish.interpretations {
            let origin = Deed.interpretation(text)
            let (id, value) = try Workspace.pair(text, of: origin)
            changes.append(try RulebookChange(interpretation: id, to: value, by: origin, in: book))
        }
        for text in wish.settings {
            let origin = Deed.setting(text)
            let (path, value) = try Workspace.pair(text, of: origin)
            changes.append(RulebookChange(path, to: value, by: origin))
        }
        guard !changes.isEmpty else { return book }
        return try Rulebook(yaml: book.text, file: book.file, installed: items, changes: changes)
    }

    private static func pair(_ text: String, of choice: Deed) throws(Problem) -> (String, String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw Problem(
                .usage, LocalText("应写成 键=值", "must be written as KEY=VALUE"), at: .init(choice: choice))
        }
        return (String(parts[0]).trimmingCharacters(in: .whitespaces), String(parts[1]))
    }
}

/// What all members of a simulated quarter share.
struct QuarterSimulation: Sendable {
    let rules: Compared<QuarterRules>
    let past: Compared<PastOfQuarter>
    /// The installed items by number.
    let items: [ItemDescriptor]

    /// Evaluates every member twice, from rows that are read once.
    func walk(
        _ run: QuarterRun, withLines: Bool, take: (Compared<MemberResult>, MemberLines?) throws -> Void
    ) throws {
        let simulation = self
        // A table belongs to one item and is the same under both rulebooks; so are the days that are read of it.
        let tables = rules.before.tables + rules.after.tables
        try run.walk(
            map: { member, reader in
                let rows = try MemberRows(member, of: tables, simulation.rules.before, reader)
                let results = Compared(
                    try simulation.rules.before.decide(
                        QuarterRun.subject(member, simulation.rules.before, simulation.past.before, rows)),
                    try simulation.rules.after.decide(
                        QuarterRun.subject(member, simulation.rules.after, simulation.past.after, rows)))
                return (results, withLines ? MemberLines(results.after) : nil)
            }, take: { try take($0.0, $0.1) })
    }
}

/// Sums up a simulated quarter; keeps only what the ranking needs of each member, and the members who differ.
struct SimulationTally {
    private let simulation: QuarterSimulation
    var closings: Compared<QuarterClosing>
    private(set) var members = 0
    private var owed = Compared(repeating: Yuan.zero)
    private var lost: Compared<[String: Points]> = Compared([:], [:])
    private var findings: Compared<[FindingKind: Int]> = Compared([:], [:])
    private var changes: [SimulatedChange] = []

    init(_ simulation: QuarterSimulation) {
        self.simulation = simulation
        closings = simulation.rules.map { QuarterClosing($0, acceptedEmpty: []) }
        lost = simulation.rules.map { rules in
            Dictionary(uniqueKeysWithValues: rules.rulebook.items.map { ($0.about.key, Points.zero) })
        }
    }

    mutating func add(_ results: Compared<MemberResult>) {
        members += 1
        closings.before.add(results.before)
        closings.after.add(results.after)
        SimulationTally.add(results.before, &owed.before, &lost.before, &findings.before)
        SimulationTally.add(results.after, &owed.after, &lost.after, &findings.after)
        if let change = SimulatedChange(results, simulation.items) { changes.append(change) }
    }

    private static func add(
        _ result: MemberResult, _ owed: inout Yuan, _ lost: inout [String: Points],
        _ findings: inout [FindingKind: Int]
    ) {
        owed += PaidQuarter(result.assessed?.pay ?? []).carried
        for item in result.assessed?.quarter.items ?? [] { lost[item.item, default: .zero] += item.deducted }
        for kind in Set(result.findings.map(\.kind)) { findings[kind, default: 0] += 1 }
    }

    /// The comparison.
    ///
    /// - Parameter closed: the closing's own totals.
    func result(_ closing: ClosingHead?, _ closed: [Text: ClosedTotal]?, blockers: [Blocker]) -> SimulatedQuarter {
        let standings = closings.map { $0.standings() }
        let kinds = Set(findings.before.keys).union(findings.after.keys).sorted { Text($0.key) < Text($1.key) }
        return SimulatedQuarter(
            quarter: simulation.rules.before.quarter, closing: closing,
            changedSinceClosing: closed.map { SimulationTally.differences($0, standings.before) } ?? [],
            blockers: closing == nil ? blockers + closings.before.blockers() : [],
            rulebooks: simulation.rules.map(\.rulebook), assessed: standings.map(\.count),
            bands: Compared(
                SimulatedBand.all(of: simulation.rules.before.rulebook.bands, standings.before),
                SimulatedBand.all(of: simulation.rules.after.rulebook.bands, standings.after)),
            payDue: closings.map(\.payDue),
            owed: owed,
            lost: simulation.items.compactMap { about in
                let points = lost.map { $0[about.key] }
                return points.before == nil && points.after == nil ? nil : (about, points)
            }, findings: kinds.map { kind in (kind, findings.map { $0[kind] ?? 0 }) }, changes: changes)
    }

    /// The members whose total, band or rank differs from the closing's.
    private static func differences(_ closed: [Text: ClosedTotal], _ standings: [QuarterClosing.Standing]) -> [Text] {
        var gone = Set(closed.keys)
        var differing: [Text] = []
        for now in standings {
            gone.remove(now.member.code)
            let then = closed[now.member.code]
            if then?.total != now.total || then?.band != now.bandKey || then?.rank != now.rank {
                differing.append(now.member.code)
            }
        }
        return (differing + gone).sorted()
    }
}
