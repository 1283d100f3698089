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
        due = table.date("due", "反馈期限", "Due", .attribution)
        reported = table.optionalDate("reported", "反馈日期", "Reported back")
        satisfaction = table.optionalPercent("satisfaction", "满意度", "Satisfaction")
        schema = table.finished()
    }
}
