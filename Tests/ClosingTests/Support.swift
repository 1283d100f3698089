import AssessmentKernel
import Closing
import Rulebook
import Testing
import TownshipTables

func day(_ iso: String, at location: SourceLocation = #_sourceLocation) -> CivilDate {
    if let day = CivilDate(iso: iso) { return day }
    Issue.record("\(iso) is no day", sourceLocation: location)
    return CivilDate(dayNumber: 0)
}

func month(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> Month {
    try #require(Month(text: text), sourceLocation: location)
}

func quarter(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> Quarter {
    try #require(Quarter(text: text), sourceLocation: location)
}

/// A small rulebook over the two items of `TestItems.swift`.
enum Book {
    private static let text = """
        rulebook: test
        title: 试
        source: 试
        effective_from: 2021-01-01
        total: 100
        assessed_posts: [full-time]
        base_pay: 200
        bands:
          - {name: top, title: 优秀, above: 95, amount: 200}
          - {name: good, title: 良好, from: 86, through: 95, amount: 100}
          - {name: fair, title: 合格, from: 76, through: 85, amount: 0}
          - {name: poor, title: 较差, from: 66, through: 75, amount: -100}
          - {name: failing, title: 不合格, through: 65, amount: -200}
        gap_scores: round
        failing_penalty: per-month
        failing_streak: {months: 3, basis: monthly-scores}
        proration: calendar-days
        registered_leave: excuses
        minimum_duty_days: 10
        items:
          tally: {maximum: 90, absence: 0}
          roll: {maximum: 10, per_row: 0, per_missing: 0}
        annual:
          weights: {quarters: 0.7, months: 0.1, satisfaction: 0.2}
          stars: {5: 95, 4: 90, 3: 80, 2: 70, 1: 60}
          minimum_quarters: 4
          minimum_composite: 90
          excellent_share: 0.2
          low_satisfaction: 0.5
          low_satisfaction_raters: [resident]

        """

    /// The rules of the third quarter of 2021 with some passages of the rulebook, which must be in it, replaced.
    static func rules(
        _ changes: [String: String] = [:], quarter text: String = "2021Q3",
        calendar: [(day: CivilDate, kind: DayKind)] = [], at location: SourceLocation = #_sourceLocation
    ) throws -> QuarterRules {
        let book = try rulebook(changes, at: location)
        return QuarterRules(try quarter(text), rulebook: book, calendar: WorkCalendar(ledgerRows: calendar))
    }

    /// The rulebook with some passages, which must be in it, replaced.
    static func rulebook(
        _ changes: [String: String] = [:], installed: [any AssessmentItem.Type] = [Tally.self, Roll.self],
        at location: SourceLocation = #_sourceLocation
    ) throws -> Rulebook {
        var yaml = Book.text
        for (passage, replacement) in changes.sorted(by: { $0.key < $1.key }) {
            let range = try #require(yaml.firstRange(of: passage), "\(passage)", sourceLocation: location)
            yaml.replaceSubrange(range, with: replacement)
        }
        return try Rulebook(yaml: Array(yaml.utf8), file: "test.yaml", installed: installed)
    }
}

func member(
    _ code: String = "M1", post: Post = .fullTime, office: String = "一办", joined: String = "2020-01-01",
    left: String? = nil, removed: String? = nil
) -> Member {
    Member(
        code: Text(code), name: Text("王芳" + code), post: post, office: Text(office), village: "东村", grid: "1",
        joinedOn: day(joined), leftOn: left.map { day($0) }, removedOn: removed.map { day($0) })
}

/// Rows of a table without its column `member`, cells without quoting, put in the order of evidence.
func block(_ schema: TableSchema, _ text: String, of member: Text) throws -> RowBlock {
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = try (lines.first ?? []).map { try #require(schema.index(of: String($0)), "\($0)") }
    func parsed(_ lines: some Sequence<[Substring]>) throws -> RowBlock {
        var block = RowBlock(schema)
        for line in lines {
            var slots = [Int64](repeating: RowBlock.empty, count: schema.columns.count)
            try #require(line.count == columns.count)
            let member = schema.memberColumn.map { ($0, Substring(member.string)) }
            for (column, cell) in Array(zip(columns, line)) + [member].compactMap({ $0 }) {
                let slot = block.slot(of: cell.utf8, column: column)
                slots[column] = try #require(slot, "\(cell)")
            }
            slots.withUnsafeBufferPointer { block.append($0) }
        }
        return block
    }
    let rows = Array(lines.dropFirst())
    let written = try parsed(rows)
    return try parsed(rows.indices.sorted { written.precedes($0, $1) }.map { rows[$0] })
}

/// Everything about one member, each table by its lines below the header.
func subject(
    _ rules: QuarterRules, _ member: Member = member(), marks: String = "", rolls: String = "", leave: String = "",
    equipment: String = "", past: PastClosings = PastClosings(), excused: Excuses = .none
) throws -> MemberCase {
    let code = member.code
    return MemberCase(
        member, leave: try block(LeaveTable.shared.schema, "from,through\n" + leave, of: code),
        equipment: try block(
            EquipmentTable.shared.schema, "entry,date,asset,change,at_fault,cost,serial\n" + equipment, of: code),
        blocks: [
            try block(MarkTable.shared.schema, "mark,date,points,act\n" + marks, of: code),
            try block(RollTable.shared.schema, "roll,date\n" + rolls, of: code),
        ], past: past, excused: excused, rules: rules)
}

extension MemberResult {
    /// The findings as `key basis`.
    var findingTexts: [String] { findings.map { "\($0.key): \($0.basis)" } }
    /// The warnings as `code detail`, of whatever subject.
    var warningTexts: [String] { warnings.map { $0.detail == "" ? "\($0.code)" : "\($0.code) \($0.detail)" } }
}

/// Decides about a member who is assessed.
func assessed(
    _ rules: QuarterRules, _ subject: MemberCase, at location: SourceLocation = #_sourceLocation
) throws -> MemberResult.Assessed {
    try #require(try rules.decide(subject).assessed, sourceLocation: location)
}
