public import Archive
public import AssessmentKernel
import Bundle
import Disk
import FileFormats
import Foundation
import Intake
public import Profile

/// Holds the evidence of a bundle against original exports.
struct OriginalComparison {
    private let bundle: OpenBundle
    private let schemas: [String: TableSchema]
    private let imports: [ImportedFiles]
    private let roster: Roster
    private let profiles: [Profile]

    init(_ bundle: OpenBundle, items: [any AssessmentItem.Type], profiles: [Profile]) throws {
        self.bundle = bundle
        schemas = Dictionary(
            ContentChecks.tables(items).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var faults = FoundFaults()
        imports = try ImportedFiles.read(bundle, &faults)
        roster = Roster(try BundleReading.roster(of: bundle))
        let tables = schemas.values.sorted { Text($0.key) < Text($1.key) }
        self.profiles =
            profiles + ShippedProfile.all.filter { !$0.needsDuty }.compactMap { $0.sign(tables: tables) }
    }

    /// Compares files: one check for each, then one for the imports whose originals were not given.
    func run(_ paths: [String]) throws(Problem) -> [BundleCheck] {
        var checks: [BundleCheck] = []
        var given: Set<String> = []
        for path in try OriginalComparison.files(paths) {
            let sha256 = try Files.digest(path).sha256
            given.insert(sha256)
            let cited = imports.filter { $0.sha256 == sha256 }
            guard !cited.isEmpty else {
                checks.append(
                    BundleCheck(
                        original: path, .failed,
                        [
                            LocalText(
                                "校验值不在 imports.csv 中：不是上报所依据的文件，或已被改动",
                                "its digest is not in imports.csv: another file, or a changed one")
                        ]))
                continue
            }
            for imported in cited { checks.append(compare(path, imported)) }
        }
        let missing = imports.filter { !given.contains($0.sha256) }
        if !missing.isEmpty {
            let names = missing.prefix(VerificationReport.Check.mostNamed).map(\.name).joined(separator: "、")
            checks.append(
                BundleCheck(
                    original: "", .skipped,
                    [
                        LocalText(
                            "未给出原件 \(missing.count) 份：\(names)", "\(missing.count) originals were not given: \(names)")
                    ]))
        }
        return checks
    }

    /// The files that are meant: those of folders, however deep, in the order of their names.
    private static func files(_ paths: [String], depth: Int = 0) throws(Problem) -> [String] {
        var files: [String] = []
        for path in paths {
            if Files.isFolder(path), depth < 8, depth == 0 || !Files.isLink(path) {
                let names = try Files.names(in: path).filter { !$0.hasPrefix(".") }.sorted { Text($0) < Text($1) }
                files += try OriginalComparison.files(names.map { path + "/" + $0 }, depth: depth + 1)
            } else if Files.isPlain(path) {
                files.append(path)
            } else if depth == 0 {
                throw Problem(
                    .notFound, LocalText("没有这个文件", "there is no such file"), at: .init(file: path),
                    next: LocalText("核对文件名", "check its name"))
            }
        }
        return files
    }

    private func compare(_ path: String, _ imported: ImportedFiles) -> BundleCheck {
        func failed(_ found: [LocalText]) -> BundleCheck { BundleCheck(original: imported.name, .failed, found) }
        guard let schema = schemas[imported.table] else {
            return BundleCheck(
                original: imported.name, .skipped,
                [LocalText("本机没有表 \(imported.table)", "the table \(imported.table) is not known here")])
        }
        let file = OriginalFile(path: path, formats: .shipped, profiles: profiles, roster: roster)
        var best: OriginalRowComparison?
        do {
            for source in try file.sources(of: imported, schema) {
                var reader = file.reader(source, schema)
                guard let header = try? reader.readHeader() else { continue }
                var comparison = OriginalRowComparison(
                    schema, columns: schema.columns.indices.filter { header.places[$0] != nil })
                try comparison.want(imported.number, in: bundle)
                while let batch = try reader.next() { comparison.take(batch) }
                if comparison.unmatched < best?.unmatched ?? .max { best = comparison }
                if comparison.unmatched == 0 { break }
            }
            guard let best else {
                return failed([
                    LocalText(
                        "读不出表“\(schema.title.chinese)”的表头；若导入时用了对照文件，请一并指出",
                        "the header of \(schema.title.english) is not found; if a profile was used, name it too"
                    )
                ])
            }
            guard best.unmatched > 0 else {
                return BundleCheck(
                    original: imported.name, .passed,
                    [
                        LocalText(
                            "所引 \(best.cited) 行与原件一致", "the \(best.cited) rows that are cited are those of the file")
                    ])
            }
            return failed(try best.differences(imported.number, in: bundle))
        } catch let fault as RecordFault {
            switch fault {
            case .failed(let problem): return failed([problem.sentence])
            case .refused(let refusal): return failed([refusal.reason])
            }
        } catch {
            return failed([Problem.from(error, path).sentence])
        }
    }
}

/// Compares the records of one import with the rows of its file.
struct OriginalRowComparison {
    private let schema: TableSchema
    /// The columns that the file has; others may keep what an earlier file said.
    private let columns: [Int]
    /// By row of the file, the digests of the records that cite it and were not found there yet.
    private var wanted: [Int: [Int]] = [:]
    /// What the file says in rows whose record differs, as far as it is named.
    private var said: [Int: [String]] = [:]
    /// The records that cite the file.
    private(set) var cited = 0

