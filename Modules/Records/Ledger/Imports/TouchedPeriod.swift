public import AssessmentKernel
import GRDB
import RecordStore

/// A closed quarter, or a month with an issued notice, in which an import changes records.
///
/// What was closed or issued stays as it is; the clerk is told, and decides whether to revise.
public struct TouchedPeriod: Hashable, Sendable {
    /// What was closed or issued.
    public enum Period: Hashable, Sendable {
        /// A closed quarter.
        case quarter(Quarter)
        /// A month whose notice was issued.
        case notice(Month)
    }

    /// What was closed or issued.
    public let period: Period
    /// The records that the import adds or changes, at least one.
    public let records: Int

    /// Describes a period.
    public init(period: Period, records: Int) {
        self.period = period
        self.records = records
    }
}

extension ImportSession {
    /// The closed quarters, then the months with an issued notice, in which the import so far changes records; both in
    /// order.
    ///
    /// A closed quarter's own months are not named again.
    public func touchedPeriods() throws -> [TouchedPeriod] {
        var (quarters, months) = ([Quarter: Int](), [Month: Int]())
        for changed in changed {
            quarters.merge(changed.quarters, uniquingKeysWith: +)
            months.merge(changed.months, uniquingKeysWith: +)
        }
        let closed = Set(
            try DatabaseRow.fetchAll(db, sql: "SELECT DISTINCT quarter FROM closing").map {
                try $0.quarter(in: "closing")
            })
        let issued = Set(
            try DatabaseRow.fetchAll(db, sql: "SELECT month FROM notice").map { try $0.month(in: "notice") })
        return quarters.keys.sorted().filter(closed.contains).map {
            TouchedPeriod(period: .quarter($0), records: quarters[$0, default: 0])
        }
            + months.keys.sorted().filter { issued.contains($0) && !closed.contains($0.quarter) }.map {
                TouchedPeriod(period: .notice($0), records: months[$0, default: 0])
            }
    }

    /// The name of a file in the journal, with its sheet, and the number of its import; nil for an unknown number.
    public func origin(of importID: Int64) throws -> (name: String, batch: Int)? {
        if let known = origins[importID] { return known }
        let row = try DatabaseRow.fetchOne(
            db, sql: "SELECT file, batch FROM import_file WHERE id = ?", arguments: [importID])
        guard let row else { return nil }
        // A township imports some files a month; enough that each is looked up once.
        if origins.count >= 4_096 { origins = [:] }
        let origin = (name: row["file"] as String, batch: row["batch"] as Int)
        origins[importID] = origin
        return origin
    }
}
