import AssessmentKernel

/// 交办事项: a task assigned to a member, with its due date.
struct DutyTable: EvidenceTable {
    static let shared = DutyTable()
    let due: Column<CivilDate>
    let done: Column<CivilDate?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("duty", "交办事项", "Assigned tasks")
        table.key("duty", "编号", "Number")
        table.member()
        table.remark("subject", "事项", "Subject")
        due = table.deadline("due", "截止日期", "Due", .attribution)
        done = table.optionalDate("done", "办结日期", "Done")
        table.words = PlatformWords(
            "交办 任务清单? 工作任务?",
            columns: [
                "duty": "交办编号 任务编号 事项编号 交办单号", "subject": "交办内容 任务名称 任务内容 事项名称 事项内容 交办事项",
                "due": "完成时限 办结时限 办理期限 要求完成时间 完成期限", "done": "完成日期 完成时间 办结时间 实际完成时间",
            ])
        schema = table.finished()
    }
}
