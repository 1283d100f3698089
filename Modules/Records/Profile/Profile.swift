public import AssessmentKernel
public import Intake

/// Maps a platform's export to a table: which of its columns and values correspond to which of the table's.
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
    /// The only sheet that is read; nil when the workbook has one.
    public let sheet: String?
    /// The row of the header; nil to find it by its titles, or for the first row of a text file.
    public let headerRow: Int?
    /// The file's columns by the table's: the schema column's place to the title in the file.
    let columns: [(column: Int, title: Text)]
    /// The meaning of the file's values, by the schema column's place and the normalised text.
    let values: [Int: [Text: String]]
    /// Columns with the same value in all rows.
    let constants: [(column: Int, value: String)]
    /// Day columns whose cells in the file are moments.
    let daysOnly: Set<Int>
    /// The columns of the file that are ignored.
    let ignored: Set<Text>
    /// The rules that turn single punches into a day's attendance; nil for a file with one row per record.
    let punches: PunchRules?

    /// Whether several rows of the file are combined into one row of the table.
    public var gathersRows: Bool { punches != nil }

    /// Whether a column of the file is listed as ignored.
    public func ignores(_ title: String) -> Bool { ignored.contains(Profile.folded(title)) }

    /// The titles by which the header is found: those that the profile names, otherwise the table's own.
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

    /// Reads a source as the profile describes.
    ///
    /// - Parameter source: the unchanged file or sheet, header first.
    public func mapping(_ source: TableSource) -> TableSource {
        TableSource(file: source.file) { [self] () throws(Problem) in
            let records = try source.open()
            if let punches { return PunchRecords(records, self, punches) }
            return ProfileRecords(records, self)
        }
    }

    /// A header's text, normalised for comparison.
    static func folded(_ title: String) -> Text {
        Text(utf8: CellText.normalised(Array(title.utf8))).withoutWhiteSpace
    }
}

/// How single punches of a clock are combined into one row per member and day.
struct PunchRules: Sendable {
    /// The outcome of a day.
    enum Outcome: String, CaseIterable, Sendable {
        case onTime = "on_time"
        case late
        case early
        case missed
        case single
    }

    /// The column of the moment, or those of the day and the time.
    let at: [Text]
    /// The column with the sort of punch, and the sorts that count; nil when all do.
    let sort: (title: Text, counting: Set<Text>)?
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

    /// The titles of the required columns of the file.
    var titles: [Text] { at + [sort?.title].compactMap(\.self) }

    /// The outcome's value for a day's punches, and the hours in hundredths; nil without two punches.
    ///
    /// - Parameter seconds: the time of each punch that counts, in seconds of the day.
    func judge(first: Int, last: Int, count: Int) -> (value: String, hundredths: Int?) {
        guard count > 0 else { return (outcomes[.missed] ?? "", nil) }
        let hours = count > 1 && last > first ? self.hours(first, last) : nil
        if count == 1, let single = outcomes[.single] { return (single, nil) }
        // Clocking in within the last minute of grace is not late.
        if first / 60 > duty.lowerBound + grace { return (outcomes[.late] ?? "", hours) }
        if count > 1, let early = outcomes[.early], last / 60 < duty.upperBound - grace { return (early, hours) }
        return (outcomes[.onTime] ?? "", hours)
    }

    /// The hours between two punches minus the pause, in hundredths, rounded half up.
    private func hours(_ first: Int, _ last: Int) -> Int {
        var seconds = last - first
        if let pause { seconds -= max(0, min(last, pause.upperBound * 60) - max(first, pause.lowerBound * 60)) }
        return (seconds * 2 + 36) / 72
    }
}
