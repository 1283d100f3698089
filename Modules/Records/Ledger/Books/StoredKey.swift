import AssessmentKernel
import GRDB
import RecordStore

/// Reads the keys of stored rows.
///
/// A key that cannot be read is a damaged ledger and is said: a row left out in silence would be money left out.
enum StoredKey {
    /// The quarter in a column `quarter`.
    static func quarter(_ row: DatabaseRow) throws -> Quarter {
        let text: String = row["quarter"]
        guard let quarter = Quarter(text: text) else { throw unreadable("quarter", text) }
        return quarter
    }

    /// The month in a column `month`.
    static func month(_ row: DatabaseRow) throws -> Month {
        let text: String = row["month"]
        guard let month = Month(text: text) else { throw unreadable("month", text) }
        return month
    }

    /// The day in a column `day`.
    static func day(_ row: DatabaseRow) throws -> CivilDate {
        let number: Int64 = row["day"]
        guard let day = CivilDate(packed: number) else { throw unreadable("day", String(number)) }
        return day
    }

    /// The record in a column `record`; nil where there is none.
    static func record(_ row: DatabaseRow) throws -> RecordReference? {
        let text: String = row["record"]
        if text.isEmpty { return nil }
        guard let record = RecordReference(text) else { throw unreadable("record", text) }
        return record
    }

    /// The kind of a decision in a column `kind`.
    static func decision(_ row: DatabaseRow) throws -> Decision.Kind {
        let text: String = row["kind"]
        guard let kind = Decision.Kind(rawValue: text) else { throw unreadable("kind", text) }
        return kind
    }

    private static func unreadable(_ column: String, _ value: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "unreadable \(column): \(value.prefix(80))")
    }
}
