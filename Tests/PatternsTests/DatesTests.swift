import AssessmentKernel
import Patterns
import Testing

/// Forms of dates, the days of a file, and units.
@Suite struct DatesTests {
    private func read(_ form: String, _ text: String, _ period: FilePeriod? = nil) -> String? {
        guard let form = DateForm(form), let reading = Text(text).withBytes({ form.read($0) }),
            let day = FilePeriod.day(reading, period)
        else { return nil }
        guard form.hasTime else { return day.description }
        return reading.secondOfDay.map {
            CivilDateTime(seconds: Int64(day.dayNumber) * 86_400 + Int64($0)).description
        }
    }

    @Test(
        "Forms",
        arguments: [
            ("YY-MM-DD 星期", "21-07-01 星期四", "2021-07-01"), ("YY-MM-DD 星期", "21-7-1星期四", "2021-07-01"),
            ("YY-MM-DD 星期", "21-07-01 星期五", nil), ("YY-MM-DD 星期", "2021-07-01 星期四", nil),
            ("YY-MM-DD 星期", "21-07-01", nil), ("yyyy/mm/dd(星期)", "2021/07/01(周四)", "2021-07-01"),
            ("YYYYMMDDhhmmss", "20210701083000", "2021-07-01 08:30:00"), ("YYYYMMDDhhmmss", "2021070108300", nil),
            ("YYYY/M/D h:mm AM", "2021/7/1 8:30 PM", "2021-07-01 20:30:00"),
            ("YYYY/M/D h:mm AM", "2021/7/1 12:05 AM", "2021-07-01 00:05:00"),
            ("YYYY-MM-DDThh:mm:ss*", "2021-07-01T08:30:00.000+08:00", "2021-07-01 08:30:00"),
            ("YYYY-MM-DD,hh:mm", "2021-07-01,08:30", "2021-07-01 08:30:00"),
            ("YYYY-MM-DD hh:mm", "2021-07-01 24:00", "2021-07-02 00:00:00"),
            ("YYYY-MM-DD hh:mm", "2021-07-01 24:01", nil), ("YYYY-MM-DD hh:mm", "2021-07-01 08:60", nil),
            ("epoch_ms", "1625099400000", "2021-07-01 08:30:00"), ("epoch", "1625099400", "2021-07-01 08:30:00"),
            ("excel", "44378.3541666667", "2021-07-01 08:30:00"), ("excel", "44378", "2021-07-01 00:00:00"),
            ("excel", "x", nil), ("excel", "-1", nil), ("epoch", "99999999999999999999", nil), ("excel", "1.2.3", nil),
            ("YYYY-MM-DD", "2021-02-29", nil), ("YYYY年M月D日", "2021年7月1日", "2021-07-01"),
        ])
    func forms(_ form: String, _ text: String, _ day: String?) { #expect(read(form, text) == day) }

    @Test("What is no form", arguments: ["", "星期", "yyy-MM", "DD-DD", "**D*", "abc", "MMM"])
    func noForm(_ form: String) { #expect(DateForm(form) == nil) }

    @Test("A lacking year is the nearest to the month, a lacking month the only one with such a day")
    func completed() throws {
        let months = try (#require(Month(text: "2021-07")), #require(Month(text: "2022-01")))
        let (july, january) = (FilePeriod(months.0), FilePeriod(months.1))
        #expect(read("M月D日", "7月1日", july) == "2021-07-01")
        #expect(read("M-D", "12-31", january) == "2021-12-31")
        #expect(read("M-D", "1-2", january) == "2022-01-02")
        #expect(read("D", "31", july) == "2021-07-31")
        #expect(read("D星期", "1四", july) == "2021-07-01")
        #expect(read("D星期", "1五", july) == nil)
        #expect(read("D", "1") == nil)
        #expect(read("M-D", "7-1") == nil)
        #expect(read("D", "32", july) == nil)
        #expect(DateForm("M-D")?.needsMonth == true)
        #expect(DateForm("YY-M-D")?.needsMonth == false)
        let first = try #require(CivilDate(iso: "2021-06-26"))
        let last = try #require(CivilDate(iso: "2021-07-25"))
        let days = try #require(FilePeriod(first, last))
        #expect(read("D", "26", days) == "2021-06-26")
        #expect(read("D", "25", days) == "2021-07-25")
    }

    @Test(
        "The days that titles and names mention",
        arguments: [
            (["考勤月报 2021-07"], "2021-07-01 2021-07-31"), (["2021年7月考勤统计"], "2021-07-01 2021-07-31"),
            (["每日统计表 统计日期：2021-07-01 至 2021-07-31", "报表生成时间：2021-08-01 09:00"], "2021-07-01 2021-07-31"),
            (["统计时间:07-01 ～ 07-03", "制表时间:2021-08-01"], "2021-07-01 2021-07-03"),
            (["统计时间:12-01 ～ 12-31     制表时间:2022-01-01 09:00(UTC+8)"], "2021-12-01 2021-12-31"),
            (["统计时间:12-26 ～ 01-25", "制表时间:2022-01-26"], "2021-12-26 2022-01-25"),
            (["生成时间：2021-08-01 统计日期：2021-07-01"], "2021-07-01 2021-07-31"),
            (["上下班打卡_月报_20210701-20210731"], "2021-07-01 2021-07-31"), (["考勤202107"], "2021-07-01 2021-07-31"),
            (["7月考勤", "导出于 2021-08-02"], "2021-07-01 2021-07-31"), (["2021.07"], "2021-07-01 2021-07-31"),
            (["制表时间：2021-08-01"], nil), (["7月考勤"], nil), (["13月", "2021-13"], nil), (["版本 3.14"], nil), ([], nil),
            (["8:30-17:30", "2021-07-15"], "2021-07-01 2021-07-31"),
            (["2021-06-26 至 2021-07-25"], "2021-06-26 2021-07-25"),
        ])
    func periods(_ texts: [String], _ period: String?) {
        #expect(PeriodFinder.period(in: texts).map { "\($0.first) \($0.last)" } == period)
    }

    @Test(
        "Units, rounded half up to two decimals",
        arguments: [
            ("分钟", "510", 850), ("分钟", "500", 833), ("分钟", "0", 0), ("分钟", "0.3", 1), ("分钟", "0.2", 0),
            ("分钟", "-1", nil),
            ("秒", "3600", 100), ("秒", "18", 1), ("秒", "17", 0), ("1/3", "1", 33), ("2/3", "1", 67),
            ("10000", "1.5", 1_500_000),
            ("时长", "8小时30分", 850), ("时长", "510分钟", 850), ("时长", "8.5小时", 850), ("时长", "8:30", 850),
            ("时长", "08:30:18", 851),
            ("时长", "8小时30分18秒", 851), ("时长", "30分8小时", nil), ("时长", "8:75", nil), ("时长", "8", nil), ("时长", "", nil),
            ("时长", "99999999999999999999小时", nil), ("分钟", "99999999999999999999", nil), ("1天", "1", nil),
        ])
    func units(_ unit: String, _ text: String, _ hundredths: Int64?) {
        #expect(NumberUnit(unit).flatMap { unit in Text(text).withBytes { unit.hundredths($0) } } == hundredths)
    }

    @Test("What is no unit", arguments: ["", "小时半", "1/0", "0", "1/2/3", "-1", "1/"])
    func noUnit(_ unit: String) { #expect(NumberUnit(unit) == nil) }
}
