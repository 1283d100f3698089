import AssessmentKernel
import Foundation

/// Something done on another thread while this one goes on; the value is that thread's until ``wait()`` returns.
final class BesideThis<Value>: @unchecked Sendable {
    private let group = DispatchGroup()
    private var value: Value
    private var problem: Problem?

    /// Begins.
    init(_ value: Value, _ body: @escaping @Sendable (inout Value) throws(Problem) -> Void) {
        self.value = value
        group.enter()
        DispatchQueue.global().async { [self] in
            do throws(Problem) { try body(&self.value) } catch { problem = error }
            group.leave()
        }
    }

    /// Waits for the end and gives the value back.
    ///
    /// - Throws: what the body threw.
    func wait() throws(Problem) -> Value {
        group.wait()
        if let problem { throw problem }
        return value
    }
}
