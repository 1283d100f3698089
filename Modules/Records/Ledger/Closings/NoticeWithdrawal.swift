public import AssessmentKernel
import Digests
import Disk
import Foundation
import GRDB
import LedgerTables
import RecordStore

extension Ledger {
    /// Takes an issued notice back: what it paid counts no longer, and the month can be issued again.
    ///
    /// The journal keeps it. A closing of its quarter or of a later one counts what it paid, so it then stays.
    ///
    /// - Parameter reason: why; not blank.
    /// - Throws: ``Problem`` when the month is not issued, or such a closing is there.
    public func withdrawNotice(of month: Month, reason: String, by author: Author) throws(Problem) {
        try write { db in
            guard
                let notice = try DatabaseRow.fetchOne(
                    db, sql: "SELECT id, issued_at FROM notice WHERE month = ?", arguments: [month.description])
            else {
                throw Problem(
                    .usage, LocalText("\(month) 的通报没有发放，无可撤回", "the notice of \(month) is not issued"),
                    next: Advice("\(by: .seeNotice(month))查看", "see it \(by: .seeNotice(month))"))
            }
            if let closing = try Ledger.closings(db).first(where: { $0.quarter >= month.quarter }) {
                throw Problem(
                    .usage,
                    LocalText(
                        "\(closing.name) 已结算，其中计入了 \(month) 通报所发的补贴，不能撤回",
                        "\(closing.name) is closed and counts what the notice of \(month) paid"),
                    next: Advice(
                        "结果有误时\(by: .revise(nil))修订，差额在下次结算中补扣",
                        "correct results \(by: .revise(nil)); the next closing settles the difference"))
            }
            let id: Int64 = notice["id"]
            let content = try Book.notice.text(id, db)
            try db.execute(
                sql: """
                    INSERT INTO withdrawn_notice (month, issued_at, reason, withdrawn_at, withdrawn_by, content)
                    VALUES (?,?,?,?,?,?)
                    """,
                arguments: [month.description, notice["issued_at"], reason, author.at, author.name, content])
            for table in try Book.notice.tables(db) {
                try db.execute(sql: "DELETE FROM \(table) WHERE notice = ?", arguments: [id])
            }
            try db.execute(sql: "DELETE FROM notice WHERE id = ?", arguments: [id])
            try Journal.add(
                db, .noticeWithdrawal, month.description, by: author,
                [("reason", reason), ("rows", SHA256.hash(data: Data(content.utf8)).hex)])
        }
    }
}
