import AssessmentKernel
import Closing
import TestValues
import Testing

@Suite struct CoverageTests {
    private static let lastDays = [day("2021-09-28"), day("2021-09-29"), day("2021-09-30")]

    /// One member of a closing: code, office, the days of its marks, and other differences.
    private struct Person {
        var code: String
        var office = "一办"
        var marks: [String] = []
        var leave = ""
        var joined = "2020-01-01"
        var left: String?
        var post = Post.fullTime
        var excused: Set<RecordReference> = []
    }

    private func blockers(
        _ people: [Person], accepted: Set<String> = [], absence: Bool = true
    ) throws -> [String] {
        let rules = try Book.rules(absence ? ["absence: 0": "absence: 1"] : [:])
        var closing = QuarterClosing(rules, acceptedEmpty: accepted)
        for person in people {
            let member = member(
                person.code, post: person.post, office: person.office, joined: person.joined, left: person.left)
            let marks = person.marks.map { "\(person.code)-\($0),\($0),1," }
            closing.add(
                try rules.decide(
                    subject(
                        rules, member, marks: marks.joined(separator: "\n"), leave: person.leave,
                        excused: Excuses(records: person.excused, days: [:]))))
        }
        return closing.blockers().map { blocker in
            switch blocker {
            case .noRows(let table, let month, let office): "\(table.key) \(month) \(office?.string ?? "*")"
            case .noRowsAtTheEnd(let table, let days):
                "\(table.key) \(days == CoverageTests.lastDays ? "end" : "\(days)")"
            default: blocker.code
            }
        }
    }

    private static let allMonths = ["2021-07-05", "2021-08-05", "2021-09-28"]

    @Test func aTableWithoutAnyRowBlocksMonthByMonth() throws {
        #expect(try blockers([Person(code: "A")]) == ["mark 2021-07 *", "mark 2021-08 *", "mark 2021-09 *"])
    }

    @Test func aTableThatIsNotReadForAbsenceBlocksNothing() throws {
        #expect(try blockers([Person(code: "A")], absence: false) == [])
    }

