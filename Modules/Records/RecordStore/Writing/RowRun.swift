import AssessmentKernel
import Disk

/// A sorted run of rows on disk, in pieces of some hundred rows.
final class RowRun {
    private let spool: Spool

    fileprivate init(_ spool: Spool) { self.spool = spool }

    /// Reads the run from its beginning.
    func reader(_ schema: TableSchema) -> Reader { Reader(spool.reader(), schema) }

    /// Where a row stands in the order, and where it comes from.
    struct Mark {
        var key: UInt64 = 0
        var sequence: UInt32 = 0
        var file: Int32 = 0
        var row: Int32 = 0

        init() {}

        init(_ key: UInt64, _ origin: RowSorter.Origin) {
            self.key = key
            sequence = origin.sequence
            file = Int32(truncatingIfNeeded: origin.file)
            row = origin.row
        }

        var origin: RowSorter.Origin { RowSorter.Origin(file: Int(file), row: row, sequence: sequence) }

        func precedes(_ other: Mark) -> Bool { key != other.key ? key < other.key : sequence < other.sequence }
    }

    /// What stands before a piece's marks, slots and texts.
    fileprivate struct Head {
        var rows: Int64 = 0
        var textLength: Int64 = 0
    }

    /// Writes a run.
    final class Writer {
        private let spool: Spool
        @exclusivity(unchecked) private var rows: RowBlock
        @exclusivity(unchecked) private var marks: [Mark] = []

        /// The rows of a piece, and the bytes of texts at which it ends however few there are.
        private static let pieceRows = 256
        private static let pieceBytes = 1 << 18

        init(_ scratch: String, _ schema: TableSchema) throws(Problem) {
            rows = RowBlock(schema, rowCapacity: Writer.pieceRows)
            marks.reserveCapacity(Writer.pieceRows)
            spool = try Spool(in: scratch)
        }

        func write(_ key: UInt64, _ origin: RowSorter.Origin, _ block: RowBlock, _ row: Int) throws(Problem) {
            rows.append(row, of: block)
            marks.append(Mark(key, origin))
            if marks.count == Writer.pieceRows || rows.bytes.count >= Writer.pieceBytes { try writePiece() }
        }

        private func writePiece() throws(Problem) {
            if marks.isEmpty { return }
            var head = Head(rows: Int64(marks.count), textLength: Int64(rows.bytes.count))
            try withUnsafeBytes(of: &head) { bytes throws(Problem) in try spool.write(bytes) }
            try marks.withUnsafeBufferPointer { bytes throws(Problem) in
                try spool.write(UnsafeRawBufferPointer(bytes))
            }
            try rows.slots.withUnsafeBufferPointer { bytes throws(Problem) in
                try spool.write(UnsafeRawBufferPointer(bytes))
            }
            try spool.write(rows.bytes)
            marks.removeAll(keepingCapacity: true)
            rows.removeAll()
        }

        func finish() throws(Problem) -> RowRun {
            try writePiece()
            try spool.flush()
            return RowRun(spool)
        }
    }

    /// Reads a run, one row at a time.
    final class Reader {
        private let run: Spool.Reader
        private let columns: Int
        @exclusivity(unchecked) private var marks: [Mark] = []
        private var slots: [Int64] = []
        private var texts: [UInt8] = []
        /// The rows of the current piece.
        @exclusivity(unchecked) private(set) var block: RowBlock
        /// The place of the current row in it.
        @exclusivity(unchecked) private(set) var row = -1

        fileprivate init(_ run: Spool.Reader, _ schema: TableSchema) {
            self.run = run
            columns = schema.columns.count
            block = RowBlock(schema)
        }

        /// The current row's mark.
        var mark: Mark { marks[row] }

        /// Moves to the next row; false after the last.
        func advance() throws(Problem) -> Bool {
            row += 1
            if row < marks.count { return true }
            return try readPiece()
        }

        private func readPiece() throws(Problem) -> Bool {
            var head = Head()
            let isThere = try withUnsafeMutableBytes(of: &head) { bytes throws(Problem) in try run.next(into: bytes) }
            guard isThere else { return false }
            let (rows, textLength) = (Int(head.rows), Int(head.textLength))
            marks = Array(repeating: Mark(), count: rows)
            try marks.withUnsafeMutableBufferPointer { bytes throws(Problem) in
                try run.fill(UnsafeMutableRawBufferPointer(bytes))
            }
            if slots.count < rows * columns { slots = Array(repeating: 0, count: rows * columns) }
            if texts.count < textLength { texts = Array(repeating: 0, count: textLength * 2) }
            block.removeAll()
            // The texts keep their layout from the run, so the slots are valid unchanged.
            try slots.withUnsafeMutableBufferPointer { bytes throws(Problem) in
                let slots = UnsafeMutableBufferPointer(rebasing: bytes[..<(rows * columns)])
                try run.fill(UnsafeMutableRawBufferPointer(slots))
                block.append(UnsafeBufferPointer(slots))
            }
            try texts.withUnsafeMutableBufferPointer { bytes throws(Problem) in
                let texts = UnsafeMutableBufferPointer(rebasing: bytes[..<textLength])
                try run.fill(UnsafeMutableRawBufferPointer(texts))
                _ = block.store(UnsafeBufferPointer(texts))
            }
            row = 0
            return true
        }
    }
}
