import AssessmentKernel

/// The member, the days and the excuses of an example.
struct ExampleSetting {
    let member: Member
    let period: DateRange
    let window: DateRange
    let dutyDays: [CivilDate]
    let excusedRecords: Set<RecordReference>
    let excusedDays: Set<CivilDate>
    private let leave: [DateRange]

    init(_ example: Example) throws(ExampleFault) {
        period = try Self.range(example.period)
        var member = try Self.member(joined: Self.day("2020-01-01"), left: nil)
        if let inPost = example.inPost {
            let days = try Self.range(inPost)
            member = Self.member(joined: days.first, left: days.last)
        }
        guard let window = member.window(in: period) else {
            throw ExampleFault("the member is not in post on any day of the period")
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
        dutyDays = window.days.filter { day in
            day.weekday <= 5 && !leave.contains { $0.contains(day) } && !excusedDays.contains(day)
        }
        self.member = member
        self.window = window
        self.leave = leave
        self.excusedRecords = excusedRecords
        self.excusedDays = excusedDays
    }

    /// Whether a closing reads a row of a table that is dated on a day: one of the period, or of its look-back.
    func isRead(_ day: CivilDate, of table: TableSchema) -> Bool {
        switch table.lookBack {
        case .none: period.contains(day)
        case .calendarYear: day <= period.last && day.parts.year == period.last.parts.year
        }
    }

    /// Whether a row of a table that is dated on a day counts: in post, and not passed over on registered leave.
    func counts(_ day: CivilDate, of table: TableSchema) -> Bool {
        let isInPost = table.postCheck == .none || member.isInPost(on: day)
        let isPassedOver = table.onLeave == .passedOver && leave.contains { $0.contains(day) }
        return isInPost && !isPassedOver
    }

    private static func member(joined: CivilDate, left: CivilDate?) -> Member {
        Member(
            code: ExampleTable.member, name: "张三", post: .fullTime, office: "一办", village: "东村", grid: "一网格",
            joinedOn: joined, leftOn: left, removedOn: nil)
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
