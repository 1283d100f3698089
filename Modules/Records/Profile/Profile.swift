public import AssessmentKernel
public import Intake

/// How a platform's export becomes a table: which of its columns is which of the table's, which of its values means which.
///
/// ```yaml
/// profile: 1
/// table: 事件登记
/// columns: {occurred_at: 登记时间, member: 网格员编号}
/// values:
///   verdict: {属实: 有效, 不实: 虚假}
/// ```
/// `docs/profiles.md` explains every key.
public struct Profile: Sendable {
    /// The table.
    public let schema: TableSchema
    /// The only sheet that is taken; nil when the workbook has one.
    public let sheet: String?
    /// The row of the header; nil when it is found by its titles, or is the first of a text file.
    public let headerRow: Int?
    /// The file's columns by the table's: place of the column in the schema, title in the file.
    let columns: [(column: Int, title: Text)]
    /// What the file's values mean, by the place of the column in the schema and the normalised text.
    let values: [Int: [Text: String]]
    /// Columns that have one value in all rows.
    let constants: [(column: Int, value: String)]
    /// Columns of days whose cells in the file are moments.
    let daysOnly: Set<Int>
    /// The columns of the file that nobody needs.
    let ignored: Set<Text>
    /// The rules by which single punches become a day's attendance; nil for a file with a row a record.
    let punches: PunchRules?

    /// Whether several rows of the file become one of the table.
    public var gathersRows: Bool { punches != nil }

    /// Whether a column of the file is known to be of no use.
    public func ignores(_ title: String) -> Bool { ignored.contains(Profile.folded(title)) }

    /// The titles by which the header is found: those that the profile names, else the table's own.
    public var header: HeaderPlace {
        if let headerRow { return .row(headerRow) }
        let named = Dictionary(grouping: columns, by: \.column).mapValues { Set($0.map(\.title)) }
        if let punches {
            return .names(HeaderNames(required: (Array(named.values) + punches.titles.map { [$0] })))
        }
        var required: [Set<Text>] = []
        for (place, column) in schema.columns.enumerated() {
            if let titles = named[place] {
                required.append(titles)
            } else if column.isRequired, !constants.contains(where: { $0.column == place }) {
                required.append([Profile.folded(column.key), Profile.folded(column.title.chinese)])
            }
        }
        return .names(HeaderNames(required: required))
    }

    /// Reads a source as the profile says.
    ///
    /// - Parameter source: the file or sheet as it is, its header first.
    public func mapping(_ source: TableSource) -> TableSource {
        TableSource(file: source.file) { [self] () throws(Problem) in
            let records = try source.open()
            if let punches { return PunchRecords(records, self, punches) }
            return ProfileRecords(records, self)
        }
    }

    /// A header's text as it is compared.
    static func folded(_ title: String) -> Text {
        Text(utf8: CellText.normalised(Array(title.utf8))).withoutWhiteSpace
    }
}

/// How single punches of a clock become a row a member and day.
struct PunchRules: Sendable {
    /// What a day comes to.
    enum Outcome: String, CaseIterable, Sendable {
        case onTime = "on_time"
        case late
        case early
        case missed
        case single
    }

    /// The column of the moment, or those of the day and the time.
    let at: [Text]
    /// The column that says what sort of punch it is, and the sorts that count; nil when all do.
    let sort: (title: Text, counting: Set<Text>)?
    /// When duty begins and ends, in minutes of the day.
    let duty: Range<Int>
    /// The minutes by which one may be late, or early.
    let grace: Int
    /// What is taken off the hours, in minutes of the day; nil without a pause.
    let pause: Range<Int>?
    /// The places of the table's columns that are filled: the day, the outcome, the hours.
    let day: Int
    let status: Int
    let hours: Int?
    /// What is written for each outcome.
    let outcomes: [Outcome: String]

    /// The titles of the file's columns that are needed.
    var titles: [Text] { at + [sort?.title].compactMap(\.self) }

    /// What a day's punches come to: its outcome's value, and the hours in hundredths; nil without two punches.
    ///
    /// - Parameter seconds: the seconds of the day of each punch that counts.
    func judge(first: Int, last: Int, count: Int) -> (value: String, hundredths: Int?) {
        guard count > 0 else { return (outcomes[.missed] ?? "", nil) }
        let hours = count > 1 && last > first ? self.hours(first, last) : nil
        if count == 1, let single = outcomes[.single] { return (single, nil) }
        // Somebody who clocks in within the last minute of grace is not late.
        if first / 60 > duty.lowerBound + grace { return (outcomes[.late] ?? "", hours) }
        if count > 1, let early = outcomes[.early], last / 60 < duty.upperBound - grace { return (early, hours) }
        return (outcomes[.onTime] ?? "", hours)
    }

    /// The hours between two punches without the pause, in hundredths, rounded half up.
    private func hours(_ first: Int, _ last: Int) -> Int {
        var seconds = last - first
        if let pause { seconds -= max(0, min(last, pause.upperBound * 60) - max(first, pause.lowerBound * 60)) }
        return (seconds * 2 + 36) / 72
    }
}
