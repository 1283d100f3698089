public import AssessmentKernel
import Foundation

/// The checked rows of one table on their way into the ledger.
///
/// ```swift
/// let rows = RowSorter(schema, scratch: folder)
/// try rows.add(batch.block, rowNumbers: batch.rowNumbers, members: batch.members, file: 0)
/// try session.write(rows, …)
/// ```
/// A platform exports by date and the ledger is clustered by member. Written as they come, the rows of a large township
/// would touch every leaf again and again; sorted first, each leaf is written once. What does not fit in memory is
/// laid on the disk in sorted runs, which are merged.
public final class RowSorter {
    /// Where a row came from.
    package struct Origin {
        /// The number of its file within the import of the table.
        let file: Int
        /// The row of that file.
        let row: Int32
        /// Its place among all rows that were added.
        let sequence: UInt32
    }

    /// In which order rows are handed out.
    package enum Order {
        /// That of the ledger's leaves: by member and day, and as they were added where both are equal.
        case leaves
        /// As they were added.
        case arrival
    }

    /// The table.
    public let schema: TableSchema
    /// The number of rows that were added, those of dropped files too.
    public private(set) var count = 0

    private struct Entry {
        let key: UInt64
        let sequence: UInt32
        let block: Int32
        let row: Int32
    }

    private let scratch: String
    private let memory: Int
    private var blocks: [(rows: RowBlock, numbers: [Int32], file: Int)] = []
    private var entries: [Entry] = []
    private var room = 0
    private var runs: [RowRun] = []
    private var dropped: Set<Int> = []

    /// Begins with no rows.
    ///
    /// - Parameters:
    ///   - scratch: a folder for runs that do not fit in memory; they are gone with this object.
    ///   - memory: the bytes of rows that are held before a run is laid on the disk.
    public init(_ schema: TableSchema, scratch: String, memory: Int = 24 << 20) {
        self.schema = schema
        self.scratch = scratch
        self.memory = memory
    }

    /// Adds a batch of rows of one file.
    ///
    /// - Parameter members: the place of each row's member in the roster; anything where the table has no members.
    public func add(_ block: RowBlock, rowNumbers: [Int32], members: [Int32], file: Int) throws(Problem) {
        let place = Int32(blocks.count)
        let isClustered = schema.memberColumn != nil && members.count == block.count
        for row in 0..<block.count {
            let key = isClustered ? sortKey(block, row, members[row]) : 0
            entries.append(Entry(key: key, sequence: UInt32(count), block: place, row: Int32(row)))
            count += 1
        }
        blocks.append((block, rowNumbers, file))
        room += block.slots.count * 8 + block.bytes.count
        if room >= memory { try spill() }
    }

    /// Forgets the rows of a file that was refused as a whole.
    public func drop(file: Int) { dropped.insert(file) }

    /// Hands out the rows; as often as it is asked.
    package func forEach(_ order: Order, _ body: (RowBlock, Int, Origin) throws -> Void) throws {
        // A run holds rows that arrived one after the other, so arrival is run after run.
        switch order {
        case .leaves where !runs.isEmpty:
            try spill()
            try merge(body)
        case .leaves:
            try handOut(entriesByLeaf, body)
        case .arrival:
            for run in runs {
                var rows = RowBlock(schema)
                var origins: [Origin] = []
                let reader = run.reader(schema)
                while try reader.advance() {
                    rows.append(0, of: reader.block)
                    origins.append(reader.origin)
                }
                for row in origins.indices.sorted(by: { origins[$0].sequence < origins[$1].sequence })
                where !dropped.contains(origins[row].file) {
                    try body(rows, row, origins[row])
                }
            }
            try handOut(entries.sorted { $0.sequence < $1.sequence }, body)
        }
    }

    private func handOut(_ entries: [Entry], _ body: (RowBlock, Int, Origin) throws -> Void) throws {
        for entry in entries {
            let source = blocks[Int(entry.block)]
            guard !dropped.contains(source.file) else { continue }
            try body(source.rows, Int(entry.row), origin(of: entry))
        }
    }

    private func merge(_ body: (RowBlock, Int, Origin) throws -> Void) throws {
        var heads: [RowRun.Reader] = []
        for run in runs {
            let reader = run.reader(schema)
            if try reader.advance() { heads.append(reader) }
        }
        // There are few runs: looking at each head is as quick as a heap and easier to read.
        while var next = heads.indices.first {
            for place in heads.indices.dropFirst() where heads[place].precedes(heads[next]) { next = place }
            let head = heads[next]
            if !dropped.contains(head.origin.file) { try body(head.block, 0, head.origin) }
            if try !head.advance() { heads.remove(at: next) }
        }
    }

    /// What is in memory, by member and day, and as it was added where both are equal.
    private var entriesByLeaf: [Entry] {
        entries.sorted { $0.key != $1.key ? $0.key < $1.key : $0.sequence < $1.sequence }
    }

    private func origin(of entry: Entry) -> Origin {
        let source = blocks[Int(entry.block)]
        return Origin(file: source.file, row: source.numbers[Int(entry.row)], sequence: entry.sequence)
    }

    /// Lays what is in memory on the disk as a sorted run.
    private func spill() throws(Problem) {
        guard !entries.isEmpty else { return }
        let writer = try RowRun.Writer(scratch, schema)
        for entry in entriesByLeaf {
            try writer.write(entry.key, origin(of: entry), blocks[Int(entry.block)].rows, Int(entry.row))
        }
        runs.append(try writer.finish())
        blocks = []
        entries = []
        room = 0
    }

    /// The member's place, then the day or moment: a roster fits 24 bits, civil seconds fit 40.
    private func sortKey(_ block: RowBlock, _ row: Int, _ member: Int32) -> UInt64 {
        // Days before 1970 are moved up, so that the bits sort as the days do.
        return UInt64(UInt32(max(0, member))) << 40 | UInt64(bitPattern: block.order(row) &+ (1 << 38)) & 0xFF_FFFF_FFFF
    }
}
