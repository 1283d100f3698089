import AssessmentKernel
import Closing
import ItemCatalog
import Outlook
import Rulebook
import TestValues
import Testing
import TownshipTables

/// Two marks cost a point each; the item says nothing of what is to come.
private struct Silent: AssessmentItem {
    struct Table: EvidenceTable {
        static let shared = Table()
        let schema: TableSchema
        init() {
            var table = TableBuilder("mark", "记录", "Marks")
            table.key("mark", "编号", "Number")
            table.member()
            table.date("date", "日期", "Date", .attribution)
            schema = table.finished()
        }
    }

    static let about = ItemDescriptor(1, "silent", "不言", "Silent", version: "1")
    static let tables = [Table.shared.schema]
    static let parameters: [ParameterDeclaration] = []
    static let mark = DeductionKind("silent.mark", about.clause, "记", "Mark")
    static let deductions = [mark]
    static let examples: [Example] = []
    static let usualMaximum = "40"

    init(_ parameters: ParameterValues) throws(ParameterFault) {}

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for row in evidence.rows(of: Table.self) { sheet.deduct(Points(1), for: Self.mark, on: row.day, resting: row) }
    }
}

/// Loses a point a duty day without a row, and says so.
private struct Daily: LooksAhead {
    struct Table: EvidenceTable {
        static let shared = Table()
        let schema: TableSchema
        init() {
            var table = TableBuilder("day", "日", "Days")
            table.member(.key)
            table.date("date", "日期", "Date", .keyAndAttribution)
            schema = table.finished()
        }
    }

    static let about = ItemDescriptor(2, "daily", "日", "Daily", version: "1")
    static let tables = [Table.shared.schema]
    static let parameters: [ParameterDeclaration] = []
    static let missing = DeductionKind("daily.missing", about.clause, "缺", "Missing")
    static let deductions = [missing]
    static let examples: [Example] = []
    static let usualMaximum = "60"

    init(_ parameters: ParameterValues) throws(ParameterFault) {}

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        let there = Set(evidence.rows(of: Table.self).map(\.day))
        for day in evidence.dutyDays where !there.contains(day) {
            sheet.deductForAbsence(Points(2), for: Self.missing, on: day)
        }
    }

    func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
        sheet.daily(Points(2), for: Self.missing, on: rest.dutyDays, LocalText("每日一条", "a row a day"))
    }
}

/// What follows from stakes: bounds, bands, alarms, order.
@Suite struct StakesTests {
    private func rules(_ changes: [String: String] = [:]) throws -> QuarterRules {
        var text = SampleRulebook.text(items: ["silent: {maximum: 40}", "daily: {maximum: 60}"])
        for (passage, other) in changes { text = try text.replacing(first: passage, with: other) }
        return QuarterRules(
            try quarter("2021Q3"),
            rulebook: try Rulebook(yaml: Array(text.utf8), file: "t", installed: [Silent.self, Daily.self]),
            calendar: WorkCalendar())
    }

    /// A member who did each day's duty but on some days, and has some marks.
    private func subject(
        _ rules: QuarterRules, missing: [String] = [], marks: [String] = [], _ code: String = "M1",
        past: PastClosings = PastClosings()
    ) throws -> MemberCase {
        let someone = member(code)
        let away = Set(missing.map { day($0) })
        func rows(_ schema: TableSchema, _ rows: [[String: String]]) throws -> RowBlock {
            var block = RowBlock(schema)
            for row in rows {
                let slots = schema.columns.enumerated().map { place, column in
                    row[column.key].flatMap { block.slot(of: $0.utf8, column: place) } ?? RowBlock.empty
                }
                slots.withUnsafeBufferPointer { block.append($0) }
            }
            return block
        }
        let worked = try days("2021-07-01", "2021-09-30").days.filter { !away.contains($0) }
        return MemberCase(
            someone, leave: RowBlock(LeaveTable.shared.schema), equipment: RowBlock(EquipmentTable.shared.schema),
            blocks: [
                try rows(
                    Silent.Table.shared.schema,
                    marks.sorted().enumerated().map { ["mark": "K\($0.offset)", "member": code, "date": $0.element] }),
                try rows(
                    Daily.Table.shared.schema, worked.map { ["member": code, "date": $0.description] }),
            ], past: past, rules: rules)
    }

