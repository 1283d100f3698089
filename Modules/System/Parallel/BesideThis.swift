import Foundation

/// Something done on another thread while this one goes on.
///
/// ```swift
/// let beside = BesideThis(workbook) { workbook throws(Problem) in try workbook.finish(summary) }
/// try writePages()
/// try beside.wait()
/// ```
///
/// Unchecked, because the value need not be sendable: it is the other thread's until ``wait()`` returns, and nobody else
/// sees it.
package final class BesideThis<Value, Failure: Error>: @unchecked Sendable {
    private let group = DispatchGroup()
    private var value: Value
    private var failure: Failure?

    /// Begins; whoever gives the value does not touch it again before ``wait()`` returns.
    package init(_ value: Value, _ body: @escaping @Sendable (inout Value) throws(Failure) -> Void) {
        self.value = value
        group.enter()
        onThread { [self] in
            do throws(Failure) { try body(&self.value) } catch { failure = error }
            group.leave()
        }
    }

    /// Waits for the end.
    ///
    /// - Returns: the value as the body left it.
    /// - Throws: what the body threw.
    @discardableResult package func wait() throws(Failure) -> Value {
        group.wait()
        if let failure { throw failure }
        return value
    }
}
