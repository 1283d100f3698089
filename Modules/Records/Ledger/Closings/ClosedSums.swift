public import AssessmentKernel
import GRDB
import RecordStore

/// A member's total as a closing took it down.
public struct ClosedTotal: Hashable, Sendable {
    /// The quarter's total.
    public let total: Points
    /// The key of the band.
    public let band: String
    /// The rank; nil for an unrated member.
    public let rank: Int?
}

/// A closing in a few sums.
public struct ClosedSums: Sendable {
    /// The totals by member.
    public let totals: [Text: ClosedTotal]
    /// What each item took from all members together, by the item's key.
    public let lost: [String: Points]
    /// The pay that is due, over all members and months.
    public let payDue: Yuan
}

extension Ledger {
    /// A closing in a few sums, to be held against another reckoning.
    public func sums(of head: ClosingHead) throws(Problem) -> ClosedSums {
        try read { db in
            let closing = "WHERE closing = (SELECT id FROM closing WHERE quarter = ? AND revision = ?)"
            let arguments: StatementArguments = [head.quarter.description, head.revision]
            var totals: [Text: ClosedTotal] = [:]
            let rows = try DatabaseRow.fetchCursor(
                db, sql: "SELECT member, total, band, rank FROM closing_total \(closing)", arguments: arguments)
            while let row = try rows.next() {
                totals[Text(row["member"] as String)] = ClosedTotal(
                    total: Points(hundredths: row["total"]), band: row["band"], rank: row["rank"])
            }
            let lost = try DatabaseRow.fetchAll(
                db, sql: "SELECT item, sum(deducted) AS lost FROM closing_score \(closing) GROUP BY item",
                arguments: arguments)
            let due = try Int64.fetchOne(
                db, sql: "SELECT coalesce(sum(due), 0) FROM closing_pay \(closing)", arguments: arguments)
            return ClosedSums(
                totals: totals,
                lost: Dictionary(
                    lost.map { ($0["item"] as String, Points(hundredths: $0["lost"])) }, uniquingKeysWith: +),
                payDue: Yuan(fen: due ?? 0))
        }
    }
}
