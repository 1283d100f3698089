import AssessmentKernel

/// 矛盾纠纷: a dispute in the grid and what was done about it.
struct DisputeTable: EvidenceTable {
    static let shared = DisputeTable()
    let found: Column<CivilDate>
    let source: Column<DisputeSource>
    let recorded: Column<Bool>
    let mediation: Column<MediationOutcome>
    let schema: TableSchema

    init() {
        var table = TableBuilder("dispute", "矛盾纠纷", "Disputes")
        table.key("dispute", "编号", "Number")
        table.member()
        found = table.date("found", "发现日期", "Found on", .attribution)
        source = table.choice("source", "来源", "Source")
        recorded = table.yesNo("recorded", "已记录", "Recorded")
        mediation = table.choice("mediation", "调解", "Mediation")
        table.words = PlatformWords(
            "纠纷 矛盾 调解",
            columns: [
                "dispute": "纠纷编号 案件编号 调解编号 纠纷ID", "found": "发现时间 受理日期 登记日期 排查日期",
                "source": "纠纷来源 来源渠道 案件来源", "recorded": "是否记录 是否登记 是否录入",
                "mediation": "调解结果 调解情况 化解情况 处理结果",
            ],
            values: [
                "source": ["self": "自报 自主排查 网格员排查 网格员上报", "inspection": "检查 督查"],
                "mediation": [
                    "settled": "当场 调解成功 已化解 现场调解", "referred": "引导 上交 移交上级 转上级", "none": "未调解 未处理",
                ],
            ])
        schema = table.finished()
    }
}

/// Who found a dispute first.
enum DisputeSource: Int, Choice {
    case own, inspection

    var option: ChoiceOption {
        switch self {
        case .own: ChoiceOption("self", "自报", "Reported by the member")
        case .inspection: ChoiceOption("inspection", "检查发现", "Found by inspection")
        }
    }
}

/// What was done about a dispute.
enum MediationOutcome: Int, Choice {
    case settled, referred, none

    var option: ChoiceOption {
        switch self {
        case .settled: ChoiceOption("settled", "当场调解", "Settled on the spot")
        case .referred: ChoiceOption("referred", "引导上级", "Referred upwards")
        case .none: ChoiceOption("none", "未调解", "Not mediated")
        }
    }
}
