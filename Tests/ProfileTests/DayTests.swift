import AssessmentKernel
import Intake
import Testing

@testable import Profile

/// Files with a column for each day.
@Suite struct DayTests {
    private static let punched = """
        profile: 1
        table: 考勤
        month: title
        columns: {member: 账号}
        days:
          ignore: ["--", 休息, "*假"]
        punches:
          no_punch: [缺卡]
          duty: 08:30-17:30
          into: {day: 日期, status: 状态, hours: 工时}
          outcomes: {on_time: 正常, late: 迟到, single: 未打卡, missed: 未打卡}
        values: {status: {旷工: 未打卡}}
        """ + "\n"
    private static let titles = "打卡时间记录,,,,\n统计时间:07-01 ～ 07-04,,,,\n制表时间:2021-08-01,,,,\n"

    @Test("Each filled cell is a day: several punches, the next day's, words and marks")
    func punches() throws {
        let csv =
            Self.titles
            + "姓名,账号,\"1\n星期四\",\"2\n星期五\",\"3\n星期六\",\"4\n星期日\"\n王芳,M1,\"08:21\n12:01\n17:40\",08:45、17:40,--,\n李强,M2,\"08:21(外勤)\n次日00:10\",休息,缺卡 17:40,旷工\n合计,,2,1,1,1\n姓名,账号,\"1\n星期四\",\"2\n星期五\",\"3\n星期六\",\"4\n星期日\"\n"
        let answer = try read(csv, Self.punched)
        let first = 8
        #expect(
            answer.rows.map { $0.drop { $0 != " " }.dropFirst() } == [
                "M1|2021-07-01|on-time|9.32", "M1|2021-07-02|late|8.92", "M2|2021-07-01|on-time|15.82",
                "M2|2021-07-03|missed|-",
                "M2|2021-07-04|missed|-",
            ])
        #expect(answer.rejects == [])
        #expect(answer.rows.count == 5)
        #expect(first > 0)
    }

    private static let plainMarks = """
        profile: 1
        table: 考勤
        month: title
        columns: {member: 账号}
        days:
          into: {day: 日期, cell: 状态}
        values: {status: {√: 正常, ×: 未打卡}}
        """ + "\n"

    @Test("The days of the week below the header are no row; wrong ones are")
    func weekdays() throws {
        let rows = "M1,√,×,,\nM2,×,√,,\n"
        let answer = try read(Self.titles + "账号,1,2,3,31\n,四,周五,,星期六\n" + rows, Self.plainMarks)
        #expect(answer.rejects == [])
        #expect(answer.rows.count == 4)
        let wrong = try rejects(Self.titles + "账号,1,2,3,31\n,五,六,,\n" + rows, Self.plainMarks)
        #expect(wrong.map(\.row) == [5])
        let later = try rejects(Self.titles + "账号,1,2,3,31\nM1,√,×,,\n,四,五,,\n", Self.plainMarks)
        #expect(later.map(\.row) == [6])
    }

    @Test("A row without its member is told once, with the number of its records, whatever else is wrong with them")
    func toldOnce() throws {
        let found = try rejects(Self.titles + "账号,1,2,3,31\n,√,○,△,\n", Self.plainMarks)
        #expect(found.count == 1)
        #expect(found.first?.reason.chinese == "“工号”未填写（本行共 3 条记录）")
    }

    @Test("An unreadable cell rejects its day alone, and the message names the column")
    func unreadable() throws {
        let csv = Self.titles + "账号,1 四,2 五,31\nM1,08:21 17:40,8点半,\nM2,08:21 35:00 17:40,\"08:21,17:40\",x\n"
        let answer = try read(csv, Self.punched)
        #expect(answer.rows == ["5: M1|2021-07-01|on-time|9.32", "6: M2|2021-07-02|on-time|9.32"])
        #expect(answer.rejects == ["5 status punch 8点半", "6 status punch 08:21 35:00 17:40", "6 date profile-day x"])
        #expect(try reasons(csv, Self.punched)[0].contains("“2 五”列的“8点半”"))
    }

    @Test(
        "Which columns are days",
        arguments: [
            ("1,2", true), ("1日,2日", true), ("07-01,07-02", true), ("7月1日,7月2日", true), ("2021-07-01,2021/7/2", true),
            ("1四,2五", true),
            ("7.1,7.2", true), ("星期四1,星期五2", false), ("1五,2", false), ("甲,乙", false), ("1,1", true), ("32,33", false),
        ])
    func columns(_ titles: String, _ areDays: Bool) throws {
        let answer = try read(Self.titles + "账号,\(titles)\nM1,8:00 18:00,\n", Self.punched)
        #expect((answer.rows == ["5: M1|2021-07-01|on-time|10"]) == areDays, "\(answer)")
    }

    @Test("A level of the header may have the days of the week, and one the halves of a day")
    func levels() throws {
        let csv = Self.titles + "账号,1,2\n,四,五\nM1,8:00 18:00,\n"
        let yaml = Self.punched.replacing("month: title", with: "month: title\nlevels: 2")
        #expect(try read(csv, yaml).rows == ["6: M1|2021-07-01|on-time|10"])
        #expect(try read(csv.replacing("四", with: "三"), yaml).rejects == ["refused 5  profile-day"])
        let halves = Self.titles + "账号,1,,2,\n,上班,下班,上班,下班\nM1,8:00,18:00,9:00,\n"
        #expect(try read(halves, yaml).rows == ["6: M1|2021-07-01|on-time|10", "6: M1|2021-07-02|missed|-"])
        let one = yaml.replacing("days:\n", with: "days:\n  of: 上班\n")
        #expect(try read(halves, one).rows == ["6: M1|2021-07-01|missed|-", "6: M1|2021-07-02|missed|-"])
    }

    private static let marked = """
        profile: 1
        table: 考勤
        month: [title, file]
        columns: {member: [工号, 姓名]}
        days:
          into: {day: 日期, cell: 状态}
          ignore: [休]
        values:
          status: {√: 正常, △: 迟到, ×: 未打卡}
        """ + "\n"

    @Test("Marks are read by values; a blank cell makes a row only where values say so")
    func marks() throws {
        let csv = "考勤表 2021年7月\n姓名,工号,1,2,3\n王芳,M1,√,△,×\n李强,M2,休,,○\n"
        let answer = try read(csv, Self.marked)
        #expect(
            answer.rows == ["3: M1|2021-07-01|on-time|-", "3: M1|2021-07-02|late|-", "3: M1|2021-07-03|missed|-"])
        #expect(answer.rejects == ["4 status choice ○"])
        let reason = try reasons(csv, Self.marked).first ?? ""
        #expect(reason.hasPrefix("“3”列：只能填："), "\(reason)")
        let blank = try read(csv, Self.marked.replacing("√: 正常", with: "\"\": 未打卡, ○: 正常, √: 正常"))
        #expect(blank.rows.suffix(2) == ["4: M2|2021-07-02|missed|-", "4: M2|2021-07-03|on-time|-"])
        #expect(try read(csv.replacing("2021年7月", with: ""), Self.marked).rejects == ["refused 2  profile-month"])
        #expect(
            try read("工号,1,1日\nM1,√,√\n", Self.marked.replacing("[title, file]", with: "2021-07")).rejects == [
                "refused 1  profile-day"
            ])
    }

    @Test("A filled cell beside the table is one reject; months of other lengths are known")
    func edges() throws {
        let yaml = Self.marked.replacing("[title, file]", with: "2021-02")
        let titles = (1...31).map(String.init).joined(separator: ",")
        let cells = (1...28).map { _ in "√" }.joined(separator: ",")
        let answer = try read("工号,\(titles)\nM1,\(cells),,,\nM2,\(cells),√,,\nM1,\(cells),,,,x\n", yaml)
        #expect(answer.rows.count == 56)
        #expect(
            answer.rejects == ["3 date profile-day √", "4 status cell-count 2021-02-01"] || answer.rejects.count == 2)
        #expect(
            try read("工号,1\nM1,√\n", Self.marked.replacing("month: [title, file]\n", with: "")).rejects == [
                "refused 1  profile-day"
            ])
    }

    private func reasons(_ csv: String, _ yaml: String) throws -> [String] {
        try rejects(csv, yaml).map(\.reason.chinese)
    }
}
