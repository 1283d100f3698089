public import AssessmentKernel
import Closing
import Closings
import Ledger
public import RuleChecks
public import Rulebook
public import Workspace

/// What stood between a member and a band in a quarter.
public struct BandWays: Sendable {
    /// What was found.
    public enum Outcome: Sendable {
        /// The member was not rated, so no points change the pay (I-19).
        case unrated
        /// The smallest sets of deductions, or why there are none.
        case rated(WaysToBand)
    }

    /// The quarter as it is explained.
    public let explanation: Explanation
    /// The wanted band.
    public let target: Band
    /// What was found.
    public let outcome: Outcome
    /// What the band that was reached adds to the quarter's pay; negative for a penalty.
    public let performance: Yuan
    /// What each band would add, by its key; prorated as a closing does.
    public let performances: [String: Yuan]
}

extension Workspace {
    /// Finds the smallest sets of a member's deductions without which a band would have been reached.
    ///
    /// - Parameter name: the band's key or title; nil for the next one above, or the highest for a member who is in it.
    /// - Throws: ``Problem`` when there is no such member or band, the member is not assessed, or the quarter was closed
    ///   under other bands than those now in force.
    public func ways(of code: String, in quarter: Quarter, toward name: String?) throws -> BandWays {
        try ways(try explain(code, .quarter(quarter), item: nil), in: quarter, toward: name)
    }

    /// Finds them for a quarter that is explained already, with all its items.
    public func ways(_ told: Explanation, in quarter: Quarter, toward name: String?) throws -> BandWays {
        let ledger = try openLedger(toRead: true)
        let rules = try QuarterRun(quarter, self, ledger).rules
        let bands = rules.rulebook.bands
        let isRated = told.band?.key != Band.unratedKey
        let now = isRated ? bands.band(of: told.total) : nil
        guard now?.key == (isRated ? told.band?.key : nil) else { throw otherBands(quarter) }
        let target = try band(name, of: bands, above: now)
        let items = told.items.map { item in
            ItemLosses(
                maximum: item.maximum, losses: item.deductions.map { .init(code: $0.code, points: $0.points) })
        }
        return BandWays(
            explanation: told, target: target,
            outcome: isRated ? .rated(WaysToBand(items, toward: target, of: bands)) : .unrated,
            performance: rules.performance(of: told.member, band: now),
            performances: Dictionary(
                bands.bands.map { ($0.key, rules.performance(of: told.member, band: $0)) }, uniquingKeysWith: { $1 }))
    }

    private func band(_ name: String?, of table: BandTable, above now: Band?) throws(Problem) -> Band {
        let bands = table.bands
        guard let name else {
            let place = now.flatMap { bands.firstIndex(of: $0) } ?? 1
            return bands[max(0, min(place, bands.count) - 1)]
        }
        if let band = bands.first(where: { $0.key == name || Text($0.title) == Text(name) }) { return band }
        throw Problem(
            .usage, LocalText("没有等次“\(name)”", "there is no band \(name)"),
            next: LocalText(
                "可用：" + bands.map(\.title).joined(separator: "、"), "one of: " + bands.map(\.key).joined(separator: ", ")
            ))
    }

    private func otherBands(_ quarter: Quarter) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "\(quarter) 结算之后，细则的等次已有改动", "the bands of the rulebook have changed since \(quarter) was closed"),
            next: LocalText("恢复结算时的细则再查", "put the rulebook of the closing back first"))
    }
}
