public import AssessmentKernel
import GRDB
import RecordStore

/// What a closing of a quarter paid a member, in sums over its months.
public struct PaidQuarter: Hashable, Sendable {
    /// What was paid out.
    public let due: Yuan
    /// What the quarter itself is worth: base and performance pay less charges and what notices had paid.
    public let worth: Yuan
    /// What was carried out of the last month.
    public let carried: Yuan
}

extension Ledger {
    /// The last import whose records a closing saw.
    public func importedThrough(_ head: ClosingHead) throws(Problem) -> Int64 {
        try read { db in
            try Int64.fetchOne(
                db, sql: "SELECT imported_through FROM closing WHERE quarter = ? AND revision = ?",
                arguments: [head.quarter.description, head.revision]) ?? 0
        }
    }

    /// What revisions changed for each member and no first closing has settled yet; above nought it is owed to the member.
    ///
    /// A revision lists its adjustments, and a quarter's first closing settles all that are open in its own column
    /// `adjustment`; so the open sum is what was listed less what was settled.
    public func openAdjustments() throws(Problem) -> [Text: Yuan] {
        try read { db in
            try Ledger.sums(
                db,
                """
                SELECT member, sum(amount) AS amount FROM (
                    SELECT member, adjustment AS amount FROM closing_adjustment
                    UNION ALL
                    SELECT p.member, -p.adjustment FROM closing_pay AS p JOIN closing AS c ON c.id = p.closing
                    WHERE c.revision = 1
                ) GROUP BY member HAVING sum(amount) <> 0
                """, [])
        }
    }

    /// What the first closing of a quarter settled for each member.
    public func settledAdjustments(in quarter: Quarter) throws(Problem) -> [Text: Yuan] {
        try read { db in
            try Ledger.sums(
                db,
                """
                SELECT p.member, sum(p.adjustment) AS amount FROM closing_pay AS p JOIN closing AS c ON c.id = p.closing
                WHERE c.revision = 1 AND c.quarter = ? GROUP BY p.member HAVING sum(p.adjustment) <> 0
                """, [quarter.description])
        }
    }

    private static func sums(
        _ db: Database, _ sql: String, _ arguments: StatementArguments
    ) throws -> [Text: Yuan] {
        var sums: [Text: Yuan] = [:]
        let rows = try DatabaseRow.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() { sums[Text(row["member"] as String)] = Yuan(fen: row["amount"]) }
        return sums
    }

    /// What a closing paid each member.
    public func paid(in head: ClosingHead) throws(Problem) -> [Text: PaidQuarter] {
        try read { db in
            var paid: [Text: PaidQuarter] = [:]
            let rows = try DatabaseRow.fetchCursor(
                db,
                sql: """
                    SELECT p.member, sum(p.due) AS due,
                        sum(p.base + p.performance - p.charges - p.already_paid) AS worth,
                        -- With max(), SQLite takes the bare columns from the row of the last month.
                        max(p.month), p.carried_forward AS carried
                    FROM closing_pay AS p JOIN closing AS c ON c.id = p.closing
                    WHERE c.quarter = ? AND c.revision = ? GROUP BY p.member
                    """, arguments: [head.quarter.description, head.revision])
            while let row = try rows.next() {
                paid[Text(row["member"] as String)] = PaidQuarter(
                    due: Yuan(fen: row["due"]), worth: Yuan(fen: row["worth"]), carried: Yuan(fen: row["carried"]))
            }
            return paid
        }
    }
}
