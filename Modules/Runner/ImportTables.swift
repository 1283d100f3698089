import AssessmentKernel
import Foundation
import Intake
import Ledger

/// How an import is to be run.
public struct ImportOptions: Sendable {
    /// The table that all files are, when their names do not say it.
    public var table: String?
    /// Whether a row that differs from its record replaces it; the old version is kept.
    public var amend = false
    /// Whether the good rows are taken although others are rejected.
    public var acceptValid = false
    /// Whether nothing is kept: a rehearsal that only reports.
    public var isRehearsal = false

    /// The usual import: whole or nothing.
    public init() {}
}

/// What an import did.
public struct ImportReport: Sendable {
    /// One file.
    public struct File: Sendable {
        /// Its name.
        public let name: String
        /// Its table's key.
        public let table: String
        /// How its rows went.
        public internal(set) var counts = ImportCounts()
        /// Columns that no table knows, which were left out.
        public internal(set) var unknownColumns: [String] = []
        /// Why the file as a whole was not taken; nil when it was.
        public internal(set) var refusal: Reject?
    }

    /// The files in the order in which they were imported.
    public internal(set) var files: [File] = []
    /// Files in the folders that are no table.
    public internal(set) var passedOver: [String] = []
    /// The first rejects; all of them are in `rejects.csv`.
    public internal(set) var firstRejects: [Reject] = []
    /// The number of rejects.
    public internal(set) var rejectCount = 0
    /// Whether anything was kept.
    public internal(set) var isKept = false

    /// All files' counts together.
    public var counts: ImportCounts { files.reduce(ImportCounts()) { $0 + $1.counts } }
}

extension Workspace {
    /// Imports files and folders into the ledger, all of them or, with any reject, nothing.
    ///
    /// Files go in by table, in the order in which tables refer to one another. Three threads work side by side: one keeps
    /// the originals and tells their encoding, one parses and checks, one writes.
    ///
    /// - Parameters:
    ///   - now: the time for the journal, ISO 8601 in UTC.
    ///   - progress: called now and then with the rows so far.
    /// - Returns: what was done; with rejects and without `acceptValid`, nothing was.
    /// - Throws: ``Problem`` when files are missing or cannot be read, or the ledger cannot be written.
    public func importTables(
        _ paths: [String], _ options: ImportOptions, now: String, progress: @escaping (Int) -> Void = { _ in }
    ) throws(Problem) -> ImportReport {
        let plan = try ImportPlan(paths, table: options.table, tables: tables)
        return try changing { ledger in
            let store = OriginalStore(folder: importsFolder)
            let rejects = try RejectsFile(rejectsPath)
            let report = try ledger.importing { session in
                let run = try ImportRun(plan, options, session, store, rejects, now: now, progress: progress)
                let report = try run.run()
                return (report.isKept ? .keep : .discard, report)
            }
            try rejects.finish()
            if !report.isKept { try store.removeStrays(known: try ledger.importedDigests()) }
            return report
        }
    }
}

/// One import under way.
private final class ImportRun {
    private let plan: ImportPlan
    private let options: ImportOptions
    private let session: ImportSession
    private let store: OriginalStore
    private let rejects: RejectsFile
    private let now: String
    private let batch: Int
    private let progress: (Int) -> Void
    private var report = ImportReport()
    private var rowsSoFar = 0
    private var importID: Int64 = 0

    init(
        _ plan: ImportPlan, _ options: ImportOptions, _ session: ImportSession, _ store: OriginalStore,
        _ rejects: RejectsFile, now: String, progress: @escaping (Int) -> Void
    ) throws {
        self.plan = plan
        self.options = options
        self.session = session
        self.store = store
        self.rejects = rejects
        self.now = now
        self.progress = progress
        batch = try session.nextBatch()
        report.passedOver = plan.passedOver
    }

    func run() throws -> ImportReport {
        let kept = keepOriginals()
        defer { kept.abandon() }
        // Members and their dates in post decide about all other rows, so those tables go in before the rest is checked.
        let deciding = [MemberTable.shared.schema.key, CalendarTable.shared.schema.key, RemovalTable.shared.schema.key]
        let first = plan.entries.prefix { deciding.contains($0.schema.key) }
        var roster = Roster(try session.members())
        var previous: String?
        for _ in first {
            guard let file = try kept.take() else { break }
            if previous != file.entry.schema.key { roster = Roster(try session.members()) }
            previous = file.entry.schema.key
            try FileParser(file, roster).parse { try take($0) }
        }
        let settled = Roster(try session.members())
        let events = BoundedQueue<FileEvent>(capacity: 2)
        defer { events.abandon() }
        onThread {
            do {
                while let file = try kept.take() {
                    try FileParser(file, settled).parse { event in
                        if !events.put(event) { throw CancellationError() }
                    }
                }
                events.finish()
            } catch {
                events.finish(error)
            }
        }
        while let event = try events.take() { try take(event) }
        report.rejectCount = rejects.count
        report.firstRejects = rejects.first
        report.isKept = !options.isRehearsal && (rejects.count == 0 || options.acceptValid)
        return report
    }

