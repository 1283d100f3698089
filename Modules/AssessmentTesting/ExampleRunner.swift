import AssessmentKernel

/// Why an example cannot be run: what is written in it is no evidence.
public struct ExampleFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Runs an item's worked examples: it makes the evidence that is written in one, and lets the item assess it.
///
/// ```swift
/// let sheet = try ExampleRunner(Publicity.self).sheet(for: Publicity.examples[0])
/// ```
public struct ExampleRunner {
    /// What is changed of an example before it is run.
    public struct Variation: Sendable {
        /// Shuffles the rows before they are sorted, by a seed; nil leaves them as they are written.
        public var shuffle: UInt64?
        /// Leaves out every row.
        public var leavesOutRows = false
        /// Keeps the rows of other periods, which a closing may hold beside those of the period.
        public var keepsOtherPeriods = false
        /// Excuses every row.
        public var excusesEveryRow = false
        /// Excuses every day, so that no duty day is left.
        public var excusesEveryDay = false
        /// Puts this parameter back at its usual value.
        public var withoutParameter: String?

        /// Changes nothing.
        public init() {}
    }

    private let type: any AssessmentItem.Type

    /// Takes the item whose examples are run.
    public init(_ type: any AssessmentItem.Type) { self.type = type }

    /// The item, set to work with the usual values and what the example changes of them; `maximum` may be among it.
    public func item(
        for example: Example, _ variation: Variation = Variation()
    ) throws(ExampleFault) -> any AssessmentItem {
        var written = Dictionary(type.parameters.map { ($0.key, $0.usual) }) { first, _ in first }
        var maximum = type.usualMaximum
        for (key, value) in example.parameters where key != variation.withoutParameter {
            if key == "maximum" { maximum = value } else { written[key] = value }
        }
        guard let maximum = Points(text: maximum) else { throw ExampleFault("maximum: \(maximum) is no points") }
        do {
            return try type.init(
                ParameterValues(
                    maximum: maximum, written.mapValues { ParameterNode(flow: $0) }, declared: type.parameters))
        } catch {
            throw ExampleFault("parameter \(error.path): \(error.reason.english)")
        }
    }

    /// What the item takes down for an example.
    public func sheet(for example: Example, _ variation: Variation = Variation()) throws -> ScoreSheet {
        var sheet = try emptySheet(for: example, variation)
        try item(for: example, variation).assess(evidence(for: example, variation), &sheet)
        return sheet
    }

    /// A sheet on which nothing is taken for absences on the excused days.
    func emptySheet(for example: Example, _ variation: Variation = Variation()) throws(ExampleFault) -> ScoreSheet {
        let setting = try ExampleSetting(example)
        return ScoreSheet(excusedDays: variation.excusesEveryDay ? Set(setting.period.days) : setting.excusedDays)
    }

    /// The evidence that is written in an example: of the member `M1`, whose duty days are Mondays to Fridays.
    public func evidence(
        for example: Example, _ variation: Variation = Variation()
    ) throws(ExampleFault) -> MemberEvidence {
        let setting = try ExampleSetting(example)
        var found: Set<RecordReference> = []
        var tables: [String: TableEvidence] = [:]
        for (key, text) in example.tables.sorted(by: { Text($0.key) < Text($1.key) }) {
            guard let schema = type.tables.first(where: { $0.key == key }) else {
                throw ExampleFault("the item has no table \(key)")
            }
            let table = try ExampleTable(schema, text)
            found.formUnion(table.references)
            guard !variation.leavesOutRows else { continue }
            let block = try table.block(shuffle: variation.shuffle) { day in
                variation.keepsOtherPeriods || setting.isRead(day, of: schema)
            }
            tables[key] = TableEvidence(block) { row, day in
                var standing = TableEvidence.Standing()
                if variation.excusesEveryRow || setting.excusedRecords.contains(block.reference(row)) {
                    standing.insert(.excused)
                }
                if !setting.counts(day, of: schema) { standing.insert(.passedOver) }
                return standing
            }
        }
        if let stranger = setting.excusedRecords.subtracting(found).min() {
            throw ExampleFault("the excused record \(stranger) is in none of the tables")
        }
        return MemberEvidence(
            member: setting.member, period: setting.period, window: setting.window,
            dutyDays: variation.excusesEveryDay ? [] : setting.dutyDays, tables: tables)
    }
}
