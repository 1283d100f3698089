import AssessmentKernel
import Intake
import Testing

@testable import Profile

/// Punches with their attendance day: past midnight, arrivals and departures in columns, days without a time.
@Suite struct AttendanceDayTests {
    private static func yaml(_ at: String, _ more: String = "") -> String {
        """
        profile: 1
        table: 考勤
        columns: {member: 工号}
        dates: {date: [YY-MM-DD 星期]}
        punches:
          at: \(at)
          duty: 08:30-17:30
          into: {day: 日期, status: 状态, hours: 工时}
          outcomes: {on_time: 正常, late: 迟到, early: 迟到, single: 未打卡, missed: 未打卡}
        """ + "\n" + more
    }

    private func days(_ rows: [String], _ more: String = "") throws -> [String] {
        let answer = try read(
            "工号,考勤日期,打卡时间,结果\n" + rows.map { "M1,21-07-01 星期四,\($0)\n" }.joined(),
            Self.yaml("[考勤日期, 打卡时间]", more))
        return answer.rows.map { String($0.dropFirst(17)) } + answer.rejects
    }

    @Test(
        "The attendance day counts, whenever the punch was",
        arguments: [
            (["08:20", "次日00:10"], "on-time|15.83"), (["2021-07-01 08:20", "2021-07-02 00:10"], "on-time|15.83"),
            (["08:20", "24:10"], "on-time|15.83"), (["08:20", "00:10(次日)"], "on-time|15.83"),
            (["08:20", "次日 00:10"], "on-time|15.83"),
            (["前日23:50", "17:30"], "on-time|17.67"), (["08:20", "24:00"], "on-time|15.67"),
            (["上午8:20", "下午5:40"], "on-time|9.33"),
            (["8时20分", "17时40分30秒"], "on-time|9.34"), (["08:20 12:00、13:30;17:40"], "on-time|9.33"),
            (["08:20", "17:00"], "late|8.67"),
            (["8:20 AM", "5:40 PM"], "on-time|9.33"), (["08:20"], "missed|-"), ([""], "missed|-"),
            (["2021-07-01 08:20", "17:40"], "on-time|9.33"),
        ])
    func day(_ times: [String], _ day: String) throws { #expect(try days(times.map { $0 + "," }) == [day]) }

    @Test(
        "A day with a punch that cannot be read is a reject, at that punch's row",
        arguments: [
            "8点", "48:00", "25:60", "次日24:00", "2021-07-05 08:00", "08:2", "未打卡", "08:30x", "08:30(", "下午13:00",
        ])
    func unreadable(_ time: String) throws {
        let answer = try days(["08:20,", time + ",", "17:40,"])
        #expect(answer == ["3 date punch 2021-07-01 \(time)"])
    }

    @Test("Words in place of a time are no punch; a sort that does not count still makes the day")
    func words() throws {
        let no = "  no_punch: [未打卡, \"--\"]\n"
        #expect(try days(["未打卡,", "17:40,"], no) == ["missed|-"])
        #expect(try days(["--,", "未打卡,"], no) == ["missed|-"])
        let sorts = "  sort: 结果\n  counts: [正常]\n"
        #expect(try days(["08:20,正常", "17:40,正常", "18:40,失败"], sorts) == ["on-time|9.33"])
        #expect(try days([",未打卡", "2021-07-02 00:10,正常"], sorts) == ["missed|-"])
        #expect(try days(["08:20,正常", "x,失败"], sorts) == ["3 date punch 2021-07-01 x"])
        let brackets = "  counts: [外勤]\n"
        #expect(try days(["08:20(外勤),", "17:40,", "19:00(失败),"], brackets) == ["on-time|9.33"])
        #expect(try days(["旷工,"], "values: {status: {旷工: 未打卡}}\n") == ["missed|-"])
    }

    @Test("Punches of a sort that does not count are counted aloud, by their word")
    func uncounted() throws {
        func noticed(_ rows: [String], _ more: String) throws -> [Text: Int] {
            let profile = try profile(Self.yaml("[考勤日期, 打卡时间]", more))
            let csv = "工号,考勤日期,打卡时间,结果\n" + rows.map { "M1,21-07-01 星期四,\($0)\n" }.joined()
            var reader = TableReader(
                source: profile.mapping(source(csv, profile)), schema: profile.schema, roster: Tables.roster)
            while try reader.next() != nil {}
            return reader.noticed.uncountedPunches
        }
        let sorts = "  sort: 结果\n  counts: [正常]\n"
        let rows = ["08:20,外勤", "17:40,正常", "17:45,外勤", ",未打卡", "18:00,失败"]
        #expect(try noticed(rows, sorts) == ["外勤": 2, "失败": 1])
        #expect(try noticed(["08:20(外勤),", "17:40(补卡),"], "  counts: [外勤]\n") == ["（）": 1])
        #expect(try noticed(["08:20,x"], "") == [:])
    }

    @Test("Numbers under a title that names minutes are converted or refused")
    func minutes() throws {
        let yaml = "profile: 1\ntable: 考勤\ncolumns: {member: 工号, hours: 工作时长(分钟)}\n"
        let csv = "工号,日期,状态,工作时长(分钟)\nM1,2021-07-01,正常,480\n"
        #expect(try read(csv, yaml).rejects == ["refused 1  other-unit"])
        #expect(try read(csv, yaml + "units: {hours: 分钟}\n").rows.first?.hasSuffix("|8") == true)
        let own = "工号,日期,状态,工时(分钟)\nM1,2021-07-01,正常,480\n"
        #expect(try read(own, "profile: 1\ntable: 考勤\n").rejects == ["refused 1  other-unit"])
    }

    @Test("Arrivals and departures in columns")
    func columns() throws {
        let yaml = Self.yaml("{day: 日期, in: [上班1, 上班2], out: 下班1}", "  no_punch: [未打卡]\n")
        let answer = try read(
            "日期,工号,上班1,上班2,下班1\n21-07-01 星期四,M1,08:21,,17:40\n21-07-02 星期五,M1,未打卡,,次日00:10\n21-07-01 星期四,M2,,13:30,17:40\n21-07-02,M2,,,\n2021-07-03,M2,,,\n21-07-02 星期四,M2,,,\n",
            yaml)
        #expect(
            answer.rows == [
                "2: M1|2021-07-01|on-time|9.32", "3: M1|2021-07-02|missed|-", "4: M2|2021-07-01|late|4.17",
                "6: M2|2021-07-03|missed|-",
            ])
        #expect(answer.rejects == ["5 date date 21-07-02", "7 date profile-date 21-07-02 星期四"])
    }

