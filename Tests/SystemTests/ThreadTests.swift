import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Parallel

private struct Failure: Error, Equatable { let place: Int }

/// Values that several threads record.
private final class Log<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    func add(_ value: Value) { values.withLock { $0.append(value) } }
    var all: [Value] { values.withLock { $0 } }
}

/// A number that several threads look at.
private final class Counter: Sendable {
    private let count = Mutex(0)
    func increase() { count.withLock { $0 += 1 } }
    var value: Int { count.withLock { $0 } }
}

@Suite struct PrecedenceTests {
    @Test func workWaitsUntilNobodyHoldsThePrecedence() throws {
        let (precedence, log, done) = (Precedence(), Log<String>(), DispatchSemaphore(value: 0))
        precedence.wait()
        precedence.hold {
            onThread {
                precedence.wait()
                log.add("behind")
                done.signal()
            }
            _ = precedence.hold { usleep(50_000) }
            usleep(50_000)
            log.add("first")
        }
        #expect(done.wait(timeout: .now() + 20) == .success)
        #expect(log.all == ["first", "behind"])
        #expect(throws: Failure(place: 1)) { try precedence.hold { () throws(Failure) in throw Failure(place: 1) } }
        precedence.wait()
    }

    @Test(.timeLimit(.minutes(1))) func nobodyWaitsWhenItIsOver() {
        let (precedence, done) = (Precedence(), DispatchSemaphore(value: 0))
        precedence.hold {
            onThread {
                precedence.wait()
                done.signal()
            }
            usleep(20_000)
            precedence.end()
            #expect(done.wait(timeout: .now() + 20) == .success)
            precedence.wait()
        }
    }
}

@Suite struct BoundedQueueTests {
    @Test func valuesComeInTheirOrderThroughANarrowQueue() throws {
        for capacity in [1, 2, 1000] {
            let queue = BoundedQueue<Int>(capacity: capacity)
            onThread {
                for value in 0..<500 { _ = queue.put(value) }
                queue.finish()
            }
            var taken: [Int] = []
            while let value = try queue.take() { taken.append(value) }
            #expect(taken == Array(0..<500))
            #expect(try queue.take() == nil)
        }
    }

    @Test func aQueueByWeightTakesManyLightValuesOrAHeavyOne() throws {
        let queue = BoundedQueue<Int>(capacity: 10) { $0 }
        for value in [0, 3, 6, 0, 4] { #expect(queue.put(value)) }
        // 13 wait: who puts the next must wait until less than 10 do.
        let put = DispatchSemaphore(value: 0)
        onThread {
            _ = queue.put(1)
            put.signal()
            queue.finish()
        }
        #expect(try queue.take() == 0)
        #expect(put.wait(timeout: .now() + 0.2) == .timedOut)
        #expect(try queue.take() == 3)
        #expect(put.wait(timeout: .now() + 0.2) == .timedOut)
        #expect(try queue.take() == 6)
        #expect(put.wait(timeout: .now() + 20) == .success)
        #expect(try (0..<3).map { _ in try queue.take() } == [0, 4, 1])
        #expect(try queue.take() == nil)
    }

    @Test func aFailureComesAfterTheValuesBeforeIt() throws {
        let queue = BoundedQueue<Int>(capacity: 4)
        #expect(queue.put(1))
        #expect(queue.put(2))
        queue.finish(Failure(place: 2))
        #expect(try queue.take() == 1)
        #expect(try queue.take() == 2)
        #expect(throws: Failure(place: 2)) { try queue.take() }
        #expect(throws: Failure(place: 2)) { try queue.take() }
    }

    @Test func whoPutsInAnAbandonedQueueIsTold() throws {
        let queue = BoundedQueue<Int>(capacity: 1)
        #expect(queue.put(1))
        queue.abandon()
        #expect(!queue.put(2))
    }

    @Test func whoWaitsToPutIsWokenWhenTheQueueIsAbandoned() throws {
        let queue = BoundedQueue<Int>(capacity: 1)
        let (results, done) = (Log<Bool>(), DispatchSemaphore(value: 0))
        onThread {
            for value in 0..<3 { results.add(queue.put(value)) }
            done.signal()
        }
        #expect(try queue.take() == 0)
        queue.abandon()
        done.wait()
        #expect(results.all.first == true)
        #expect(results.all.last == false)
    }

    @Test func whoWaitsAtAFullQueueIsWokenWhenItIsAbandoned() {
        let queue = BoundedQueue<Int>(capacity: 1)
        let (results, done) = (Log<Bool>(), DispatchSemaphore(value: 0))
        onThread {
            for value in 0..<2 { results.add(queue.put(value)) }
            done.signal()
        }
        // By then it waits with its second value.
        for _ in 0..<10_000 where results.all.isEmpty { usleep(1_000) }
        usleep(20_000)
        queue.abandon()
        #expect(done.wait(timeout: .now() + 10) == .success)
        #expect(results.all == [true, false])
    }

    @Test func nothingIsTakenFromAnEmptyQueueThatIsFinished() throws {
        let queue = BoundedQueue<Int>(capacity: 1)
        queue.finish()
        #expect(try queue.take() == nil)
    }
}

@Suite struct OrderedMapTests {
    @Test(arguments: [0, 1, 15, 16, 17, 1_000], [1, 3])
    func resultsAreHandedOverInTheOrderOfThePlaces(count: Int, threads: Int) throws {
        for runLength in [1, 16] {
            var taken: [Int] = []
            try OrderedMap<Int>.run(
                count: count, runLength: runLength, threads: threads, work: { map in try map { $0 * 2 } },
                take: { taken.append($0) })
            #expect(taken == (0..<count).map { $0 * 2 })
        }
    }

