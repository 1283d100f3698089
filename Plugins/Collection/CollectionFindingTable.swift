import AssessmentKernel

/// 信息采集抽查: what a spot check found missing or stale in the grid's information.
struct CollectionFindingTable: EvidenceTable {
    static let shared = CollectionFindingTable()
    let category: Column<InformationCategory>
    let schema: TableSchema

    init() {
        var table = TableBuilder("collection-finding", "信息采集抽查", "Findings on information")
        table.key("finding", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        category = table.choice("category", "类别", "Category")
        table.remark("note", "说明", "Note")
        schema = table.finished()
    }
}

/// The subject of the information.
enum InformationCategory: Int, Choice {
    case people, places, things, events, sentiment, organisations

    var option: ChoiceOption {
        switch self {
        case .people: ChoiceOption("people", "人", "People")
        case .places: ChoiceOption("places", "地", "Places")
        case .things: ChoiceOption("things", "物", "Things")
        case .events: ChoiceOption("events", "事", "Events")
        case .sentiment: ChoiceOption("sentiment", "情", "Sentiment")
        case .organisations: ChoiceOption("organisations", "组织", "Organisations")
        }
    }
}
