import Synchronization

/// A number of something from which several threads take.
package final class SharedBudget: Sendable {
    private let left: Atomic<Int>

    package init(_ count: Int) { left = Atomic(count) }

    /// Takes so many, or what is left; returns how many.
    package func take(_ count: Int) -> Int {
        let after = left.subtract(count, ordering: .relaxed).newValue
        return max(0, min(count, count + after))
    }

    /// Takes so many; false when so many are not left, and then nothing is.
    package func takeAll(_ count: Int) -> Bool { take(count) == count }
}
