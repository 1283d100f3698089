import AssessmentKernel
import Testing

@Suite struct MeasureTests {
    private func kind(_ unit: MeasureKind.Unit, hasTarget: Bool = false) -> MeasureKind {
        MeasureKind("demo.x", Clause("§3.1.1"), unit, hasTarget: hasTarget, "数", "Number")
    }

    @Test func aCountPrintsAsItIs() {
        var sheet = MeasureSheet()
        sheet.count(3, as: kind(.count))
        sheet.count(3, of: 4, as: kind(.count, hasTarget: true))
        sheet.count(4, of: 4, as: kind(.count, hasTarget: true))
        #expect(sheet.measures.map(\.amountText) == ["3", "3", "4"])
        #expect(sheet.measures.map(\.targetText) == [nil, "4", "4"])
        #expect(sheet.measures.map(\.isMet) == [nil, false, true])
    }

    @Test func hoursPrintWithTheFewestDecimals() {
        var sheet = MeasureSheet()
        for hours in [4_000, 3_850, 3_999] as [Int64] {
            sheet.hours(hours, of: 4_000, as: kind(.hours, hasTarget: true))
        }
        #expect(sheet.measures.map(\.amountText) == ["40", "38.5", "39.99"])
        #expect(sheet.measures.map(\.targetText) == ["40", "40", "40"])
        #expect(sheet.measures.map(\.isMet) == [true, false, false])
    }

    @Test func aShareIsAPercentageRoundedHalfUp() {
        var sheet = MeasureSheet()
        for (part, whole) in [(1, 3), (2, 3), (1, 1), (0, 7), (1, 800), (0, 0)] {
            sheet.share(part, of: whole, as: kind(.share))
        }
        #expect(sheet.measures.map(\.amountText) == ["33.33", "66.67", "100", "0", "0.13"])
        #expect(sheet.measures.allSatisfy { $0.targetText == nil })
        #expect(sheet.measures.map(\.isMet) == [false, false, true, false, false])
    }

    @Test func aShareDeclaresNoTarget() { #expect(!kind(.share, hasTarget: true).hasTarget) }

    @Test func aDeadlineIsOverOnceItsDayIsNotToCome() throws {
        let days = try #require(CivilDate(iso: "2021-07-01").flatMap { DateRange($0, through: $0.advanced(by: 9)) })
        let member = Member(
            code: "M1", name: "王", post: .fullTime, office: "一", village: "东", grid: "1", joinedOn: days.first,
            leftOn: nil, removedOn: nil)
        func evidence(_ isRunning: Bool) -> MemberEvidence {
            MemberEvidence(
                member: member, period: days, window: days, dutyDays: [], isRunning: isRunning, tables: [:])
        }
        #expect(evidence(false).asOf == nil)
        #expect(evidence(false).isOver(days.last.advanced(by: 99)))
        #expect(evidence(true).asOf == days.last)
        #expect(evidence(true).isOver(days.last))
        #expect(!evidence(true).isOver(days.last.advanced(by: 1)))
    }
}

@Suite struct YearTests {
    @Test(arguments: ["0000", "21", "20211", "2021Q1", "２０２１", "-021", ""])
    func whatIsNoYear(text: String) { #expect(Year(text: text) == nil) }

    @Test func aYearHasItsQuartersAndDays() throws {
        let year = try #require(Year(text: "2024"))
        #expect(year.range.count == 366)
        #expect(year.range.description == "2024-01-01..2024-12-31")
        #expect(year.quarters.map(\.description) == ["2024Q1", "2024Q2", "2024Q3", "2024Q4"])
        #expect(year.description == "2024")
        #expect(Year(0) == nil)
        #expect(Year(10_000) == nil)
        #expect(try #require(Year(9999)).range.last.description == "9999-12-31")
        #expect(try #require(Year(1)).description == "0001")
    }
}
