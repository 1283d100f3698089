import AssessmentKernel
import Closing
import TestValues
import Testing

@Suite struct WarningTests {
    private func warnings(
        _ member: Member = member(), marks: String = "", equipment: String = "", past: PastClosings = PastClosings(),
        changes: [String: String] = [:]
    ) throws -> [String] {
        let rules = try Book.rules(changes)
        let result = try rules.decide(subject(rules, member, marks: marks, equipment: equipment, past: past))
        #expect(result.warnings.allSatisfy { $0.subject == .member(member.code) })
        return result.warningTexts
    }

    @Test func aMemberWithoutAnyRowInATableReadForAbsenceIsNamed() throws {
        let changes = ["absence: 0": "absence: 1"]
        #expect(try warnings(changes: changes) == ["no-rows mark"])
        #expect(try warnings(marks: "a,2021-09-30,,", changes: changes) == [])
        #expect(try warnings(marks: "a,2021-06-30,,", changes: changes) == ["no-rows mark"])
        #expect(try warnings(marks: "a,2021-09-30,,") == [])
    }

    @Test func anItemsWarningLeadsToItsRecords() throws {
        #expect(try warnings(marks: "a b,2021-07-05,,warn") == ["tally.suspect mark:a%20b"])
    }

    @Test(
        arguments: [
            ("lost,,", ["fault-undecided equipment:D1"]), ("damaged,,80", ["fault-undecided equipment:D1"]),
            ("lost,no,", []),
            ("lost,yes,80", []), ("faulty,,", []), ("returned,,", []),
        ])
    func aLossWhoseFaultNobodyHasDecidedIsNamed(entry: String, expected: [String]) throws {
        #expect(try warnings(equipment: "D1,2021-09-30,手机,\(entry),") == expected)
        #expect(try warnings(equipment: "D1,2021-06-30,手机,\(entry),") == [])
        #expect(
            try warnings(member(post: .partTime), equipment: "D1,2021-09-30,手机,\(entry),").filter {
                !$0.hasPrefix("owes")
            } == expected)
    }

    @Test func recordsOutOfPostAreCountedByTable() throws {
        let marks = "a,2021-08-31,5,\nb,2021-09-01,5,\nc,2021-09-02,5,\nd,2021-07-04,5,"
        let leaver = member(joined: "2021-07-05", left: "2021-08-31")
        #expect(try warnings(leaver, marks: marks) == ["out-of-post mark 3"])
        let rules = try Book.rules()
        #expect(try assessed(rules, subject(rules, leaver, marks: marks)).quarter.total == Points(95))
        #expect(try warnings(member(left: "2021-06-30"), marks: marks) == ["out-of-post mark 4"])
    }

    @Test func whatAMemberWhoIsNotAssessedOwesIsNamed() throws {
        let gone = member(left: "2021-06-30")
        #expect(try warnings(gone, past: PastClosings(carriedForward: Yuan(50))) == ["owes 50.00"])
        #expect(
            try warnings(
                gone, equipment: "D1,2021-07-05,手机,lost,yes,99.5,", past: PastClosings(carriedForward: Yuan(50)))
                == ["owes 149.50"])
        #expect(try warnings(gone, equipment: "D1,2021-06-05,手机,lost,yes,99.5,") == [])
        #expect(try warnings(past: PastClosings(carriedForward: Yuan(50))) == [])
    }

    @Test func anUnknownMonthBeforeAFailingOneIsNamed() throws {
        let failing = "a,2021-07-05,35,"
        #expect(try warnings(marks: failing) == ["unknown-month 2021-06"])
        #expect(
            try warnings(marks: failing, past: PastClosings(monthlyScoreFails: [try month("2021-06"): false])) == [])
        #expect(try warnings(marks: "a,2021-08-05,35,") == [])
        #expect(try warnings(member(joined: "2021-07-01"), marks: failing) == [])
        #expect(try warnings(marks: failing, changes: ["basis: monthly-scores": "basis: quarter-score"]) == [])
    }

    @Test func warningsAreOrderedByTheBytesOfAllColumns() {
        func warning(_ subject: Text, _ code: String, _ detail: Basis = .nothing) -> Warning {
            Warning(WarningKind(code, "某", "some"), about: .member(subject), detail)
        }
        func record(_ key: String) -> Basis { .records([RecordReference(table: "t", parts: [key])]) }
        let warnings = [
            warning("B", "a"), warning("A", "b", .days(1)), warning("A", "b"), warning("A", "a", record("\u{E9}")),
            warning("A", "a", record("e\u{301}")),
        ]
        #expect(
            warnings.sorted() == [
                warning("A", "a", record("e\u{301}")), warning("A", "a", record("\u{E9}")), warning("A", "b"),
                warning("A", "b", .days(1)), warning("B", "a"),
            ])
    }

    @Test func subjectsOfEveryKindAreOrderedByTheirBytes() throws {
        let subjects: [Warning.Subject] = [
            .table(MarkTable.shared.schema), .member("mark"), .quarter(try quarter("2021Q2")), .member("M1"),
        ]
        let warnings = subjects.map { Warning(.emptyTable, about: $0) }.sorted()
        #expect(warnings.map(\.subject.text) == ["2021Q2", "M1", "mark", "mark"])
        #expect(subjects.map(\.reading.chinese) == ["记录", "mark", "2021Q2", "M1"])
    }

    @Test func aClosingKeepsTheWarningsOfEveryMemberAndItsOwn() throws {
        let rules = try Book.rules()
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        closing.warn(.earlierQuarterOpen(try quarter("2021Q2")))
        closing.add(try rules.decide(subject(rules, member("B"), marks: "a,2021-07-05,,warn")))
        closing.add(
            try rules.decide(
                subject(rules, member("A", left: "2021-06-30"), past: PastClosings(carriedForward: Yuan(1)))))
        #expect(
            closing.warnings.map(\.kind.code) == ["earlier-quarter-open", "tally.suspect", "owes", "empty-table"],
            "nobody has a row in the table that is left")
    }
}
