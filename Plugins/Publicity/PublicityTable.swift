import AssessmentKernel

/// 宣传任务: a publicity task with its due date.
struct PublicityTable: EvidenceTable {
    static let shared = PublicityTable()
    let due: Column<CivilDate>
    let done: Column<CivilDate?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("publicity", "宣传任务", "Publicity tasks")
        table.key("task", "编号", "Number")
        table.member()
        table.remark("topic", "内容", "Topic")
        due = table.date("due", "截止日期", "Due", .attribution)
        done = table.optionalDate("done", "完成日期", "Done")
        schema = table.finished()
    }
}
