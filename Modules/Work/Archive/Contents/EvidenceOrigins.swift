import AssessmentKernel
package import Bundle
import CSV
import Parallel
import TextEncodings

/// Holds the rows of a bundle's tables against the imports that they name.
struct EvidenceOrigins: Sendable {
    private let bundle: OpenBundle
    let schemas: [String: TableSchema]
    /// The tables of the imports, by their numbers.
    private var imports: [Int64: String] = [:]
    private var rows = 0
    /// Of whom there is evidence; nil for a review.
    private(set) var witnessed: WitnessedMembers?

    init(_ bundle: OpenBundle, _ schemas: [String: TableSchema]) {
        self.bundle = bundle
        self.schemas = schemas
        witnessed = bundle.info.only(BagInfo.Label.period).flatMap(Quarter.init(text:)).map {
            WitnessedMembers($0.range)
        }
    }

    /// Reads `imports.csv`: every import once, each with a digest.
    mutating func readImports(_ log: inout FoundFaults) throws {
        for file in try ImportedFiles.read(bundle, &log) {
            if imports.updateValue(file.table, forKey: file.number) != nil {
                log.add(
                    "\(BundlePath.imports)：导入 \(file.number) 出现不止一次",
                    "\(BundlePath.imports): import \(file.number) is there more than once")
            }
        }
    }

    /// The imports of a table.
    func imports(of table: String) -> [Int64] { imports.filter { $0.value == table }.map(\.key) }

    /// What one table says.
    struct Found: Sendable {
        let path, table: String
        fileprivate var log = FoundFaults()
        var rows = 0
        var witnessed: Set<Text> = []
        /// With its records that are decided on.
        var subjects: DecidedSubjects

        init(_ path: String, _ subjects: DecidedSubjects) {
            (self.path, self.subjects) = (path, subjects)
            table = String(path.split(separator: "/").last?.dropLast(".csv".count) ?? "")
        }
    }

    /// Where a row is said to come from; a verified table may have a million.
    private struct Origin: Comparable {
        let file, row: Int64
        let place: Int32
        /// Two rows of one file's row must at least be of one member.
        let member: UInt32

        static func < (left: Origin, right: Origin) -> Bool {
            (left.file, left.row, left.place) < (right.file, right.row, right.place)
        }
    }

    /// Reads all tables, several at once, and takes what is found in their order.
    mutating func read(
        _ paths: [String], _ subjects: inout DecidedSubjects, threads: Int, _ log: inout FoundFaults
    ) throws {
        let (origins, looking, most) = (self, subjects, try SizeBounds(bundle).rows)
        try OrderedMap<Found>.run(
            count: paths.count, runLength: 1, threads: min(threads, 2), lead: paths.count,
            work: { mapRuns in try mapRuns { try origins.read(paths[$0], looking) } },
            take: { try take($0, &subjects, most: most, &log) })
    }

    /// Takes what a table says.
    ///
    /// - Parameter most: the rows that the bundle may have.
    mutating func take(
        _ found: Found, _ subjects: inout DecidedSubjects, most: Int, _ log: inout FoundFaults
    ) throws(Problem) {
        log.add(found.log)
        rows += found.rows
        guard rows <= most else { throw SizeBounds.problem(LocalText("记录", "records"), found.path) }
        witnessed?.codes.formUnion(found.witnessed)
        subjects.take(found.subjects, of: found.table)
    }

