public import AssessmentKernel
import GRDB
import RecordStore

/// What the ledger keeps of an annual review's head.
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

/// What the closings of a year say about a member, latest revisions alone.
public struct YearHistory: Sendable {
    /// The quarters in which the member was rated, in order.
    public var rated: [(quarter: Quarter, total: Points, isFailing: Bool)] = []
    /// The monthly scores in order, those of unrated quarters too.
    public var months: [(month: Month, total: Points)] = []

    /// Knows of nothing.
    public init() {}
}

/// A row of an annual review's members on its way into the ledger.
public struct ReviewedRow: Hashable, Sendable {
    /// The member.
    public let member: Text
    /// In how many quarters the member was rated.
    public let ratedQuarters: Int
    /// The mean of the quarters' totals, rounded.
    public let quartersMean: Points
    /// The mean of the monthly scores, rounded.
    public let monthsMean: Points
    /// The satisfaction rate in percent, rounded; nil without ballots.
    public let satisfaction: Points?
    /// The composite.
    public let composite: Points
    /// Days in post in the year.
    public let daysInPost: Int
    /// Whether absences cost the merit awards.
    public let hasMeritFlag: Bool
    /// Whether the member can be excellent.
    public let isEligible: Bool
    /// Whether the member is.
    public let isExcellent: Bool

    /// Takes down a row.
    public init(
        member: Text, ratedQuarters: Int, quartersMean: Points, monthsMean: Points, satisfaction: Points?,
        composite: Points, daysInPost: Int, hasMeritFlag: Bool, isEligible: Bool, isExcellent: Bool
    ) {
        self.member = member
        self.ratedQuarters = ratedQuarters
        self.quartersMean = quartersMean
        self.monthsMean = monthsMean
        self.satisfaction = satisfaction
        self.composite = composite
        self.daysInPost = daysInPost
        self.hasMeritFlag = hasMeritFlag
        self.isEligible = isEligible
        self.isExcellent = isExcellent
    }
}

/// An annual review's rows on their way into the ledger; they become fixed when the review is sealed.
public final class ReviewWriter {
    private let db: Database
    private let review: Int64
    /// The bundle that was made of it.
    private(set) var bundle: MadeBundle?

    init(_ db: Database, _ review: Int64) {
        self.db = db
        self.review = review
    }

    private func insert(_ table: String, _ values: [(any DatabaseValueConvertible)?]) throws {
        let marks = Array(repeating: "?", count: values.count + 1).joined(separator: ",")
        let statement = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
        try statement.execute(arguments: StatementArguments([review as (any DatabaseValueConvertible)?] + values))
    }

    /// The bundle that was made of it.
    public func addBundle(_ made: MadeBundle) throws {
        try made.insert(db)
        bundle = made
    }

    /// A closing that the review read.
    public func addClosing(_ quarter: Quarter, revision: Int) throws {
        try insert("review_closing", [quarter.description, revision])
    }

    /// An item that the review asked, with the version of its module.
    public func addItem(key: String, version: String) throws { try insert("review_item", [key, version]) }

    /// A member's row.
    public func add(_ row: ReviewedRow) throws {
        try insert(
            "review_member",
            [
                row.member.string, row.ratedQuarters, row.quartersMean.hundredths, row.monthsMean.hundredths,
                row.satisfaction?.hundredths, row.composite.hundredths, row.daysInPost, row.hasMeritFlag,
                row.isEligible, row.isExcellent,
            ])
    }

    /// A grid's row.
    public func addStars(village: Text, grid: Text, composite: Points, stars: Int) throws {
        try insert("review_star", [village.string, grid.string, composite.hundredths, stars])
    }

    /// A finding.
    public func addFinding(member: Text, finding: String, basis: String) throws {
        try insert("review_finding", [member.string, finding, basis])
    }

    /// One of the review's files.
    public func addFile(name: String, sha256: String, bytes: Int) throws {
        try insert("review_file", [name, sha256, bytes])
    }
}

extension Ledger {
    /// Takes down an annual review as one transaction and seals it.
    ///
    /// - Throws: ``Problem``; then nothing of the review is kept. A revision that is there already is refused.
    public func recordReview(
        _ head: ReviewHead, by author: Author, _ body: (ReviewWriter) throws -> Void
    ) throws(Problem) {
        try LedgerProblem.mapped(pool.path) {
            try pool.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO review (
                            year, revision, reviewed_at, rulebook, rulebook_sha256, product, reason, imported_through)
                        VALUES (?,?,?,?,?,?,?, (SELECT coalesce(max(id), 0) FROM import_file))
                        """,
                    arguments: [
                        head.year.description, head.revision, head.reviewedAt, head.rulebook, head.rulebookSHA256,
                        head.product, head.reason,
                    ])
                let id = db.lastInsertedRowID
                let writer = ReviewWriter(db, id)
                try body(writer)
                try db.execute(sql: "UPDATE review SET sealed = 1 WHERE id = ?", arguments: [id])
                try Journal.add(
                    db, .review, head.name, by: author,
                    [("reason", head.reason), ("rows", try Book.review.digest(id, db))]
                        + (writer.bundle?.journalled ?? []))
            }
        }
    }

    /// The latest review of a year; nil while there is none.
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

    /// The names of all reviews, every revision: `2021-r1`.
    public func reviewNames() throws(Problem) -> Set<String> {
        try read { db in try String.fetchSet(db, sql: "SELECT year || '-r' || revision FROM review") }
    }

    /// What the latest revisions of a year's closings say, by member.
    public func history(of year: Year) throws(Problem) -> [Text: YearHistory] {
        try read { db in
            var histories: [Text: YearHistory] = [:]
            let closings = """
                closing AS c ON c.id = x.closing AND substr(c.quarter, 1, 4) = ? AND
                c.revision = (SELECT max(revision) FROM closing WHERE quarter = c.quarter)
                """
            let totals = try DatabaseRow.fetchCursor(
                db,
                sql: """
                    SELECT x.member, c.quarter, x.total, x.is_failing FROM closing_total AS x JOIN \(closings)
                    WHERE x.is_rated = 1 ORDER BY c.quarter
                    """, arguments: [year.description])
            while let row = try totals.next() {
                guard let quarter = Quarter(text: row["quarter"]) else { continue }
                histories[Text(row["member"] as String), default: YearHistory()].rated.append(
                    (quarter, Points(hundredths: row["total"]), row["is_failing"]))
            }
            let months = try DatabaseRow.fetchCursor(
                db,
                sql: "SELECT x.member, x.month, x.total FROM closing_month AS x JOIN \(closings) ORDER BY x.month",
                arguments: [year.description])
            while let row = try months.next() {
                guard let month = Month(text: row["month"]) else { continue }
                histories[Text(row["member"] as String), default: YearHistory()].months.append(
                    (month, Points(hundredths: row["total"])))
            }
            return histories
        }
    }
}
