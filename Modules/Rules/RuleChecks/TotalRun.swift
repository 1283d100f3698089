public import AssessmentKernel
public import Rulebook

/// Neighbouring totals that are in one band for one reason.
public struct TotalRun: Hashable, Sendable {
    /// The lowest total.
    public let from: Points
    /// The highest total.
    public let through: Points
    /// Their band.
    public let band: Band
    /// The rule that puts them there, when they lie between two bands (I-1); nil when the band names them itself.
    public let gapRule: GapScores?

    /// The runs from the highest total down to 0.
    ///
    /// A total's band or reason can change only at the edges that bands name and, by rounding, at half points beside
    /// them; so these are looked at instead of each hundredth up to a maximum that a rulebook is free to choose.
    static func runs(of table: BandTable, through maximum: Points) -> [TotalRun] {
        var starts: Set<Int64> = [0]
        for edge in table.bands.flatMap(edges) {
            let whole = edge / 100 * 100
            for start in [edge, edge + 1, whole - 50, whole + 50, whole + 150]
            where (0...maximum.hundredths).contains(start) { starts.insert(start) }
        }
        var runs: [TotalRun] = []
        var last = maximum
        for start in starts.sorted(by: >).map({ Points(hundredths: $0) }) {
            let band = table.band(of: start)
            let rule = band.contains(start) ? nil : table.gapScores
            if let above = runs.last, above.band == band, above.gapRule == rule {
                runs[runs.count - 1] = TotalRun(from: start, through: above.through, band: band, gapRule: rule)
            } else {
                runs.append(TotalRun(from: start, through: last, band: band, gapRule: rule))
            }
            last = Points(hundredths: start.hundredths - 1)
        }
        return runs
    }

    /// The edges of a band in hundredths, clamped so that sums with them stay in range.
    private static func edges(of band: Band) -> [Int64] {
        var edges: [Points] = []
        switch band.start {
        case .above(let edge), .from(let edge): edges.append(edge)
        case .open: break
        }
        if let through = band.through { edges.append(through) }
        return edges.map { min($0.hundredths, .max - 1_000) }
    }
}
