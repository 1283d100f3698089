public import AssessmentKernel

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
        /// Leaves no duty day, as leave for the whole period does; no appeal excuses the days.
        public var hasNoDutyDay = false
        /// Excuses these rows, besides those that the example excuses.
        public var excuses: Set<RecordReference> = []
        /// Excuses these days, besides those that the example excuses.
        public var excusesDays: Set<CivilDate> = []
        /// Whether the period still runs, and is seen to its last day.
        public var isRunning = false
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
        do {
            return try item(example.parameters.filter { $0.key != variation.withoutParameter })
        } catch {
            throw ExampleFault("parameter \(error.path): \(error.reason.english)")
        }
    }

    /// The item with the usual values but for these, as they are written in a rulebook.
    func item(_ changes: [String: String]) throws(ParameterFault) -> any AssessmentItem {
        try item(changes.mapValues { ParameterNode(flow: $0) })
    }

    /// The item with the usual values but for these.
    func item(_ changes: [String: ParameterNode]) throws(ParameterFault) -> any AssessmentItem {
        var nodes = Dictionary(type.parameters.map { ($0.key, ParameterNode(flow: $0.usual)) }) { first, _ in first }
        var maximum = ParameterNode(flow: type.usualMaximum)
        for (key, node) in changes { if key == "maximum" { maximum = node } else { nodes[key] = node } }
        let points: Points
        do { points = try Points(maximum) } catch { throw error.below("maximum") }
        return try type.init(ParameterValues(maximum: points, nodes, declared: type.parameters))
    }

    /// What the item takes down for an example.
    public func sheet(for example: Example, _ variation: Variation = Variation()) throws -> ScoreSheet {
        try Scene(example, of: type).sheet(item(for: example, variation), variation)
    }

    /// The codes of the warnings that the item leaves for an example, with the key of what it finds about the year, in byte
    /// order.
    public func remarks(for example: Example, _ variation: Variation = Variation()) throws -> [String] {
        let item = try item(for: example, variation)
        let scene = try Scene(example, of: type)
        let findings = try scene.finding(item, variation) == nil ? [] : type.findings.map(\.key)
        let warnings = try scene.sheet(item, variation).warnings.map(\.kind.code)
        return (findings + warnings).sorted { Text($0) < Text($1) }
    }

    /// What the item finds about the year of an example; nil when that is nothing.
    public func finding(for example: Example, _ variation: Variation = Variation()) throws -> Basis? {
        try Scene(example, of: type).finding(item(for: example, variation), variation)
    }

    /// What the item measures for an example, for the monthly notice.
    public func measures(for example: Example, _ variation: Variation = Variation()) throws -> MeasureSheet {
        var sheet = MeasureSheet()
        try item(for: example, variation).measure(evidence(for: example, variation), &sheet)
        return sheet
    }

    /// The evidence that is written in an example: of the member `M1`, whose duty days are Mondays to Fridays.
    public func evidence(
        for example: Example, _ variation: Variation = Variation()
    ) throws(ExampleFault) -> MemberEvidence {
        try Scene(example, of: type).evidence(variation)
    }
}