    @Test func workIsSetUpOnceOnEachThread() throws {
        let log = Log<Int>()
        try OrderedMap<Int>.run(
            count: 100, threads: 3,
            work: { map in
                log.add(1)
                try map { $0 }
            }, take: { _ in })
        #expect(log.all.count == 3)
    }

    @Test(arguments: [1, 4])
    func theFirstFailureInTheOrderOfThePlacesIsThrown(threads: Int) {
        for _ in 0..<20 {
            var taken: [Int] = []
            #expect(throws: Failure(place: 37)) {
                try OrderedMap<Int>.run(
                    count: 500, runLength: 4, threads: threads,
                    work: { map in
                        try map { place in
                            if place == 37 || place == 41 || place == 460 { throw Failure(place: place) }
                            return place
                        }
                    }, take: { taken.append($0) })
            }
            #expect(taken == Array(0..<36), "the runs before the one that failed are handed over")
        }
    }

    @Test func aFailureToSetUpIsThrown() {
        #expect(throws: Failure(place: -1)) {
            try OrderedMap<Int>.run(count: 10, threads: 2, work: { _ in throw Failure(place: -1) }, take: { _ in })
        }
    }

    @Test func aFailureToTakeStopsTheWork() {
        let log = Log<Int>()
        #expect(throws: Failure(place: 3)) {
            try OrderedMap<Int>.run(
                count: 10_000, runLength: 1, threads: 2,
                work: { map in
                    try map { place in
                        log.add(place)
                        return place
                    }
                }, take: { if $0 == 3 { throw Failure(place: 3) } })
        }
        #expect(log.all.count < 20, "no thread runs far ahead")
    }

    @Test func noThreadRunsFarAheadOfWhatWasHandedOver() throws {
        let (threads, runLength) = (3, 4)
        let (tooFar, handed) = (Log<Int>(), Counter())
        try OrderedMap<Int>.run(
            count: 2_000, runLength: runLength, threads: threads,
            work: { map in
                try map { place in
                    // A run starts when it is less than four per thread ahead of the one being delivered.
                    if place / runLength > handed.value / runLength + threads * 4 { tooFar.add(place) }
                    return place
                }
            }, take: { _ in handed.increase() })
        #expect(tooFar.all.isEmpty)
        #expect(handed.value == 2_000)
    }
}

@Suite struct OrderedLineTests {
    @Test(arguments: [1, 3])
    func resultsAreTakenInTheOrderOfTheJobs(threads: Int) throws {
        let pool = WorkPool(threads: threads)
        let (first, second) = (Log<Int>(), Log<Int>())
        let lines = [first, second].map { log in OrderedLine<Int, Never>(pool) { log.add($0) } }
        for number in 0..<60 {
            lines[number % 2].add {
                if number % 7 == 0 { usleep(500) }
                return .success(number)
            }
        }
        for line in lines { line.finish() }
        #expect(first.all == Array(stride(from: 0, to: 60, by: 2)))
        #expect(second.all == Array(stride(from: 1, to: 60, by: 2)))
    }

