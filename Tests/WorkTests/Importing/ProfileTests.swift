import AssessmentKernel
import Desk
import Foundation
import Importing
import Intake
import Ledger
import Testing
import WorkbookMaking
import Workspace

/// Platforms' exports that a profile reads, from file to ledger.
@Suite struct ProfileTests {
    typealias Cell = TestWorkbook.Cell

    private static let daily: [[Cell]] = [
        ["打卡日报"], ["统计时间:07-05 ～ 07-06     制表时间:2021-08-01"], ["日期", "姓名", "账号", "概况", "", "早班", ""],
        ["", "", "", "实际工时(小时)", "结果", "时间", "状态"], ["2021/07/05 星期一", "甲", "M1", "8.5", "正常", "08:21", "正常"],
        ["2021/07/06 星期二", "甲", "M1", "--", "缺卡(1次)", "未打卡", "缺卡"],
        ["2021/07/05 星期一", "乙", "M2", "7.5", "迟到15分钟", "08:45", "迟到"],
    ]
    private static let month: [[Cell]] = [
        ["打卡时间"], ["统计时间:07-05 ～ 07-07"], ["制表时间:2021-08-01"], ["姓名", "账号", "5\n星期一", "6\n星期二", "7\n星期三"],
        ["甲", "M1", "08:21\n12:01\n17:40", "08:45、17:40", "--"], ["乙", "M2", "08:21(外勤)\n次日00:10", "休息", ""],
    ]
    private static let monthProfile = """
        profile: 1
        table: 考勤打卡
        sheet: 打卡*
        month: title
        columns: {member: 账号}
        days: {ignore: ["--", 休息]}
        punches:
          duty: 08:30-17:30
          into: {day: 日期, status: 状态, hours: 工时}
          outcomes: {on_time: 正常, late: 迟到, single: 未打卡, missed: 未打卡}
        """

    private func importing(
        _ town: TestTownship, _ file: String, _ sheets: [(String, [[Cell]])], _ yaml: String
    ) throws -> ImportReport {
        let path = town.folder + "/in/" + file
        try TestWorkbook(sheets).copy(to: path)
        var options = ImportOptions()
        options.profile = try town.workspace.profile(at: try town.write("../对照.yaml", yaml))
        return try town.workspace.importTables([path], options, now: TestTownship.now)
    }

    @Test("A day of several shifts is judged by all of them, with the shipped profile")
    func shifts() throws {
        let town = try TestTownship()
        let titles: [Cell] = [
            "姓名", "工号", "日期", "班次", "上班1打卡时间", "上班1打卡结果", "下班1打卡时间", "下班1打卡结果", "上班2打卡时间", "上班2打卡结果", "下班2打卡时间",
            "下班2打卡结果",
            "工作时长(分钟)",
        ]
        func row(_ member: String, _ day: String, _ results: [String]) -> [Cell] {
            let shifts = results.flatMap { ["08:00", Cell(stringLiteral: $0)] as [Cell] }
            return ["甲", Cell(stringLiteral: member), Cell(stringLiteral: day), "A"] + shifts + ["480"]
        }
        let rows: [[Cell]] = [
            ["每日统计表 统计日期：2021-07-05 至 2021-07-07"], titles, row("M1", "21-07-05 星期一", ["正常", "正常", "缺卡", "正常"]),
            row("M1", "21-07-06 星期二", ["正常", "正常", "正常", "迟到"]), row("M2", "21-07-05 星期一", ["", "", "正常", "正常"]),
            row("M2", "21-07-06 星期二", ["", "请假", "", "休息"]),
        ]
        let path = town.folder + "/in/每日统计.xlsx"
        try TestWorkbook([("每日统计", rows)]).copy(to: path)
        let report = try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        #expect(report.isKept && report.counts.inserted == 3 && report.profiles.first?.isShipped == true)
        #expect(try town.values("attendance", "status") == ["missed", "late"])
        #expect(try town.values("attendance", "status", "M2") == ["on-time"])
    }

    @Test("A member whom the roster does not know is one reject of a row with a column a day; footers are counted")
    func strangers() throws {
        let town = try TestTownship()
        let rows: [[Cell]] = [
            ["统计时间:2021-07-05 ～ 2021-07-07"], ["姓名", "账号", "5", "6", "7"],
            ["甲", "M1", "08:21、17:40", "08:21、17:40", "--"],
            ["王", "M99", "08:21、17:40", "08:21、17:40", "08:21、17:40"], ["丁", "M98", "", "08:21、17:40", "--"],
            ["合计", "", "2", "3", "1"], ["审核人：李四", "", "", "", ""], ["姓名", "账号", "5", "6", "7"],
        ]
        let report = try importing(town, "记录.xlsx", [("打卡时间", rows)], Self.monthProfile)
        #expect(report.rejectCount == 2 && report.firstRejects.map(\.row) == [4, 5])
        #expect(report.firstRejects.first?.reason.chinese.contains("3 条") == true)
        #expect(report.firstRejects.last?.reason.chinese.contains("条") == false)
        #expect(report.files.first?.noticed.totals == 2 && report.files.first?.noticed.headers == 1)
    }

