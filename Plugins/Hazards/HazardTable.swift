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
