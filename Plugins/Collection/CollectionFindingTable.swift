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
        table.words = PlatformWords(
            "信息采集 采集抽查 信息抽查 采集问题",
            columns: [
                "finding": "抽查编号 问题编号", "date": "抽查日期 检查日期 发现日期", "category": "信息类别 采集类别 问题类别 信息类型",
                "note": "问题说明 问题描述 问题 情况说明",
            ],
            values: [
                "category": [
                    "people": "人员 人口", "places": "地点", "things": "物品", "events": "事件", "sentiment": "社情民意",
                    "organisations": "组织",
                ]
            ])
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
