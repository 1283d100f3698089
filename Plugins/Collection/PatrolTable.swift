import AssessmentKernel

/// 走访日志: a member's patrol on a day.
struct PatrolTable: EvidenceTable {
    static let shared = PatrolTable()
    let schema: TableSchema

    init() {
        var table = TableBuilder("patrol", "走访日志", "Patrol log")
        table.member(.key)
        table.date("date", "日期", "Date", .keyAndAttribution)
        table.remark("summary", "工作日志", "Log")
        schema = table.finished()
    }
}
