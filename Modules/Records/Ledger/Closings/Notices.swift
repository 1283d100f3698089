public import AssessmentKernel
import Closing
import GRDB
package import LedgerTables
import RecordStore
package import ResultTables

/// The head of an issued notice, as kept in the ledger.
public struct NoticeHead: Hashable, Sendable {
    /// The month.
    public let month: Month
    /// When it was issued, ISO 8601 in UTC.
    public let issuedAt: String
    /// The rulebook's key.
    public let rulebook: String
    /// The SHA-256 of the rulebook's bytes.
    public let rulebookSHA256: String
    /// The product's version.
    public let product: String

    /// Describes a notice.
    public init(month: Month, issuedAt: String, rulebook: String, rulebookSHA256: String, product: String) {
        self.month = month
        self.issuedAt = issuedAt
        self.rulebook = rulebook
        self.rulebookSHA256 = rulebookSHA256
        self.product = product
    }
}

extension NoticeHead: BookHead {
    package typealias Writer = BookWriter
    package static let book = Book.notice
    package var change: JournalEntry.Kind { .notice }
    package var name: String { month.description }
    package var why: String? { nil }
    package var cells: KeyValuePairs<String, ResultValue> {
        [
            "month": .text(month.description), "issued_at": .text(issuedAt), "rulebook": .text(rulebook),
            "rulebook_sha256": .text(rulebookSHA256), "product": .text(product),
        ]
    }
}

extension Ledger {
    /// The issued notice of a month; nil when there is none.
    public func notice(of month: Month) throws(Problem) -> NoticeHead? {
        try read { db in
            try DatabaseRow.fetchOne(
                db, sql: "SELECT * FROM notice WHERE month = ?", arguments: [month.description]
            ).map { row in
                NoticeHead(
                    month: month, issuedAt: row["issued_at"], rulebook: row["rulebook"],
                    rulebookSHA256: row["rulebook_sha256"], product: row["product"])
            }
        }
    }

    /// What a person confirmed when a month's notice was issued: the tables without rows, in order.
    public func acceptedEmpty(inNoticeOf month: Month) throws(Problem) -> [Decision] {
        try read { db in
            try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT a.subject, a.reason FROM notice_accepted_empty AS a JOIN notice AS n ON n.id = a.notice
                    WHERE n.month = ? ORDER BY a.subject
                    """, arguments: [month.description]
            ).map { Decision(.acceptEmpty, subject: $0["subject"], reason: $0["reason"] ?? "") }
        }
    }
}