    @Test("A draft whose table is open is not saved, and says which tables come close")
    func openDraft() throws {
        let town = try TestTownship()
        let path = town.folder + "/in/Book1.csv"
        try Data("编号,工号,体温\n1,M1,36.5\n2,M2,36.7\n".utf8).write(to: URL(fileURLWithPath: path))
        let draft = try town.workspace.draftProfile(of: path, table: nil)
        let problem = #expect(throws: Problem.self) { try town.workspace.saveDraft(draft, named: "体温") }
        #expect(problem?.what.chinese.contains("看不出这份文件是哪张表") == true && !town.isThere("profiles/体温.yaml"))
    }

    @Test("An office's sheet that lacks one column refuses the workbook; a sheet of notes does not")
    func offices() throws {
        let town = try TestTownship()
        func report(_ title: String) throws -> ImportReport {
            let sheets: [(String, [[Cell]])] = [
                ("东办", [["工号", "开始日期", "结束日期"], ["M1", "2021-07-05", "2021-07-05"]]),
                ("西办", [["工号", "开始日期", Cell(stringLiteral: title)], ["M2", "2021-07-05", "2021-07-05"]]),
                ("说明", [["由各办事处填写", "工号"]]),
            ]
            try TestWorkbook(sheets).copy(to: town.folder + "/in/请假.xlsx")
            return try town.importing([:])
        }
        let refused = try report("止日")
        #expect(!refused.isKept && refused.firstRejects.first?.reason.chinese.contains("“西办”像“请假”，但缺少列“结束日期”") == true)
        #expect(try report("结束日期").counts.inserted == 2)
    }

    @Test("A conflict in a row with a column a day shows the day's own value")
    func conflictInMatrix() throws {
        let town = try TestTownship()
        func rows(_ second: String) -> [[Cell]] {
            [["统计时间:2021-07-05 ～ 2021-07-07"], ["账号", "5", "6", "7"], ["M1", "√", .init(stringLiteral: second), "×"]]
        }
        let yaml = """
            profile: 1
            table: 考勤打卡
            month: title
            columns: {member: 账号}
            days: {into: {day: 日期, cell: 状态}}
            values: {status: {√: 正常, △: 迟到, ×: 未打卡}}
            """
        #expect(try importing(town, "a.xlsx", [("表", rows("√"))], yaml).counts.inserted == 3)
        let report = try importing(town, "a.xlsx", [("表", rows("△"))], yaml)
        #expect(report.firstRejects.map { "\($0.code) \($0.column) \($0.value)" } == ["conflict status 迟到"])
    }

    @Test("A daily report of two header levels, by its words")
    func daily() throws {
        let town = try TestTownship()
        let yaml = """
            profile: 1
            table: 考勤打卡
            sheet: 概况*
            levels: 2
            columns: {member: 账号, date: 日期, status: 概况 结果, hours: 实际工时(小时)}
            dates: {date: [YYYY/MM/DD 星期]}
            blank: ["--"]
            values: {status: {"迟到*": 迟到, "缺卡*": 未打卡}}
            ignore: ["*"]
            """
        let report = try importing(town, "日报_0705.xlsx", [("概况与明细", Self.daily), ("别的", [["x"]])], yaml)
        #expect(report.isKept)
        #expect(report.counts.inserted == 3)
        #expect(report.files.first?.unknownColumns == [])
        #expect(try town.records("attendance") == ["attendance:M1/2021-07-05", "attendance:M1/2021-07-06"])
        #expect(report.passedOver == ["日报_0705.xlsx#别的"])
    }

