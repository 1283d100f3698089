import Foundation

/// Runs a task on another thread while this one continues.
///
/// ```swift
/// let beside = BesideThis(workbook) { workbook throws(Problem) in try workbook.finish(summary) }
/// try writePages()
/// try beside.wait()
/// ```
///
/// Unchecked, because the value need not be sendable: the other thread owns it until ``wait()`` returns.
package final class BesideThis<Value, Failure: Error>: @unchecked Sendable {
    private let group = DispatchGroup()
    private var value: Value
    private var failure: Failure?

    /// Starts the task; the caller must not use the value before ``wait()`` returns.
    package init(_ value: Value, _ body: @escaping @Sendable (inout Value) throws(Failure) -> Void) {
        self.value = value
        group.enter()
        onThread { [self] in
            do throws(Failure) { try body(&self.value) } catch { failure = error }
            group.leave()
        }
    }

    /// Waits for the task to end.
    ///
    /// - Returns: the value as the body left it.
    /// - Throws: what the body threw.
    @discardableResult package func wait() throws(Failure) -> Value {
        group.wait()
        if let failure { throw failure }
        return value
    }
}
