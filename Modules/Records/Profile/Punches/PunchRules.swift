import AssessmentKernel
import Patterns

/// How punches of a clock become one row per member and day.
struct PunchRules: Sendable {
    /// The outcome of a day.
    enum Outcome: String, CaseIterable, Sendable {
        case onTime = "on_time"
        case late
        case early
        case missed
        case single
    }

    /// Where the punches are.
    enum Place: Sendable {
        /// One column of moments; those before a time belong to the day before.
        case moment(TitleName)
        /// A column of attendance days, and columns with times.
        case times(day: TitleName, times: [TitleName])
        /// In the columns of days.
        case days
    }

    let place: Place
    /// The time at which a day begins, in seconds of the day; with ``Place/moment(_:)``.
    let dayBegins: Int
    /// The column with the sort of punch, and the sorts that count; a nil title for the words behind a time.
    let sort: (title: TitleName?, counting: Set<Text>)?
    /// The words in place of a time.
    let noPunch: Words
    /// The start and end of duty, in minutes of the day.
    let duty: Range<Int>
    /// The minutes of grace for arriving late, or for leaving early.
    let grace: Int
    /// The pause that is not counted as hours, in minutes of the day; nil without one.
    let pause: Range<Int>?
    /// The places of the table's columns that are filled: day, outcome and hours.
    let day: Int
    let status: Int
    let hours: Int?
    /// The value written for each outcome.
    let outcomes: [Outcome: String]

    /// The required columns of the file.
    var titles: [TitleName] {
        let sort = [sort?.title].compactMap(\.self)
        switch place {
        case .moment(let title): return [title] + sort
        case .times(let day, let times): return [day] + times + sort
        case .days: return []
        }
    }

    /// The table's columns that are filled.
    var columns: [Int] { [day, status] + [hours].compactMap(\.self) }

    /// The words in brackets behind a time that count; nil when all do.
    var counting: Set<Text>? { sort.flatMap { $0.title == nil ? $0.counting : nil } }

    /// The outcome's value for a day's punches, and the hours in hundredths; nil without two punches.
    ///
    /// - Parameters:
    ///   - first: the first time that counts, in seconds from the beginning of the day.
    ///   - last: the last one.
    func judge(first: Int, last: Int, count: Int) -> (value: String, hundredths: Int?) {
        guard count > 0 else { return (outcomes[.missed] ?? "", nil) }
        let hours = count > 1 && last > first ? self.hours(first, last) : nil
        if count == 1, let single = outcomes[.single] { return (single, nil) }
        // Clocking in within the last minute of grace is not late.
        if PunchRules.minute(first) > duty.lowerBound + grace { return (outcomes[.late] ?? "", hours) }
        if count > 1, let early = outcomes[.early], PunchRules.minute(last) < duty.upperBound - grace {
            return (early, hours)
        }
        return (outcomes[.onTime] ?? "", hours)
    }

    private static func minute(_ second: Int) -> Int { (second - (second % 60 + 60) % 60) / 60 }

    /// The hours between two punches minus the pause, in hundredths, rounded half up.
    private func hours(_ first: Int, _ last: Int) -> Int {
        var seconds = last - first
        if let pause { seconds -= max(0, min(last, pause.upperBound * 60) - max(first, pause.lowerBound * 60)) }
        return (seconds * 2 + 36) / 72
    }
}

/// The punches of one day of one member, in seconds from its beginning.
struct DayOfPunches {
    private(set) var first = Int32.max
    private(set) var last = Int32.min
    private(set) var count: Int32 = 0

    /// Adds the times that count.
    mutating func add(_ times: [PunchScanner.Time]) {
        for time in times where time.counts { add(time.second) }
    }

    mutating func add(_ second: Int32) {
        first = min(first, second)
        last = max(last, second)
        count += 1
    }

    /// What the rules make of them.
    func judged(by rules: PunchRules) -> (value: String, hundredths: Int?) {
        rules.judge(first: Int(first), last: Int(last), count: Int(count))
    }
}