    @Test("Of an item that says nothing anything is possible; the stakes of the other are summed")
    func bounds() throws {
        let rules = try rules()
        let case1 = try subject(rules, missing: ["2021-07-05", "2021-07-06"], marks: ["2021-07-05", "2021-09-01"])
        let found = try #require(try rules.outlook(case1, asOf: day("2021-09-27")))
        // Three duty days to come: 28, 29, 30 September.
        #expect(found.dutyDays.toCome == 3)
        #expect(found.present.total == Points(94) && found.best.total == Points(96))
        #expect(found.idle.total == Points(88) && found.worst.total == Points(50))
        #expect(found.items.map(\.speaks) == [false, true])
        #expect(found.items[0].recoverable == Points(2) && found.items[0].lostForGood == .zero)
        #expect(found.items[1].recoverable == .zero && found.items[1].due == Points(6))
        #expect(found.matters.map(\.told.chinese) == ["每日一条：还有 3 个到岗日，每日至多扣 2 分"])
    }

    @Test("The alarm is the gravest reason, and the order follows it")
    func alarms() throws {
        let rules = try rules()
        func august(_ count: Int) throws -> [String] {
            try days("2021-08-01", "2021-08-31").days.filter { $0.weekday <= 5 }.prefix(count).map(\.description)
        }
        func july(_ count: Int) throws -> [String] {
            try days("2021-07-01", "2021-07-31").days.filter { $0.weekday <= 5 }.prefix(count).map(\.description)
        }
        let asOf = day("2021-08-27")
        func looked(_ missing: [String], _ code: String, _ past: PastClosings = PastClosings()) throws -> MemberOutlook
        {
            try #require(try rules.outlook(try subject(rules, missing: missing, code, past: past), asOf: asOf))
        }
        let june = PastClosings(monthlyScoreFails: [try month("2021-06"): true])
        let streak = try looked(try july(18) + august(18), "M5", june)
        #expect(streak.alarm == .streak([try month("2021-06"), try month("2021-07"), try month("2021-08")]))
        let oneLeft = try looked(try july(18), "M4", june)
        #expect(oneLeft.alarm == .oneMonthLeft([try month("2021-06"), try month("2021-07")]))
        let lowest = try looked(try july(9) + august(9), "M3")
        #expect(lowest.alarm == .lowestBand)
        let heading = try looked(try july(7) + august(6), "M2")
        #expect(heading.alarm == .heading && heading.present.band?.key == "poor")
        let calm = try looked(["2021-07-05"], "M1")
        #expect(calm.alarm == nil)
        let outlook = QuarterOutlook(
            [calm, heading, lowest, oneLeft, streak], quarter: rules.quarter, asOf: asOf)
        #expect(outlook.members.map(\.member.code) == ["M5", "M4", "M3", "M2", "M1"])
        #expect(outlook.alarmed.count == 4)
    }

    @Test("Too few days say no pace, and a member with too few duty days in the quarter has no band")
    func early() throws {
        let rules = try rules()
        let found = try #require(try rules.outlook(try subject(rules), asOf: day("2021-07-05")))
        #expect(found.pace == nil && found.present.band?.key == "top")
        let unrated = try self.rules(["minimum_duty_days: 10": "minimum_duty_days: 99"])
        let nobody = try #require(try unrated.outlook(try subject(unrated), asOf: day("2021-07-05")))
        #expect(nobody.present.band == nil && nobody.alarm == nil)
    }
}
