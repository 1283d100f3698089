import Foundation

/// Hands values from one thread to another and makes the first wait while too many lie between them.
///
/// Unchecked, because `condition` guards all that changes.
package final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var elements: [Element] = []
    private var isFinished = false
    private var isAbandoned = false
    private var failure: (any Error)?

    package init(capacity: Int) { self.capacity = capacity }

    /// Puts a value in; false when nobody will take it any more.
    package func put(_ element: Element) -> Bool {
        condition.withLock {
            while elements.count >= capacity && !isAbandoned { condition.wait() }
            guard !isAbandoned else { return false }
            elements.append(element)
            condition.broadcast()
            return true
        }
    }

    /// Says that nothing follows, or why.
    package func finish(_ failure: (any Error)? = nil) {
        condition.withLock {
            isFinished = true
            self.failure = failure
            condition.broadcast()
        }
    }

    /// Takes the next value; nil after the last.
    ///
    /// - Throws: what ``finish(_:)`` was given, after the values before it.
    package func take() throws -> Element? {
        try condition.withLock {
            while elements.isEmpty && !isFinished && !isAbandoned { condition.wait() }
            if let element = elements.first {
                elements.removeFirst()
                condition.broadcast()
                return element
            }
            if let failure { throw failure }
            return nil
        }
    }

    /// Says that nothing more will be taken.
    package func abandon() {
        condition.withLock {
            isAbandoned = true
            elements = []
            condition.broadcast()
        }
    }
}

extension NSCondition {
    fileprivate func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
        lock()
        defer { unlock() }
        return try body()
    }
}

/// Runs a body on a thread of its own.
package func onThread(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.stackSize = 8 << 20
    thread.start()
}
