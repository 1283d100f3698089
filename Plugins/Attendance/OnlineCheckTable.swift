import AssessmentKernel

/// 在线抽查: whether a member was online when checked.
struct OnlineCheckTable: EvidenceTable {
    static let shared = OnlineCheckTable()
    let at: Column<CivilDateTime>
    let kind: Column<CheckKind>
    let result: Column<CheckResult>
    let schema: TableSchema

    init() {
        var table = TableBuilder("online-check", "在线抽查", "Online checks")
        table.onLeave = .passedOver
        table.key("check", "编号", "Number")
        table.member()
        at = table.dateTime("at", "时间", "At", .attribution)
        kind = table.choice("kind", "类别", "Kind")
        result = table.choice("result", "结果", "Result")
        table.words = PlatformWords(
            "在线? 抽查? 查岗 视频抽查",
            columns: [
                "at": "抽查时间 检查时间 查岗时间", "kind": "抽查方式 检查方式 抽查类型 抽查类别",
                "result": "抽查结果 检查结果 在线状态 是否在线 在线情况 查岗结果",
            ],
            values: [
                "kind": ["online": "在线抽查 实时", "spot": "视频"],
                "result": ["online": "在线 在岗", "offline": "不在线 离线 未在线 脱岗 未接听"],
            ])
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
