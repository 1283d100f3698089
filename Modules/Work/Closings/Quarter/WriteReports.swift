import AssessmentKernel
import Closing
import Foundation
import Ledger
import Parallel
import RecordStore
import Reports
import Synchronization
import Workspace

/// Writes the reports of a closing into the draft's folder.
struct WrittenReports {
    /// Makes members' pieces, on any thread.
    let pieces: ReportPieces
    private let reports: ClosingReports
    private let folder: ClosingFolder

    init(
        _ makers: [ClosingReports.Maker], _ run: QuarterRun, _ head: ClosingHead, _ workspace: Workspace,
        in folder: ClosingFolder
    ) throws {
        let about = ReportHead(
            township: try run.ledger.township(), name: head.name, reason: head.reason, product: head.product,
            rules: run.rules)
        reports = try ClosingReports(makers, of: about, into: folder.draft)
        pieces = ReportPieces(
            reports.prepare, files: try run.ledger.importedFileNames(), tables: workspace.tables)
        self.folder = folder
    }

    /// Adds the next member's pieces.
    func add(_ pieces: ClosingReports.Prepared) throws(Problem) { try reports.add(pieces) }

    /// Completes the reports and lists them among the closing's files, beside what the caller does until it waits.
    func finishing(
        _ closing: QuarterClosing, _ standings: [QuarterClosing.Standing]
    ) -> BesideThis<WrittenReports, any Error> {
        BesideThis(self) { reports throws(any Error) in try reports.finish(closing, standings) }
    }

    private func finish(_ closing: QuarterClosing, _ standings: [QuarterClosing.Standing]) throws {
        let draft = folder.draft
        let files = Mutex<[ClosingFolder.File]>([])
        try reports.finish(standings: standings, warnings: closing.warnings.sorted(), payDue: closing.payDue) {
            written throws(Problem) in
            let known = written.compactMap { file in
                file.digest.map { ClosingFolder.File(name: file.name, sha256: $0.sha256, bytes: $0.bytes) }
            }
            let others = try ClosingFolder.files(written.filter { $0.digest == nil }.map(\.name), in: draft)
            files.withLock { $0 += known + others }
        }
        folder.adopt(files.withLock { $0 })
    }
}

/// Makes members' pieces of the reports, with the file and row of every record.
struct ReportPieces: Sendable {
    private let prepare: @Sendable (MemberReport) -> ClosingReports.Prepared
    private let files: [Int64: String]
    private let tables: [String: TableSchema]

    /// - Parameter files: the names of the imported files by the imports' numbers.
    init(
        _ prepare: @escaping @Sendable (MemberReport) -> ClosingReports.Prepared, files: [Int64: String],
        tables: [TableSchema]
    ) {
        self.prepare = prepare
        self.files = files
        self.tables = Dictionary(tables.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The pieces of one member.
    func make(_ result: MemberResult, _ reader: RecordReader) throws -> ClosingReports.Prepared {
        // A dozen at most, and neighbouring records are mostly of one.
        var cited: [CitedTable] = []
        return prepare(
            try MemberReport(result) { record in
                if let table = cited.last(where: { $0.has(record) }) {
                    return try table.origin(of: record, reader, files)
                }
                guard let schema = tables[record.table] else { return nil }
                let table = CitedTable(schema, reader)
                cited.append(table)
                return try table.origin(of: record, reader, files)
            })
    }
}

/// A table of which a member's deductions cite records.
private final class CitedTable {
    private let schema: TableSchema
    /// How the names of its records begin.
    private let beginning: [UInt8]
    /// The member's rows that the rules have just read.
    private let rows: RowsAtHand?

    init(_ schema: TableSchema, _ reader: RecordReader) {
        self.schema = schema
        beginning = Array((schema.key + ":").utf8)
        rows = schema.disclosure == .records ? reader.latestRows(of: schema.key).map { RowsAtHand($0) } : nil
    }

    /// Whether a record is of this table.
    func has(_ record: RecordReference) -> Bool {
        record.text.withBytes { $0.starts(with: beginning) }
    }

    /// What a report tells of a record; nil if it is not there.
    ///
    /// - Parameter files: the names of the imported files by the imports' numbers.
    func origin(
        of record: RecordReference, _ reader: RecordReader, _ files: [Int64: String]
    ) throws -> RecordOrigin? {
        guard schema.disclosure == .records else { return RecordOrigin(counted: schema) }
        if let rows, let place = rows.place(of: record), let source = try reader.source(of: place, in: rows.block) {
            return RecordOrigin(rows.block, place, file: files[source.importID], row: source.row)
        }
        guard let found = try reader.record(record, of: schema) else { return nil }
        return RecordOrigin(found.block, file: files[found.importID], row: found.row)
    }
}