    @Test func rowsOfAnybodyInEachMonthAndAtTheEndAreEnough() throws {
        #expect(
            try blockers([
                Person(code: "A", marks: ["2021-07-31"]), Person(code: "B", office: "二办", marks: ["2021-08-01"]),
                Person(code: "C", office: "三办", marks: ["2021-09-30"]),
            ]) == [])
    }

    @Test(arguments: [("2021-09-28", []), ("2021-09-29", []), ("2021-09-30", []), ("2021-09-27", ["mark end"])])
    func nobodysRowOnTheLastThreeWorkdaysBlocks(date: String, expected: [String]) throws {
        #expect(try blockers([Person(code: "A", marks: ["2021-07-05", "2021-08-05", date])]) == expected)
    }

    @Test func anOfficeOfThreeWithoutRowsBlocksAndOneOfTwoDoesNot() throws {
        let people = [
            Person(code: "A", marks: CoverageTests.allMonths),
            Person(code: "B1", office: "二办", marks: ["2021-08-05", "2021-09-06"]),
            Person(code: "B2", office: "二办"), Person(code: "C1", office: "三办"), Person(code: "C2", office: "三办"),
        ]
        #expect(try blockers(people) == [])
        #expect(try blockers(people + [Person(code: "B3", office: "二办")]) == ["mark 2021-07 二办"])
        #expect(
            try blockers(people + [Person(code: "C3", office: "三办")])
                == ["mark 2021-07 三办", "mark 2021-08 三办", "mark 2021-09 三办"])
        #expect(try blockers(people + [Person(code: "C3", office: "三办", post: .partTime)]) == [])
    }

    @Test func officesBlockInTheOrderOfTheirBytesAndTheTownshipAloneSpeaksForAll() throws {
        var people = [Person(code: "A", office: "零", marks: ["2021-07-05", "2021-09-30"])]
        for office in ["b", "a", "é"] {
            for number in 1...3 { people.append(Person(code: office + "\(number)", office: office)) }
        }
        #expect(
            try blockers(people) == [
                "mark 2021-07 a", "mark 2021-07 b", "mark 2021-07 é", "mark 2021-08 *", "mark 2021-09 a",
                "mark 2021-09 b",
                "mark 2021-09 é",
            ])
    }

    @Test func aMonthWithoutDutyDaysDoesNotBlock() throws {
        let leave = "2021-07-01,2021-07-31"
        #expect(try blockers([Person(code: "A", marks: ["2021-08-05", "2021-09-30"], leave: leave)]) == [])
        #expect(try blockers([Person(code: "A", marks: ["2021-08-05", "2021-09-30"], joined: "2021-07-31")]) == [])
        #expect(
            try blockers([Person(code: "A", marks: ["2021-08-05", "2021-09-30"], joined: "2021-07-30")]) == [
                "mark 2021-07 *"
            ])
    }

    @Test func lastWorkdaysWithoutDutyDaysDoNotBlock() throws {
        let marks = ["2021-07-05", "2021-08-05", "2021-09-06"]
        #expect(try blockers([Person(code: "A", marks: marks, left: "2021-09-27")]) == [])
        #expect(try blockers([Person(code: "A", marks: marks, left: "2021-09-28")]) == ["mark end"])
        #expect(try blockers([Person(code: "A", marks: marks, leave: "2021-09-28,2021-10-08")]) == [])
    }

    @Test func rowsOutOfPostAreNotDeliveredRowsAndExcusedOnesAre() throws {
        let gone = Person(code: "A", marks: ["2021-07-05", "2021-08-05", "2021-09-29"], left: "2021-08-31")
        #expect(try blockers([gone, Person(code: "B")]) == ["mark 2021-09 *"])
        let excused = Set(CoverageTests.allMonths.map { RecordReference(table: "mark", parts: ["A-\($0)"]) })
        #expect(try blockers([Person(code: "A", marks: CoverageTests.allMonths, excused: excused)]) == [])
    }

    @Test func anAcceptedTableBlocksNothing() throws {
        #expect(try blockers([Person(code: "A")], accepted: ["mark"]) == [])
        #expect(
            try blockers([Person(code: "A", marks: ["2021-07-05", "2021-08-05", "2021-09-06"])], accepted: ["mark"])
                == [])
        #expect(try blockers([Person(code: "A")], accepted: ["roll"]).count == 3)
    }

    @Test func nobodyAssessedBlocksAlone() throws {
        #expect(try blockers([]) == ["nobody-assessed"])
        #expect(try blockers([Person(code: "A", post: .partTime)], accepted: ["mark"]) == ["nobody-assessed"])
    }

    @Test func everyBlockerSaysWhatAndWhatNext() throws {
        let mark = MarkTable.shared.schema
        let all: [Blocker] = [
            .notOver(try quarter("2021Q3")), .nobodyAssessed, .closedAlready(name: "2021Q3-r1"),
            .noRows(table: mark, month: try month("2021-07"), office: nil),
            .noRows(table: mark, month: try month("2021-07"), office: "一办"),
            .noRowsAtTheEnd(table: mark, days: CoverageTests.lastDays),
        ]
        let texts = all.map(\.text)
        #expect(Set(texts).count == 6)
        #expect(texts[3].chinese.contains("记录"))
        #expect(texts[3].chinese.contains("全镇"))
        #expect(texts[4].chinese.contains("一办"))
        #expect(texts[5].english.contains("2021-09-28 2021-09-29 2021-09-30"))
        #expect(all[3].next.english.deeds == [.acceptEmpty(mark.named)])
        #expect(
            all.map(\.code) == [
                "not-over", "nobody-assessed", "closed-already", "no-rows", "no-rows", "no-rows-at-the-end",
            ])
    }
}