    /// Reads a table; each row must name a row of an import of this table, and no two the same.
    private func read(_ path: String, _ subjects: DecidedSubjects) throws -> Found {
        var found = Found(path, subjects)
        let table = found.table
        var witnessed = witnessed
        let schema = schemas[table]
        let most = try SizeBounds(bundle).rows
        var origins: [Origin] = []
        let stream = try bundle.open(path)
        var reader = CSVReader(delimiter: .comma, bufferSize: stream.bufferSize) { room in try stream.read(into: room) }
        guard try reader.next() else { return found }
        let columns = reader.cells.map { String(decoding: $0, as: UTF8.self) }
        guard columns.suffix(2) == ["import", "row"] else {
            found.log.add("\(path)：末两列应为 import,row", "\(path): its last columns must be import,row")
            return found
        }
        let memberPlace = columns.firstIndex(of: "member")
        witnessed?.begin(path == BundlePath.evidence(table) ? schema : nil, columns: columns)
        let (mayShare, isSought) = (schema.map(EvidenceOrigins.mayShareRows) ?? false, found.subjects.seeks(in: table))
        while try reader.next() {
            let (cells, line) = (reader.cells, reader.rowNumber)
            found.rows += 1
            guard found.rows <= most else { throw SizeBounds.problem(LocalText("记录", "records"), path) }
            guard cells.count == columns.count else {
                found.log.add(
                    "\(path) 第 \(line) 行：单元格数与表头不符", "\(path), row \(line): more or fewer cells than the header")
                continue
            }
            if reader.plainRecord.map(UTF8Validator.accepts) != true {
                for cell in cells where !UTF8Validator.accepts(cell) {
                    found.log.add("\(path) 第 \(line) 行：不是 UTF-8", "\(path), row \(line): not UTF-8")
                }
            }
            guard let file = Int64(counting: cells[cells.count - 2]),
                let row = Int64(counting: cells[cells.count - 1])
            else {
                found.log.add(
                    "\(path) 第 \(line) 行：import 或 row 不是正整数",
                    "\(path), row \(line): import or row is not a whole number from 1")
                continue
            }
            guard let imported = imports[file] else {
                found.log.add(
                    "\(path) 第 \(line) 行：\(BundlePath.imports) 没有导入 \(file)",
                    "\(path), row \(line): \(BundlePath.imports) has no import \(file)")
                continue
            }
            if imported != table {
                found.log.add(
                    "\(path) 第 \(line) 行：导入 \(file) 是另一张表（\(imported)）的",
                    "\(path), row \(line): import \(file) is of another table (\(imported))")
            }
            let member = mayShare ? memberPlace.map { EvidenceOrigins.hash(cells[$0]) } ?? 0 : 0
            origins.append(
                Origin(file: file, row: row, place: Int32(clamping: line), member: UInt32(truncatingIfNeeded: member)))
            witnessed?.note(cells)
            guard isSought else { continue }
            found.subjects.look(table) { place in
                place < columns.count ? String(decoding: cells[place], as: UTF8.self) : nil
            }
        }
        judge(origins, path, mayShare: mayShare, &found.log)
        found.witnessed = witnessed?.codes ?? []
        return found
    }

    private func judge(_ origins: [Origin], _ path: String, mayShare: Bool, _ log: inout FoundFaults) {
        var origins = origins
        origins.sort()
        for (earlier, later) in zip(origins, origins.dropFirst())
        where (earlier.file, earlier.row) == (later.file, later.row) {
            if mayShare, earlier.member == later.member { continue }
            log.add(
                "\(path) 第 \(later.place) 行：与第 \(earlier.place) 行同出导入 \(later.file) 的第 \(later.row) 行",
                "\(path), row \(later.place): it cites row \(later.row) of import \(later.file), as row \(earlier.place) does"
            )
        }
    }

    /// Whether one row of a file can hold several records: a platform's sheet with a column per day, of a table with one
    /// record per member and day.
    static func mayShareRows(_ schema: TableSchema) -> Bool {
        guard let member = schema.memberColumn else { return false }
        let others = schema.naturalKey.filter { $0 != member }
        return schema.naturalKey.contains(member) && others.count == 1
            && others.allSatisfy { place in schema.dates.contains { $0.column == place } }
    }

    /// Tells members apart; the system's hash, for which nobody can look for equal ones beforehand.
    static func hash(_ bytes: some Sequence<UInt8>) -> Int {
        var hasher = Hasher()
        let isOnePiece: Void? = bytes.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
        if isOnePiece == nil { for byte in bytes { hasher.combine(byte) } }
        return hasher.finalize()
    }
}

/// A file in a bundle's `imports.csv`.
package struct ImportedFiles {
    /// The import's number.
    package let number: Int64
    /// The file as the clerk named it.
    package let name: String
    /// The key of its table.
    package let table: String
    /// The SHA-256 of its bytes, in lower-case hex.
    package let sha256: String
    /// How it was read.
    package let layout: String

    /// The rows of `imports.csv`, those that can be read.
    package static func read(_ bundle: OpenBundle, _ log: inout FoundFaults) throws -> [ImportedFiles] {
        var files: [ImportedFiles] = []
        let path = BundlePath.imports
        let wanted = ResultResources.imports.fields.map(\.name)
        var faults: [LocalText] = []
        var line = 1
        try bundle.eachRow(of: path) { columns, cells in
            line += 1
            guard line <= SizeBounds.imports else { throw SizeBounds.problem(LocalText("导入文件", "imports"), path) }
            guard columns == wanted, cells.count == wanted.count,
                let number = Text(cells[0]).withBytes({ Int64(counting: $0) }), cells[3].utf8.count == 64,
                cells[3].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
            else {
                faults.append(
                    LocalText("\(path) 第 \(line) 行无法识别", "\(path), row \(line): a row that cannot be read"))
                return
            }
            files.append(
                ImportedFiles(number: number, name: cells[1], table: cells[2], sha256: cells[3], layout: cells[4]))
        }
        for fault in faults { log.add(fault) }
        return files
    }
}
