import AssessmentKernel
import Profile

enum Status: Int, Choice {
    case onTime, late, missed

    var option: ChoiceOption {
        switch self {
        case .onTime: ChoiceOption("on-time", "正常", "On time")
        case .late: ChoiceOption("late", "迟到", "Late")
        case .missed: ChoiceOption("missed", "未打卡", "Missed")
        }
    }
}

/// Tables to draft for: one with one row per member and day, one with moments and choices.
enum Tables {
    static let clock: TableSchema = {
        var table = TableBuilder("clock", "考勤", "Clock")
        table.member(.key)
        table.date("date", "日期", "Date", .keyAndAttribution)
        table.choice("status", "状态", "Status", of: Status.self)
        table.optionalNumber("hours", "工时", "Hours")
        table.words = PlatformWords(
            "打卡", columns: ["status": "打卡结果 打卡状态"],
            values: ["status": ["on-time": "外勤", "late": "迟到", "missed": "缺卡"]], doubtful: ["status": "早退 请假"])
        return table.finished()
    }()

    static let report: TableSchema = {
        var table = TableBuilder("report", "事件", "Reports")
        table.key("report", "编号", "Number")
        table.member()
        table.dateTime("at", "时间", "At", .attribution)
        table.choice("status", "状态", "Status", of: Status.self)
        table.optionalDate("closed", "办结日期", "Closed")
        table.remark("note", "说明", "Note")
        return table.finished()
    }()

    static let all = [clock, report]
}

func profile(_ yaml: String) throws(Problem) -> Profile {
    try Profile(yaml: Array(yaml.utf8), file: "对照.yaml", tables: Tables.all)
}
