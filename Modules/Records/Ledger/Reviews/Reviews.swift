public import AssessmentKernel
import Closing
import GRDB
package import LedgerTables
import RecordStore
package import ResultTables

/// The head of an annual review, as kept in the ledger.
public struct ReviewHead: Hashable, Sendable {
    /// The year.
    public let year: Year
    /// 1 for the first review of the year.
    public let revision: Int
    /// When it was made, ISO 8601 in UTC.
    public let reviewedAt: String
    /// The rulebook's key.
    public let rulebook: String
    /// The SHA-256 of the rulebook's bytes.
    public let rulebookSHA256: String
    /// The product's version.
    public let product: String
    /// Why the year was reviewed again; empty for the first review.
    public let reason: String

    /// Describes a review.
    public init(
        year: Year, revision: Int, reviewedAt: String, rulebook: String, rulebookSHA256: String, product: String,
        reason: String
    ) {
        self.year = year
        self.revision = revision
        self.reviewedAt = reviewedAt
        self.rulebook = rulebook
        self.rulebookSHA256 = rulebookSHA256
        self.product = product
        self.reason = reason
    }

    /// The name of its folder: `2021-r1`.
    public var name: String { "\(year)-r\(revision)" }
}

/// A member's results in the closings of a year, latest revisions only.
public struct YearHistory: Sendable {
    /// The quarters in which the member was rated, in order.
    public var rated: [(quarter: Quarter, total: Points, isFailing: Bool)] = []
    /// The monthly scores in order, unrated quarters included.
    public var months: [(month: Month, total: Points)] = []

    /// Creates a summary without results.
    public init() {}
}

extension ReviewHead: BookHead {
    package typealias Writer = ReviewWriter
    package static let book = Book.review
    package var change: JournalEntry.Kind { .review }
    package var why: String? { reason }
    package var cells: KeyValuePairs<String, ResultValue> {
        [
            "year": .text(year.description), "revision": .number(Int64(revision)), "reviewed_at": .text(reviewedAt),
            "rulebook": .text(rulebook), "rulebook_sha256": .text(rulebookSHA256), "product": .text(product),
            "reason": .text(reason),
        ]
    }
}

extension Ledger {
    /// The latest review of a year; nil when there is none.
    public func review(of year: Year) throws(Problem) -> ReviewHead? {
        try read { db in
            try DatabaseRow.fetchOne(
                db, sql: "SELECT * FROM review WHERE year = ? ORDER BY revision DESC LIMIT 1",
                arguments: [year.description]
            ).map { row in
                ReviewHead(
                    year: year, revision: row["revision"], reviewedAt: row["reviewed_at"], rulebook: row["rulebook"],
                    rulebookSHA256: row["rulebook_sha256"], product: row["product"], reason: row["reason"])
            }
        }
    }

    /// The rows of a result table as recorded by a review, in key order.
    package func records(_ schema: ResultSchema, in head: ReviewHead) throws(Problem) -> [ResultRecord] {
        try read { db in
            guard let id = try Ledger.number(of: head, db) else { return [] }
            return try ResultStore(schema)?.records(db, book: id) ?? []
        }
    }

    /// The closings that a review rests on, by quarter.
    package func closings(of head: ReviewHead) throws(Problem) -> [ClosingHead] {
        try read { db in
            guard let id = try Ledger.number(of: head, db) else { return [] }
            return try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT c.* FROM closing AS c JOIN review_closing AS r
                    ON r.quarter = c.quarter AND r.revision = c.revision WHERE r.review = ? ORDER BY c.quarter
                    """, arguments: [id]
            ).map(Ledger.head)
        }
    }

    private static func number(of head: ReviewHead, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db, sql: "SELECT id FROM review WHERE year = ? AND revision = ?",
            arguments: [head.year.description, head.revision])
    }

    /// The names of all reviews, every revision: `2021-r1`.
    public func reviewNames() throws(Problem) -> Set<String> {
        try read { db in try String.fetchSet(db, sql: "SELECT year || '-r' || revision FROM review") }
    }

    /// The results in the latest revisions of a year's closings, by member.
    public func history(of year: Year) throws(Problem) -> [Text: YearHistory] {
        try read { db in
            var histories: [Text: YearHistory] = [:]
            let closings = try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT id, quarter FROM closing AS c WHERE substr(quarter, 1, 4) = ? AND
                    revision = (SELECT max(revision) FROM closing WHERE quarter = c.quarter) ORDER BY quarter
                    """, arguments: [year.description]
            ).map { (id: $0["id"] as Int64, quarter: try $0.quarter(in: "closing")) }
            var totals = try ResultReading(ClosingTables.totals.schema)
            let (rated, isRated) = (try totals.member(), try totals.flag("is_rated"))
            let (total, isFailing) = (try totals.points("total"), try totals.flag("is_failing"))
            var months = try ResultReading(ClosingTables.months.schema)
            let (scored, month) = (try months.member(), try months.month())
            let score = try months.points("total")
            for closing in closings {
                try totals.each(db, book: closing.id) { row in
                    guard try row(isRated) else { return }
                    let quarter = (quarter: closing.quarter, total: try row(total), isFailing: try row(isFailing))
                    histories[try row(rated), default: YearHistory()].rated.append(quarter)
                }
                try months.each(db, book: closing.id) { row in
                    let month = (month: try row(month), total: try row(score))
                    histories[try row(scored), default: YearHistory()].months.append(month)
                }
            }
            return histories
        }
    }
}
