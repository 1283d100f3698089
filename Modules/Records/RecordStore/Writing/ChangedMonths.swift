package import AssessmentKernel

/// How many records of each month and quarter were inserted or changed.
package struct ChangedMonths {
    /// The records by month; one that was moved counts in both.
    package private(set) var months: [Month: Int] = [:]
    /// The records by quarter; one that was moved between two counts in both.
    package private(set) var quarters: [Quarter: Int] = [:]
    /// The months that were noted.
    private var noted: Set<Month> = []
    /// The month of the latest records and their number, which is not yet among those of its month.
    private var latest: (month: Month, range: DateRange, count: Int)?

    /// Creates counts of zero.
    package init() {}

    /// Notes a record's day.
    ///
    /// Records mostly come in the order of days, so that a month is looked up once for many.
    ///
    /// - Parameter counts: whether the record is counted.
    /// - Returns: the day's month when it is noted for the first time.
    @inline(__always)
    mutating func note(_ day: CivilDate, counts: Bool) -> Month? {
        if latest?.range.contains(day) == true {
            if counts { latest?.count += 1 }
            return nil
        }
        return begin(day, counts: counts)
    }

    @inline(never)
    private mutating func begin(_ day: CivilDate, counts: Bool) -> Month? {
        finish()
        let month = day.month
        latest = (month, month.range, counts ? 1 : 0)
        return noted.insert(month).inserted ? month : nil
    }

    /// Counts a record that was changed, and may have moved from one day to another.
    mutating func count(old: CivilDate?, new: CivilDate?) {
        for month in Set([old, new].compactMap { $0?.month }) { months[month, default: 0] += 1 }
        for quarter in Set([old, new].compactMap { $0?.month.quarter }) {
            quarters[quarter, default: 0] += 1
        }
    }

    /// Adds the latest records to those of their month.
    mutating func finish() {
        guard let (month, _, count) = latest else { return }
        latest = nil
        guard count > 0 else { return }
        months[month, default: 0] += count
        quarters[month.quarter, default: 0] += count
    }
}
