import AssessmentKernel
import Closing
import Rulebook
import TestValues
import Testing
import TownshipTables

/// A small rulebook over the two items of `TestItems.swift`.
enum Book {
    private static let text = SampleRulebook.text(
        items: ["tally: {maximum: 90, absence: 0}", "roll: {maximum: 10, per_row: 0, per_missing: 0}"])

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
            yaml = try yaml.replacing(first: passage, with: replacement, at: location)
        }
        return try Rulebook(yaml: Array(yaml.utf8), file: "test.yaml", installed: installed)
    }
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

/// All records of one member, each table by its lines below the header.
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
    var findingTexts: [String] { findings.map { "\($0.kind.key): \($0.basis.text)" } }
    /// The warnings as `code detail`, whatever their subject.
    var warningTexts: [String] {
        warnings.map { $0.detail == .nothing ? $0.kind.code : "\($0.kind.code) \($0.detail.text)" }
    }
}

/// Evaluates an assessed member.
func assessed(
    _ rules: QuarterRules, _ subject: MemberCase, at location: SourceLocation = #_sourceLocation
) throws -> MemberResult.Assessed {
    try #require(try rules.decide(subject).assessed, sourceLocation: location)
}
