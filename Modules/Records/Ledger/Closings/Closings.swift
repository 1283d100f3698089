public import AssessmentKernel
import GRDB
import GRDBSQLite
import RecordStore

/// What the ledger keeps of a closing's head.
public struct ClosingHead: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// 1 for the first closing of the quarter.
    public let revision: Int
    /// When it was made, ISO 8601 in UTC.
    public let closedAt: String
    /// The rulebook's key.
    public let rulebook: String
    /// The SHA-256 of the rulebook's bytes.
    public let rulebookSHA256: String
    /// The product's version.
    public let product: String
    /// Why the quarter was closed again; empty for its first closing.
    public let reason: String

    /// Describes a closing.
    public init(
        quarter: Quarter, revision: Int, closedAt: String, rulebook: String, rulebookSHA256: String, product: String,
        reason: String = ""
    ) {
        self.quarter = quarter
        self.revision = revision
        self.closedAt = closedAt
        self.rulebook = rulebook
        self.rulebookSHA256 = rulebookSHA256
        self.product = product
        self.reason = reason
    }

    /// The name of its folder: `2021Q3-r1`.
    public var name: String { "\(quarter)-r\(revision)" }
}

/// A deduction as a closing took it down.
public struct ClosedDeduction: Hashable, Sendable {
    /// The item's key.
    public let item: String
    /// The day.
    public let date: CivilDate
    /// The points.
    public let points: Points
    /// The code.
    public let code: String
    /// The clause.
    public let clause: String
    /// The references, space-separated.
    public let evidence: String
    /// What the title leaves open; nil when there is nothing to add.
    public let reason: LocalText?

    /// Takes down a deduction.
    public init(
        item: String, date: CivilDate, points: Points, code: String, clause: String, evidence: String,
        reason: LocalText?
    ) {
        self.item = item
        self.date = date
        self.points = points
        self.code = code
        self.clause = clause
        self.evidence = evidence
        self.reason = reason
    }
}

/// A closing's rows on their way into the ledger; they become fixed when the closing is sealed.
public final class ClosingWriter {
    private let closing: Int64
    private let db: Database
    /// The bundle that was made of it.
    private(set) var bundle: MadeBundle?
    private let total, score, month, deduction, pay, finding, decision, adjustment, file, item: PreparedStatement

    init(_ db: Database, _ closing: Int64) throws {
        self.closing = closing
        self.db = db
        func statement(_ table: String, _ columns: Int) throws -> PreparedStatement {
            try PreparedStatement(
                db, "INSERT INTO \(table) VALUES (\(Array(repeating: "?", count: columns + 1).joined(separator: ",")))")
        }
        total = try statement("closing_total", 8)
        score = try statement("closing_score", 4)
        month = try statement("closing_month", 4)
        deduction = try statement("closing_deduction", 10)
        pay = try statement("closing_pay", 11)
        finding = try statement("closing_finding", 3)
        decision = try statement("closing_decision", 7)
        adjustment = try statement("closing_adjustment", 6)
        file = try statement("closing_file", 3)
        item = try statement("closing_item", 2)
    }

    /// A member's total.
    ///
    /// A rank of nil is that of an unrated member.
    public func addTotal(
        member: Text, total points: Points, band: String, monthlyAmount: Yuan, rank: Int?, dutyDays: Int,
        isRated: Bool, isFailing: Bool
    ) throws {
        total.bind(closing, member, points.hundredths, band, monthlyAmount.fen, rank, dutyDays, isRated, isFailing)
        try total.run()
    }

    /// A member's score on an item.
    public func addScore(member: Text, item: String, maximum: Points, deducted: Points) throws {
        score.bind(closing, member, item, maximum.hundredths, deducted.hundredths)
        try score.run()
    }

    /// A member's total of one month.
    public func addMonth(member: Text, month name: Month, total: Points, isFailing: Bool) throws {
        month.bind(closing, member, name.description, total.hundredths, isFailing)
        try month.run()
    }

    /// A deduction; `number` counts up within the member's item.
    public func addDeduction(member: Text, number: Int, _ taken: ClosedDeduction) throws {
        deduction.bind(
            closing, member, taken.item, number, taken.date.packed, taken.points.hundredths, taken.code, taken.clause,
            taken.evidence, taken.reason?.chinese ?? "", taken.reason?.english ?? "")
        try deduction.run()
    }