    init(_ schema: TableSchema, columns: [Int]) {
        self.schema = schema
        self.columns = columns
    }

    /// The records that were not found in the file.
    var unmatched: Int { wanted.values.reduce(0) { $0 + $1.count } }

    /// Reads which rows the bundle cites.
    mutating func want(_ number: Int64, in bundle: OpenBundle) throws {
        try walk(number, in: bundle) { block, row, place in
            wanted[place, default: []].append(digest(block, row))
            cited += 1
        }
    }

    /// Takes rows of the file.
    mutating func take(_ batch: RowBatch) {
        for (row, number) in batch.rowNumbers.enumerated() {
            let place = Int(number)
            guard var open = wanted[place] else { continue }
            if let match = open.firstIndex(of: digest(batch.block, row)) {
                open.remove(at: match)
                wanted[place] = open.isEmpty ? nil : open
            } else if said.count < VerificationReport.Check.mostNamed {
                said[place] = cells(batch.block, row)
            }
        }
    }

    /// Where records differ from the file, the first ones in detail.
    func differences(_ number: Int64, in bundle: OpenBundle) throws -> [LocalText] {
        var faults = FoundFaults()
        try walk(number, in: bundle) { block, row, place in
            guard let open = wanted[place], open.contains(digest(block, row)) else { return }
            guard let said = said[place] else {
                return faults.add("原件没有第 \(place) 行，或该行不合要求", "the file has no row \(place), or none that can be read")
            }
            let cells = cells(block, row)
            for (index, column) in columns.enumerated() where !cells[index].utf8.elementsEqual(said[index].utf8) {
                let title = schema.columns[column].title
                let (ours, theirs) = (cells[index].shortened, said[index].shortened)
                faults.add(
                    "第 \(place) 行 \(title.chinese)：包内“\(ours)”，原件“\(theirs)”",
                    "row \(place), \(title.english): “\(ours)” in the bundle, “\(theirs)” in the file")
            }
        }
        return faults.all
    }

    private func walk(
        _ number: Int64, in bundle: OpenBundle, _ body: (RowBlock, Int, Int) throws -> Void
    ) throws {
        let paths = [BundlePath.evidence(schema.key), BundlePath.core(schema.key)]
        guard let path = paths.first(where: { bundle.file($0) != nil }) else { return }
        let table = BundleTable(schema, path, in: bundle)
        while let rows = try table.nextOriginals() {
            for (row, origin) in rows.origins.enumerated() where origin.file == number {
                try body(rows.block, row, Int(origin.row))
            }
        }
    }

    private func cells(_ block: RowBlock, _ row: Int) -> [String] {
        columns.map { block.canonicalText(row, $0) ?? "" }
    }

    private func digest(_ block: RowBlock, _ row: Int) -> Int {
        var hasher = Hasher()
        for cell in cells(block, row) { hasher.combine(cell) }
        return hasher.finalize()
    }
}

extension String {
    /// A cell for a message: without control characters, and at most a line long.
    fileprivate var shortened: String {
        var text = ""
        for scalar in unicodeScalars.prefix(80) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: text += " "
            default: text.unicodeScalars.append(scalar)
            }
        }
        return unicodeScalars.count > 80 ? text + "…" : text
    }
}

extension BundleReport {
    /// The report with a check for each original export: its digest against `imports.csv`, and every row that the bundle
    /// cites of it against the evidence, read as the import read it.
    ///
    /// - Parameters:
    ///   - originals: the paths of files.
    ///   - profiles: the profiles with which they were imported; the shipped ones are known.
    ///   - items: the installed items.
    /// - Throws: ``Problem`` for a file that is not there or cannot be read.
    public func comparing(
        originals: [String], profiles: [Profile], items: [any AssessmentItem.Type]
    ) throws(Problem) -> BundleReport {
        guard let bundle, !originals.isEmpty else { return self }
        do {
            return adding(try OriginalComparison(bundle, items: items, profiles: profiles).run(originals))
        } catch {
            throw Problem.from(error, bundle.path)
        }
    }

    /// Reads a profile for the comparison with originals.
    public static func profile(
        _ path: String, items: [any AssessmentItem.Type]
    ) throws(Problem) -> Profile {
        try Profile(yaml: try Files.read(path), file: path, tables: ContentChecks.tables(items))
    }
}
