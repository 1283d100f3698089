public import AssessmentKernel
package import Rulebook
import TownshipTables

/// All that a closing reads about one member; it sees nothing else of the ledger.
public struct MemberCase: Sendable {
    /// The member.
    public let member: Member
    /// Registered leave that touches the year.
    public let leave: [DateRange]
    /// The equipment entries up to the quarter's end.
    public let equipment: TableEvidence
    /// The items' rows, by the table's key, each over the days that ``QuarterRules/span(of:)`` names.
    public let tables: [String: TableEvidence]
    /// The results of earlier closings.
    public let past: PastClosings
    /// Days that an upheld appeal excuses, by the item's key.
    public let excusedDays: [String: Set<CivilDate>]

    /// Makes a member's case.
    ///
    /// - Parameters:
    ///   - leave: the rows of the table `leave`.
    ///   - equipment: the rows of the table `equipment`.
    ///   - blocks: the rows of the items' tables, in the order of evidence.
    ///   - excused: what upheld appeals excuse.
    public init(
        _ member: Member, leave: RowBlock, equipment: RowBlock, blocks: [RowBlock], past: PastClosings,
        excused: Excuses = .none, rules: QuarterRules
    ) {
        let leaveRows = Rows<LeaveTable>(all: TableEvidence(leave) { _, _ in [] })
        let ranges = leaveRows.compactMap { DateRange($0.from, through: $0.through) }
        self.member = member
        self.leave = ranges
        self.past = past
        self.equipment = TableEvidence(equipment) { _, _ in [] }
        excusedDays = excused.days(of: member.code)
        var tables: [String: TableEvidence] = [:]
        for block in blocks {
            tables[block.schema.key] = MemberCase.evidence(
                of: member, block, leave: ranges, rules.rulebook.registeredLeave, excused)
        }
        self.tables = tables
    }

    /// The member as the subject of a warning.
    var named: Warning.Subject { .member(member.code) }

    /// What one item sees of the member in a period.
    ///
    /// - Parameter dutyDays: the member's duty days; days that an upheld appeal excuses for the item are removed.
    package func evidence(
        for ruled: RuledItem, period: DateRange, window: DateRange, dutyDays: [CivilDate], isRunning: Bool
    ) -> MemberEvidence {
        let excused = excusedDays[ruled.about.key] ?? []
        return MemberEvidence(
            member: member, period: period, window: window,
            dutyDays: excused.isEmpty ? dutyDays : dutyDays.filter { !excused.contains($0) }, isRunning: isRunning,
            tables: tables)
    }

    /// The rows of a table with their status: whether each counts, and whether an appeal excuses it.
    static func evidence(
        of member: Member, _ block: RowBlock, leave: [DateRange], _ registeredLeave: RegisteredLeave, _ excused: Excuses
    ) -> TableEvidence {
        let passesOverLeave = block.schema.onLeave == .passedOver && registeredLeave == .excuses
        return TableEvidence(block) { row, day in
            var status: TableEvidence.RowStatus = []
            if !member.isInPost(on: day) || (passesOverLeave && leave.contains { $0.contains(day) }) {
                status.insert(.passedOver)
            }
            if !excused.records.isEmpty, excused.records.contains(block.reference(row)) {
                status.insert(.excused)
            }
            return status
        }
    }
}

/// What upheld appeals excuse: records, and days of an item.
public struct Excuses: Sendable {
    /// The records.
    public let records: Set<RecordReference>
    private let days: [Text: [String: Set<CivilDate>]]

    /// Nothing is excused.
    public static let none = Excuses(records: [], days: [:])

    /// Excuses records, and days by member and item.
    public init(records: Set<RecordReference>, days: [Text: [String: Set<CivilDate>]]) {
        self.records = records
        self.days = days
    }

    func days(of member: Text) -> [String: Set<CivilDate>] { days[member] ?? [:] }
}