    /// A member's pay of one month.
    public func addPay(
        member: Text, month: Month, daysInPost: Int, base: Yuan, performance: Yuan, charges: Yuan, adjustment: Yuan,
        alreadyPaid: Yuan, broughtForward: Yuan, due: Yuan, carriedForward: Yuan
    ) throws {
        pay.bind(
            closing, member, month.description, daysInPost, base.fen, performance.fen, charges.fen, adjustment.fen,
            alreadyPaid.fen, broughtForward.fen, due.fen, carriedForward.fen)
        try pay.run()
    }

    /// A finding.
    public func addFinding(member: Text, finding key: String, basis: String) throws {
        finding.bind(closing, member, key, basis)
        try finding.run()
    }

    /// A decision that a person took and that this closing rests on.
    public func addDecision(_ taken: Decision) throws {
        decision.bind(
            closing, taken.kind.rawValue, taken.member, taken.item, taken.subject, taken.reason, taken.decidedAt,
            taken.decidedBy)
        try decision.run()
    }

    /// What a revision changed for a member who was paid by an earlier one.
    public func addAdjustment(
        member: Text, dueBefore: Yuan, dueNow: Yuan, carriedBefore: Yuan, carriedNow: Yuan, adjustment amount: Yuan
    ) throws {
        adjustment.bind(
            closing, member, dueBefore.fen, dueNow.fen, carriedBefore.fen, carriedNow.fen, amount.fen)
        try adjustment.run()
    }

    /// One of the closing's files.
    public func addFile(name: String, sha256: String, bytes: Int) throws {
        file.bind(closing, name, sha256, bytes)
        try file.run()
    }

    /// The bundle that was made of it.
    public func addBundle(_ made: MadeBundle) throws {
        try made.insert(db)
        bundle = made
    }

    /// An item that was scored, with the version of its module.
    public func addItem(key: String, version: String) throws {
        item.bind(closing, key, version)
        try item.run()
    }
}