    @Test("A column a day, several punches a cell; explained by the row of the file")
    func month() throws {
        let town = try TestTownship()
        let report = try importing(town, "记录.xlsx", [("打卡时间", Self.month)], Self.monthProfile)
        #expect(report.isKept, "\(report.firstRejects)")
        #expect(report.counts.inserted == 3, "\(report.firstRejects)")
        #expect(try town.records("attendance") == ["attendance:M1/2021-07-05", "attendance:M1/2021-07-06"])
        let told = try town.workspace.explain("M1", .month(#require(Month(text: "2021-07"))), item: "attendance")
        let records = told.items.flatMap(\.deductions).flatMap(\.records)
        let record = try #require(records.first { $0.reference.description == "attendance:M1/2021-07-06" })
        #expect(record.file == "记录.xlsx#打卡时间")
        #expect(record.row == 5)
        #expect(record.cells.contains { $0.value == "08:45、17:40" })
        #expect(try importing(town, "记录.xlsx", [("打卡时间", Self.month)], Self.monthProfile).counts.unchanged == 3)
    }

    @Test("A day that cannot be read is rejected with the column of its cell, and nothing is imported")
    func rejected() throws {
        let town = try TestTownship()
        var rows = Self.month
        rows[5][3] = "8点半"
        let report = try importing(town, "记录.xlsx", [("打卡时间", rows)], Self.monthProfile)
        let reject = try #require(report.firstRejects.first)
        #expect(!report.isKept)
        #expect(report.rejectCount == 1)
        #expect(reject.row == 6)
        #expect(reject.value == "8点半")
        #expect(reject.reason.chinese.contains("6 星期二") || reject.reason.chinese.contains("6\n星期二"), "\(reject.reason)")
        // The row is judged by itself, so that it can be corrected in a workbook of its own.
        #expect(report.rejectsWorkbooks == ["rejects-记录.xlsx"])
        rows[5][2] = "8点三刻"
        let twice = try importing(town, "记录.xlsx", [("打卡时间", rows)], Self.monthProfile)
        #expect(twice.rejectCount == 2)
    }

    @Test("A row under a header of several levels is corrected in the workbook of rejects and imported")
    func corrected() throws {
        let town = try TestTownship()
        var rows = Self.daily
        rows[rows.count - 1][0] = "2021/07/99 星期一"
        let yaml = """
            profile: 1
            table: 考勤打卡
            sheet: 概况*
            levels: 2
            columns: {member: 账号, date: 日期, status: 概况 结果, hours: 实际工时(小时)}
            dates: {date: [YYYY/MM/DD 星期]}
            blank: ["--"]
            values: {status: {"迟到*": 迟到, "缺卡*": 未打卡}}
            ignore: ["*"]
            """
        let report = try importing(town, "日报_0705.xlsx", [("概况与明细", rows)], yaml)
        #expect(report.rejectCount == 1 && report.rejectsWorkbooks == ["rejects-日报_0705.xlsx"])
        // Imported as it stands it is rejected again, and its header is found with all of its levels.
        var options = ImportOptions()
        options.profile = try town.workspace.profile(at: try town.write("../对照.yaml", yaml))
        let again = try town.workspace.importTables(
            [town.workspace.folder + "/rejects-日报_0705.xlsx"], options, now: TestTownship.now)
        #expect(again.rejectCount == 1 && again.counts.rows == 1 && again.files.map(\.unknownColumns) == [[]])
        #expect(again.firstRejects.first?.value == "2021/07/99 星期一" && again.firstRejects.first?.column == "date")
    }

    @Test("One profile, several tables from several sheets, and two from one sheet")
    func tables() throws {
        let town = try TestTownship()
        let leaves: [[Cell]] = [["账号", "起", "止"], ["M2", "2021-07-06", "2021-07-06"]]
        let yaml = """
            profile: 1
            tables:
              - {table: 请假, sheet: "请*", columns: {member: 账号, from: 起, through: 止}}
              - table: 走访日志
                sheet: 打卡时间
                month: title
                columns: {member: 账号}
                days: {into: {day: 日期, cell: 工作日志}, ignore: ["--", 休息]}
              - table: 考勤打卡
                sheet: 打卡时间
                month: title
                columns: {member: 账号}
                days: {ignore: ["--", 休息]}
                punches:
                  duty: 08:30-17:30
                  into: {day: 日期, status: 状态, hours: 工时}
                  outcomes: {on_time: 正常, late: 迟到, missed: 未打卡}
            """
        let report = try importing(town, "汇总.xlsx", [("打卡时间", Self.month), ("请假单", leaves), ("说明", [["x"]])], yaml)
        #expect(report.isKept, "\(report.firstRejects)")
        #expect(report.files.map(\.table) == ["leave", "patrol", "attendance"])
        #expect(report.files.map(\.name) == ["汇总.xlsx#请假单", "汇总.xlsx#打卡时间", "汇总.xlsx#打卡时间"])
        #expect(report.files.map(\.counts.inserted) == [1, 3, 3])
        #expect(report.passedOver == ["汇总.xlsx#说明"])
    }

    @Test("A file that the profile does not name is not read")
    func otherFile() throws {
        let town = try TestTownship()
        let yaml = Self.monthProfile.replacing("sheet: 打卡*", with: "file: 月报*")
        #expect(throws: Problem.self) { try importing(town, "记录.xlsx", [("打卡时间", Self.month)], yaml) }
        #expect(try importing(town, "月报1.xlsx", [("打卡时间", Self.month)], yaml).counts.inserted == 3)
    }

    @Test("An export without its header is refused with what is missing")
    func header() throws {
        let town = try TestTownship()
        let yaml = Self.monthProfile.replacing("账号", with: "工号")
        let report = try importing(town, "记录.xlsx", [("打卡时间", Self.month)], yaml)
        #expect(!report.isKept)
        #expect(report.files.first?.refusal?.reason.chinese.contains("“工号”") == true)
    }
}
