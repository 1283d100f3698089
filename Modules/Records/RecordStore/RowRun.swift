import AssessmentKernel
import Foundation

/// A sorted run of rows on the disk.
///
/// Its file has no name any more, so it is gone when the last reader is, or the process.
final class RowRun {
    private let file: UnsafeMutablePointer<FILE>

    fileprivate init(_ file: UnsafeMutablePointer<FILE>) { self.file = file }

    deinit { fclose(file) }

    /// Reads the run from its beginning.
    func reader(_ schema: TableSchema) throws(Problem) -> Reader {
        guard fseek(file, 0, SEEK_SET) == 0 else { throw RowRun.failed() }
        return Reader(self, schema)
    }

    fileprivate static func failed() -> Problem {
        let isFull = errno == ENOSPC || errno == EDQUOT || errno == EFBIG
        let detail = String(cString: strerror(errno))
        return isFull
            ? .diskFull()
            : Problem(
                .inputOutput, LocalText("临时文件读写失败（\(detail)）", "a temporary file failed (\(detail))"),
                next: LocalText("检查磁盘后重试", "see to the disk and run the command again"))
    }

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
        private let file: UnsafeMutablePointer<FILE>
        private let isText: [Bool]
        private var slots: [Int64] = []
        private var texts: [UInt8] = []

        init(_ scratch: String, _ schema: TableSchema) throws(Problem) {
            isText = schema.holdsText
            var name = Array((scratch + "/.sort-XXXXXX.partial").utf8CString)
            let descriptor = mkstemps(&name, Int32(".partial".utf8.count))
            guard descriptor >= 0 else { throw RowRun.failed() }
            unlink(name)
            guard let file = fdopen(descriptor, "w+b") else {
                close(descriptor)
                throw RowRun.failed()
            }
            setvbuf(file, nil, _IOFBF, 1 << 18)
            self.file = file
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
            guard fwrite(&head, MemoryLayout<Head>.size, 1, file) == 1,
                fwrite(slots, 8, slots.count, file) == slots.count,
                fwrite(texts, 1, texts.count, file) == texts.count
            else { throw RowRun.failed() }
        }

        func finish() throws(Problem) -> RowRun {
            guard fflush(file) == 0 else { throw RowRun.failed() }
            return RowRun(file)
        }
    }

    /// Reads a run, a row at a time.
    final class Reader {
        private let run: RowRun
        private var head = Head()
        private var slots: [Int64]
        private var texts: [UInt8] = []
        /// The row as the only one of a block.
        private(set) var block: RowBlock

        fileprivate init(_ run: RowRun, _ schema: TableSchema) {
            self.run = run
            block = RowBlock(schema, rowCapacity: 1)
            slots = Array(repeating: 0, count: schema.columns.count)
        }

        /// Where the row came from.
        var origin: RowSorter.Origin {
            RowSorter.Origin(file: Int(head.file), row: head.row, sequence: head.sequence)
        }

        func precedes(_ other: Reader) -> Bool {
            head.key != other.head.key ? head.key < other.head.key : head.sequence < other.head.sequence
        }

        /// Goes to the next row; false after the last.
        func advance() throws(Problem) -> Bool {
            guard fread(&head, MemoryLayout<Head>.size, 1, run.file) == 1 else {
                if feof(run.file) != 0 { return false }
                throw RowRun.failed()
            }
            if texts.count < head.textLength { texts = Array(repeating: 0, count: Int(head.textLength) * 2) }
            guard fread(&slots, 8, slots.count, run.file) == slots.count,
                fread(&texts, 1, Int(head.textLength), run.file) == Int(head.textLength)
            else { throw RowRun.failed() }
            block.removeAll()
            // The texts lie in the block as they lay in the run, so the slots point to them as they are.
            texts.withUnsafeBufferPointer {
                _ = block.store(UnsafeBufferPointer(rebasing: $0[..<Int(head.textLength)]))
            }
            slots.withUnsafeBufferPointer { block.append($0) }
            return true
        }
    }
}