extension Ledger {
    /// Takes down a closing as one transaction and seals it.
    ///
    /// - Throws: ``Problem``; then nothing of the closing is kept. A revision that is there already is refused.
    public func recordClosing(
        _ head: ClosingHead, by author: Author, _ body: (ClosingWriter) throws -> Void
    ) throws(Problem) {
        try LedgerProblem.mapped(pool.path) {
            try pool.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO closing (
                            quarter, revision, closed_at, rulebook, rulebook_sha256, product, reason,
                            imported_through)
                        VALUES (?,?,?,?,?,?,?, (SELECT coalesce(max(id), 0) FROM import_file))
                        """,
                    arguments: [
                        head.quarter.description, head.revision, head.closedAt, head.rulebook, head.rulebookSHA256,
                        head.product, head.reason,
                    ])
                let id = db.lastInsertedRowID
                let writer = try ClosingWriter(db, id)
                try body(writer)
                try db.execute(sql: "UPDATE closing SET sealed = 1 WHERE id = ?", arguments: [id])
                try Journal.add(
                    db, head.revision == 1 ? .closing : .revision, head.name, by: author,
                    [("reason", head.reason), ("rows", try Book.closing.digest(id, db))]
                        + (writer.bundle?.journalled ?? []))
            }
        }
    }

    /// The latest revision of each closed quarter, by quarter.
    public func closings() throws(Problem) -> [ClosingHead] {
        try read { db in
            try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT * FROM closing AS c WHERE revision =
                    (SELECT max(revision) FROM closing WHERE quarter = c.quarter) ORDER BY quarter
                    """
            ).compactMap(Ledger.head)
        }
    }

    /// The names of all closings, every revision: `2021Q3-r1`.
    public func closingNames() throws(Problem) -> Set<String> {
        try read { db in try String.fetchSet(db, sql: "SELECT quarter || '-r' || revision FROM closing") }
    }

    private static func head(_ row: DatabaseRow) -> ClosingHead? {
        Quarter(text: row["quarter"]).map {
            ClosingHead(
                quarter: $0, revision: row["revision"], closedAt: row["closed_at"], rulebook: row["rulebook"],
                rulebookSHA256: row["rulebook_sha256"], product: row["product"], reason: row["reason"])
        }
    }

    /// The decisions that a closing rests on, in the order in which they are written down.
    public func decisions(in head: ClosingHead) throws(Problem) -> [Decision] {
        try read { db in
            try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT d.* FROM closing_decision AS d JOIN closing AS c ON c.id = d.closing
                    WHERE c.quarter = ? AND c.revision = ? ORDER BY d.kind, d.member, d.item, d.subject
                    """, arguments: [head.quarter.description, head.revision]
            ).compactMap { row in
                Decision.Kind(rawValue: row["kind"]).map {
                    Decision(
                        $0, member: Text(row["member"] as String), item: row["item"], subject: row["subject"],
                        reason: row["reason"], decidedAt: row["decided_at"], decidedBy: row["decided_by"])
                }
            }
        }
    }

    /// A member's deductions as a closing took them down, in its order.
    public func deductions(of member: Text, in head: ClosingHead) throws(Problem) -> [ClosedDeduction] {
        try read { db in
            try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT d.* FROM closing_deduction AS d JOIN closing AS c ON c.id = d.closing
                    WHERE c.quarter = ? AND c.revision = ? AND d.member = ? ORDER BY d.item, d.number
                    """, arguments: [head.quarter.description, head.revision, member.string]
            ).compactMap { row in
                CivilDate(packed: row["date"]).map {
                    ClosedDeduction(
                        item: row["item"], date: $0, points: Points(hundredths: row["points"]), code: row["code"],
                        clause: row["clause"], evidence: row["evidence"],
                        reason: row["reason_zh"] == "" ? nil : LocalText(row["reason_zh"], row["reason_en"]))
                }
            }
        }
    }

    /// A member's total and scores as a closing took them down; nil when the member was not assessed.
    public func result(of member: Text, in head: ClosingHead) throws(Problem) -> ClosedResult? {
        try read { db in
            let arguments: StatementArguments = [head.quarter.description, head.revision, member.string]
            let rows =
                "AS x JOIN closing AS c ON c.id = x.closing WHERE c.quarter = ? AND c.revision = ? AND x.member = ?"
            guard
                let total = try DatabaseRow.fetchOne(
                    db, sql: "SELECT x.*, c.imported_through FROM closing_total \(rows)", arguments: arguments)
            else { return nil }
            let scores = try DatabaseRow.fetchAll(
                db, sql: "SELECT x.* FROM closing_score \(rows)", arguments: arguments)
            let findings = try DatabaseRow.fetchAll(
                db, sql: "SELECT x.* FROM closing_finding \(rows) ORDER BY x.finding, x.basis", arguments: arguments)
            return ClosedResult(
                importedThrough: total["imported_through"], dutyDays: total["duty_days"],
                findings: findings.map { (key: $0["finding"], basis: $0["basis"]) },
                total: Points(hundredths: total["total"]), band: total["band"], rank: total["rank"],
                monthlyAmount: Yuan(fen: total["monthly_amount"]),
                scores: scores.map {
                    (
                        item: $0["item"], maximum: Points(hundredths: $0["maximum"]),
                        deducted: Points(hundredths: $0["deducted"])
                    )
                })
        }
    }

    /// The last import whose records a closing saw.
    public func importedThrough(_ head: ClosingHead) throws(Problem) -> Int64 {
        try read { db in
            try Int64.fetchOne(
                db, sql: "SELECT imported_through FROM closing WHERE quarter = ? AND revision = ?",
                arguments: [head.quarter.description, head.revision]) ?? 0
        }
    }
}

/// A member's result as a closing took it down.
public struct ClosedResult: Sendable {
    /// The last import whose records the closing saw.
    public let importedThrough: Int64
    /// Duty days in the quarter.
    public let dutyDays: Int
    /// The findings: key and basis.
    public let findings: [(key: String, basis: String)]
    /// The quarter's total.
    public let total: Points
    /// The key of the band.
    public let band: String
    /// The rank; nil for an unrated member.
    public let rank: Int?
    /// The band's amount a month.
    public let monthlyAmount: Yuan
    /// The items' maxima and what they took.
    public let scores: [(item: String, maximum: Points, deducted: Points)]
}
