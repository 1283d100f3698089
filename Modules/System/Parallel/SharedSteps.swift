import Foundation

/// Work in pieces that several threads share, of which each does a step of whatever piece is free.
///
/// ```swift
/// let steps = SharedSteps(files)
/// let helper = BesideThis(()) { _ in try steps.run { try $0.next() } }      // while there is time
/// try steps.run { try $0.next() }                                           // and now all of it
/// try helper.wait()
/// ```
/// So nobody waits for more than a step of a thread that has no core. Unchecked, because `condition` guards all mutable
/// state.
package final class SharedSteps<Piece: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    /// The pieces that are free, the next one last.
    private var free: [Piece]
    /// How many pieces are somebody's at the moment.
    private var taken = 0

    /// - Parameter pieces: in the order in which they are begun.
    package init(_ pieces: [Piece] = []) { free = pieces.reversed() }

    /// Adds pieces, to be begun in this order before those that are there.
    package func add(_ pieces: [Piece]) { change { free += pieces.reversed() } }

    /// Does steps until no piece is left, neither free nor another's.
    ///
    /// - Parameters:
    ///   - goesOn: asked before a piece is taken; false ends the work of this thread.
    ///   - step: returns what is left of the piece; nil when it is done.
    /// - Throws: what a step throws, whose piece is then done.
    package func run(
        while goesOn: () -> Bool = { true }, _ step: (Piece) throws -> Piece?
    ) throws {
        while goesOn(), let piece = take() {
            var left: Piece?
            defer {
                change {
                    taken -= 1
                    if let left { free.append(left) }
                }
            }
            left = try step(piece)
        }
    }

    /// Forgets all pieces that are free.
    package func removeAll() { change { free = [] } }

    private func take() -> Piece? {
        condition.lock()
        defer { condition.unlock() }
        while free.isEmpty, taken > 0 { condition.wait() }
        guard let piece = free.popLast() else { return nil }
        taken += 1
        return piece
    }

    private func change(_ body: () -> Void) {
        condition.lock()
        body()
        condition.broadcast()
        condition.unlock()
    }
}
