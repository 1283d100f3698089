import AssessmentKernel

/// 事件登记: an event that a member reported.
struct EventTable: EvidenceTable {
    static let shared = EventTable()
    let occurredAt: Column<CivilDateTime>
    let place: Column<Text?>
    let persons: Column<Text?>
    let description: Column<Text?>
    let media: Column<Int?>
    let due: Column<CivilDate?>
    let closed: Column<CivilDate?>
    let verdict: Column<Verdict?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("event", "事件登记", "Event reports")
        table.key("event", "编号", "Number")
        table.member()
        occurredAt = table.dateTime("occurred_at", "时间", "Occurred at", .attribution)
        place = table.text("place", "地点", "Place")
        persons = table.text("persons", "人物", "Persons")
        description = table.text("description", "描述", "Description")
        media = table.optionalWhole("media", "附件数", "Attachments")
        due = table.optionalDate("due", "办结期限", "Close by")
        closed = table.optionalDate("closed", "办结日期", "Closed on")
        verdict = table.optionalChoice("verdict", "核查结论", "Verdict")
        schema = table.finished()
    }
}

/// A person's verdict on a record.
enum Verdict: Int, Choice {
    case valid, fake, duplicate, invalid

    /// Whether the record is void: it does not count and costs points.
    var isVoid: Bool { self != .valid }

    var option: ChoiceOption {
        switch self {
        case .valid: ChoiceOption("valid", "有效", "Valid")
        case .fake: ChoiceOption("fake", "虚假", "False")
        case .duplicate: ChoiceOption("duplicate", "重复", "Duplicate")
        case .invalid: ChoiceOption("invalid", "无效", "Invalid")
        }
    }
}
