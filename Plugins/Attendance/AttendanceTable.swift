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
        table.words = PlatformWords(
            "考勤 打卡 出勤 上下班 签到? 每日统计? 原始记录? 日报?",
            columns: [
                "date": "考勤日期 打卡日期 签到日期 出勤日期 时间 日期",
                "status": "考勤结果 打卡结果 打卡状态 考勤状态 出勤状态 签到状态 结果 状态 考勤情况 打卡情况 出勤情况",
                "hours": "实际工作时长 工作时长 出勤时长 工时 出勤工时 实际工时 在岗时长",
            ],
            values: [
                "status": [
                    "on-time": "正常 准时 按时 出勤 外勤 补卡 √ ✓ ✔", "late": "迟到 严重迟到 △",
                    "missed": "缺卡 未打卡 旷工 缺勤 漏打卡 未签到 未出勤 ×",
                ]
            ],
            doubtful: ["status": "早退 请假 休假 事假 病假 年假 调休 出差 外出 休息 加班 ○"])
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
