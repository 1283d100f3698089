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
