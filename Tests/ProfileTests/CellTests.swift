import AssessmentKernel
import Intake
import Testing

@testable import Profile

/// How cells are read: patterns, blanks, dates, units, constants, and rows that are left out.
@Suite struct CellTests {
    private func clock(_ more: String, _ csv: String) throws -> (rows: [String], rejects: [String], unknown: [String]) {
        try read(csv, "profile: 1\ntable: 考勤\n" + more)
    }

    @Test("Values by pattern: exact ones first, then in their order; what none fits stays")
    func values() throws {
        let yaml = """
            values:
              status:
                "*旷工*": 未打卡
                "/^(迟到|早退)[0-9]+分钟$/": 迟到
                "迟到*": 正常
                迟到半天: 未打卡
                "": 未打卡
            """
        let csv =
            "工号,日期,状态\nM1,2021-07-01,迟到15分钟\nM1,2021-07-02,迟到半天\nM1,2021-07-03,迟到一会\nM1,2021-07-04,上午旷工\nM1,2021-07-05,\nM1,2021-07-06,正常\nM1,2021-07-07,早退\n"
        let answer = try clock(yaml, csv)
        #expect(
            answer.rows.map { String($0.dropFirst(17)) } == [
                "late|-", "missed|-", "on-time|-", "missed|-", "missed|-", "on-time|-",
            ])
        #expect(answer.rejects == ["8 status choice 早退"])
    }

    @Test("Blank words are as an empty cell, in all columns")
    func blanks() throws {
        let yaml = "blank: [\"--\", 无, /]\nvalues: {status: {\"\": 未打卡}}\n"
        let answer = try clock(yaml, "工号,日期,状态,工时\nM1,2021-07-01,--,无\n--,2021-07-02,正常,8\nM1,/,正常,8\n")
        #expect(answer.rows == ["2: M1|2021-07-01|missed|-"])
        #expect(answer.rejects == ["3 member missing ", "4 date missing "])
    }

    @Test("Dates by their forms, then by those of every table")
    func dates() throws {
        let answer = try clock(
            "dates: {date: [YY-MM-DD 星期, M月D日]}\nmonth: 2021-07\n",
            "工号,日期,状态\nM1,21-07-01 星期四,正常\nM1,7月2日,正常\nM1,2021/7/3,正常\nM1,21-07-04 星期一,正常\nM1,21-07-04,正常\n")
        #expect(answer.rows.map { $0.dropFirst(6).prefix(10) } == ["2021-07-01", "2021-07-02", "2021-07-03"])
        #expect(answer.rejects == ["5 date profile-date 21-07-04 星期一", "6 date date 21-07-04"])
        let moments = try read(
            "编号,工号,时间,状态\nS1,M1,2021/7/1 8:30 PM,正常\nS2,M1,1625099400000,正常\nS3,M1,21-07-01 08:30,正常\n",
            "profile: 1\ntable: report\ndates: {at: [YYYY/M/D h:mm AM, epoch_ms, YY-M-D h:m]}\n")
        #expect(
            moments.rows.map { $0.dropFirst(9).prefix(19) } == [
                "2021-07-01 20:30:00", "2021-07-01 08:30:00", "2021-07-01 08:30:00",
            ])
    }

    @Test("A day in a known form that is none says why")
    func noDays() throws {
        let yaml = "profile: 1\ntable: 考勤\ndates: {date: [YY-MM-DD 星期, YY-MM-DD, M月D日, D]}\nmonth: 2021-06\n"
        let csv = "工号,日期,状态\nM1,21-07-04 星期一,正常\nM1,21-02-30,正常\nM1,31,正常\n"
        let found = try rejects(csv, yaml).map(\.reason.chinese)
        #expect(found == ["星期与日期不符：2021-07-04 是星期日，不是星期一", "没有这一天", "文件的月份中没有这一天，或有两天都可能"])
        let moments = try rejects(
            "编号,工号,时间,状态\nS1,M1,21-07-01 25:30,正常\n", "profile: 1\ntable: report\ndates: {at: [YY-M-D h:m]}\n")
        #expect(moments.map(\.reason.chinese) == ["没有这个时间"])
    }

    @Test("Minutes become hours")
    func units() throws {
        let answer = try clock(
            "columns: {hours: 工作时长(分钟)}\nunits: {hours: 分钟}\nblank: [\"--\"]\n",
            "工号,日期,状态,工作时长(分钟)\nM1,2021-07-01,正常,500\nM1,2021-07-02,正常,--\nM1,2021-07-03,正常,多\n")
        #expect(answer.rows == ["2: M1|2021-07-01|on-time|8.33", "3: M1|2021-07-02|on-time|-"])
        #expect(answer.rejects == ["4 hours profile-unit 多"])
    }

    @Test("Rows are left out by their values; all parts of a condition must hold")
    func rows() throws {
        let csv =
            "工号,日期,状态,班次,类型\nM1,2021-07-01,正常,休息,上班\nM1,2021-07-02,正常,A班,上班\nM1,2021-07-03,正常,A班,下班\nM1,2021-07-04,,,\nM1,2021-07-05,正常,休息日,下班\n"
        let yaml = "values: {status: {\"\": 未打卡}}\n"
        func days(_ more: String) throws -> [Substring] {
            try clock(yaml + more, csv).rows.map { $0.dropFirst(14).prefix(2) }
        }
        #expect(try days("ignore_rows: {班次: \"休息*\"}\n") == ["02", "03", "04"])
        #expect(try days("ignore_rows: [{班次: \"休息*\", 类型: 下班}, {班次: \"\"}]\n") == ["01", "02", "03"])
        #expect(try days("only_rows: [{类型: [上班, \"\"]}]\nignore_rows: [{班次: 休息}]\n") == ["02", "04"])
        let answer = try clock("ignore_rows: {没有: x}\n", csv)
        #expect(answer.rejects == ["refused 1  missing-column"])
        #expect(try clock("ignore_rows: {班次: 休息}\nonly_rows: {类型: 上班}\n", csv).unknown == [])
    }

    @Test("Constants and the month come from the title, and parts from cells")
    func constants() throws {
        let yaml = """
            profile: 1
            table: report
            month: title
            columns: {member: 人员, at: 登记}
            extract: {member: "*({})"}
            dates: {at: M-D h:mm}
            constants:
              note: {title: "批次:{} *"}
              report: {file: "{}"}
            """
        let answer = try read("事件,批次：七月一批 2021-07\n\n人员,登记,状态\n王芳（M1）,7-1 8:30,正常\n王芳,7-1 8:30,正常\n", yaml)
        #expect(answer.rows == ["4: a|M1|2021-07-01 08:30:00|on-time|-|七月一批"])
        #expect(answer.rejects == ["5 member profile-extract 王芳"])
        #expect(try read("事件\n\n人员,登记,状态\n", yaml).rejects == ["refused 3  profile-month"])
        #expect(try read("2021-07\n\n人员,登记,状态\n", yaml).rejects == ["refused 3  profile-constant"])
    }

    @Test("Thousands of different and of equal cells are read alike", arguments: [1, 7, 20_000])
    func memory(_ different: Int) throws {
        var csv = "工号,日期,状态,工时\n"
        for row in 0..<20_000 { csv += "M1,2021-07-01,正常,\(row % different)\n" }
        let answer = try clock("units: {hours: 1/2}\n", csv)
        #expect(answer.rows.count == 20_000)
        #expect(answer.rejects.isEmpty)
        let wrong = answer.rows.enumerated().first { row, text in
            let half = (row % different) * 50
            return !text.hasSuffix("|" + ExactDecimal.shortest(Int64(half), places: 2))
        }
        #expect(wrong == nil)
    }

    @Test("Several tables of one profile")
    func tables() throws {
        let profile = try profile(
            "profile: 1\nname: 两表\ntables:\n  - {table: 考勤, sheet: \"7月*\", file: [a, \"b*\"]}\n  - {table: 事件, sheet: [事件, 明细]}\n"
        )
        #expect(profile.name == "两表")
        #expect(profile.parts.map(\.schema.key) == ["clock", "report"])
        #expect(profile.takes(sheet: "7月考勤") == true)
        #expect(profile.takes(sheet: "8月") == false)
        #expect(profile.takes(file: "b1"))
        #expect(!profile.takes(file: "c"))
        #expect(profile.others[0].takes(file: "c"))
        #expect(profile.others[0].takes(sheet: "明细") == true)
    }

    @Test(
        "Invalid entries are refused with their line, and the nearest name is suggested",
        arguments: [
            ("colums: {}", 3, "colums"), ("levels: 4", 3, "levels"), ("levels: 2-1", 3, "levels"),
            ("header: 3-9", 3, "header"),
            ("header: 3\nlevels: 2", 4, "levels"), ("units: {hours: 里}", 3, "units.hours"),
            ("units: {date: 分钟}", 3, "units.date"),
            ("dates: {date: M-D}", 3, "dates.date"), ("dates: {date: xx}", 3, "dates.date"),
            ("dates: {status: D}", 3, "dates.status"),
            ("dates: {date: hh:mm}", 3, "dates.date"), ("extract: {member: x}", 3, "extract.member"),
            ("month: 七月", 3, "month"),
            ("month: [title, x]", 3, "month"), ("ignore_rows: [{}]", 3, "ignore_rows.1"),
            ("ignore_rows: x", 3, "ignore_rows"),
            ("values: {status: {\"/(/\": 正常}}", 3, "values.status./(/"), ("blank: {}", 3, "blank"),
            ("optional: [hours]", 3, "optional.1"), ("columns: {status: x}\noptional: [status]", 4, "optional.1"),
            ("columns: {date: {titles: [a], prefer: [b]}}", 3, "columns.date.prefer"),
            ("columns: {status: {titles: [a], prefer: [b]}}", 3, "columns.status.prefer.1"),
            ("columns: {status: {title: a, nth: 0}}", 3, "columns.status.nth"),
            ("columns: {status: {nam: a}}", 3, "columns.status.nam"),
            ("constants: {status: {titel: \"{}\"}}", 3, "constants.status.titel"),
            ("constants: {status: {file: x}}", 3, "constants.status.file"),
            ("constants: {status: {}}", 3, "constants.status"), ("days: {}", 3, "days.into"),
            ("days: {into: {day: status, cell: hours}}", 3, "days.into.day"),
            ("days: {into: {day: date, cell: date}}", 3, "days.into.cell"),
            ("days: {into: {day: date, cell: status}, titles: hh}", 3, "days.titles"),
            ("columns: {status: a}\ndays: {into: {day: date, cell: status}}", 4, "days"), ("tables: []", 2, "table"),
        ])
    func refusals(_ yaml: String, _ line: Int, _ key: String) throws {
        let problem = try #require(throws: Problem.self) { try profile("profile: 1\ntable: 考勤\n" + yaml) }
        #expect(problem.place.row == line, "\(problem)")
        #expect(problem.place.key == key, "\(problem)")
    }

    @Test("The nearest key, column and table are asked")
    func nearest() throws {
        func reason(_ yaml: String) throws -> String {
            try #require(throws: Problem.self) { try profile(yaml) }.what.chinese
        }
        #expect(try reason("profile: 1\ntable: 考勤\ncolums: {}").contains("是否想写“columns”"))
        #expect(try reason("profile: 1\ntable: 考勤\ncolumns: {membr: a}").contains("是否想写“member”"))
        #expect(try reason("profile: 1\ntable: clok").contains("是否想写“clock”"))
        #expect(throws: Problem.self) { try profile("profile: 1\ntables: []") }
        #expect(throws: Problem.self) { try profile("profile: 1\ntables: [{table: 考勤, name: x}]") }
    }
}
