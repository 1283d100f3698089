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
        due = table.deadline("due", "截止日期", "Due", .attribution)
        done = table.optionalDate("done", "完成日期", "Done")
        table.words = PlatformWords(
            "宣传 转发任务",
            columns: [
                "task": "任务编号 宣传编号", "topic": "宣传内容 任务内容 主题 宣传主题 任务名称 标题",
                "due": "截止时间 完成期限 要求完成日期 完成时限", "done": "完成时间 完成日期 实际完成日期 转发时间",
            ])
        schema = table.finished()
    }
}
