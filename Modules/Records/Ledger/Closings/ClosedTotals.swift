public import AssessmentKernel
public import Closing
import GRDB
import LedgerTables
import RecordStore
import ResultTables

/// A member's total as recorded by a closing.
public struct ClosedTotal: Hashable, Sendable {
    /// The quarter's total.
    public let total: Points
    /// The key of the band.
    public let band: String
    /// The rank; nil for an unrated member.
    public let rank: Int?

    fileprivate init(total: Points, band: String, rank: Int?) {
        self.total = total
        self.band = band
        self.rank = rank
    }

    /// What a closing would keep of a member's standing.
    public init(_ standing: QuarterClosing.Standing) {
        self.init(total: standing.total, band: standing.bandKey, rank: standing.rank)
    }
}

extension Ledger {
    /// The totals of a closing by member, for comparison with a recalculation.
    public func totals(of head: ClosingHead) throws(Problem) -> [Text: ClosedTotal] {
        try read { db in
            var totals: [Text: ClosedTotal] = [:]
            guard let (id, _) = try Ledger.find(head, db) else { return totals }
            var table = try ResultReading(ClosingTables.totals.schema)
            let (member, total) = (try table.member(), try table.points("total"))
            let (band, rank) = (try table.text("band"), try table.count(ifAny: "rank"))
            try table.each(db, book: id) { row in
                totals[try row(member)] = ClosedTotal(total: try row(total), band: try row(band), rank: try row(rank))
            }
            return totals
        }
    }
}