    @Test func whoAddsWaitsWhileTooManyArePending() {
        let (added, log) = (Counter(), Log<Int>())
        let (gate, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let line = OrderedLine<Int, Never>(WorkPool(threads: 1)) { log.add($0) }
        onThread {
            for number in 0..<20 {
                line.add {
                    gate.wait()
                    return .success(number)
                }
                added.increase()
            }
            line.finish()
            done.signal()
        }
        for _ in 0..<10_000 where added.value < 3 { usleep(1_000) }
        usleep(20_000)
        #expect(added.value == 3)
        for _ in 0..<20 { gate.signal() }
        #expect(done.wait(timeout: .now() + 10) == .success)
        #expect(log.all == Array(0..<20))
    }

    @Test func afterAFailureNothingIsTaken() throws {
        let log = Log<Int>()
        let line = OrderedLine<Int, Failure>(WorkPool(threads: 2)) { log.add($0) }
        #expect(throws: Failure(place: 3)) {
            for number in 0..<50 { try line.add { number == 3 ? .failure(Failure(place: 3)) : .success(number) } }
            try line.finish()
        }
        #expect(throws: Failure(place: 3)) { try line.finish() }
        #expect(log.all == [0, 1, 2])
    }
}

@Suite struct TurnsTests {
    @Test func aTurnBeginsWhenTheOneBeforeItHasEnded() {
        let (turns, log) = (Turns<Never>(), Log<Int>())
        let beside = (0..<4).map { first in
            BesideThis<Int, Never>(first) { first in
                for number in stride(from: first, to: 200, by: 4) {
                    turns.take(number) {
                        if number % 3 == 0 { usleep(300) }
                        log.add(number)
                    }
                }
            }
        }
        for one in beside { one.wait() }
        #expect(log.all == Array(0..<200))
    }

    @Test func turnsAreTakenInOrderUntilOneFails() {
        let (turns, log) = (Turns<Failure>(), Log<Int>())
        let failed = Log<Int>()
        let beside = (0..<8).reversed().map { number in
            BesideThis<Int, Never>(number) { number in
                do throws(Failure) {
                    try turns.take(number) { () throws(Failure) in
                        if number == 5 { throw Failure(place: 5) }
                        log.add(number)
                    }
                } catch { failed.add(error.place) }
            }
        }
        for one in beside { one.wait() }
        #expect(log.all == [0, 1, 2, 3, 4])
        #expect(failed.all == [5, 5, 5])
    }
}

@Suite struct AwaitingTests {
    @Test func theThreadWaitsForAnAsynchronousBodyAndTakesItsError() async throws {
        let log = Log<Int>()
        // Not on a thread that carries tasks, which could wait for itself.
        let isThrown = try await onThreadAwaited {
            try blocking {
                try await Task.sleep(for: .milliseconds(30))
                log.add(1)
            }
            log.add(2)
            do { try blocking { throw Failure(place: 3) } } catch is Failure { return true }
            return false
        }
        #expect(log.all == [1, 2])
        #expect(isThrown)
    }
}

@Suite struct SharedBudgetTests {
    @Test func noMoreIsTakenThanThereIs() {
        let budget = SharedBudget(10)
        #expect(budget.take(4) == 4)
        #expect(budget.takeAll(5))
        #expect(budget.take(4) == 1)
        #expect(budget.take(4) == 0)
        #expect(!budget.takeAll(1))
    }

    @Test func whatIsTooMuchAtOnceEndsIt() {
        let budget = SharedBudget(10)
        #expect(!budget.takeAll(11))
        #expect(budget.take(1) == 0)
    }

    @Test func severalThreadsShareIt() throws {
        let budget = SharedBudget(10_000)
        var taken = 0
        try OrderedMap<Int>.run(count: 300, runLength: 1, threads: 4, work: { try $0 { _ in budget.take(64) } }) {
            taken += $0
        }
        #expect(taken == 10_000)
    }
}

@Suite struct MadeOnceTests {
    @Test("A value is made once for all threads, and one that could not be made is tried again")
    func once() throws {
        let (values, log) = (MadeOnce<Int, Int>(), Log<Int>())
        #expect(throws: Failure(place: 3)) {
            try values.value(of: 3) { () throws(Failure) -> Int in throw Failure(place: 3) }
        }
        var seen: [Int] = []
        try OrderedMap<Int>.run(
            count: 300, runLength: 1, threads: 4,
            work: {
                try $0 { place in
                    values.value(of: place % 7) {
                        log.add(place % 7)
                        return 10 * (place % 7)
                    }
                }
            }, take: { seen.append($0) })
        #expect(seen == (0..<300).map { 10 * ($0 % 7) })
        #expect(log.all.sorted() == Array(0..<7))
    }
}
