public import AssessmentKernel
public import Closing
import GRDB
import RecordStore

extension Ledger {
    /// Hands over what every closing and every issued notice has recorded, from one snapshot of the ledger: row by row,
    /// in the order in which the closings were made, with nothing added.
    public func facts(_ take: (Fact) throws -> Void) throws(Problem) {
        try read { db in
            for made in try Ledger.madeClosings(db) {
                try take(.closing(made))
                try Ledger.facts(of: made, db, take)
            }
            let notices = try DatabaseRow.fetchAll(db, sql: "SELECT id, month FROM notice ORDER BY id")
            for notice in notices {
                let month = try StoredKey.month(notice)
                try take(.notice(month))
                try Ledger.each(db, "member, paid, withheld FROM notice_pay WHERE notice = ?", notice["id"]) { row in
                    try take(
                        .noticePay(
                            Text(row["member"] as String), month, paid: Yuan(fen: row["paid"]),
                            withheld: Yuan(fen: row["withheld"])))
                }
            }
        }
    }

    private static func madeClosings(_ db: Database) throws -> [MadeClosing] {
        try DatabaseRow.fetchAll(db, sql: "SELECT id, quarter, revision FROM closing ORDER BY id").map { row in
            MadeClosing(try StoredKey.quarter(row), revision: row["revision"], number: row["id"])
        }
    }

    private static func facts(of made: MadeClosing, _ db: Database, _ take: (Fact) throws -> Void) throws {
        // The tables are stored by closing, member and month, so they are read in stored order.
        try each(db, "* FROM closing_pay WHERE closing = ? ORDER BY member, month", made.number) { row in
            let month = try StoredKey.month(row)
            let worth = MonthWorth(
                month, daysInPost: row["days_in_post"], base: Yuan(fen: row["base"]),
                performance: Yuan(fen: row["performance"]), charges: Yuan(fen: row["charges"]))
            let pay = MonthPay(
                worth, adjustment: Yuan(fen: row["adjustment"]), alreadyPaid: Yuan(fen: row["already_paid"]),
                broughtForward: Yuan(fen: row["brought_forward"]), due: Yuan(fen: row["due"]),
                carriedForward: Yuan(fen: row["carried_forward"]))
            try take(.pay(Text(row["member"] as String), pay, in: made))
        }
        try each(db, "member, adjustment FROM closing_adjustment WHERE closing = ?", made.number) { row in
            try take(.adjustment(Text(row["member"] as String), Yuan(fen: row["adjustment"]), in: made))
        }
        try each(db, "member, month, is_failing FROM closing_month WHERE closing = ?", made.number) { row in
            let month = try StoredKey.month(row)
            try take(.month(Text(row["member"] as String), month, isFailing: row["is_failing"], in: made))
        }
        try each(db, "member, is_failing FROM closing_total WHERE closing = ? AND is_rated = 1", made.number) { row in
            try take(.total(Text(row["member"] as String), isFailing: row["is_failing"], in: made))
        }
    }

    private static func each(
        _ db: Database, _ query: String, _ book: Int64, _ body: (DatabaseRow) throws -> Void
    ) throws {
        let rows = try DatabaseRow.fetchCursor(db.cachedStatement(sql: "SELECT " + query), arguments: [book])
        while let row = try rows.next() { try body(row) }
    }
}
