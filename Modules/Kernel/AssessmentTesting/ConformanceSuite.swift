public import AssessmentKernel

/// Holds an item to the contract that stands at `AssessmentItem`.
///
/// ```swift
/// @Test func keepsTheContract() {
///     #expect(ConformanceSuite(Publicity.self).failures() == [])
/// }
/// ```
/// The item's own examples are its first material: each must hold as it is written, and then under changes that may not
/// matter (another order of rows, other rows of the year) or that must (something excused, a parameter back at its usual
/// value). Its second is evidence that is drawn by a seed from the schemas of its tables: odd texts, blanks, days on both
/// edges of the period, members in post for a part of it, under the usual parameters, those of the examples, and
/// parameters at nought and far too large. The same item gives the same failures every time.
public struct ConformanceSuite {
    private let item: any AssessmentItem.Type
    private let sceneCount: Int

    /// Takes the item to hold to the contract.
    ///
    /// - Parameter sceneCount: how many scenes of generated evidence are tried under the usual parameters; under other
    ///   parameters it is a part of them.
    public init(_ item: any AssessmentItem.Type, sceneCount: Int = 40) {
        self.item = item
        self.sceneCount = sceneCount
    }

    /// Every way in which the item breaks the contract; none when it keeps it.
    ///
    /// An item that traps ends the process: that is how a test run shows it.
    public func failures() -> [ConformanceFailure] {
        let declared =
            DescriptorCheck(item: item).failures() + TableCheck(item: item).failures()
            + ParameterCheck(item: item).failures() + MeasureKindCheck(item: item).failures()
            + CapabilityCheck(item: item).failures()
        // What is declared amiss would only show again, and less clearly, in the examples.
        guard declared.isEmpty else { return declared }
        let shown = ExampleCheck(item: item).failures() + BehaviourCheck(item: item).failures()
        guard shown.isEmpty else { return shown }
        return GeneratedCheck(item: item, sceneCount: sceneCount).failures()
    }
}
