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
    /// Each member's rows are read once and evaluated under both rules. What one quarter passes on to the next (a debt, failing
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
        try simulate(quarters, baseline: wish.baseline, [wish], today: today, progress: progress)[0]
    }

    /// Computes quarters under several other rules, beside one baseline that is computed once.
    ///
    /// - Returns: for each wish, one comparison per quarter.
    func simulate(
        _ quarters: [Quarter], baseline: String?, _ wishes: [SimulationWish], today: CivilDate,
        progress: @escaping (Quarter, Int, Int) -> Void = { _, _, _ in }
    ) throws -> [[SimulatedQuarter]] {
        let ledger = try openLedger(toRead: true)
        let closings = try ledger.closings()
        let baseline = try baseline.map { path throws(Problem) in try readRulebook(path) }
        let files = try wishes.map { try $0.output.map { folder throws(Problem) in try SimulationFiles(folder) } }
        var chains: Beside<HandedOn>?
        var results = wishes.map { _ in [SimulatedQuarter]() }
        // A closing has its own results; an open quarter passes on what is computed here.
        var isHandedOn = false
        for quarter in quarters {
            var run = try QuarterRun(quarter, self, ledger)
            if let baseline {
                run.rules = QuarterRules(quarter, rulebook: baseline, calendar: run.rules.calendar)
            }
            let rules = Beside(
                run.rules,
                others: try wishes.map { wish in
                    QuarterRules(
                        quarter, rulebook: try rulebook(wish, insteadOf: run.rules.rulebook),
                        calendar: run.rules.calendar)
                })
            let closing = closings.first { $0.quarter == quarter }
            let handedOn = chains ?? rules.map { _ in HandedOn(before: quarter, run.past.accounts) }
            chains = handedOn
            let simulation = QuarterSimulation(
                rules: rules,
                past: Beside(
                    isHandedOn ? run.past.after(handedOn.inForce) : run.past,
                    others: handedOn.others.map(run.past.after)))
            let about = items.map { $0.about }.sorted { $0.number < $1.number }
            var tallies = rules.others.map { SimulationTally(Compared(rules.inForce, $0), about) }
            let folders = try files.map { try $0?.begin(quarter) }
            do {
                var done = MembersDone(of: run.members.count)
                try simulation.walk(run, withLines: folders.map { $0 != nil }) { results, lines in
                    chains?.inForce.take(results.inForce, of: quarter)
                    for (place, other) in results.others.enumerated() {
                        tallies[place].add(Compared(results.inForce, other))
                        chains?.others[place].take(other, of: quarter)
                        if let lines = lines[place] { try folders[place]?.append(lines) }
                    }
                    done.next { progress(quarter, $0, $1) }
                }
                for (place, folder) in folders.enumerated() {
                    guard let folder else { continue }
                    var other = run
                    other.rules = rules.others[place]
                    for warning in try other.surroundings(closed: closings) {
                        tallies[place].closings.after.warn(warning)
                    }
                    try folder.end(tallies[place].closings.after)
                }
            } catch {
                for folder in folders { folder?.discard() }
                throw error
            }
            let closed = try closing.map { try ledger.totals(of: $0) }
            let blockers = closing == nil ? quarter.blockers(today: today, closed: []) : []
            for place in tallies.indices {
                results[place].append(tallies[place].result(closing, closed, blockers: blockers))
            }
            isHandedOn = isHandedOn || closing == nil
        }
        for (place, file) in files.enumerated() { try file?.end(results[place]) }
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

/// A value under the rules in force and under each of several other ones.
struct Beside<Value: Sendable>: Sendable {
    var inForce: Value
    var others: [Value]

    init(_ inForce: Value, others: [Value]) { (self.inForce, self.others) = (inForce, others) }

    /// The same property of all.
    func map<Other>(_ change: (Value) throws -> Other) rethrows -> Beside<Other> {
        Beside<Other>(try change(inForce), others: try others.map(change))
    }
}

/// What all members of a simulated quarter share.
struct QuarterSimulation: Sendable {
    let rules: Beside<QuarterRules>
    let past: Beside<PastOfQuarter>

    /// Evaluates every member under all rules, from rows that are read once.
    ///
    /// - Parameter withLines: for each of the other rules, whether a member's lines of the files are wanted.
    func walk(
        _ run: QuarterRun, withLines: [Bool], take: (Beside<MemberResult>, [MemberLines?]) throws -> Void
    ) throws {
        let simulation = self
        // A table belongs to one item and is the same under every rulebook; so are the days that are read of it.
        let tables = rules.others.reduce(rules.inForce.tables) { $0 + $1.tables }
        try run.walk(
            map: { member, reader in
                let rows = try MemberRows(member, of: tables, simulation.rules.inForce, reader)
                let decide = { (rules: QuarterRules, past: PastOfQuarter) in
                    try rules.decide(QuarterRun.subject(member, rules, past, rows))
                }
                let results = Beside(
                    try decide(simulation.rules.inForce, simulation.past.inForce),
                    others: try zip(simulation.rules.others, simulation.past.others).map(decide))
                return (results, zip(results.others, withLines).map { $1 ? MemberLines($0, isKept: false) : nil })
            }, take: { try take($0.0, $0.1) })
    }
}

/// Sums up a simulated quarter; keeps only what the ranking needs of each member, and the members who differ.
struct SimulationTally {
    private let rules: Compared<QuarterRules>
    /// The installed items by number.
    private let items: [ItemDescriptor]
    var closings: Compared<QuarterClosing>
    private var owed = Compared(repeating: Yuan.zero)
    private var lost: Compared<[String: Points]> = Compared([:], [:])
    private var findings: Compared<[FindingKind: Int]> = Compared([:], [:])
    private var changes: [SimulatedChange] = []

    init(_ rules: Compared<QuarterRules>, _ items: [ItemDescriptor]) {
        (self.rules, self.items) = (rules, items)
        closings = rules.map { QuarterClosing($0, acceptedEmpty: []) }
        lost = rules.map { rules in
            Dictionary(uniqueKeysWithValues: rules.rulebook.items.map { ($0.about.key, Points.zero) })
        }
    }

    mutating func add(_ results: Compared<MemberResult>) {
        closings.before.add(results.before)
        closings.after.add(results.after)
        SimulationTally.add(results.before, &owed.before, &lost.before, &findings.before)
        SimulationTally.add(results.after, &owed.after, &lost.after, &findings.after)
        if let change = SimulatedChange(results, items) { changes.append(change) }
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
            quarter: rules.before.quarter, closing: closing,
            changedSinceClosing: closed?.differences(to: standings.before.totals).sorted() ?? [],
            blockers: closing == nil ? blockers + closings.before.blockers() : [],
            rulebooks: rules.map(\.rulebook), assessed: standings.map(\.count),
            bands: Compared(
                SimulatedBand.all(of: rules.before.rulebook.bands, standings.before),
                SimulatedBand.all(of: rules.after.rulebook.bands, standings.after)),
            payDue: closings.map(\.payDue),
            owed: owed,
            lost: items.compactMap { about in
                let points = lost.map { $0[about.key] }
                return points.before == nil && points.after == nil ? nil : (about, points)
            }, findings: kinds.map { kind in (kind, findings.map { $0[kind] ?? 0 }) }, changes: changes)
    }
}
