import AssessmentKernel

/// 民情走访: a visit to a household.
struct VisitTable: EvidenceTable {
    static let shared = VisitTable()
    let kind: Column<VisitKind>
    let verdict: Column<Verdict?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("visit", "民情走访", "Visits")
        table.key("visit", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        kind = table.choice("kind", "类别", "Kind")
        table.remark("household", "走访对象", "Household")
        table.remark("note", "记录", "Note")
        verdict = table.optionalChoice("verdict", "核查结论", "Verdict")
        table.words = PlatformWords(
            "走访 入户 民情",
            columns: [
                "visit": "走访编号 走访ID 记录编号 入户编号 走访单号", "date": "走访日期 走访时间 入户日期 入户时间",
                "kind": "走访类型 走访类别 走访方式 入户类型", "household": "走访对象 户主 户主姓名 走访户 受访人 走访户主 对象姓名",
                "note": "走访记录 走访内容 走访情况 记录 内容", "verdict": "核查结果 核实结果 核查情况 审核结果",
            ],
            values: [
                "kind": [
                    "general": "普遍 普通走访 日常走访 一般走访", "key": "重点 重点人员走访", "appointed": "约访 预约走访",
                    "topic": "专题 专项走访", "return": "回访",
                ],
                "verdict": [
                    "valid": "属实 真实 有效 通过", "fake": "不实 虚假 不属实", "duplicate": "重复", "invalid": "无效",
                ],
            ],
            doubtful: ["verdict": "退回 驳回 待核查 未核查"])
        schema = table.finished()
    }
}

/// The reason for the visit.
enum VisitKind: Int, Choice {
    case general, key, appointed, topic, followUp

    var option: ChoiceOption {
        switch self {
        case .general: ChoiceOption("general", "普遍走访", "General")
        case .key: ChoiceOption("key", "重点人员", "Key persons")
        case .appointed: ChoiceOption("appointed", "约访", "Appointed")
        case .topic: ChoiceOption("topic", "专题", "Topic")
        case .followUp: ChoiceOption("return", "回访", "Return")
        }
    }
}
