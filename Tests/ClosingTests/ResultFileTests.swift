import AssessmentKernel
import Closing
import ItemCatalog
import ResultTables
import Rulebook
import TestValues
import Testing
import TownshipTables

@Suite struct ResultFileTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func theHeadersAreThoseOfTheContract() {
        let headers = [
            "totals.csv": "member,name,post,office,village,grid,total,band,monthly_amount,rank\n",
            "scores.csv": "member,item,maximum,deducted,score\n",
            "deductions.csv": "member,item,date,points,code,clause,evidence\n",
            "pay.csv":
                "member,month,days_in_post,base,performance,charges,adjustment,already_paid,brought_forward,due,carried_forward\n",
            "monthly_scores.csv": "member,month,item,score\n", "findings.csv": "member,finding,basis\n",
            "warnings.csv": "subject,code,detail\n",
            "interpretations.csv": "id,clause,question,choice,reason\n",
            "adjustments.csv": "member,due_before,due_now,carried_before,carried_now,adjustment\n",
        ]
        let tables = ClosingTables.files(revision: 2)
        #expect(Set(tables.map(\.file)) == Set(headers.keys.map { $0 }))
        for table in tables { #expect(text(table.header) == headers[table.file ?? ""]) }
        #expect(
            ClosingTables.perMember(revision: 2).map(\.file) == [
                "scores.csv", "deductions.csv", "pay.csv", "monthly_scores.csv", "findings.csv", "adjustments.csv",
            ])
        #expect(!ClosingTables.files(revision: 1).contains { $0.file == "adjustments.csv" })
    }

    @Test func aMembersRowsAreWrittenByteForByte() throws {
        let rules = try Book.rules(["{months: 3, basis": "{months: 1, basis"])
        let result = try rules.decide(
            subject(
                rules, member("A,1", joined: "2021-08-16"), marks: "b\"2,2021-08-20,35.5,\nb1,2021-08-20,0.25,",
                equipment: "D1,2021-09-05,手机,lost,yes,500,"))
        let lines = MemberLines(result)
        let files = lines.files.map { text($0.lines) }
        let alone = MemberLines(result, isKept: false)
        #expect(alone.files.map { text($0.lines) } == files)
        #expect(alone.kept.isEmpty)
        #expect(!lines.kept.isEmpty)
        #expect(files[0] == "\"A,1\",tally,90,35.75,54.25\n\"A,1\",roll,10,0,10\n")
        #expect(
            files[1] == """
                "A,1",tally,2021-08-20,35.5,tally.mark,附件·1,"mark:b""2"
                "A,1",tally,2021-08-20,0.25,tally.mark,附件·1,mark:b1

                """)
        #expect(
            files[2] == """
                "A,1",2021-07,0,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00
                "A,1",2021-08,16,103.23,-103.23,0.00,0.00,0.00,0.00,0.00,0.00
                "A,1",2021-09,30,200.00,-200.00,500.00,0.00,0.00,0.00,0.00,500.00

                """)
        #expect(
            files[3] == """
                "A,1",2021-08,tally,54.25
                "A,1",2021-08,roll,10
                "A,1",2021-08,total,64.25
                "A,1",2021-09,tally,90
                "A,1",2021-09,roll,10
                "A,1",2021-09,total,100

                """)
        #expect(files[4] == "\"A,1\",streak,2021-08\n")
    }

    @Test func whoIsNotAssessedHasOnlyFindings() throws {
        let rules = try Book.rules()
        let result = try rules.decide(
            subject(rules, member(post: .partTime, left: "2021-08-31"), equipment: "D 1,2020-01-01,手机,issued,,,"))
        let files = MemberLines(result).files.map { text($0.lines) }
        #expect(files == ["", "", "", "", "M1,recovery,equipment:D%201\n", ""])
    }

    @Test func totalsPrintKeysMoneyAndRanks() throws {
        let rules = try Book.rules()
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        closing.add(try rules.decide(subject(rules, member("A", office: "一,办"), marks: "a,2021-07-05,14.5,")))
        closing.add(try rules.decide(subject(rules, member("B", joined: "2021-09-18"))))
        #expect(
            text(ClosingTables.totals.file(closing)) == """
                member,name,post,office,village,grid,total,band,monthly_amount,rank
                A,王芳A,full-time,"一,办",东村,1,85.5,good,100.00,1
                B,王芳B,full-time,一办,东村,1,100,unrated,0.00,

                """)
    }

    @Test func warningsAreWrittenInOrderAndQuotedWhereNeeded() throws {
        let kind = WarningKind("x", "某", "some")
        var closing = QuarterClosing(try Book.rules(), acceptedEmpty: [])
        for warning in [
            Warning(kind, about: .member("b\n2")), Warning(kind, about: .member("a")),
            Warning(kind, about: .member("B \"no\"")), Warning(kind, about: .member("a"), .days(3)),
        ] {
            closing.warn(warning)
        }
        #expect(
            text(ClosingTables.warnings.file(closing)) == """
                subject,code,detail
                "B ""no""\",x,
                a,x,
                a,x,3
                "b
                2",x,
                mark,empty-table,2021Q3
                roll,empty-table,2021Q3

                """)
    }

    @Test func theRegisterIsWrittenInTheByteOrderOfItsNumbers() throws {
        let book = try shipped()
        let rules = QuarterRules(try quarter("2021Q3"), rulebook: book, calendar: WorkCalendar())
        let closing = QuarterClosing(rules, acceptedEmpty: [])
        let lines = text(ClosingTables.interpretations.file(closing)).split(separator: "\n")
        let ids = lines.dropFirst().map { String($0.prefix { $0 != "," }) }
        #expect(ids == ids.sorted { Text($0) < Text($1) })
        #expect(Set(ids) == Set((1...21).map { "I-\($0)" }))
        #expect(lines.contains { $0.hasPrefix("I-1,§3.1.2,") && $0.contains(",round,") })
    }

    private func shipped() throws -> Rulebook {
        try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: ItemCatalog.items)
    }

    @Test func underTheShippedRulebookAMemberWithoutAnyRecordLosesWhatAbsenceCosts() throws {
        let rules = QuarterRules(try quarter("2021Q3"), rulebook: try shipped(), calendar: WorkCalendar())
        let none = MemberCase(
            member(), leave: RowBlock(LeaveTable.shared.schema), equipment: RowBlock(EquipmentTable.shared.schema),
            blocks: rules.tables.map { RowBlock($0) }, past: PastClosings(), rules: rules)
        let result = try rules.decide(none)
        let scores = try #require(result.assessed?.quarter)
        #expect(scores.items.map(\.number) == Array(1...10))
        #expect(scores.items.filter { $0.deducted > .zero }.map(\.item) == ["collection", "activity", "attendance"])
        #expect(scores.total == Points(60))
        #expect(result.assessed?.band?.key == "failing")
        #expect(result.findingTexts == ["streak: 2021-07 2021-08 2021-09"])
        #expect(
            result.warnings.filter { $0.kind == .noRows }.map(\.detail.text).sorted()
                == ["attendance", "event", "patrol", "visit"])
        var closing = QuarterClosing(rules, acceptedEmpty: ["event", "visit"])
        closing.add(result)
        #expect(closing.blockers().count == 6)
    }
}
