import Foundation

/// Lets work wait while other work is done that must go first.
///
/// ```swift
/// precedence.hold { parse(file) }        // one thread
/// precedence.wait()                      // another, before each piece of its work
/// ```
/// A thread of low priority alone would not stand still: beside two threads that wait for each other it takes a third of a core.
///
/// Unchecked, because `condition` guards all mutable state.
package final class Precedence: @unchecked Sendable {
    private let condition = NSCondition()
    private var holders = 0
    private var isOver = false

    package init() {}

    /// Does work that goes first.
    package func hold<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        change { holders += 1 }
        defer { change { holders -= 1 } }
        return try body()
    }

    /// Waits while somebody holds the precedence.
    package func wait() {
        condition.lock()
        while holders > 0, !isOver { condition.wait() }
        condition.unlock()
    }

    /// Lets nobody wait any more.
    package func end() { change { isOver = true } }

    private func change(_ body: () -> Void) {
        condition.lock()
        body()
        condition.broadcast()
        condition.unlock()
    }
}
