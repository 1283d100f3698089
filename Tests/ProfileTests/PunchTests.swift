import AssessmentKernel
import Testing

@testable import Profile

/// Single clock punches as one row per member and day.
@Suite struct PunchTests {
    private static func yaml(_ more: String = "") -> String {
        """
        profile: 1
        table: 考勤
        columns: {member: 人员}
        punches:
          at: 打卡时间
          duty: 08:30-17:30
          into: {day: date, status: status, hours: hours}
          outcomes: {on_time: 正常, late: 迟到, missed: 未打卡}
        """ + "\n" + more
    }

    private static func rules(_ more: String) -> String {
        yaml().replacing("  duty: 08:30-17:30\n", with: "  duty: 08:30-17:30\n" + more)
    }

    private func judged(_ punches: [String], _ yaml: String) throws -> [String] {
        let csv = "人员,打卡时间\n" + punches.map { "M1,2021-07-01 \($0)\n" }.joined()
        return try read(csv, yaml).rows.map { String($0.dropFirst("2: M1|2021-07-01|".count)) }
    }

    @Test(
        "The first punch decides, with the minutes of grace",
        arguments: [
            ("08:30", 0, "on-time"), ("08:30:59", 0, "on-time"), ("08:31", 0, "late"), ("08:40:59", 10, "on-time"),
            ("08:41", 10, "late"), ("00:00", 0, "on-time"), ("23:59", 0, "late"),
        ])
    func first(_ time: String, _ grace: Int, _ status: String) throws {
        #expect(try judged([time], Self.rules("  grace: \(grace)\n")) == [status + "|-"])
    }

    @Test("Leaving early counts where the rules say so, and one punch alone where they do")
    func early() throws {
        let early = Self.rules("  grace: 5\n").replacing("missed: 未打卡}", with: "missed: 未打卡, early: 迟到}")
        #expect(try judged(["08:30", "17:25"], early) == ["on-time|8.92"])
        #expect(try judged(["08:30", "17:24:59"], early) == ["late|8.92"])
        #expect(try judged(["08:30", "12:00"], Self.yaml()) == ["on-time|3.5"])
        #expect(try judged(["08:30"], early) == ["on-time|-"])
        let single = early.replacing("early: 迟到}", with: "single: 未打卡}")
        #expect(try judged(["08:30"], single) == ["missed|-"])
        #expect(try judged(["09:30", "10:30"], single) == ["late|1"])
    }

    @Test("Hours are those between the first and the last punch, without the pause, rounded half up")
    func hours() throws {
        let pause = Self.rules("  pause: 12:00-13:30\n")
        #expect(try judged(["17:30", "08:30", "12:15"], pause) == ["on-time|7.5"])
        #expect(try judged(["08:00", "11:00"], pause) == ["on-time|3"])
        #expect(try judged(["08:00", "12:30"], pause) == ["on-time|4"])
        #expect(try judged(["08:00", "08:00:18"], pause) == ["on-time|0.01"])
        #expect(try judged(["08:00", "08:00:17"], pause) == ["on-time|0"])
        #expect(try judged(["08:00", "08:00"], pause) == ["on-time|-"])
    }

    @Test("Only the sorts that count are counted; a day without any is missed; days and times may be two columns")
    func sorts() throws {
        let yaml = Self.rules("  sort: 结果\n  counts: [正常, 外勤, 补卡]\n").replacing("at: 打卡时间", with: "at: [日期, 时间]")
        let answer = try read(
            """
            结果,人员,日期,时间,姓名
            正常,M2,2021-07-02,17:40,李强
            失败,M1,2021-07-01,08:20,王芳
            补卡,M1,2021-07-01,8:35,王芳
            外勤,M1,2021/7/1,2021-07-01 16:35:00,王芳
            未打卡,M1,2021-07-03,,王芳
            正常,M2,2021年7月2日,8:00,李强
            ,,,,
            """, yaml)
        #expect(answer.rejects == [])
        #expect(
            answer.rows == [
                "2: M2|2021-07-02|on-time|9.67", "3: M1|2021-07-01|late|8", "6: M1|2021-07-03|missed|-",
            ])
    }

    @Test("Unreadable cells are rejected at their place, unknown members with the day's first row")
    func bad() throws {
        let answer = try read(
            "人员,打卡时间\nM1,2021-07-01 8:00\nM1,2021-07-01 25:00\nM1,\nM9,2021-07-01 8:00\nM9,2021-07-01 9:00\nM1,x,y\nM2,2021-07-01 8:00\nM2,x\n",
            Self.yaml())
        // The day of an unreadable punch is not judged by the others.
        #expect(answer.rows == ["8: M2|2021-07-01|on-time|-"])
        #expect(
            answer.rejects == [
                "3 date punch 2021-07-01 25:00", "4 date missing ", "5 member unknown-member M9", "7 date cell-count ",
                "9 date punch x",
            ])
        #expect(try read("人员,时间\n", Self.yaml()).rejects == ["refused 1  missing-column"])
        #expect(try read("", Self.yaml()).rejects == ["refused 1  missing-column"])
    }

    @Test(
        "Invalid rules are refused",
        arguments: [
            ("  duty: 08:30-17:30\n", "  duty: 17:30-08:30\n", "punches.duty"),
            ("  duty: 08:30-17:30\n", "  duty: 8-17\n", "punches.duty"),
            ("  duty: 08:30-17:30\n", "  duty: 08:60-17:30\n", "punches.duty"),
            ("  duty: 08:30-17:30\n", "", "punches.duty"),
            ("at: 打卡时间", "at: [a, b, c]", "punches.at"), ("day: date,", "day: hours,", "punches.into.day"),
            ("on_time: 正常", "on_time: 好", "punches.outcomes.on_time"), ("late: 迟到, ", "", "punches.outcomes.late"),
            ("missed: 未打卡", "missed: 未打卡, other: 迟到", "punches.outcomes.other"),
            ("table: 考勤", "table: 事件", "punches.into.day"),
            ("{member: 人员}", "{member: 人员, status: 结果}", "punches"), ("  at:", "  sort: 结果\n  at:", "punches.sort"),
            ("  at:", "  grace: -1\n  at:", "punches.grace"),
        ])
    func refusals(_ part: String, _ other: String, _ key: String) throws {
        let problem = try #require(throws: Problem.self) { try profile(Self.yaml().replacing(part, with: other)) }
        #expect(problem.place.key == key, "\(problem)")
        #expect((problem.place.row ?? 0) > 0, "\(problem)")
    }
}
