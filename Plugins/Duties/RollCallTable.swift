import AssessmentKernel

/// 点名会议: a video roll-call or a meeting, and whether the member was there on time.
struct RollCallTable: EvidenceTable {
    static let shared = RollCallTable()
    let kind: Column<RollCallKind>
    let level: Column<Text?>
    let status: Column<RollCallStatus>
    let schema: TableSchema

    init() {
        var table = TableBuilder("roll-call", "点名会议", "Roll-calls and meetings")
        table.onLeave = .passedOver
        table.key("session", "场次", "Session")
        table.member(.key)
        table.date("date", "日期", "Date", .attribution)
        kind = table.choice("kind", "类别", "Kind")
        level = table.optionalCode("level", "级别", "Level")
        status = table.choice("status", "状态", "Status")
        table.words = PlatformWords(
            "点名 会议",
            columns: [
                "session": "会议编号 点名编号 场次编号", "date": "点名日期 会议日期 点名时间", "kind": "点名方式 点名类型 会议类型",
                "level": "会议级别 点名级别", "status": "点名结果 到会情况 到场情况 参会情况 点名情况",
            ],
            values: [
                "kind": ["video": "视频", "meeting": "现场会议"],
                "status": ["present": "已到 到场 在岗 应答", "late": "迟到", "absent": "未到 缺勤 未应答", "leave": "请假"],
            ])
        schema = table.finished()
    }
}

/// The kind of roll-call.
enum RollCallKind: Int, Choice {
    case video, meeting

    var option: ChoiceOption {
        switch self {
        case .video: ChoiceOption("video", "视频点名", "Video roll-call")
        case .meeting: ChoiceOption("meeting", "会议", "Meeting")
        }
    }
}

/// Whether the member was there.
enum RollCallStatus: Int, Choice {
    case present, late, absent, leave

    var option: ChoiceOption {
        switch self {
        case .present: ChoiceOption("present", "到会", "Present")
        case .late: ChoiceOption("late", "迟到", "Late")
        case .absent: ChoiceOption("absent", "缺席", "Absent")
        case .leave: ChoiceOption("leave", "请假", "On leave")
        }
    }
}
