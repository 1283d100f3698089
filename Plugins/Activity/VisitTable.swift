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
