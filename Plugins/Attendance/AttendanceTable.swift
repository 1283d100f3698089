import AssessmentKernel

/// 考勤打卡: how a member clocked in on a day.
struct AttendanceTable: EvidenceTable {
    static let shared = AttendanceTable()
    let status: Column<ClockingStatus>
    let hours: Column<Hundredths?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("attendance", "考勤打卡", "Attendance")
        table.member(.key)
        table.date("date", "日期", "Date", .keyAndAttribution)
        status = table.choice("status", "状态", "Status")
        hours = table.optionalNumber("hours", "工时", "Hours")
        schema = table.finished()
    }
}

/// How the member clocked in.
enum ClockingStatus: Int, Choice {
    case onTime, late, missed

    var option: ChoiceOption {
        switch self {
        case .onTime: ChoiceOption("on-time", "正常", "On time")
        case .late: ChoiceOption("late", "迟到", "Late")
        case .missed: ChoiceOption("missed", "未打卡", "Missed")
        }
    }
}
