import Foundation

/// Maps the places of a list on several threads and hands the results over in order.
///
/// A thread takes a run of places at a time and waits when it is too far ahead of the results handed over, so that
/// memory does not grow with the list.
///
/// Unchecked, because `condition` guards all mutable state.
package final class OrderedMap<Result: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let count: Int
    private let runLength: Int
    private let lead: Int
    private var nextRun = 0
    private var consumed = 0
    private var results: [Int: [Result]] = [:]
    private var failures: [Int: any Error] = [:]
    private var isStopped = false

    private init(count: Int, runLength: Int, lead: Int) {
        self.count = count
        self.runLength = runLength
        self.lead = lead
    }

    private var runs: Int { (count + runLength - 1) / runLength }

    /// Maps `0..<count`.
    ///
    /// - Parameters:
    ///   - runLength: how many places a thread takes at a time; by default 8, and fewer of a short list, so that no
    ///     thread ends long before another.
    ///   - lead: how many runs may be started ahead of the results handed over; two per thread by default. What is ahead when
    ///     the last run ends is handed over by one thread alone.
    ///   - work: called once on each thread with a function that maps whole runs until there are none; resources of the
    ///     thread, such as a connection, are made around that call.
    ///   - take: called on this thread with each result, in order.
    /// - Throws: the first failure in the order of the places, so that equal inputs fail alike; or what `take` throws.
    package static func run(
        count: Int, runLength: Int? = nil, threads: Int, lead: Int? = nil,
        work: @escaping @Sendable (_ mapRuns: ((Int) throws -> Result) throws -> Void) throws -> Void,
        take: (Result) throws -> Void
    ) throws {
        let threads = max(1, threads)
        let runLength = runLength ?? max(1, min(8, count / (8 * threads)))
        let map = OrderedMap(count: count, runLength: runLength, lead: lead ?? threads * 2)
        let group = DispatchGroup()
        for _ in 0..<threads {
            group.enter()
            onThread {
                do { try work { try map.mapRuns($0) } } catch { map.fail(map.runs, error) }
                group.leave()
            }
        }
        defer {
            map.stop()
            group.wait()
        }
        try map.handOver(take)
    }

    private func mapRuns(_ transform: (Int) throws -> Result) throws {
        while let run = claim() {
            do {
                let places = run * runLength..<min((run + 1) * runLength, count)
                let mapped = try places.map(transform)
                deliver(run, mapped)
            } catch {
                fail(run, error)
            }
        }
    }

    private func claim() -> Int? {
        condition.lock()
        defer { condition.unlock() }
        while nextRun < runs, nextRun >= consumed + lead, !isStopped { condition.wait() }
        guard nextRun < runs, !isStopped else { return nil }
        nextRun += 1
        return nextRun - 1
    }

    private func deliver(_ run: Int, _ mapped: [Result]) {
        condition.lock()
        results[run] = mapped
        condition.broadcast()
        condition.unlock()
    }

    private func fail(_ run: Int, _ error: any Error) {
        condition.lock()
        failures[run] = error
        condition.broadcast()
        condition.unlock()
    }

    private func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }

    private func handOver(_ take: (Result) throws -> Void) throws {
        for run in 0..<runs {
            condition.lock()
            while results[run] == nil && failures[run] == nil && failures[runs] == nil { condition.wait() }
            let mapped = results.removeValue(forKey: run)
            let failure = failures[run] ?? (mapped == nil ? failures[runs] : nil)
            consumed = run + 1
            condition.broadcast()
            condition.unlock()
            if let failure { throw failure }
            for result in mapped ?? [] { try take(result) }
        }
    }
}
