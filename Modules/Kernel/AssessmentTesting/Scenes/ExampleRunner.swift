public import AssessmentKernel

/// An example that cannot be run, since its text is not valid evidence.
public struct ExampleFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Runs an item's worked examples: builds the evidence of an example and lets the item assess it.
///
/// ```swift
/// let sheet = try ExampleRunner(Publicity.self).sheet(for: Publicity.examples[0])
/// ```
public struct ExampleRunner {
    /// The changes to an example before it is run.
    public struct Variation: Sendable {
        /// The seed that shuffles the rows before they are sorted; nil keeps the written order.
        public var shuffle: UInt64?
        /// Leaves out every row.
        public var leavesOutRows = false
        /// Keeps the rows of other periods, which a closing may hold as well.
        public var keepsOtherPeriods = false
        /// Excuses every row.
        public var excusesEveryRow = false
        /// Excuses every day, so that no duty day remains.
        public var excusesEveryDay = false
        /// Removes every duty day, as leave for the whole period does, without an appeal.
        public var hasNoDutyDay = false
        /// Also excuses these rows.
        public var excuses: Set<RecordReference> = []
        /// Also excuses these days.
        public var excusesDays: Set<CivilDate> = []
        /// Whether the period is still running, as of its last day.
        public var isRunning = false
        /// Resets this parameter to its usual value.
        public var withoutParameter: String?

        /// Changes nothing.
        public init() {}
    }

    private let type: any AssessmentItem.Type

    /// Makes a runner for an item.
    public init(_ type: any AssessmentItem.Type) { self.type = type }

    /// The item with the usual values and the example's changes, which may include `maximum`.
    public func item(
        for example: Example, _ variation: Variation = Variation()
    ) throws(ExampleFault) -> any AssessmentItem {
        do {
            return try item(example.parameters.filter { $0.key != variation.withoutParameter })
        } catch {
            throw ExampleFault("parameter \(error.path): \(error.reason.english)")
        }
    }

    /// The item with the usual values, except for these, as written in a rulebook.
    func item(_ changes: [String: String]) throws(ParameterFault) -> any AssessmentItem {
        try item(changes.mapValues { ParameterNode(flow: $0) })
    }

    /// The item with the usual values, except for these.
    func item(_ changes: [String: ParameterNode]) throws(ParameterFault) -> any AssessmentItem {
        var nodes = Dictionary(type.parameters.map { ($0.key, ParameterNode(flow: $0.usual)) }) { first, _ in first }
        var maximum = ParameterNode(flow: type.usualMaximum)
        for (key, node) in changes { if key == "maximum" { maximum = node } else { nodes[key] = node } }
        let points: Points
        do { points = try Points(maximum) } catch { throw error.below("maximum") }
        return try type.init(ParameterValues(maximum: points, nodes, declared: type.parameters))
    }

    /// The usual parameters and those of the examples, without duplicates.
    var settings: [[String: String]] {
        var settings: [[String: String]] = [[:]]
        for example in type.examples where !settings.contains(example.parameters) {
            settings.append(example.parameters)
        }
        return settings
    }

    /// The item's score sheet for an example.
    public func sheet(for example: Example, _ variation: Variation = Variation()) throws -> ScoreSheet {
        try Scene(example, of: type).sheet(item(for: example, variation), variation)
    }

    /// The codes of the item's warnings for an example, and the key of its annual finding, in byte order.
    public func remarks(for example: Example, _ variation: Variation = Variation()) throws -> [String] {
        let item = try item(for: example, variation)
        let scene = try Scene(example, of: type)
        let findings = try scene.finding(item, variation) == nil ? [] : type.findings.map(\.key)
        let warnings = try scene.sheet(item, variation).warnings.map(\.kind.code)
        return (findings + warnings).sorted { Text($0) < Text($1) }
    }

    /// The item's finding about the year of an example; nil without one.
    public func finding(for example: Example, _ variation: Variation = Variation()) throws -> Basis? {
        try Scene(example, of: type).finding(item(for: example, variation), variation)
    }

    /// The item's measures for an example, for the monthly notice.
    public func measures(for example: Example, _ variation: Variation = Variation()) throws -> MeasureSheet {
        var sheet = MeasureSheet()
        try item(for: example, variation).measure(evidence(for: example, variation), &sheet)
        return sheet
    }

    /// The evidence of an example, for the member `M1`, whose duty days are Mondays to Fridays.
    public func evidence(
        for example: Example, _ variation: Variation = Variation()
    ) throws(ExampleFault) -> MemberEvidence {
        try Scene(example, of: type).evidence(variation)
    }
}
