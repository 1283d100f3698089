import CLinux
import Foundation

/// A queue between two threads whose producer waits while it is full.
///
/// Unchecked, because `condition` guards all mutable state.
package final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private let weight: @Sendable (Element) -> Int
    /// The weight of the values that wait.
    private var held = 0
    private var elements: [Element] = []
    private var isFinished = false
    private var isAbandoned = false
    private var failure: (any Error)?

    /// - Parameters:
    ///   - capacity: how much may wait before the producer does.
    ///   - weight: how much a value counts; by default each is one.
    package init(capacity: Int, weight: @escaping @Sendable (Element) -> Int = { _ in 1 }) {
        self.capacity = capacity
        self.weight = weight
    }

    /// Adds a value; returns false when no values are taken any more.
    package func put(_ element: Element) -> Bool {
        condition.withLock {
            while held >= capacity && !isAbandoned { condition.wait() }
            guard !isAbandoned else { return false }
            elements.append(element)
            held += weight(element)
            condition.broadcast()
            return true
        }
    }

    /// Ends the queue, with an error if given.
    package func finish(_ failure: (any Error)? = nil) {
        condition.withLock {
            isFinished = true
            self.failure = failure
            condition.broadcast()
        }
    }

    /// Takes the next value; nil after the last.
    ///
    /// - Throws: the error given to ``finish(_:)``, after the values before it.
    package func take() throws -> Element? {
        try condition.withLock {
            while elements.isEmpty && !isFinished && !isAbandoned { condition.wait() }
            if let element = elements.first {
                elements.removeFirst()
                held -= weight(element)
                condition.broadcast()
                return element
            }
            if let failure { throw failure }
            return nil
        }
    }

    /// Stops taking values.
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

/// Lets other threads have the cores first, as long as this one lives.
///
/// On Linux it hardly runs but where a core has nothing else to do, and other threads that begin to run are put on its core first. On a
/// busy machine it waits for long, so nobody should wait for much of its work.
package func giveWay() {
    #if os(Linux)
        // A priority is a thread's there, not its process's. It counts where the policy is refused.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        var parameters = sched_param()
        sched_setscheduler(0, Int32(ONLY_IDLE_CORES), &parameters)
    #else
        pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
    #endif
}

/// Runs a body on a thread of its own.
package func onThread(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.stackSize = 8 << 20
    thread.start()
}
