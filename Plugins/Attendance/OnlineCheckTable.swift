import AssessmentKernel

/// 在线抽查: whether a member was online when checked.
struct OnlineCheckTable: EvidenceTable {
    static let shared = OnlineCheckTable()
    let kind: Column<CheckKind>
    let result: Column<CheckResult>
    let schema: TableSchema

    init() {
        var table = TableBuilder("online-check", "在线抽查", "Online checks")
        table.onLeave = .passedOver
        table.key("check", "编号", "Number")
        table.member()
        table.dateTime("at", "时间", "At", .attribution)
        kind = table.choice("kind", "类别", "Kind")
        result = table.choice("result", "结果", "Result")
        schema = table.finished()
    }
}

/// How the check was made.
enum CheckKind: Int, Choice {
    case online, spot

    var option: ChoiceOption {
        switch self {
        case .online: ChoiceOption("online", "实时在线", "Online status")
        case .spot: ChoiceOption("spot", "视频抽查", "Video spot check")
        }
    }
}

/// The result of the check.
enum CheckResult: Int, Choice {
    case online, offline

    var option: ChoiceOption {
        switch self {
        case .online: ChoiceOption("online", "在线", "Online")
        case .offline: ChoiceOption("offline", "不在线", "Offline")
        }
    }
}
