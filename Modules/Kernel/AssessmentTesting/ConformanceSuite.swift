public import AssessmentKernel

/// Checks an item against the contract of `AssessmentItem`.
///
/// ```swift
/// @Test func keepsTheContract() {
///     #expect(ConformanceSuite(Publicity.self).failures() == [])
/// }
/// ```
/// The suite first runs the item's own examples: as written, then with changes that must not matter (another order of
/// rows, other rows of the year) or that must (something excused, a parameter reset to its usual value). Then it runs
/// evidence generated from the schemas of its tables: odd texts, blanks, days on both edges of the period, members in
/// post for a part of it. The parameters are the usual ones, those of the examples, zero, and far too large ones. Last it
/// tries whether the item is fair (``FairnessProperty``), with the records that the item calls good and bad. The same item
/// gives the same failures every time.
public struct ConformanceSuite {
    private let item: any AssessmentItem.Type
    private let sceneCount: Int

    /// Makes a suite for an item.
    ///
    /// - Parameter sceneCount: the number of generated scenes under the usual parameters; other parameters get a part
    ///   of them.
    public init(_ item: any AssessmentItem.Type, sceneCount: Int = 40) {
        self.item = item
        self.sceneCount = sceneCount
    }

    /// Every breach of the contract; empty when the item keeps it.
    ///
    /// An item that traps ends the process, and so fails the test run.
    public func failures() -> [ConformanceFailure] {
        let declared =
            DescriptorCheck(item: item).failures() + TableCheck(item: item).failures()
            + ParameterCheck(item: item).failures() + MeasureKindCheck(item: item).failures()
            + CapabilityCheck(item: item).failures()
        // A faulty declaration would only show again, and less clearly, in the examples.
        guard declared.isEmpty else { return declared }
        let shown = ExampleCheck(item: item).failures() + BehaviourCheck(item: item).failures()
        guard shown.isEmpty else { return shown }
        let generated = GeneratedCheck(item: item, sceneCount: sceneCount).failures()
        guard generated.isEmpty else { return generated }
        let outlook = OutlookCheck(item: item, sceneCount: sceneCount).failures()
        guard outlook.isEmpty else { return outlook }
        return FairnessCheck(item: item, sceneCount: sceneCount).failures()
    }
}
