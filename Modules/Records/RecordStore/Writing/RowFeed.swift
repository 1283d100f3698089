import AssessmentKernel
import Parallel

/// A sorter's rows on their way to the ledger: put in order on one thread while another writes those before them.
///
/// ```swift
/// let feed = RowFeed(rows, .leaves)
/// defer { feed.stop() }
/// while let piece = try feed.next() { … }
/// ```
/// Unchecked, because the sorter belongs to the feed's thread until the last piece was taken.
final class RowFeed: @unchecked Sendable {
    /// Some hundred rows, which lie side by side.
    struct Piece: Sendable {
        fileprivate(set) var rows: RowBlock
        fileprivate(set) var origins: [RowSorter.Origin] = []
    }

    /// The rows of a piece, and the bytes of texts at which it ends however few there are.
    private static let pieceRows = 512
    private static let pieceBytes = 1 << 18

    private let sorter: RowSorter
    private let pieces = BoundedQueue<Piece>(capacity: 2)

    /// Begins to put rows in order: those whose natural keys occur once.
    init(_ sorter: RowSorter, _ order: RowSorter.Order) {
        self.sorter = sorter
        onThread { [self] in
            do {
                try run(order)
                pieces.finish()
            } catch {
                pieces.finish(error)
            }
        }
    }

    /// The next rows; nil after the last.
    func next() throws -> Piece? { try pieces.take() }

    /// Ends the work, for whoever takes no more.
    func stop() { pieces.abandon() }

    /// Ends the thread when its rows are not wanted any more.
    private struct Stopped: Error {}

    private func run(_ order: RowSorter.Order) throws {
        var piece = RowFeed.empty(sorter.schema)
        try sorter.forEach(order) { block, row, origin in
            piece.rows.append(row, of: block)
            piece.origins.append(origin)
            guard piece.origins.count == RowFeed.pieceRows || piece.rows.bytes.count >= RowFeed.pieceBytes else {
                return
            }
            guard pieces.put(piece) else { throw Stopped() }
            piece = RowFeed.empty(sorter.schema, bytes: piece.rows.bytes.count)
        }
        if !piece.origins.isEmpty { _ = pieces.put(piece) }
    }

    private static func empty(_ schema: TableSchema, bytes: Int = 0) -> Piece {
        var piece = Piece(rows: RowBlock(schema, rowCapacity: pieceRows, byteCapacity: bytes + bytes / 4))
        piece.origins.reserveCapacity(pieceRows)
        return piece
    }
}
