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
        due = table.date("due", "截止日期", "Due", .attribution)
        done = table.optionalDate("done", "办结日期", "Done")
        schema = table.finished()
    }
}