    @Test("A day may begin after midnight where the file has moments alone")
    func begins() throws {
        let csv = "工号,时刻\nM1,2021-07-01 08:20\nM1,2021-07-02 00:10\nM1,2021-07-02 08:20\nM1,2021-07-03 04:59:59\n"
        let answer = try read(csv, Self.yaml("时刻", "  day_begins: 05:00\n"))
        #expect(answer.rows == ["2: M1|2021-07-01|on-time|15.83", "4: M1|2021-07-02|on-time|20.67"])
        #expect(throws: Problem.self) { try profile(Self.yaml("[a, b]", "  day_begins: 05:00\n")) }
        #expect(throws: Problem.self) { try profile(Self.yaml("{day: a}")) }
        #expect(throws: Problem.self) { try profile(Self.yaml("{day: a, tme: b}")) }
    }

    @Test("Totals and repeated headers are no punches; a member by any of several columns")
    func others() throws {
        let yaml = Self.yaml("时刻").replacing("member: 工号", with: "member: [工号, 姓名]")
        let answer = try read(
            "工号,姓名,时刻\nM1,王芳,2021-07-01 08:20\n工号,姓名,时刻\nM1,王芳,2021-07-01 18:20\n合计,,2\n制表人：张,,\n,M2,2021-07-01 08:00\n",
            yaml)
        #expect(answer.rows == ["2: M1|2021-07-01|on-time|10", "7: M2|2021-07-01|missed|-"])
        #expect(answer.rejects == [])
    }
}
