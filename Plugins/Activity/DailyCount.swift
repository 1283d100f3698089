import AssessmentKernel

/// A count for each day of a period.
struct DailyCount {
    private let first: CivilDate
    private var counts: [Int]

    init(_ period: DateRange) {
        first = period.first
        counts = Array(repeating: 0, count: period.count)
    }

    /// Adds one to a day of the period.
    mutating func add(_ day: CivilDate) { counts[first.distance(to: day)] += 1 }

    /// The count of a day of the period.
    subscript(day: CivilDate) -> Int { counts[first.distance(to: day)] }

    /// The count of all days.
    var total: Int { counts.reduce(0, +) }

    /// The count of a range of days within the period.
    func total(_ days: DateRange) -> Int {
        counts[first.distance(to: days.first)...first.distance(to: days.last)].reduce(0, +)
    }
}
