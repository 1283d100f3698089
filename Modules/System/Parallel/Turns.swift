import Foundation

/// Lets threads run something one after another in the order of their numbers, from 0.
///
/// Unchecked, because `condition` guards all mutable state, and no other thread touches what `body` uses inside
/// ``take(_:_:)``.
package final class Turns<Failure: Error>: @unchecked Sendable {
    private let condition = NSCondition()
    private var next = 0
    private var failure: Failure?

    package init() {}

    /// Waits for a turn and runs the body in it.
    ///
    /// - Throws: what the body throws, or the failure of an earlier turn, which ends all later ones.
    package func take<Result>(_ number: Int, _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        while next != number, failure == nil { condition.wait() }
        if let failure { throw failure }
        next += 1
        do throws(Failure) { return try body() } catch {
            failure = error
            throw error
        }
    }
}
