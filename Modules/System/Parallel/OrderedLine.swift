import Foundation

/// Limits how many jobs of all its lines run at once, and how many results may wait.
package final class WorkPool: Sendable {
    private let queue = DispatchQueue(label: "kaohe.work", qos: .userInitiated, attributes: .concurrent)
    private let permits: DispatchSemaphore
    private let lanes: DispatchSemaphore

    /// - Parameter threads: how many jobs run at once.
    package init(threads: Int) {
        let threads = max(1, threads)
        permits = DispatchSemaphore(value: 2 * threads + 1)
        lanes = DispatchSemaphore(value: threads)
    }

    /// Runs a job on a free thread and hands its result over; waits while too many are pending.
    ///
    /// The job is pending until ``release()``.
    fileprivate func run<Result>(
        _ job: @escaping @Sendable () -> Result, _ done: @escaping @Sendable (Result) -> Void
    ) {
        permits.wait()
        queue.async { [lanes] in
            lanes.wait()
            let result = job()
            lanes.signal()
            done(result)
        }
    }

    /// Marks a result as taken.
    fileprivate func release() { permits.signal() }
}

/// Runs jobs in parallel and takes their results one by one in the order of the jobs.
///
/// Unchecked, because `condition` guards all mutable state, and `take` is only called under it, by one thread at a
/// time.
package final class OrderedLine<Output: Sendable, Failure: Error>: @unchecked Sendable {
    private let pool: WorkPool
    private let take: (Output) throws(Failure) -> Void
    private let condition = NSCondition()
    private var given = 0
    private var taken = 0
    private var early: [Int: Result<Output, Failure>] = [:]
    private var failure: Failure?

    /// - Parameters:
    ///   - pool: runs the jobs of this line and of others.
    ///   - take: called with each result, on any thread; not called again after a failure.
    package init(_ pool: WorkPool, take: @escaping (Output) throws(Failure) -> Void) {
        self.pool = pool
        self.take = take
    }

    /// Adds a job; waits while too many of the pool's are pending.
    ///
    /// - Throws: the error of an earlier job, or of taking its result.
    package func add(_ job: @escaping @Sendable () -> Result<Output, Failure>) throws(Failure) {
        condition.lock()
        let (place, failed) = (given, failure)
        if failed == nil { given += 1 }
        condition.unlock()
        if let failed { throw failed }
        pool.run(job) { self.put($0, at: place) }
    }

    /// Waits until all results are taken.
    package func finish() throws(Failure) {
        condition.lock()
        while taken < given { condition.wait() }
        let failed = failure
        condition.unlock()
        if let failed { throw failed }
    }

    private func put(_ result: Result<Output, Failure>, at place: Int) {
        condition.lock()
        early[place] = result
        while let next = early.removeValue(forKey: taken) {
            taken += 1
            do throws(Failure) {
                let output = try next.get()
                if failure == nil { try take(output) }
            } catch { failure = failure ?? error }
            pool.release()
        }
        condition.broadcast()
        condition.unlock()
    }
}
