public import AssessmentKernel
import Foundation

/// Sorts the checked rows of one table for the ledger.
///
/// ```swift
/// let rows = RowSorter(schema, scratch: folder)
/// try rows.add(batch.block, rowNumbers: batch.rowNumbers, members: batch.members, file: 0)
/// try session.write(rows, …)
/// ```
/// A platform exports by date, but the ledger is clustered by member. Written in file order, the rows of a large
/// township would touch every leaf again and again; sorted first, each leaf is written once. Rows that do not fit in
/// memory are written to disk in sorted runs, which are merged.
public final class RowSorter {
    /// A row's origin.
    package struct Origin: Sendable {
        /// The number of its file within the import of the table.
        let file: Int
        /// The row number in that file.
        let row: Int32
        /// Its place among all added rows.
        let sequence: UInt32
    }

    /// The order in which rows are handed out.
    package enum Order {
        /// By member and day, like the ledger's leaves; in arrival order where both are equal.
        case leaves
        /// In arrival order.
        case arrival
    }

    /// The table.
    public let schema: TableSchema
    /// The number of rows added, including those of dropped files.
    @exclusivity(unchecked) public private(set) var count = 0

    private struct Entry {
        let key: UInt64
        let sequence: UInt32
        let block: Int32
        let row: Int32
    }

    private let scratch: String
    private let memory: Int
    @exclusivity(unchecked) private var blocks: [(rows: RowBlock, numbers: [Int32], file: Int)] = []
    @exclusivity(unchecked) private var entries: [Entry] = []
    @exclusivity(unchecked) private var room = 0
    /// The blocks to which single rows are added, by file.
    private var growing: [Int: Int] = [:]
    private var runs: [RowRun] = []
    @exclusivity(unchecked) private var dropped: Set<Int> = []
    /// The keys that may occur more than once; nil where nobody asks.
    private let repeats: KeyRepeats?
    /// The rows of such keys, once the others were handed out.
    private var repeated: RowSorter?

    /// Creates a sorter without rows.
    ///
    /// - Parameters:
    ///   - scratch: a folder for runs that do not fit in memory; they are removed with this object.
    ///   - memory: the bytes of rows to hold before a run is written to disk.
    ///   - fileBytes: the length of the files that the rows come from; by default unknown.
    public convenience init(
        _ schema: TableSchema, scratch: String, memory: Int = 8 << 20, fileBytes: Int = .max
    ) {
        self.init(schema, scratch: scratch, memory: memory, repeats: KeyRepeats(fileBytes: fileBytes))
    }

    private init(_ schema: TableSchema, scratch: String, memory: Int, repeats: KeyRepeats?) {
        self.schema = schema
        self.scratch = scratch
        self.memory = memory
        self.repeats = repeats
    }

    /// Adds a batch of rows of one file.
    ///
    /// - Parameter members: each row's member as a roster ordinal; any value for a table without members.
    public func add(_ block: RowBlock, rowNumbers: [Int32], members: [Int32], file: Int) throws(Problem) {
        let place = Int32(blocks.count)
        let isClustered = schema.memberColumn != nil && members.count == block.count
        for row in 0..<block.count {
            let key = isClustered ? sortKey(block, row, members[row]) : 0
            repeats?.take(block.keyHash(row), member: isClustered ? members[row] : 0)
            entries.append(Entry(key: key, sequence: UInt32(count), block: place, row: Int32(row)))
            count += 1
        }
        blocks.append((block, rowNumbers, file))
        room += block.slots.count * 8 + block.bytes.count + block.count * MemoryLayout<Entry>.stride
        if room >= memory { try spill() }
    }

    /// The bytes of memory that the rows take; those on disk take none.
    public var memoryUsed: Int { room + (repeats?.memoryUsed ?? 0) }

    /// Drops the rows of a file that was refused as a whole.
    public func drop(file: Int) { dropped.insert(file) }

    /// A folder for temporary files.
    var scratchFolder: String { scratch }

