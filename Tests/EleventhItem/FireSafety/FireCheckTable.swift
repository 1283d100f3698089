import AssessmentKernel

/// 消防检查: a fire check of one place, with its last day.
struct FireCheckTable: EvidenceTable {
    static let shared = FireCheckTable()
    let due: Column<CivilDate>
    let done: Column<CivilDate?>
    let outcome: Column<FireCheckOutcome?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("fire-check", "消防检查", "Fire checks")
        table.key("check", "编号", "Number")
        table.member()
        table.remark("place", "场所", "Place")
        due = table.deadline("due", "截止日期", "Due", .attribution)
        done = table.optionalDate("done", "检查日期", "Checked on")
        outcome = table.optionalChoice("outcome", "检查结果", "Outcome")
        schema = table.finished()
    }
}

/// What a check found in the end.
enum FireCheckOutcome: Int, Choice {
    case sound, corrected, faulty

    var option: ChoiceOption {
        switch self {
        case .sound: ChoiceOption("sound", "正常", "Sound")
        case .corrected: ChoiceOption("corrected", "已整改", "Corrected")
        case .faulty: ChoiceOption("faulty", "未整改", "Not corrected")
        }
    }
}