    /// Reads each file once, ahead of the parsing.
    private func keepOriginals() -> BoundedQueue<KeptFile> {
        let queue = BoundedQueue<KeptFile>(capacity: 2)
        let (entries, store, isRehearsal) = (plan.entries, store, options.isRehearsal)
        onThread {
            do {
                for entry in entries {
                    let kept = try store.keep(entry.path, named: entry.name, isRehearsal: isRehearsal)
                    if !queue.put(KeptFile(entry: entry, kept: kept)) { return }
                }
                queue.finish()
            } catch {
                queue.finish(error)
            }
        }
        return queue
    }

    private func take(_ event: FileEvent) throws {
        switch event {
        case .begin(let file):
            report.files.append(.init(name: file.entry.name, table: file.entry.schema.key))
            rejects.markPlace()
            try session.beginFile()
            importID = try session.begin(
                ImportedFile(
                    name: file.entry.name, table: file.entry.schema.key, sha256: file.kept.sha256,
                    encoding: file.kept.encoding.rawValue, at: now, batch: batch))
        case .rows(let batch, let header, let file):
            try write(batch, header, file)
        case .end(let header):
            try endFile(isKept: true) { $0.unknownColumns = header.unknownColumns }
        case .refused(let reject):
            try rejects.backToMark()
            try rejects.add(reject)
            try endFile(isKept: false) { file in
                file.counts = ImportCounts()
                file.counts.rejected = 1
                file.refusal = reject
            }
        }
    }

    private func write(_ batch: RowBatch, _ header: TableHeader, _ file: KeptFile) throws {
        let outcome = try session.write(
            batch.block, rowNumbers: batch.rowNumbers,
            members: batch.block.schema.memberColumn == nil ? [] : batch.members,
            delivered: header.places.map { $0 != nil }, importID: importID, amend: options.amend)
        let conflicts = try conflictRejects(outcome.conflicts.map { Int(batch.rowNumbers[$0]) }, batch, header, file)
        try rejects.add(inOrder: batch.rejects, conflicts)
        let place = report.files.count - 1
        report.files[place].counts.add(outcome)
        report.files[place].counts.rejected += batch.rejects.count
        report.files[place].counts.rows += batch.rowNumbers.count + batch.rejects.count
        rowsSoFar += batch.rowNumbers.count + batch.rejects.count
        progress(rowsSoFar)
    }

    private func endFile(isKept: Bool, _ change: (inout ImportReport.File) -> Void) throws {
        let place = report.files.count - 1
        change(&report.files[place])
        if isKept { try session.finish(importID, report.files[place].counts) }
        try session.endFile(isKept: isKept)
    }

    /// The rejects of rows that contradict a record. Their key cell is shown as it stands in the file, which is read again
    /// for it: conflicts are few, and the clerk searches for what the sheet shows.
    private func conflictRejects(
        _ rows: [Int], _ batch: RowBatch, _ header: TableHeader, _ file: KeptFile
    ) throws -> [Reject] {
        guard let key = batch.block.schema.naturalKey.first, let place = header.places[key] else { return [] }
        var rejects: [Reject] = []
        for start in stride(from: 0, to: rows.count, by: 10_000) {
            let part = rows[start..<min(start + 10_000, rows.count)]
            let cells = try OriginalRows.cells(of: Set(part), in: file.source)
            for row in part {
                let value = cells[row].flatMap { $0.indices.contains(place) ? $0[place].value : nil } ?? ""
                rejects.append(
                    Reject(
                        file: file.entry.name, row: row, column: batch.block.schema.columns[key].key, value: value,
                        .conflict))
            }
        }
        return rejects
    }
}

/// A file whose original is kept.
private struct KeptFile: Sendable {
    let entry: ImportPlan.Entry
    let kept: OriginalStore.Kept

    var source: TableSource { TableSource(path: entry.path, file: entry.name, encoding: kept.encoding) }
}

/// What the parsing of a file brings, in this order: begin, rows, then end or refused.
private enum FileEvent: Sendable {
    case begin(KeptFile)
    case rows(RowBatch, TableHeader, KeptFile)
    case end(TableHeader)
    case refused(Reject)
}

/// Parses one file.
private struct FileParser {
    private let file: KeptFile
    private let roster: Roster

    /// Rows of a batch: enough for long runs of neighbours in the ledger, few enough for the memory of four at once.
    private static let batchRows = 1 << 17

    init(_ file: KeptFile, _ roster: Roster) {
        self.file = file
        self.roster = roster
    }

    func parse(_ emit: (FileEvent) throws -> Void) throws {
        let schema = file.entry.schema
        let namesMembers = schema.memberColumn != nil && schema.key != MemberTable.shared.schema.key
        try emit(.begin(file))
        var reader = TableReader(
            source: file.source, schema: schema, roster: namesMembers ? roster : nil, batchRows: FileParser.batchRows)
        do {
            let header = try reader.readHeader()
            while let batch = try reader.next() { try emit(.rows(batch, header, file)) }
            try emit(.end(header))
        } catch {
            guard let refusal = reader.refusal else { throw error }
            try emit(.refused(refusal))
        }
    }
}
