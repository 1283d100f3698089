import AssessmentKernel
import Closing
import ItemCatalog
import Rulebook
import TestValues
import Testing
import TownshipTables

/// A member's records of a quarter as random as a ledger can hold them, and the same as it was known on a day.
struct RandomMember {
    var member: Member
    var leave: RowBlock
    var blocks: [RowBlock]

    func subject(_ rules: QuarterRules, _ excuses: Excuses = .none) -> MemberCase {
        MemberCase(
            member, leave: leave, equipment: RowBlock(EquipmentTable.shared.schema), blocks: blocks,
            past: PastClosings(), excused: excuses, rules: rules)
    }

    /// What was known on a day, when all that no day tells of may come later: verdicts, ratings, missing texts, leave
    /// of days to come, the day of leaving.
    func known(on day: CivilDate, _ dice: inout SeededNumbers) -> RandomMember {
        var known = self
        let hides = dice.next(3)
        known.blocks = blocks.map { block in
            let seen = block.known(on: day)
            return hides == 0 ? seen : seen.map { row in RandomMember.hide(&row, seen.schema, &dice) }
        }
        if dice.next(2) == 0 {
            known.leave = RowBlock(leave.schema)
            for row in 0..<leave.count where (leave.attributionDate(row) ?? day) <= day || dice.next(2) == 0 {
                known.leave.append(row, of: leave)
            }
        }
        if let last = member.lastDay, last > day, dice.next(2) == 0 {
            known.member = Member(
                code: member.code, name: member.name, post: member.post, office: member.office,
                village: member.village, grid: member.grid, joinedOn: member.joinedOn, leftOn: nil, removedOn: nil)
        }
        return known
    }

    /// Blanks some cells that may be filled later; a dispute of the member's own may not be mediated yet.
    private static func hide(_ row: inout [Int64], _ schema: TableSchema, _ dice: inout SeededNumbers) {
        for (place, column) in schema.columns.enumerated()
        where !column.isRequired && column.kind != .date && column.kind != .dateTime && dice.next(4) == 0 {
            row[place] = RowBlock.empty
        }
        if schema.key == "dispute", let source = schema.index(of: "source"), row[source] == 0, dice.next(3) == 0 {
            if let mediation = schema.index(of: "mediation") { row[mediation] = 2 }
            if let recorded = schema.index(of: "recorded") { row[recorded] = 0 }
        }
    }
}

extension RowBlock {
    /// The rows with their slots changed.
    func map(_ change: (inout [Int64]) -> Void) -> RowBlock {
        var block = RowBlock(schema, rowCapacity: count)
        bytes.withUnsafeBufferPointer { _ = block.store($0) }
        for row in 0..<count {
            var slots = schema.columns.indices.map { slot(row, $0) }
            change(&slots)
            slots.withUnsafeBufferPointer { block.append($0) }
        }
        return block
    }

    /// The rows in the order of evidence.
    var sorted: RowBlock {
        var block = RowBlock(schema, rowCapacity: count)
        for row in (0..<count).sorted(by: precedes) { block.append(row, of: self) }
        return block
    }
}

/// A small township: its rules, and its members' records.
struct RandomTownship {
    let rules: QuarterRules
    let members: [RandomMember]
    /// Upheld appeals.
    let excuses: Excuses
    private var dice: SeededNumbers

    init(_ seed: Int) throws {
        dice = SeededNumbers(state: UInt64(seed) &* 0x9E37_79B9)
        let quarters = ["2021Q3", "2021Q1", "2022Q4", "2024Q1"]
        let quarter = try quarter(quarters[dice.next(quarters.count)])
        var changes: [RulebookChange] = []
        if seed % 4 != 0 {
            for (path, values) in RandomTownship.choices where dice.next(3) == 0 {
                changes.append(RulebookChange("items." + path, to: values[dice.next(values.count)], by: .setting(nil)))
            }
            for (path, values) in RandomTownship.general where dice.next(4) == 0 {
                changes.append(RulebookChange(path, to: values[dice.next(values.count)], by: .setting(nil)))
            }
        }
        rules = QuarterRules(
            quarter,
            rulebook: try Rulebook(
                yaml: Rulebook.shipped, file: "shipped.yaml", installed: ItemCatalog.items, changes: changes),
            calendar: WorkCalendar())
        var made: [RandomMember] = []
        for number in 0..<(2 + dice.next(3)) {
            var maker = RecordMaker(rules, number: number, seed: dice.next())
            made.append(maker.member())
        }
        members = made
        var records: Set<RecordReference> = []
        if dice.next(3) == 0 {
            for block in made.flatMap(\.blocks) {
                for row in 0..<block.count where dice.next(40) == 0 { records.insert(block.reference(row)) }
            }
        }
        excuses = Excuses(records: records, days: [:])
    }

    /// Some days of the quarter before its last.
    func days() -> [CivilDate] {
        var dice = dice
        let range = rules.quarter.range
        return [range.first, range.last.advanced(by: -1)]
            + (0..<6).map { _ in range.first.advanced(by: dice.next(range.count - 1)) }
    }

    private static let general: [(String, [String])] = [
        ("registered_leave", ["counts"]), ("minimum_duty_days", ["0", "1", "40"]), ("gap_scores", ["lower", "upper"]),
        ("failing_streak.months", ["1", "2", "4"]), ("failing_streak.basis", ["quarter-score"]),
        ("assessed_posts", ["[full-time, part-time]"]),
    ]

    private static let choices: [(String, [String])] = [
        ("training.steps", ["[0, 2, 3.25]", "[1, 4.5, 10]", "[5, 2, 1]", "[0, 0, 10]"]),
        ("training.leave_limit", ["0", "1"]),
        ("training.excess_leave", ["ignore"]), ("collection.per_missing_patrol", ["0", "0.25"]),
        ("collection.per_finding", ["0", "1.5"]), ("publicity.per_task", ["0", "0.75"]),
        ("hazards.per_late", ["0", "3"]), ("hazards.report_within_hours", ["0", "12", "400", "100000"]),
        ("activity.events_per_day", ["0", "1", "3"]), ("activity.visits_per_day", ["0", "1"]),
        ("activity.per_missing", ["0", "0.1", "0.01"]), ("activity.per_void", ["0", "0.5"]),
        ("activity.per_overdue", ["1", "5", "0.05"]), ("activity.per_missing_general", ["1", "2.5"]),
        ("activity.per_missing_appointed", ["0.2", "1"]), ("activity.appointed_per_week", ["0", "1"]),
        ("activity.quota_basis", ["period"]), ("activity.duplicates", ["deduct"]),
        ("activity.required_elements", ["[place]", "[persons, description]", "[]"]),
        ("mediation.per_dispute", ["0", "1.25"]), ("supervision.satisfaction_standard", ["79.99", "0"]),
        ("supervision.per_late", ["0"]), ("supervision.per_dissatisfied", ["0"]),
        ("attendance.per_late", ["0", "0.01"]), ("attendance.missing_record", ["ignore"]),
        ("attendance.per_offline", ["0"]), ("attendance.per_spot_offline", ["0"]),
        ("satisfaction.round_to", ["0.5", "0.01", "1"]),
        ("satisfaction.weights", ["{satisfied: 0.9, fairly: 0.75, dissatisfied: 0.1}"]),
        ("satisfaction.groups", ["{committee: 0.3, resident: 0.7}"]),
        ("duties.per_late", ["0", "0.5"]), ("duties.per_absence", ["0", "1"]),
    ]
}
