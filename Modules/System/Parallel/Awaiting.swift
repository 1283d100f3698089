import Foundation
import Synchronization

/// Runs a body that may block on a thread of its own, and waits for it without blocking.
///
/// The threads that carry tasks are few: whoever reads a ledger on one of them would hold up all connections.
package func onThreadAwaited<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { waiting in
        onThread { waiting.resume(with: Swift.Result { try body() }) }
    }
}

/// Runs an asynchronous body to its end while this thread waits: for a program whose first function cannot wait itself.
package func blocking(on body: @escaping @Sendable () async throws -> Void) throws {
    let ending = Ending()
    let ended = DispatchSemaphore(value: 0)
    Task {
        do { try await body() } catch { ending.failure.withLock { $0 = error } }
        ended.signal()
    }
    ended.wait()
    if let failure = ending.failure.withLock({ $0 }) { throw failure }
}

private final class Ending: Sendable {
    let failure = Mutex<(any Error)?>(nil)
}
