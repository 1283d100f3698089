import AssessmentKernel
import Bundle
import FileFormats
import Parallel
import TextEncodings

/// Looks at the rows of a table while they are read, for something else or for it alone, and finds whether each comes from
/// a row of an import.
///
/// It only says that all is well. At the first doubt it looks no further: then ``EvidenceOrigins`` reads the table by itself
/// and says what is wrong.
///
/// Unchecked, because a table is read by one thread at a time.
final class OriginWitness: @unchecked Sendable {
    private let path: String
    @exclusivity(unchecked) private var rows: WitnessedRows
    private var validator = UTF8Validator()
    private var isAtEnd = false

    init(_ path: String, _ origins: EvidenceOrigins, _ subjects: DecidedSubjects, _ budget: WitnessBudget) {
        self.path = path
        rows = WitnessedRows(path, origins, subjects, budget)
    }

    /// Reads the table to its end, for the witness alone.
    ///
    /// - Throws: ``OriginWitnesses/Doubt`` at the first one, and what ends the reading.
    func read(_ bundle: OpenBundle) throws {
        let records = try bundle.records(of: path, witness: self)
        while try records.next() != nil { guard rows.isClear else { throw OriginWitnesses.Doubt() } }
    }

    /// What the table says; nil when it was not read to its end, or when there is any doubt.
    var result: EvidenceOrigins.Found? { isAtEnd && validator.finish() ? rows.result : nil }

    /// Looks at the next bytes of the file; none at its end.
    func look(_ bytes: UnsafeRawBufferPointer) {
        validator.feed(bytes)
        if bytes.isEmpty { isAtEnd = true }
    }

    /// Looks at the next record; the first is the header.
    ///
    /// - Throws: the fault that ends the reading, when all tables together have more rows than the bundle can hold.
    func look(_ record: Record) throws(RecordFault) {
        guard rows.look(record.cells) else {
            throw .failed(SizeBounds.problem(LocalText("记录", "records"), path))
        }
    }
}

/// What a witness saw of a table's rows; a value, so that a record is one access to it.
private struct WitnessedRows {
    /// Whether there was no doubt.
    private(set) var isClear = true

    private let table: String
    private let budget: WitnessBudget
    private let mayShareRows: Bool
    /// The table's schema where its rows witness somebody.
    private let witnessing: TableSchema?
    private let isSought: Bool
    private var found: EvidenceOrigins.Found
    private var witnessed: WitnessedMembers?
    /// The number of columns; nil before the header.
    private var width: Int?
    private var member: Int?
    private var cited: CitedRows
    /// The rows that may still be looked at before more are taken.
    private var taken = 0
    /// The member that was hashed last: rows come member by member.
    private var latest: (code: [UInt8], hash: Int) = ([], 0)

    init(_ path: String, _ origins: EvidenceOrigins, _ subjects: DecidedSubjects, _ budget: WitnessBudget) {
        let found = EvidenceOrigins.Found(path, subjects)
        let schema = origins.schemas[found.table]
        (self.found, table, self.budget) = (found, found.table, budget)
        mayShareRows = schema.map(EvidenceOrigins.mayShareRows) ?? false
        isSought = subjects.seeks(in: found.table)
        witnessed = origins.witnessed
        witnessing = path == BundlePath.evidence(found.table) ? schema : nil
        cited = CitedRows(origins.imports(of: found.table), keepsMembers: mayShareRows, budget)
    }

    var result: EvidenceOrigins.Found? {
        guard isClear else { return nil }
        var found = found
        found.witnessed = witnessed?.codes ?? []
        return found
    }

    /// Looks at the next record; false when it is one too many.
    mutating func look(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let width else {
            begin(cells.map { String(decoding: $0, as: UTF8.self) })
            return true
        }
        // Some at once. What a table does not need may be what another lacks: then the bundle is checked step by step.
        if taken == 0 { taken = budget.rows.take(256) }
        guard taken > 0 else { return false }
        taken -= 1
        guard isClear else { return true }
        found.rows += 1
        guard cells.count == width, let file = Int64(counting: cells[width - 2]),
            let row = Int64(counting: cells[width - 1]),
            cited.take(file, row, member: mayShareRows ? member.map { hash(cells[$0]) } ?? 0 : 0)
        else {
            isClear = false
            return true
        }
        witnessed?.note(cells)
        guard isSought else { return true }
        found.subjects.look(table) { $0 < width ? String(decoding: cells[$0], as: UTF8.self) : nil }
        return true
    }

    private mutating func hash(_ code: UnsafeBufferPointer<UInt8>) -> Int {
        if !latest.code.withUnsafeBufferPointer({ $0.hasBytes(of: code) }) {
            latest = (Array(code), EvidenceOrigins.hash(code))
        }
        return latest.hash
    }

