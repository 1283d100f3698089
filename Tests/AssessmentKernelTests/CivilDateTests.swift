import AssessmentKernel
import TestValues
import Testing

@Suite struct CivilDateTests {
    @Test func everyDayOfFourCenturiesHasItsOwnNumber() throws {
        var expected = try #require(CivilDate(year: 1800, month: 1, day: 1)).dayNumber
        for year in 1800...2200 {
            for month in 1...12 {
                for day in 1...CivilDate.daysIn(month: month, year: year) {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    #expect(date.dayNumber == expected)
                    #expect(date.parts == (year, month, day))
                    expected += 1
                }
            }
        }
    }

    @Test(arguments: [Int32.min, -719_470, -719_163, -1, 2_932_890, Int32.max - 1_000])
    func daysFollowOneAnotherWhereverTheyAre(first: Int32) {
        for number in first..<first + 900 {
            let (day, next) = (CivilDate(dayNumber: number).parts, CivilDate(dayNumber: number + 1).parts)
            if day.day < CivilDate.daysIn(month: day.month, year: day.year) {
                #expect(next == (day.year, day.month, day.day + 1))
            } else {
                #expect(next == (day.month == 12 ? day.year + 1 : day.year, day.month % 12 + 1, 1))
            }
        }
    }

    @Test(arguments: [(1900, 28), (2000, 29), (2020, 29), (2021, 28), (2024, 29), (2100, 28), (4, 29), (9996, 29)])
    func februaryHasItsLeapDay(year: Int, length: Int) {
        #expect(CivilDate.daysIn(month: 2, year: year) == length)
        #expect((CivilDate(year: year, month: 2, day: 29) != nil) == (length == 29))
        #expect(CivilDate(year: year, month: 2, day: 30) == nil)
    }

    @Test(
        arguments: [
            (0, 1, 1), (10_000, 1, 1), (-2021, 7, 1), (2021, 0, 1), (2021, 13, 1), (2021, 7, 0), (2021, 7, 32),
            (2021, 6, 31), (2021, 7, -1),
        ])
    func whatIsNoDayIsNone(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: ["0001-01-01", "1969-12-31", "1970-01-01", "2021-07-01", "2024-02-29", "9999-12-31"])
    func aDayIsPrintedAsItIsRead(text: String) throws {
        #expect(try #require(CivilDate(iso: text)).description == text)
    }

    @Test(
        arguments: [
            "+021-07-01", "-021-07-01", "2021-+7-01", "2021-07-+1", "2021--7-01", "2021-07--1", "2021-7-1", "21-07-01",
            "2021-07-01 ", " 2021-07-01", "２０２１-07-01", "2021-02-29", "2021-02-30", "0000-01-01", "2021/07/01",
            "20210701", "2021-07- 1", "2021-07-1a", "", "2021-07-01T", "2021-0７-1",
        ])
    func onlyTheIsoFormIsADay(text: String) { #expect(CivilDate(iso: text) == nil) }

    @Test func aDaysEightDigitsLeadBackToIt() throws {
        let (first, last) = (day("0001-01-01"), day("9999-12-31"))
        for date in stride(from: first, through: last, by: 89) {
            let packed = date.packed
            #expect(CivilDate(packed: packed) == date)
            #expect(packed == Int64(date.description.filter { $0 != "-" }))
        }
        #expect(last.packed == 9999_12_31)
    }

    @Test(
        arguments: [
            0, 20_210_229, 20_211_301, 20_210_700, 20_210_732, -20_210_701, 202_107_011, 2_021_071, 20_210_001,
            100_000_101, .min, .max,
        ] as [Int64])
    func digitsOfNoDayAreRefused(packed: Int64) { #expect(CivilDate(packed: packed) == nil) }

    @Test(
        arguments: [
            ("2021-07-01", 4), ("2021-10-01", 5), ("1970-01-01", 4), ("1969-12-31", 3), ("1969-12-28", 7),
            ("2000-01-01", 6), ("0001-01-01", 1), ("9999-12-31", 5), ("2024-02-29", 4),
        ])
    func theWeekBeginsOnMonday(text: String, weekday: Int) { #expect(day(text).weekday == weekday) }

    @Test func weekdaysFollowOneAnotherThroughTheBeginningOfTheCount() {
        for number in Int32(-800)...800 {
            let (today, tomorrow) = (CivilDate(dayNumber: number), CivilDate(dayNumber: number + 1))
            #expect(tomorrow.weekday == today.weekday % 7 + 1)
        }
    }

    @Test func daysAreCountedOn() {
        let start = day("2020-02-28")
        #expect(start.advanced(by: 2) == day("2020-03-01"))
        #expect(start.advanced(by: -59) == day("2019-12-31"))
        #expect(start.distance(to: day("2021-02-28")) == 366)
        #expect(day("2021-02-28").distance(to: start) == -366)
        #expect(day("2021-06-30") < day("2021-07-01"))
        #expect(day("2021-07-01").month.description == "2021-07")
    }
}

@Suite struct CivilDateTimeTests {
    @Test(
        arguments: [
            ("2021-07-01", 0, 0, 0, "2021-07-01 00:00:00", 20_210_701_000_000),
            ("2021-07-01", 23, 59, 59, "2021-07-01 23:59:59", 20_210_701_235_959),
            ("1969-12-31", 23, 59, 59, "1969-12-31 23:59:59", 19_691_231_235_959),
            ("1969-12-31", 0, 0, 0, "1969-12-31 00:00:00", 19_691_231_000_000),
            ("0001-01-01", 8, 5, 9, "0001-01-01 08:05:09", 10_101_080_509),
        ] as [(String, Int, Int, Int, String, Int64)])
    func aMomentPrintsAndPacks(
        date: String, hour: Int, minute: Int, second: Int, printed: String, packed: Int64
    ) throws {
        let moment = try #require(CivilDateTime(day(date), hour: hour, minute: minute, second: second))
        #expect(moment.description == printed)
        #expect(moment.packed == packed)
        #expect(moment.date == day(date))
        #expect(CivilDateTime(packed: packed) == moment)
    }

    @Test(arguments: [(24, 0, 0), (-1, 0, 0), (0, 60, 0), (0, -1, 0), (0, 0, 60), (0, 0, -1)])
    func whatIsNoTimeIsNone(hour: Int, minute: Int, second: Int) {
        #expect(CivilDateTime(day("2021-07-01"), hour: hour, minute: minute, second: second) == nil)
    }

    @Test(
        arguments: [
            20_210_701_240_000, 20_210_701_236_000, 20_210_701_235_960, 20_210_701, 0, -1, 20_210_229_000_000,
            20_210_700_999_999, -20_210_701_000_000,
        ] as [Int64])
    func digitsOfNoMomentAreRefused(packed: Int64) { #expect(CivilDateTime(packed: packed) == nil) }

    @Test func momentsLeadBackToThemselvesOnBothSidesOfTheCountsBeginning() {
        var numbers = SeededNumbers(state: 2)
        for _ in 0..<2_000 {
            let moment = CivilDateTime(seconds: .random(in: -60_000_000_000...200_000_000_000, using: &numbers))
            #expect(CivilDateTime(packed: moment.packed) == moment)
        }
        #expect(CivilDateTime(seconds: -1).description == "1969-12-31 23:59:59")
        #expect(CivilDateTime(seconds: -86_400).date == day("1969-12-31"))
        #expect(CivilDateTime(seconds: -86_401).date == day("1969-12-30"))
        #expect(CivilDateTime(seconds: -1) < CivilDateTime(seconds: 0))
    }
}
