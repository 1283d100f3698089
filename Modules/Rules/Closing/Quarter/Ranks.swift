/// Ranks by value, 1 for the highest; ties share a rank and the next ranks are skipped.
package struct Ranks<Value: Comparable & Hashable> {
    private var ranks: [Value: Int] = [:]

    /// Ranks values, of which several may be equal.
    package init(_ values: some Sequence<Value>) {
        for (place, value) in values.sorted(by: >).enumerated() where ranks[value] == nil { ranks[value] = place + 1 }
    }

    /// The rank of one of the values; nil for any other.
    package subscript(value: Value) -> Int? { ranks[value] }
}
