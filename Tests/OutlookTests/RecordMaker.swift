import AssessmentKernel
import Closing
import ItemCatalog
import Rulebook
import TestValues
import TownshipTables

/// Makes the records of one member from the schemas of the items' tables: days mostly kept, some missed, and all else
/// by chance.
struct RecordMaker {
    private let rules: QuarterRules
    private let number: Int
    private var dice: SeededNumbers
    /// How many of a hundred duties are missed.
    private let negligence: Int

    init(_ rules: QuarterRules, number: Int, seed: UInt64) {
        self.rules = rules
        self.number = number
        dice = SeededNumbers(state: seed)
        negligence = [0, 2, 10, 40][dice.next(4)]
    }

    private var range: DateRange { rules.quarter.range }

    mutating func member() -> RandomMember {
        let someDay = range.first.advanced(by: dice.next(range.count))
        let (joined, left): (CivilDate, CivilDate?) =
            switch dice.next(8) {
            case 0: (someDay, nil)
            case 1, 2: (range.first.advanced(by: -300), someDay)
            default: (range.first.advanced(by: -300), nil)
            }
        let member = Member(
            code: Text("M\(number)"), name: "张三", post: dice.next(5) == 0 ? .partTime : .fullTime, office: "一办",
            village: "东村", grid: "1", joinedOn: joined, leftOn: left, removedOn: nil)
        var leave = RowBlock(LeaveTable.shared.schema)
        for _ in 0..<[0, 0, 1, 3][dice.next(4)] {
            let from = range.first.advanced(by: dice.next(range.count))
            let through = from.advanced(by: dice.next(12))
            append(
                to: &leave, ["member": member.code.string, "from": from.description, "through": through.description])
        }
        let tables = rules.rulebook.items.flatMap { $0.type.tables }
        return RandomMember(member: member, leave: leave.sorted, blocks: tables.map { block($0, member) })
    }

    private mutating func block(_ schema: TableSchema, _ member: Member) -> RowBlock {
        var block = RowBlock(schema)
        var row = 0
        func day(_ offset: Int) -> CivilDate { range.first.advanced(by: offset) }
        // A table of few columns besides the member and a day in its key has a row a day.
        let isDaily = schema.naturalKey.count == 2 && schema.naturalKey.contains(schema.attribution.last ?? -1)
        if isDaily || ["event", "visit"].contains(schema.key) {
            for offset in 0..<range.count where dice.next(100) >= negligence {
                for _ in 0..<(isDaily ? 1 : 1 + dice.next(3)) {
                    row += 1
                    append(to: &block, cells(schema, row, day(offset), member))
                }
            }
        } else {
            for _ in 0..<[0, 1, 3, 9][dice.next(4)] {
                row += 1
                let before = schema.lookBack == .calendarYear ? 120 : 3
                append(to: &block, cells(schema, row, day(dice.next(range.count + before) - before), member))
            }
        }
        return block.sorted
    }

    private mutating func cells(
        _ schema: TableSchema, _ row: Int, _ day: CivilDate, _ member: Member
    ) -> [String: String] {
        var cells: [String: String] = [:]
        for (place, column) in schema.columns.enumerated() {
            if column.key == "member" {
                cells["member"] = member.code.string
                continue
            }
            let isFilled = column.isRequired || dice.next(100) >= max(8, negligence)
            guard isFilled else { continue }
            let isDay = schema.attribution.contains(place) && column.isRequired
            let near = isDay ? day : day.advanced(by: [-3, -1, 0, 0, 1, 2, 9, 30][dice.next(8)])
            switch column.kind {
            case .code: cells[column.key] = "\(schema.key)-\(number)-\(row)"
            case .text:
                cells[column.key] = ["村东路灯不亮", "井盖破损", "路口堆物", " "][dice.next(4)] + (dice.next(3) == 0 ? "" : "\(row)")
            case .date: cells[column.key] = near.description
            case .dateTime:
                cells[column.key] = "\(near) \(["00:00:00", "08:30:00", "23:59:59"][dice.next(3)])"
            case .number: cells[column.key] = "8"
            case .percent: cells[column.key] = ["100", "90", "80", "79.99", "20"][dice.next(5)]
            case .whole: cells[column.key] = "1"
            case .yesNo: cells[column.key] = dice.next(100) >= negligence ? "yes" : "no"
            case .choice(let options):
                // The first choice is the good one in most tables.
                let option = dice.next(100) >= negligence + 10 ? 0 : dice.next(options.count)
                cells[column.key] = options[option].key
            }
        }
        return cells
    }

    private func append(to block: inout RowBlock, _ cells: [String: String]) {
        var slots: [Int64] = []
        for (place, column) in block.schema.columns.enumerated() {
            slots.append(cells[column.key].flatMap { block.slot(of: $0.utf8, column: place) } ?? RowBlock.empty)
        }
        if let rule = block.schema.rowRule, slots.withUnsafeBufferPointer({ rule.check($0) }) != nil { return }
        slots.withUnsafeBufferPointer { block.append($0) }
    }
}
