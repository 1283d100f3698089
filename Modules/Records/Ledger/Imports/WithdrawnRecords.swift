public import AssessmentKernel
import Digests
import Disk
import GRDB
import LedgerTables
public import RecordStore
import TownshipTables

extension Journal {
    /// The digest of a withdrawal: why, when and by whom, and every record that it took back; nil when there is none.
    static func withdrawalDigest(of batch: Int, _ db: Database) throws -> String? {
        guard
            let head = try DatabaseRow.fetchOne(
                db, sql: "SELECT * FROM withdrawal WHERE batch = ?", arguments: [batch])
        else { return nil }
        var hash = SHA256()
        try hash.update(head)
        let rows = try DatabaseRow.fetchCursor(
            db, sql: "SELECT * FROM withdrawn_record WHERE withdrawal = ? ORDER BY number", arguments: [head["id"]])
        while let row = try rows.next() { try hash.update(row) }
        return hash.finalize().hex
    }
}

extension Ledger {
    /// The closings, each quarter's latest, whose records a withdrawal changed.
    ///
    /// An item's record counts in the quarter of its day. What the core tables say may matter from that quarter on, and
    /// without a day in any quarter.
    static func closings(touchedBy withdrawal: Int64, _ db: Database) throws -> [ClosingHead] {
        let core = Set(CoreTables.all.map(\.key))
        let touched = try DatabaseRow.fetchAll(
            db,
            sql: """
                SELECT DISTINCT table_key, day / 100 AS month, restored_day / 100 AS restored_month
                FROM withdrawn_record WHERE withdrawal = ?
                """, arguments: [withdrawal])
        return try closings(db).filter { head in
            touched.contains { row in
                let isCore = core.contains(row["table_key"])
                let months = [row["month"] as Int64?, row["restored_month"] as Int64?].compactMap(\.self)
                if months.isEmpty { return true }
                return months.contains { packed in
                    guard let month = Month(year: Int(packed / 100), number: Int(packed % 100)) else { return false }
                    return isCore ? month.quarter <= head.quarter : month.quarter == head.quarter
                }
            }
        }
    }

    /// For each table, the records that were withdrawn since a closing and that it may have seen, where there are any.
    public func withdrawn(since head: ClosingHead) throws(Problem) -> [(table: TableSchema, count: Int)] {
        let core = Set(CoreTables.all.map(\.key))
        let (first, last) = (head.quarter.range.first.packed, head.quarter.range.last.packed)
        return try read { db in
            guard let entry = try Ledger.journalNumber(of: head, db) else { return [] }
            return try tables.compactMap { table in
                let from = core.contains(table.key) ? 0 : first
                let count =
                    try Int.fetchOne(
                        db,
                        sql: """
                            SELECT count(*) FROM withdrawn_record AS r JOIN withdrawal AS w ON w.id = r.withdrawal
                            WHERE w.journal > ? AND r.table_key = ? AND (r.day BETWEEN ? AND ?
                                OR r.restored_day BETWEEN ? AND ? OR r.day IS NULL AND r.restored_day IS NULL)
                            """, arguments: [entry, table.key, from, last, from, last]) ?? 0
                return count == 0 ? nil : (table, count)
            }
        }
    }

    static func journalNumber(of head: ClosingHead, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db, sql: "SELECT id FROM journal WHERE kind IN (?, ?) AND subject = ?",
            arguments: [JournalEntry.Kind.closing.rawValue, JournalEntry.Kind.revision.rawValue, head.name])
    }
}

extension RecordReader {
    /// A record's origin as a closing saw it, if it was filled, amended or withdrawn since; nil when it was not.
    ///
    /// - Returns: the file's number in the import journal, and the row.
    public func origin(of reference: RecordReference, seenBy head: ClosingHead) throws -> (importID: Int64, row: Int)? {
        let through =
            try Int64.fetchOne(
                db, sql: "SELECT imported_through FROM closing WHERE quarter = ? AND revision = ?",
                arguments: [head.quarter.description, head.revision]) ?? 0
        return try origin(of: reference, through: through, journal: try Ledger.journalNumber(of: head, db) ?? 0)
    }
}
