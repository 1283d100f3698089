import AssessmentKernel

/// 问题隐患: a hazard that a member found, or that an inspection found in the member's grid.
struct HazardTable: EvidenceTable {
    static let shared = HazardTable()
    let foundAt: Column<CivilDateTime>
    let reportedAt: Column<CivilDateTime?>
    let source: Column<HazardSource>
    let handledAt: Column<CivilDateTime?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("hazard", "问题隐患", "Hazards")
        table.key("hazard", "编号", "Number")
        table.member()
        table.remark("domain", "领域", "Domain")
        foundAt = table.dateTime("found_at", "发现时间", "Found at", .attribution)
        reportedAt = table.optionalDateTime("reported_at", "上报时间", "Reported at")
        source = table.choice("source", "来源", "Source")
        handledAt = table.optionalDateTime("handled_at", "处理时间", "Handled at")
        table.words = PlatformWords(
            "隐患 风险排查 安全隐患 隐患排查",
            columns: [
                "hazard": "隐患编号 问题编号 隐患ID", "domain": "隐患领域 隐患类别 隐患类型 问题类型",
                "found_at": "发现时间 排查时间", "reported_at": "上报时间 登记时间", "source": "隐患来源 问题来源 来源渠道 发现方式",
                "handled_at": "处理时间 整改时间 处置时间 整改完成时间",
            ],
            values: [
                "source": [
                    "self": "自报 网格员上报 自主上报 自查 网格员自查", "inspection": "检查发现 督查发现 上级检查 检查",
                ]
            ])
        schema = table.finished()
    }
}

/// Who found a hazard first.
enum HazardSource: Int, Choice {
    case own, inspection

    var option: ChoiceOption {
        switch self {
        case .own: ChoiceOption("self", "自报", "Reported by the member")
        case .inspection: ChoiceOption("inspection", "检查发现", "Found by inspection")
        }
    }
}
