import AssessmentKernel
import Closing
import ResultTables
import TestValues
import Testing
import TownshipTables

@Suite struct EvidenceTests {
    @Test func aJoinersMonthsBeginWithItsWindow() throws {
        let rules = try Book.rules(["per_missing: 0": "per_missing: 0.01"])
        let decided = try assessed(rules, subject(rules, member(joined: "2021-08-16")))
        #expect(decided.months.map(\.month.description) == ["2021-08", "2021-09"])
        // 12 workdays from 16 August, 22 in September with its two worked weekend days and two days off.
        #expect(decided.months.map { $0.score.items[1].deducted.hundredths } == [12, 22])
        #expect(decided.quarter.items[1].deducted == Points(hundredths: 34))
        #expect(decided.dutyDays == 34)
    }

    @Test func aMonthsScoreSeesOnlyTheMonth() throws {
        let rules = try Book.rules()
        let decided = try assessed(
            rules, subject(rules, marks: "a,2021-07-31,1,\nb,2021-08-01,2,\nc,2021-09-30,4,\nd,2021-06-30,8,"))
        #expect(decided.months.map(\.score.total) == [Points(99), Points(98), Points(96)])
        #expect(decided.quarter.total == Points(93))
    }

    @Test func excusedRecordsCostNothing() throws {
        let rules = try Book.rules(["per_row: 0": "per_row: 1", "per_missing: 0": "per_missing: 0.1"])
        let excused = Excuses(
            records: [RecordReference(table: "mark", parts: ["a"]), RecordReference(table: "roll", parts: ["r1"])],
            days: [:])
        let marks = "a,2021-07-05,1,\nb,2021-07-05,2,"
        let decided = try assessed(
            rules, subject(rules, marks: marks, rolls: "r1,2021-09-29\nr2,2021-09-30", excused: excused))
        #expect(decided.quarter.items[0].deductions.map(\.evidenceText) == ["mark:b"])
        let roll = decided.quarter.items[1].deductions
        #expect(roll.filter { $0.kind.code == "roll.row" }.map(\.evidenceText) == ["roll:r2"])
        #expect(
            roll.allSatisfy { $0.date < day("2021-09-29") || $0.kind.code == "roll.row" },
            "an excused row counts as good")
    }

    @Test func excusedDaysOfAnItemAreNoDutyDaysForIt() throws {
        let rules = try Book.rules(["per_missing: 0": "per_missing: 0.1"])
        let days: Set<CivilDate> = [day("2021-07-05"), day("2021-07-10")]
        for (code, item, excusedCount) in [("M1", "roll", 1), ("M1", "tally", 0), ("M2", "roll", 0)]
            as [(Text, String, Int)]
        {
            let excused = Excuses(records: [], days: [code: [item: days]])
            let decided = try assessed(rules, subject(rules, marks: "a,2021-07-10,3,absence", excused: excused))
            #expect(decided.quarter.items[1].deductions.count == decided.dutyDays - excusedCount)
            #expect(
                decided.quarter.items[1].deductions.contains { $0.date == day("2021-07-05") } == (excusedCount == 0))
            #expect(
                decided.quarter.items[0].deductions.count == 1, "a day that is no duty day excuses nothing by itself")
            #expect(decided.dutyDays == 66, "the excuse is the item's alone")
        }
    }

    @Test(arguments: [("excuses", ["roll:r2"]), ("counts", ["roll:r1", "roll:r2"])])
    func registeredLeavePassesOverRollCallsOrNot(treatment: String, expected: [String]) throws {
        let rules = try Book.rules([
            "registered_leave: excuses": "registered_leave: \(treatment)", "per_row: 0": "per_row: 1",
        ])
        let decided = try assessed(
            rules,
            subject(
                rules, marks: "a,2021-07-06,1,", rolls: "r1,2021-07-06\nr2,2021-07-08", leave: "2021-07-05,2021-07-07"))
        #expect(decided.quarter.items[1].deductions.map(\.evidenceText) == expected)
        #expect(decided.quarter.items[0].deducted == Points(1), "other tables count on leave too")
        #expect(decided.dutyDays == 63)
    }

    @Test func deductionsStandInTheOrderOfDateCodeAndEvidence() throws {
        let rules = try Book.rules()
        let marks =
            "b,2021-07-06,1,\né,2021-07-05,1,\ne\u{301},2021-07-05,1,\nz,2021-07-05,2,absence\ny,2021-07-05,1,absence\nZ,2021-07-05,1,"
        let taken = try assessed(rules, subject(rules, marks: marks)).quarter.items[0].deductions
        let expected = ["mark:Z 1", "mark:e\u{301} 1", "mark:é 1", " 1", " 2", "mark:b 1"].map { Text($0) }
        #expect(taken.map { Text("\($0.evidenceText) \($0.points)") } == expected)
        #expect(taken.map(\.kind.code)[3] == "tally.missing")
    }

    @Test(arguments: [("fail", "could not decide"), ("stray", "outside")])
    func anItemThatFailsStopsTheClosingAndIsNamed(act: String, saying: String) throws {
        let rules = try Book.rules()
        let subject = try subject(rules, marks: "a,2021-07-05,1,\(act)")
        let problem = #expect(throws: Problem.self) { _ = try rules.decide(subject) }
        #expect(problem?.kind == .fault)
        #expect(problem?.place.key == "tally")
        #expect(problem?.what.english.contains(saying) == true)
        #expect(problem?.what.english.contains("M1") == true)
        #expect(problem?.what.chinese.contains("计分") == true)
    }

    @Test func aDeductionInTheQuarterThatIsOutsideItsMonthIsRefusedToo() throws {
        // The day before 1 August lies in the quarter and not in August: the month's score refuses it.
        let rules = try Book.rules()
        let subject = try subject(rules, member(joined: "2021-08-01"), marks: "a,2021-08-05,1,stray")
        let problem = #expect(throws: Problem.self) { _ = try rules.decide(subject) }
        #expect(problem?.place.key == "tally")
    }

    @Test func decidingTwiceGivesTheSame() throws {
        let rules = try Book.rules(["per_missing: 0": "per_missing: 0.1"])
        let subject = try subject(rules, marks: "a,2021-07-05,35,", equipment: "D1,2021-07-05,手机,lost,yes,99.5,")
        let (once, again) = (MemberLines(try rules.decide(subject)), MemberLines(try rules.decide(subject)))
        #expect(once.files.map(\.lines) == again.files.map(\.lines))
        #expect(once.kept.map(\.values) == again.kept.map(\.values))
    }

    @Test func theDaysThatAreReadOfATableFollowItsLookBack() throws {
        let rules = try Book.rules()
        #expect(rules.span(of: MarkTable.shared.schema) == rules.quarter.range)
        var table = TableBuilder("year", "年", "Year")
        table.key("year", "编号", "Number")
        table.date("date", "日期", "Date", .attribution)
        table.lookBack = .calendarYear
        #expect(rules.span(of: table.finished()).description == "2021-01-01..2021-09-30")
        #expect(rules.tables.map(\.key) == ["mark", "roll"])
    }
}

