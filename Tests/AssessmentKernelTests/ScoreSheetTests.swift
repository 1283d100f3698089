import AssessmentKernel
import TestValues
import Testing
import TownshipTables

@Suite struct ScoreSheetTests {
    private static let kind = DeductionKind("sample.late", .annex(3), "迟", "Late")

    private func rows() throws -> [Row<SampleTable>] {
        let block = try block(
            SampleTable.shared.schema,
            "number,member,at\nb,M,2021-07-01 08:30\né,M,2021-07-02 08:30\na c,M,2021-07-03 08:30\ne\u{301},M,2021-07-04 08:30"
        )
        return Array(Rows<SampleTable>(all: TableEvidence(block) { _, _ in [] }))
    }

    @Test func aDeductionKeepsItsKindDayPointsAndRecord() throws {
        var sheet = ScoreSheet()
        sheet.deduct(Points(2), for: Self.kind, on: day("2021-07-01"), resting: try rows()[2])
        let taken = try #require(sheet.deductions.first)
        #expect(taken.kind == Self.kind)
        #expect(taken.kind.clause.citation == "附件·3")
        #expect(taken.date == day("2021-07-01"))
        #expect(taken.points == Points(2))
        #expect(taken.evidenceText == "sample:a%20c")
    }

    @Test func evidenceStandsInByteOrderEachOnce() throws {
        var sheet = ScoreSheet()
        let rows = try rows()
        sheet.deduct(Points(1), for: Self.kind, on: day("2021-07-04"), resting: rows + rows)
        let expected: Text = "sample:a%20c sample:b sample:e\u{301} sample:\u{E9}"
        #expect(sheet.deductions.map { Text($0.evidenceText) } == [expected])
    }

    @Test func zeroPointsAreNoDeduction() throws {
        var sheet = ScoreSheet()
        let rows = try rows()
        for points in [Points.zero, Points(-1)] {
            sheet.deduct(points, for: Self.kind, on: day("2021-07-01"), resting: rows[0])
            sheet.deduct(points, for: Self.kind, on: day("2021-07-01"), resting: rows)
            sheet.deductForAbsence(points, for: Self.kind, on: day("2021-07-01"))
        }
        #expect(sheet.deductions.isEmpty)
    }

    @Test func warningsAreTakenDown() throws {
        var sheet = ScoreSheet()
        let rows = try rows()
        let (suspect, none) = (WarningKind("sample.suspect", "疑", "suspect"), WarningKind("sample.none", "无", "none"))
        sheet.warn(suspect, about: .records([rows[1].reference, rows[0].reference]))
        sheet.warn(none)
        #expect(sheet.warnings.map(\.kind) == [suspect, none])
        #expect(sheet.warnings[0].basis.records.map(\.text) == ["sample:\u{E9}", "sample:b"])
        #expect(sheet.warnings[1].basis == .nothing)
        #expect(sheet.deductions.isEmpty)
    }

    @Test func rowsAreABasisInTheOrderOfTheirBytes() throws {
        let rows = try rows()
        #expect(Basis([rows[1], rows[0]]).text == "sample:b sample:\u{E9}")
        #expect(Basis([Row<LeaveTable>]()) == .records([]))
    }

    @Test func aBasisPrintsKeysAndReadsInWords() throws {
        let months = try ["2021-07", "2021-08"].map { try #require(Month(text: $0)) }
        let quarter = try #require(Quarter(text: "2021Q3"))
        let leave = LeaveTable.shared.schema
        let record = RecordReference(table: "event", parts: ["a b", "c/d"])
        let texts: [(Basis, String)] = [
            (.nothing, ""), (.records([]), ""), (.records([record, record]), "event:a%20b/c%2Fd event:a%20b/c%2Fd"),
            (.months(months), "2021-07 2021-08"), (.quarter(quarter), "2021Q3"), (.days(0), "0"),
            (.amount(Yuan(50)), "50.00"), (.share(1, of: 3), "1/3"),
        ]
        for (basis, text) in texts {
            #expect(basis.text == text)
            #expect(basis.reading == LocalText(text, text))
        }
        #expect(Basis.table(leave).text == "leave")
        #expect(Basis.table(leave).reading == leave.title)
        #expect(Basis.rows(3, of: leave).text == "leave 3")
        #expect(Basis.rows(3, of: leave).reading.chinese == leave.title.chinese + " 3")
        #expect(Basis.records([record]).records == [record])
        #expect(Basis.days(1).records == [])
    }

    @Test func whatIsDoneOnItsLastDayIsInTime() {
        let due = day("2021-07-05")
        let days: [CivilDate?] = [due, due.advanced(by: -1), due.advanced(by: 1), nil]
        #expect(days.map { $0.isBy(due) } == [true, true, false, false])
    }
}

@Suite struct CoreTablesTests {
    /// The column at fault by the table's row rule, and its code.
    private func fault(_ schema: TableSchema, _ text: String) throws -> String? {
        let block = try block(schema, text)
        let rule = try #require(schema.rowRule)
        return block.slots.withUnsafeBufferPointer { rule.check($0) }.map { "\(schema.columns[$0].key) \(rule.code)" }
    }

    @Test func tablesComeInTheOrderInWhichTheyRefer() {
        #expect(CoreTables.all.map(\.key) == ["member", "calendar", "removal", "leave", "equipment", "account"])
    }

    @Test(arguments: [
        ("2021-07-01", nil), ("2021-07-02", nil), ("", nil), ("2021-06-30", "left_on left-before-joined"),
    ])
    func theLastDayInPostIsNotBeforeTheFirst(left: String, expected: String?) throws {
        let text = "member,name,post,office,village,grid,joined_on,left_on\nM,王,专职,一,东,1,2021-07-01,\(left)"
        #expect(try fault(MemberTable.shared.schema, text) == expected)
    }

    @Test(arguments: [("2021-07-01", nil), ("2021-07-09", nil), ("2021-06-30", "through through-before-from")])
    func aLeaveDoesNotEndBeforeItBegins(through: String, expected: String?) throws {
        #expect(try fault(LeaveTable.shared.schema, "member,from,through\nM,2021-07-01,\(through)") == expected)
    }

    @Test(
        arguments: [
            ("lost", "yes", "", "cost cost-missing"), ("damaged", "是", "", "cost cost-missing"),
            ("lost", "yes", "0", nil),
            ("lost", "no", "", nil), ("lost", "", "", nil), ("issued", "yes", "", nil), ("returned", "yes", "", nil),
            ("faulty", "yes", "", nil), ("damaged", "yes", "80.5", nil),
        ])
    func aLossAtTheMembersFaultNeedsItsCost(change: String, fault: String, cost: String, expected: String?) throws {
        let text = "entry,member,date,asset,change,at_fault,cost\nD1,M,2021-07-01,手机,\(change),\(fault),\(cost)"
        #expect(try self.fault(EquipmentTable.shared.schema, text) == expected)
    }

    @Test func theGroundsOfAReplacementAreNumbered() throws {
        let block = try block(RemovalTable.shared.schema, "member,date,ground\nM,2021-07-01,６")
        let row = try #require(Array(Rows<RemovalTable>(all: TableEvidence(block) { _, _ in [] })).first)
        #expect(row.ground == .dissatisfaction)
        #expect(RemovalGround.options.map(\.key) == ["1", "2", "3", "4", "5", "6"])
    }
}
