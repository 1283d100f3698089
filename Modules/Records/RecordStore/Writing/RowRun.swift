import AssessmentKernel
import Disk

/// A sorted run of rows on disk.
final class RowRun {
    private let spool: Spool

    fileprivate init(_ spool: Spool) { self.spool = spool }

    /// Reads the run from its beginning.
    func reader(_ schema: TableSchema) -> Reader { Reader(spool.reader(), schema) }

    /// The fixed part of a row: key, sequence, file, row, length of the texts.
    fileprivate struct Head {
        var key: UInt64 = 0
        var sequence: UInt32 = 0
        var file: UInt32 = 0
        var row: Int32 = 0
        var textLength: UInt32 = 0
    }

    /// Writes a run.
    final class Writer {
        private let spool: Spool
        private let isText: [Bool]
        private var slots: [Int64] = []
        private var texts: [UInt8] = []

        init(_ scratch: String, _ schema: TableSchema) throws(Problem) {
            isText = schema.holdsText
            spool = try Spool(in: scratch)
        }

        func write(_ key: UInt64, _ origin: RowSorter.Origin, _ block: RowBlock, _ row: Int) throws(Problem) {
            slots.removeAll(keepingCapacity: true)
            texts.removeAll(keepingCapacity: true)
            for column in isText.indices {
                let slot = block.slot(row, column)
                if isText[column], slot != RowBlock.empty {
                    let range = RowBlock.textRange(slot)
                    slots.append(Int64(texts.count) << 24 | Int64(range.count))
                    texts += block.bytes[range]
                } else {
                    slots.append(slot)
                }
            }
            var head = Head(
                key: key, sequence: origin.sequence, file: UInt32(origin.file), row: origin.row,
                textLength: UInt32(texts.count))
            try withUnsafeBytes(of: &head) { bytes throws(Problem) in try spool.write(bytes) }
            try slots.withUnsafeBufferPointer { bytes throws(Problem) in try spool.write(UnsafeRawBufferPointer(bytes))
            }
            try spool.write(texts)
        }

        func finish() throws(Problem) -> RowRun {
            try spool.flush()
            return RowRun(spool)
        }
    }

    /// Reads a run, one row at a time.
    final class Reader {
        private let run: Spool.Reader
        private var head = Head()
        private var slots: [Int64]
        private var texts: [UInt8] = []
        /// A block with only the current row.
        private(set) var block: RowBlock

        fileprivate init(_ run: Spool.Reader, _ schema: TableSchema) {
            self.run = run
            block = RowBlock(schema, rowCapacity: 1)
            slots = Array(repeating: 0, count: schema.columns.count)
        }

        /// The row's origin.
        var origin: RowSorter.Origin {
            RowSorter.Origin(file: Int(head.file), row: head.row, sequence: head.sequence)
        }

        func precedes(_ other: Reader) -> Bool {
            head.key != other.head.key ? head.key < other.head.key : head.sequence < other.head.sequence
        }

        /// Moves to the next row; false after the last.
        func advance() throws(Problem) -> Bool {
            let isThere = try withUnsafeMutableBytes(of: &head) { bytes throws(Problem) in try run.next(into: bytes) }
            guard isThere else { return false }
            if texts.count < head.textLength { texts = Array(repeating: 0, count: Int(head.textLength) * 2) }
            let textLength = Int(head.textLength)
            try slots.withUnsafeMutableBufferPointer { slots throws(Problem) in
                try run.fill(UnsafeMutableRawBufferPointer(slots))
            }
            try texts.withUnsafeMutableBufferPointer { texts throws(Problem) in
                try run.fill(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: texts[..<textLength])))
            }
            block.removeAll()
            // The texts keep their layout from the run, so the slots are valid unchanged.
            texts.withUnsafeBufferPointer {
                _ = block.store(UnsafeBufferPointer(rebasing: $0[..<textLength]))
            }
            slots.withUnsafeBufferPointer { block.append($0) }
            return true
        }
    }
}
