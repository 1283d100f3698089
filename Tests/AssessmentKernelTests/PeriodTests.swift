import AssessmentKernel
import TestValues
import Testing

@Suite struct DateRangeTests {
    @Test func aRunOfDaysIsNeverEmpty() throws {
        #expect(DateRange(day("2021-07-02"), through: day("2021-07-01")) == nil)
        let one = try days("2021-07-01", "2021-07-01")
        #expect(one.count == 1)
        #expect(Array(one.days) == [day("2021-07-01")])
    }

    @Test func aRunHoldsBothItsEnds() throws {
        let range = try days("2021-07-30", "2021-08-02")
        #expect(Array(range.days).map(\.description) == ["2021-07-30", "2021-07-31", "2021-08-01", "2021-08-02"])
        #expect(range.count == 4)
        #expect(range.contains(day("2021-07-30")))
        #expect(range.contains(day("2021-08-02")))
        #expect(!range.contains(day("2021-07-29")))
        #expect(!range.contains(day("2021-08-03")))
        #expect(range.description == "2021-07-30..2021-08-02")
    }

    @Test(
        arguments: [
            ("2021-07-01", "2021-07-31", "2021-07-31", "2021-08-31", "2021-07-31..2021-07-31"),
            ("2021-07-01", "2021-07-31", "2021-07-10", "2021-07-20", "2021-07-10..2021-07-20"),
            ("2021-07-01", "2021-07-31", "2021-08-01", "2021-08-31", nil),
            ("2021-07-01", "2021-07-31", "2021-06-01", "2021-08-31", "2021-07-01..2021-07-31"),
        ] as [(String, String, String, String, String?)])
    func twoRunsShareTheirCommonDays(
        first: String, last: String, otherFirst: String, otherLast: String, shared: String?
    ) throws {
        let (range, other) = (try days(first, last), try days(otherFirst, otherLast))
        #expect(range.intersection(other)?.description == shared)
        #expect(other.intersection(range)?.description == shared)
    }

    @Test(
        arguments: [
            ("2021-07-01", "2021-07-31", "2021-07"), ("2021-07-31", "2021-08-01", "2021-07 2021-08"),
            ("2020-11-30", "2021-02-01", "2020-11 2020-12 2021-01 2021-02"), ("2021-12-31", "2021-12-31", "2021-12"),
        ])
    func aRunTouchesItsMonthsInOrder(first: String, last: String, months: String) throws {
        #expect(try days(first, last).months.map(\.description).joined(separator: " ") == months)
    }

    @Test(
        arguments: [
            ("2021-07-05", "2021-07-11", "2021-07-05..2021-07-11"), ("2021-07-05", "2021-07-10", ""),
            ("2021-07-06", "2021-07-18", "2021-07-12..2021-07-18"),
            ("2021-07-04", "2021-07-11", "2021-07-05..2021-07-11"),
            ("2021-07-06", "2021-07-11", ""), ("2021-07-05", "2021-07-05", ""), ("2021-07-11", "2021-07-11", ""),
            ("2021-07-05", "2021-07-18", "2021-07-05..2021-07-11 2021-07-12..2021-07-18"),
            ("2020-12-27", "2021-01-03", "2020-12-28..2021-01-03"),
        ])
    func onlyWholeWeeksAreWeeksOfARun(first: String, last: String, weeks: String) throws {
        #expect(try days(first, last).wholeWeeks.map(\.description).joined(separator: " ") == weeks)
    }

    @Test func theWeeksOfAQuarterRunFromItsFirstMondayToItsLastSunday() throws {
        let weeks = try quarter("2021Q3").range.wholeWeeks
        #expect(weeks.count == 12)
        #expect(weeks.first?.first == day("2021-07-05"))
        #expect(weeks.last?.last == day("2021-09-26"))
        #expect(weeks.allSatisfy { $0.count == 7 && $0.first.weekday == 1 })
    }
}

@Suite struct MonthTests {
    @Test(arguments: [
        ("2021-07", 31), ("2021-02", 28), ("2020-02", 29), ("2021-12", 31), ("0001-01", 31), ("9999-12", 31),
    ])
    func aMonthHasAllItsDays(text: String, length: Int) throws {
        let month = try month(text)
        #expect(month.description == text)
        #expect(month.range.count == length)
        #expect(month.range.first.description == text + "-01")
        #expect(month.range.last.month == month)
        #expect(Month(year: month.year, number: month.number) == month)
    }

    @Test(arguments: [
        "2021-7", "2021-00", "2021-13", "0000-01", "2021/07", "+021-07", "2021-07-01", "", "2021-07 ", "2021Q3",
    ])
    func whatIsNoMonthIsRefused(text: String) { #expect(Month(text: text) == nil) }

    @Test func monthsWithoutAYearOrNumberAreNone() {
        #expect(Month(year: 0, number: 1) == nil)
        #expect(Month(year: 10_000, number: 1) == nil)
        #expect(Month(year: 2021, number: 0) == nil)
        #expect(Month(year: 2021, number: 13) == nil)
    }

    @Test func monthsFollowOneAnotherThroughTheNewYear() throws {
        #expect(try month("2020-12").next == month("2021-01"))
        #expect(try month("2021-01").previous == month("2020-12"))
        #expect(try month("2020-12") < month("2021-01"))
        var current = try month("2019-11")
        for _ in 0..<30 {
            #expect(current.next.previous == current)
            #expect(current.next.range.first == current.range.last.advanced(by: 1))
            current = current.next
        }
    }

    @Test(arguments: [
        ("2021-01", "2021Q1"), ("2021-03", "2021Q1"), ("2021-04", "2021Q2"), ("2021-09", "2021Q3"),
        ("2021-12", "2021Q4"),
    ])
    func aMonthLiesInItsQuarter(text: String, expected: String) throws {
        #expect(try month(text).quarter.description == expected)
    }
}

@Suite struct QuarterTests {
    @Test(
        arguments: [
            ("2021Q1", "2021-01-01..2021-03-31"), ("2021Q3", "2021-07-01..2021-09-30"),
            ("2020Q1", "2020-01-01..2020-03-31"),
            ("9999Q4", "9999-10-01..9999-12-31"), ("0001Q1", "0001-01-01..0001-03-31"),
        ])
    func aQuarterHasThreeMonths(text: String, range: String) throws {
        let quarter = try quarter(text)
        #expect(quarter.description == text)
        #expect(quarter.range.description == range)
        #expect(quarter.range.months == quarter.months)
        #expect(quarter.months.count == 3)
        #expect(quarter.months.allSatisfy { $0.quarter == quarter })
    }

    @Test(
        arguments: [
            "2021Q0", "2021Q5", "2021q3", "2021Q", "2021Q33", "0000Q1", "+021Q3", "-021Q3", "2021Q3 ", "2021Q+",
            "2021QQ", "Q20213", "21Q3", "2021-3", "", "２021Q3", "2021Ｑ3",
        ])
    func whatIsNoQuarterIsRefused(text: String) { #expect(Quarter(text: text) == nil) }

    @Test func quartersFollowOneAnotherThroughTheNewYear() throws {
        #expect(try quarter("2020Q4").next == quarter("2021Q1"))
        #expect(try quarter("2021Q1").previous == quarter("2020Q4"))
        #expect(try quarter("2020Q4") < quarter("2021Q1"))
        #expect(try quarter("2021Q2") < quarter("2021Q3"))
        #expect(try !(quarter("2021Q1") < quarter("2020Q4")))
    }
}
