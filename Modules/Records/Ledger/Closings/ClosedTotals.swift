public import AssessmentKernel
import GRDB
import RecordStore

/// A member's total as recorded by a closing.
public struct ClosedTotal: Hashable, Sendable {
    /// The quarter's total.
    public let total: Points
    /// The key of the band.
    public let band: String
    /// The rank; nil for an unrated member.
    public let rank: Int?
}

extension Ledger {
    /// The totals of a closing by member, for comparison with a recalculation.
    public func totals(of head: ClosingHead) throws(Problem) -> [Text: ClosedTotal] {
        try read { db in
            var totals: [Text: ClosedTotal] = [:]
            let rows = try DatabaseRow.fetchCursor(
                db,
                sql: """
                    SELECT member, total, band, rank FROM closing_total
                    WHERE closing = (SELECT id FROM closing WHERE quarter = ? AND revision = ?)
                    """, arguments: [head.quarter.description, head.revision])
            while let row = try rows.next() {
                totals[Text(row["member"] as String)] = ClosedTotal(
                    total: Points(hundredths: row["total"]), band: row["band"], rank: row["rank"])
            }
            return totals
        }
    }
}
