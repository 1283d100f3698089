import Dispatch
import Parallel
import Synchronization
import Testing

private enum Failure: Error, Equatable { case of(Int) }

/// The names of pieces, as their steps are done.
private final class Log: Sendable {
    private let names = Mutex<[Int]>([])
    func add(_ name: Int) { names.withLock { $0.append(name) } }
    var all: [Int] { names.withLock { $0 } }
}

@Suite struct SharedStepsTests {
    /// A piece of work and the steps that it still needs.
    private typealias Piece = (name: Int, steps: Int)

    @Test(.timeLimit(.minutes(1))) func whoWaitsDoesTheStepsOfWhoHasNoTime() throws {
        let (steps, log) = (SharedSteps<Piece>([(0, 3), (1, 2), (2, 1)]), Log())
        let (begun, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let helper = BesideThis(()) { _ in
            try steps.run { piece in
                if log.all.isEmpty {
                    log.add(piece.name)
                    begun.signal()
                    goOn.wait()
                } else {
                    log.add(piece.name)
                }
                return piece.steps > 1 ? (piece.name, piece.steps - 1) : nil
            }
        }
        begun.wait()
        // All others are done meanwhile; and then those of the piece that the helper has, once it gives it back.
        try steps.run { piece in
            log.add(piece.name)
            if log.all.count == 4 { goOn.signal() }
            return piece.steps > 1 ? (piece.name, piece.steps - 1) : nil
        }
        try helper.wait()
        #expect(log.all.sorted() == [0, 0, 0, 1, 1, 2])
        #expect(log.all.prefix(4) == [0, 1, 1, 2])
        try steps.run { _ in
            Issue.record("nothing is left")
            return nil
        }
    }

    @Test func aPieceThatFailsIsDoneAndOthersStay() throws {
        let (steps, log) = (SharedSteps<Piece>(), Log())
        steps.add([(0, 1), (1, 1)])
        #expect(throws: Failure.of(0)) { try steps.run { piece in throw Failure.of(piece.name) } }
        try steps.run(while: { false }) { _ in
            Issue.record("asked before")
            return nil
        }
        steps.add([(2, 1)])
        try steps.run { piece in
            log.add(piece.name)
            return nil
        }
        #expect(log.all == [2, 1])
        steps.add([(3, 1)])
        steps.removeAll()
        try steps.run { _ in
            Issue.record("nothing is left")
            return nil
        }
    }
}
