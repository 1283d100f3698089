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
        table.words = PlatformWords(
            "走访日志 工作日志 巡查日志 巡逻日志 民情日志 巡查? 巡逻?",
            columns: [
                "date": "走访日期 日志日期 巡查日期 填报日期 工作日期", "summary": "工作日志 日志内容 工作内容 日志 巡查内容 走访日志",
            ])
        schema = table.finished()
    }
}