    /// Hands out the rows whose natural keys occur once; can be called several times.
    ///
    /// The others are put aside for ``forEachRepeated(_:)``.
    package func forEach(_ order: Order, _ body: (RowBlock, Int, Origin) throws -> Void) throws {
        repeated = nil
        guard let repeats, !repeats.isEmpty else { return try forEachOfAll(order, body) }
        let aside = RowSorter(schema, scratch: scratch, memory: memory, repeats: nil)
        try forEachOfAll(order) { block, row, origin in
            if let place = repeats.place(block.keyHash(row)) {
                try aside.add(row, of: block, origin, key: place)
            } else {
                try body(block, row, origin)
            }
        }
        repeated = aside
    }

    /// Hands out the rows that ``forEach(_:_:)`` put aside, whose natural keys may occur more than once: those of a key
    /// one after another, in arrival order, and at most a few other keys' rows between them.
    ///
    /// - Parameter body: also receives a number that is the same for all rows of a key, and rises.
    func forEachRepeated(_ body: (RowBlock, Int, Origin, UInt64) throws -> Void) throws {
        guard let repeats, let repeated else { return }
        try repeated.forEachOfAll(.leaves) { block, row, origin in
            try body(block, row, origin, repeats.place(block.keyHash(row)) ?? 0)
        }
    }

    /// Adds one row under a given key.
    private func add(_ row: Int, of block: RowBlock, _ origin: Origin, key: UInt64) throws(Problem) {
        let place = growing[origin.file] ?? blocks.count
        if place == blocks.count { blocks.append((RowBlock(schema), [], origin.file)) }
        entries.append(
            Entry(
                key: key, sequence: origin.sequence, block: Int32(place), row: Int32(blocks[place].numbers.count)))
        let texts = blocks[place].rows.bytes.count
        blocks[place].rows.append(row, of: block)
        blocks[place].numbers.append(origin.row)
        growing[origin.file] = blocks[place].numbers.count < 4_096 ? place : nil
        room += schema.columns.count * 8 + blocks[place].rows.bytes.count - texts
        count += 1
        if room >= memory { try spill() }
    }

    private func forEachOfAll(_ order: Order, _ body: (RowBlock, Int, Origin) throws -> Void) throws {
        // A run holds consecutive arrivals, so arrival order is run after run.
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
                    rows.append(reader.row, of: reader.block)
                    origins.append(reader.mark.origin)
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
        // There are few runs: scanning the heads is as quick as a heap and simpler.
        while var next = heads.indices.first {
            for place in heads.indices.dropFirst() where heads[place].mark.precedes(heads[next].mark) { next = place }
            let head = heads[next]
            let origin = head.mark.origin
            if !dropped.contains(origin.file) { try body(head.block, head.row, origin) }
            if try !head.advance() { heads.remove(at: next) }
        }
    }

    /// The rows in memory by member and day; in arrival order where both are equal.
    private var entriesByLeaf: [Entry] {
        entries.sorted { $0.key != $1.key ? $0.key < $1.key : $0.sequence < $1.sequence }
    }

    private func origin(of entry: Entry) -> Origin {
        let source = blocks[Int(entry.block)]
        return Origin(file: source.file, row: source.numbers[Int(entry.row)], sequence: entry.sequence)
    }

    /// Writes the rows in memory to disk as a sorted run.
    private func spill() throws(Problem) {
        guard !entries.isEmpty else { return }
        let writer = try RowRun.Writer(scratch, schema)
        for entry in entriesByLeaf {
            try writer.write(entry.key, origin(of: entry), blocks[Int(entry.block)].rows, Int(entry.row))
        }
        runs.append(try writer.finish())
        blocks = []
        growing = [:]
        entries = []
        room = 0
    }

    /// The member's ordinal, then the day or moment: a roster fits 24 bits, civil seconds fit 40.
    private func sortKey(_ block: RowBlock, _ row: Int, _ member: Int32) -> UInt64 {
        // The offset makes days before 1970 positive, so that the bits sort by day.
        return UInt64(UInt32(max(0, member))) << 40 | UInt64(bitPattern: block.order(row) &+ (1 << 38)) & 0xFF_FFFF_FFFF
    }
}
