import AssessmentKernel

/// 诉求督办: a resident's request that a member watches over until it is answered.
struct SupervisionTable: EvidenceTable {
    static let shared = SupervisionTable()
    let due: Column<CivilDate>
    let reported: Column<CivilDate?>
    let satisfaction: Column<Hundredths?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("supervision", "诉求督办", "Supervised requests")
        table.key("request", "编号", "Number")
        table.member()
        table.remark("category", "类别", "Category")
        table.date("assigned", "交办日期", "Assigned")
        due = table.deadline("due", "反馈期限", "Due", .attribution)
        reported = table.optionalDate("reported", "反馈日期", "Reported back")
        satisfaction = table.optionalPercent("satisfaction", "满意度", "Satisfaction")
        table.words = PlatformWords(
            "诉求 督办 热线 12345 工单?",
            columns: [
                "request": "诉求编号 工单编号 督办编号 工单号", "category": "诉求类别 诉求类型 问题类型",
                "assigned": "交办时间 派单时间 派单日期 转办日期 派发时间", "due": "反馈时限 办理期限 办理时限 截止日期 回复期限",
                "reported": "反馈时间 回复时间 办结时间 回复日期", "satisfaction": "满意率 群众满意度 回访满意度",
            ])
        schema = table.finished()
    }
}
