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
        due = table.optionalDeadline("due", "办结期限", "Close by")
        closed = table.optionalDate("closed", "办结日期", "Closed on")
        verdict = table.optionalChoice("verdict", "核查结论", "Verdict")
        table.words = PlatformWords(
            "事件 事项上报 上报明细?",
            columns: [
                "event": "事件编号 事件ID 事件号 工单号 工单编号 流水号 上报编号",
                "occurred_at": "发生时间 上报时间 登记时间 采集时间 事发时间 创建时间 提交时间",
                "place": "地点 事发地点 发生地点 事件地址 地址 位置 事发地址", "persons": "当事人 涉及人员 相关人员 人物",
                "description": "事件描述 事件内容 内容 描述 情况描述 事件详情 简要情况", "media": "附件数量 图片数 照片数 附件个数",
                "due": "办结时限 处置期限 截止时间 要求办结时间", "closed": "办结时间 处置完成时间 结案时间 完成时间 办结日期",
                "verdict": "核查结果 核实结果 核查情况 审核结果 审核状态 核实情况",
            ],
            values: [
                "verdict": [
                    "valid": "属实 真实 有效 通过 审核通过 核实属实", "fake": "不实 虚假 不属实 造假",
                    "duplicate": "重复 重复上报", "invalid": "无效",
                ]
            ],
            doubtful: ["verdict": "退回 驳回 待核查 未核查 核查中 不通过"])
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
