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
