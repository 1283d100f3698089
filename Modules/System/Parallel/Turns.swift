import Foundation

/// Lets threads do something one after another in the order of their numbers, from 0.
///
/// Unchecked, because `condition` guards all that changes; what `body` touches inside ``take(_:_:)`` no other thread
/// touches meanwhile.
package final class Turns<Failure: Error>: @unchecked Sendable {
    private let condition = NSCondition()
    private var next = 0
    private var failure: Failure?

    package init() {}

    /// Waits for a turn, and does what is to be done in it.
    ///
    /// - Throws: what the body throws; and what an earlier turn threw, for none comes after it.
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
