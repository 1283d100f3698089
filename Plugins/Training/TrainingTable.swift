import AssessmentKernel

/// 培训例会: a meeting or training, and whether the member came.
struct TrainingTable: EvidenceTable {
    static let shared = TrainingTable()
    let kind: Column<SessionKind>
    let status: Column<Attendance>
    let schema: TableSchema

    init() {
        var table = TableBuilder("training", "培训例会", "Meetings and training")
        table.lookBack = .calendarYear
        table.onLeave = .passedOver
        table.key("session", "场次", "Session")
        table.member(.key)
        table.date("date", "日期", "Date", .attribution)
        kind = table.choice("kind", "类别", "Kind")
        status = table.choice("status", "出席情况", "Attendance")
        table.words = PlatformWords(
            "培训 例会 参训 会议",
            columns: [
                "session": "培训编号 例会编号 场次编号 期次", "date": "培训日期 例会日期 培训时间 会议日期",
                "kind": "培训类型 会议类型 培训类别", "status": "出席状态 参训情况 签到情况 到会情况 参加情况",
            ],
            values: [
                "kind": ["meeting": "例会", "training": "培训 业务培训"],
                "status": ["present": "出席 已参加 参加 已签到 到会 出勤", "leave": "请假", "absent": "缺席 未参加 未签到 未到 旷会"],
            ], doubtful: ["status": "迟到 早退"])
        schema = table.finished()
    }

    /// Whether the member came.
    enum Attendance: Int, Choice {
        case present, leave, absent

        var option: ChoiceOption {
            switch self {
            case .present: ChoiceOption("present", "出席", "Present")
            case .leave: ChoiceOption("leave", "请假", "On leave")
            case .absent: ChoiceOption("absent", "缺席", "Absent")
            }
        }
    }
}

/// The monthly meeting or the quarterly training (§3.2.1).
enum SessionKind: Int, Choice {
    case meeting, training

    var option: ChoiceOption {
        switch self {
        case .meeting: ChoiceOption("meeting", "例会", "Meeting")
        case .training: ChoiceOption("training", "集中培训", "Training")
        }
    }
}
