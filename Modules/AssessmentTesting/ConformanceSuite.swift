import AssessmentKernel

/// Holds an item to the contract that stands at `AssessmentItem`.
///
/// ```swift
/// @Test func keepsTheContract() throws {
///     #expect(try ConformanceSuite(Publicity.self).failures() == [])
/// }
/// ```
/// The item's own examples are its material: each must hold as it is written, and then under changes that may not
/// matter (another order of rows, other rows of the year) or that must (everything excused, every parameter back at its
/// usual value).
public struct ConformanceSuite {
    private let item: any AssessmentItem.Type

    /// Takes the item to hold to the contract.
    public init(_ item: any AssessmentItem.Type) { self.item = item }

    /// Every way in which the item breaks the contract; none when it keeps it.
    ///
    /// - Throws: what the item throws while it assesses an example: an item that cannot decide stops a closing, and this
    ///   suite too.
    public func failures() throws -> [ConformanceFailure] {
        let declared =
            DescriptorCheck(item: item).failures() + TableCheck(item: item).failures()
            + ParameterCheck(item: item).failures()
        // What is declared amiss would only show again, and less clearly, in the examples.
        guard declared.isEmpty else { return declared }
        return try ExampleCheck(item: item).failures() + BehaviourCheck(item: item).failures()
    }
}