    private mutating func begin(_ titles: [String]) {
        width = titles.count
        member = titles.firstIndex(of: "member")
        isClear = titles.suffix(2) == ["import", "row"]
        witnessed?.begin(witnessing, columns: titles)
    }
}

/// The witnesses of a bundle's tables.
struct OriginWitnesses {
    /// None: nobody looks at what is read.
    static let none = OriginWitnesses()

    private var paths: [String] = []
    private var each: [String: OriginWitness] = [:]
    private var most = 0

    private init() {}

    init(_ paths: [String], _ origins: EvidenceOrigins, _ subjects: DecidedSubjects, _ bounds: SizeBounds) {
        self.paths = paths
        most = bounds.rows
        let budget = WitnessBudget(rows: SharedBudget(bounds.rows))
        for path in paths { each[path] = OriginWitness(path, origins, subjects, budget) }
    }

    /// The witness of a table; nil when nobody looks.
    subscript(_ path: String) -> OriginWitness? { each[path] }

    /// Reads the tables for them alone, two at a time.
    func read(_ bundle: OpenBundle, threads: Int) throws {
        try OrderedMap<Void>.run(
            count: paths.count, runLength: 1, threads: min(threads, 2), lead: paths.count,
            work: { mapRuns in try mapRuns { try each[paths[$0]]?.read(bundle) } }, take: {})
    }

    /// Hands over what they saw.
    ///
    /// - Throws: ``Doubt`` when one of them is not sure; a bundle with too many rows.
    func report(
        to origins: inout EvidenceOrigins, _ subjects: inout DecidedSubjects, _ log: inout FoundFaults
    ) throws {
        for path in paths {
            guard let found = each[path]?.result else { throw Doubt() }
            try origins.take(found, &subjects, most: most, &log)
        }
    }

    /// Why a table must be looked at more closely.
    struct Doubt: Error {}
}

/// What the witnesses of a bundle's tables may take together.
struct WitnessBudget {
    let rows: SharedBudget
    /// Words of memory for the rows that are cited; a bundle that needs more is checked step by step.
    let words = SharedBudget(4 << 20)
}

/// The rows of imports that records of one table cite, as bits: a verified table may have a million.
private struct CitedRows {
    /// The rows of one import.
    private struct Rows {
        private var bits: [UInt64] = []
        /// By row, a number of the member whose records cite it; only of tables in which records of one member may share a
        /// row.
        private var members: [UInt32] = []

        /// Takes a row that nobody may have cited.
        mutating func take(_ row: Int, _ budget: WitnessBudget) -> Bool {
            let (word, bit) = (row >> 6, UInt64(1) << UInt64(row & 63))
            guard word < bits.count || Rows.grow(&bits, to: word, budget), bits[word] & bit == 0 else { return false }
            bits[word] |= bit
            return true
        }

        /// Takes a row that only the same member may have cited.
        mutating func take(_ row: Int, member: Int, _ budget: WitnessBudget) -> Bool {
            // Zero is for rows that nobody cited.
            let number = UInt32(truncatingIfNeeded: member) | 1
            guard row < members.count || Rows.grow(&members, to: row, budget) else { return false }
            if members[row] == 0 { members[row] = number }
            return members[row] == number
        }

        /// Makes room for a place.
        private static func grow<Value: FixedWidthInteger>(
            _ list: inout [Value], to place: Int, _ budget: WitnessBudget
        ) -> Bool {
            let count = max(place + 1, 2 * list.count)
            guard budget.words.takeAll(count - list.count) else { return false }
            list.append(contentsOf: repeatElement(0, count: count - list.count))
            return true
        }
    }

    /// The rows of an import: a higher number is a doubt.
    private static let most = 4 << 20

    private let places: [Int64: Int]
    private var rows: [Rows]
    private let keepsMembers: Bool
    private let budget: WitnessBudget
    /// The import that was cited last, and its place.
    private var latest: (file: Int64, place: Int) = (0, 0)

    init(_ imports: [Int64], keepsMembers: Bool, _ budget: WitnessBudget) {
        places = Dictionary(zip(imports, imports.indices), uniquingKeysWith: { first, _ in first })
        rows = imports.map { _ in Rows() }
        (self.keepsMembers, self.budget) = (keepsMembers, budget)
    }

    /// Takes a row of an import, which counts from 1.
    ///
    /// - Returns: whether the import is one of the table's and the row was free, or the same member's.
    mutating func take(_ file: Int64, _ row: Int64, member: Int) -> Bool {
        if file != latest.file {
            guard let place = places[file] else { return false }
            latest = (file, place)
        }
        guard row < CitedRows.most else { return false }
        return keepsMembers
            ? rows[latest.place].take(Int(row), member: member, budget) : rows[latest.place].take(Int(row), budget)
    }
}
