import AssessmentKernel

/// The member, the days and the excuses of a scene.
struct Setting {
    private(set) var member: Member
    let period: DateRange
    let window: DateRange
    private(set) var dutyDays: [CivilDate]
    private(set) var excusedRecords: Set<RecordReference>
    private(set) var excusedDays: Set<CivilDate>
    private let leave: [DateRange]

    /// Makes a setting for a period; nil when the member is in post on none of its days.
    init?(
        period: DateRange, inPost: (first: CivilDate, last: CivilDate?), leave: [DateRange] = [],
        excusedRecords: Set<RecordReference> = [], excusedDays: Set<CivilDate> = []
    ) {
        member = Member(
            code: Setting.memberCode, name: "张三", post: .fullTime, office: "一办", village: "东村", grid: "一网格",
            joinedOn: inPost.first, leftOn: inPost.last, removedOn: nil)
        guard let window = member.window(in: period) else { return nil }
        self.period = period
        self.window = window
        self.leave = leave
        self.excusedRecords = excusedRecords
        self.excusedDays = excusedDays
        dutyDays = Setting.dutyDays(window, leave, excusedDays)
    }

    private static func dutyDays(_ window: DateRange, _ leave: [DateRange], _ excused: Set<CivilDate>) -> [CivilDate] {
        window.days.filter { day in
            day.weekday <= 5 && !leave.contains { $0.contains(day) } && !excused.contains(day)
        }
    }

    /// The setting with another member in post on the same days, or with other excuses.
    func with(
        _ member: Member? = nil, excusedRecords: Set<RecordReference>, excusedDays: Set<CivilDate>? = nil
    ) -> Setting {
        var setting = self
        setting.member = member ?? self.member
        setting.excusedRecords = excusedRecords
        setting.excusedDays = excusedDays ?? self.excusedDays
        setting.dutyDays = Setting.dutyDays(window, leave, setting.excusedDays)
        return setting
    }

    /// The member whom every row is about.
    static let memberCode: Text = "M1"

    /// The setting of an example.
    init(_ example: Example) throws(ExampleFault) {
        let period = try Self.range(example.period)
        var inPost: (first: CivilDate, last: CivilDate?) = (try Self.day("2020-01-01"), nil)
        if let days = example.inPost {
            let range = try Self.range(days)
            inPost = (range.first, range.last)
        }
        var leave: [DateRange] = []
        for days in example.leave { leave.append(try Self.range((first: days.from, last: days.through))) }
        var excusedDays: Set<CivilDate> = []
        for text in example.excusedDays {
            let day = try Self.day(text)
            guard period.contains(day) else { throw ExampleFault("the excused day \(day) is not in the period") }
            excusedDays.insert(day)
        }
        var excusedRecords: Set<RecordReference> = []
        for text in example.excusedRecords {
            guard let reference = RecordReference(text) else { throw ExampleFault("\(text) is no reference") }
            excusedRecords.insert(reference)
        }
        let setting = Setting(
            period: period, inPost: inPost, leave: leave, excusedRecords: excusedRecords, excusedDays: excusedDays)
        guard let setting else { throw ExampleFault("the member is not in post on any day of the period") }
        self = setting
    }

    /// Whether a closing reads a table's row dated on a day: in the period or its look-back.
    func isRead(_ day: CivilDate, of table: TableSchema) -> Bool {
        switch table.lookBack {
        case .none: period.contains(day)
        case .calendarYear: day <= period.last && day.parts.year == period.last.parts.year
        }
    }

    /// Whether a table's row dated on a day counts: in post, and not passed over on registered leave.
    func counts(_ day: CivilDate, of table: TableSchema) -> Bool {
        let isInPost = table.postCheck == .none || member.isInPost(on: day)
        let isPassedOver = table.onLeave == .passedOver && leave.contains { $0.contains(day) }
        return isInPost && !isPassedOver
    }

    private static func day(_ text: String) throws(ExampleFault) -> CivilDate {
        guard let day = CivilDate(iso: text) else { throw ExampleFault("\(text) is no day") }
        return day
    }

    private static func range(_ days: (first: String, last: String)) throws(ExampleFault) -> DateRange {
        guard let range = DateRange(try day(days.first), through: try day(days.last)) else {
            throw ExampleFault("\(days.last) is before \(days.first)")
        }
        return range
    }
}