@Suite struct WorkCalendarTests {
    @Test(
        arguments: [
            ("2019-10-01", false), ("2019-09-29", true), ("2020-01-31", false), ("2021-09-18", true),
            ("2021-09-20", false),
            ("2021-09-26", true), ("2021-10-07", false), ("2021-10-09", true), ("2024-02-04", true),
            ("2024-02-12", false),
            ("2025-01-28", false), ("2026-02-17", false), ("2021-07-05", true), ("2021-07-10", false),
            ("2018-10-01", true),
            ("2018-09-29", false), ("2030-01-01", true), ("2030-01-05", false),
        ])
    func theStateCouncilsDaysDecideAndElseMondayToFriday(date: String, isWorkday: Bool) {
        #expect(WorkCalendar().isWorkday(day(date)) == isWorkday)
    }

    @Test func everyShippedYearIsThere() {
        let calendar = WorkCalendar()
        for year in 2019...2026 {
            let national = (1...3).compactMap { CivilDate(year: year, month: 10, day: $0) }
            #expect(national.allSatisfy { !calendar.isWorkday($0) }, "\(year)")
            let newYear = CivilDate(year: year, month: 1, day: 1)
            #expect(newYear.map(calendar.isWorkday) == false, "\(year)")
        }
    }

    @Test func aRowOfTheLedgerWins() {
        let calendar = WorkCalendar(ledgerRows: [
            (day("2021-09-18"), .holiday), (day("2021-09-20"), .workday), (day("2021-07-10"), .workday),
            (day("2021-07-05"), .holiday),
        ])
        #expect(
            ["2021-09-18", "2021-09-20", "2021-07-10", "2021-07-05"].map { calendar.isWorkday(day($0)) } == [
                false, true, true, false,
            ])
        #expect(!calendar.isWorkday(day("2021-09-21")), "other days stay as they are")
    }

    @Test func aQuartersWorkdaysAreCounted() throws {
        #expect(WorkCalendar().workdays(in: try quarter("2021Q3").range).count == 66)
        let none = try quarter("2021Q3").range.days.map { (day: $0, kind: DayKind.holiday) }
        #expect(WorkCalendar(ledgerRows: none).workdays(in: try quarter("2021Q3").range).isEmpty)
    }

    @Test func aQuarterWithoutWorkdaysIsUnratedAndBlocksNothing() throws {
        let none = try quarter("2021Q3").range.days.map { (day: $0, kind: DayKind.holiday) }
        let rules = try Book.rules(["absence: 0": "absence: 1"], calendar: none)
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        closing.add(try rules.decide(subject(rules)))
        #expect(closing.standings().map(\.bandKey) == ["unrated"])
        #expect(closing.blockers().isEmpty)
    }
}
