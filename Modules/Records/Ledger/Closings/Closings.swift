public import AssessmentKernel
import Closing
import GRDB
package import LedgerTables
import RecordStore
package import ResultTables

/// The head of a closing, as kept in the ledger.
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

/// A deduction as recorded by a closing.
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
    /// The detail that the title leaves open; nil when there is none.
    public let reason: LocalText?

    /// The records that it depends on, in the order of ``evidence``.
    public var references: [RecordReference] {
        evidence.split(separator: " ").compactMap { RecordReference(String($0)) }
    }

    /// Describes a deduction.
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

extension ClosingHead: BookHead {
    package typealias Writer = ClosingWriter
    package static let book = Book.closing
    package var change: JournalEntry.Kind { revision == 1 ? .closing : .revision }
    package var why: String? { reason }
    package var cells: KeyValuePairs<String, ResultValue> {
        [
            "quarter": .text(quarter.description), "revision": .number(Int64(revision)), "closed_at": .text(closedAt),
            "rulebook": .text(rulebook), "rulebook_sha256": .text(rulebookSHA256), "product": .text(product),
            "reason": .text(reason),
        ]
    }
}

extension Ledger {
    /// The latest revision of each closed quarter, by quarter.
    public func closings() throws(Problem) -> [ClosingHead] { try read { try Ledger.closings($0) } }

    static func closings(_ db: Database) throws -> [ClosingHead] {
        try DatabaseRow.fetchAll(
            db,
            sql: """
                SELECT * FROM closing AS c WHERE revision =
                (SELECT max(revision) FROM closing WHERE quarter = c.quarter) ORDER BY quarter
                """
        ).map(Ledger.head)
    }

    /// The names of all closings, every revision: `2021Q3-r1`.
    public func closingNames() throws(Problem) -> Set<String> {
        try read { db in try String.fetchSet(db, sql: "SELECT quarter || '-r' || revision FROM closing") }
    }

    static func head(_ row: DatabaseRow) throws -> ClosingHead {
        ClosingHead(
            quarter: try row.quarter(in: "closing"), revision: row["revision"], closedAt: row["closed_at"],
            rulebook: row["rulebook"], rulebookSHA256: row["rulebook_sha256"], product: row["product"],
            reason: row["reason"])
    }

    /// The decisions that a closing depends on, in the order in which they are written.
    public func decisions(in head: ClosingHead) throws(Problem) -> [Decision] {
        try read { db in
            try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT d.* FROM closing_decision AS d JOIN closing AS c ON c.id = d.closing
                    WHERE c.quarter = ? AND c.revision = ? ORDER BY d.kind, d.member, d.item, d.subject
                    """, arguments: [head.quarter.description, head.revision]
            ).map { row in
                Decision(
                    try row.read("kind", of: "closing_decision") { Decision.Kind(rawValue: $0) },
                    member: Text(row["member"] as String), item: row["item"], subject: row["subject"],
                    reason: row["reason"], decidedAt: row["decided_at"], decidedBy: row["decided_by"])
            }
        }
    }

    /// The rows of a result table as recorded by a closing, in key order.
    ///
    /// - Parameter member: whose rows; nil for all.
    package func records(
        _ schema: ResultSchema, of member: Text? = nil, in head: ClosingHead
    ) throws(Problem) -> [ResultRecord] {
        try read { db in
            guard let (id, _) = try Ledger.find(head, db) else { return [] }
            return try ResultStore(schema)?.records(db, book: id, member: member) ?? []
        }
    }

    static func find(_ head: ClosingHead, _ db: Database) throws -> (id: Int64, importedThrough: Int64)? {
        let statement = try db.cachedStatement(
            sql: "SELECT id, imported_through FROM closing WHERE quarter = ? AND revision = ?")
        return try DatabaseRow.fetchOne(
            statement, arguments: [head.quarter.description, head.revision]
        ).map { ($0["id"], $0["imported_through"]) }
    }

    /// A member's deductions as recorded by a closing, in its order.
    public func deductions(of member: Text, in head: ClosingHead) throws(Problem) -> [ClosedDeduction] {
        var deductions: [ClosedDeduction] = []
        for row in try records(ClosingTables.deductions.schema, of: member, in: head) {
            let chinese = try row.text("reason_zh")
            deductions.append(
                ClosedDeduction(
                    item: try row.text("item"), date: try row.date("date"), points: try row.points("points"),
                    code: try row.text("code"), clause: try row.text("clause"), evidence: try row.text("evidence"),
                    reason: chinese == "" ? nil : LocalText(chinese, try row.text("reason_en"))))
        }
        return deductions
    }

    /// A member's total and scores as recorded by a closing; nil when the member was not assessed.
    public func result(of member: Text, in head: ClosingHead) throws(Problem) -> ClosedResult? {
        try read { db in
            guard let (id, importedThrough) = try Ledger.find(head, db) else { return nil }
            func rows(_ schema: ResultSchema) throws -> [ResultRecord] {
                try ResultStore(schema)?.records(db, book: id, member: member) ?? []
            }
            guard let total = try rows(ClosingTables.totals.schema).first else { return nil }
            return ClosedResult(
                importedThrough: importedThrough, dutyDays: try total.count("duty_days"),
                findings: try rows(ClosingTables.findings.schema).map {
                    (key: try $0.text("finding"), basis: try $0.text("basis"))
                },
                total: try total.points("total"), band: try total.text("band"), rank: try total.count(ifAny: "rank"),
                monthlyAmount: try total.yuan("monthly_amount"),
                scores: try rows(ClosingTables.scores.schema).map {
                    (
                        item: try $0.text("item"), maximum: try $0.points("maximum"),
                        deducted: try $0.points("deducted")
                    )
                })
        }
    }

    /// The last import whose records a closing used.
    public func importedThrough(_ head: ClosingHead) throws(Problem) -> Int64 {
        try read { db in
            try Int64.fetchOne(
                db, sql: "SELECT imported_through FROM closing WHERE quarter = ? AND revision = ?",
                arguments: [head.quarter.description, head.revision]) ?? 0
        }
    }
}

/// A member's result as recorded by a closing.
public struct ClosedResult: Sendable {
    /// The last import whose records the closing used.
    public let importedThrough: Int64
    /// Duty days in the quarter.
    public let dutyDays: Int
    /// The findings: key and basis of each.
    public let findings: [(key: String, basis: String)]
    /// The quarter's total.
    public let total: Points
    /// The key of the band.
    public let band: String
    /// The rank; nil for an unrated member.
    public let rank: Int?
    /// The band's amount a month.
    public let monthlyAmount: Yuan
    /// The items' maxima and deductions.
    public let scores: [(item: String, maximum: Points, deducted: Points)]
}
