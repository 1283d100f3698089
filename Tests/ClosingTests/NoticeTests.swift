import AssessmentKernel
import Closing
import Rulebook
import TestValues
import Testing

@Suite struct NoticeTests {
    private func look(
        _ subject: MemberCase, _ rules: QuarterRules, asOf: String = "2021-07-31", owed: Yuan = .zero
    ) throws -> MemberNotice? {
        try rules.notice(subject, month: try month("2021-07"), asOf: day(asOf), owed: owed)
    }

    @Test func aMonthThatIsOverIsScoredAsTheClosingScoresIt() throws {
        let rules = try Book.rules(["per_row: 0, per_missing: 0": "per_row: 1, per_missing: 0.5"])
        let one = try subject(
            rules, marks: "1,2021-07-31,3,\n2,2021-08-01,5,", rolls: "R1,2021-07-05\nR2,2021-07-18")
        let closed = try assessed(rules, one).months[0].score.total
        #expect(try look(one, rules)?.score.total == closed)
        #expect(try look(one, rules, asOf: "2021-07-30")?.score.total != closed)
    }

    @Test func noDutyDayAndNoRowAfterTheDayCounts() throws {
        let rules = try Book.rules(["per_missing: 0": "per_missing: 1"])
        let one = try subject(rules, marks: "1,2021-07-09,3,\n2,2021-07-12,5,")
        let friday = try #require(try look(one, rules, asOf: "2021-07-09"))
        // Seven duty days without a roll-call, and one mark.
        #expect(friday.dutyDays == 7)
        #expect(friday.score.total == Points(90))
        let sunday = try #require(try look(one, rules, asOf: "2021-07-11"))
        #expect(sunday.dutyDays == 7)
        #expect(sunday.score.total == Points(90))
        let monday = try #require(try look(one, rules, asOf: "2021-07-12"))
        #expect(monday.dutyDays == 8)
        #expect(monday.score.total == Points(84))
    }

    @Test(arguments: [
        (member(post: .partTime), false), (member(joined: "2021-07-11"), false), (member(joined: "2021-07-10"), true),
        (member(left: "2021-06-30"), false), (member(left: "2021-07-01"), true),
    ])
    func whoIsInTheNotice(member: Member, isIn: Bool) throws {
        let rules = try Book.rules()
        #expect(try (look(try subject(rules, member), rules, asOf: "2021-07-10") != nil) == isIn)
    }

    @Test(arguments: [
        (0, 20_000, 0), (5_000, 15_000, 5_000), (20_000, 0, 20_000), (35_000, 0, 20_000), (-1, 20_000, 0),
    ])
    func whatIsOwedIsWithheldUpToTheBase(owed: Int64, paid: Int64, withheld: Int64) throws {
        let rules = try Book.rules()
        let row = try #require(try look(try subject(rules), rules, owed: Yuan(fen: owed)))
        #expect(row.base == Yuan(200))
        #expect(row.paid.fen == paid)
        #expect(row.withheld.fen == withheld)
    }

    @Test func theBaseIsThatOfTheWholeMonth() throws {
        let rules = try Book.rules()
        let row = try #require(
            try look(try subject(rules, member(left: "2021-07-15")), rules, asOf: "2021-07-10"))
        #expect(row.daysInPost == 15)
        #expect(row.base == Yuan(fen: 9_677))
    }

    @Test func ranksAreOfThoseWithADutyDay() throws {
        let rules = try Book.rules()
        var members: [MemberNotice] = []
        for (code, marks, leave) in [
            ("A", "1,2021-07-05,3,", ""), ("B", "", "2021-07-01,2021-07-31"), ("C", "", ""),
            ("D", "1,2021-07-05,3,", ""),
            ("E", "1,2021-07-05,4,", ""),
        ] {
            members.append(
                try #require(try look(try subject(rules, member(code), marks: marks, leave: leave), rules)))
        }
        let notice = MonthNotice(members, month: try month("2021-07"), asOf: day("2021-07-31"), rules: rules)
        #expect(notice.members.map(\.rank) == [2, nil, 1, 2, 4])
        #expect(notice.ranking.map(\.member.code) == ["C", "A", "D", "E", "B"])
        #expect(notice.paid == Yuan(1000))
    }

    @Test func measuresAreTheColumns() throws {
        let book = try Book.rulebook(
            ["  tally: {maximum: 90, absence: 0}\n": "  counted: {maximum: 90}\n"],
            installed: [Counted.self, Roll.self])
        let rules = QuarterRules(try quarter("2021Q3"), rulebook: book, calendar: WorkCalendar())
        func row(_ code: String, _ marks: String) throws -> MemberNotice {
            try #require(try look(try subject(rules, member(code), marks: marks), rules))
        }
        let notice = MonthNotice(
            [try row("A", "1,2021-07-05,3,\n2,2021-07-31,3,\n3,2021-08-01,3,"), try row("B", "")],
            month: try month("2021-07"), asOf: day("2021-07-31"), rules: rules)
        let lines = String(decoding: notice.csv, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix(",base,withheld,paid,counted.marks,counted.marks.target,counted.share"))
        #expect(
            lines[1] == "A,王芳A,full-time,一办,东村,1,31,22,100,1,200.00,0.00,200.00,2,1,50")
        #expect(lines[2].hasSuffix(",200.00,0,1,"))
    }

    @Test func aMeasureThatIsNotDeclaredStopsTheRun() throws {
        let book = try Book.rulebook(
            ["  tally: {maximum: 90, absence: 0}\n": "  counted: {maximum: 90}\n"],
            installed: [Counted.self, Roll.self])
        let rules = QuarterRules(try quarter("2021Q3"), rulebook: book, calendar: WorkCalendar())
        let one = try subject(rules, marks: "1,2021-07-05,3,stray")
        let problem = #expect(throws: Problem.self) { _ = try look(one, rules) }
        #expect(problem?.kind == .fault)
        #expect(problem?.place.key == "counted")
    }

    @Test func whoIsNoLongerAssessedOwesWhatNoticesPaid() throws {
        let rules = try Book.rules()
        let past = PastClosings(
            carriedForward: Yuan(10), alreadyPaid: [try month("2021-07"): Yuan(200), try month("2021-08"): Yuan(50)])
        let result = try rules.decide(try subject(rules, member(post: .partTime), past: past))
        #expect(result.warningTexts == ["owes 260.00"])
    }
}

/// Counts its marks, of which one is asked for, and half of all as a share.
private struct Counted: AssessmentItem {
    static let about = ItemDescriptor(1, "counted", "计数", "Counted", version: "1")
    static let tables = [MarkTable.shared.schema]
    static let parameters: [ParameterDeclaration] = []
    static let deductions: [DeductionKind] = []
    static let examples: [Example] = []
    static let usualMaximum = "90"
    static let marks = MeasureKind("counted.marks", Clause("§3.1.1"), .count, hasTarget: true, "数", "Marks")
    static let share = MeasureKind("counted.share", Clause("§3.1.1"), .share, "半", "Half")
    static let stray = MeasureKind("counted.stray", Clause("§3.1.1"), .count, "外", "Stray")
    static let measures = [marks, share]

    init(_ parameters: ParameterValues) throws(ParameterFault) {}

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {}

    func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        let rows = Array(evidence.rows(of: MarkTable.self))
        sheet.count(rows.count, of: 1, as: Self.marks)
        sheet.share(rows.count, of: rows.count * 2, as: Self.share)
        if rows.contains(where: { $0.act == .stray }) { sheet.count(1, as: Self.stray) }
    }
}
