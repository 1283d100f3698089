import AssessmentKernel
import FileFormats
import Foundation
import Intake
import Ledger
import Parallel
import RecordStore
import TownshipTables
import Workspace

/// One import in progress: it takes the parsed tables in order and writes them to the ledger.
final class ImportRun {
    private let plan: ImportPlan
    /// All tables of the workspace.
    private let known: [TableSchema]
    private let options: ImportOptions
    private let session: ImportSession
    private let store: OriginalStore
    private let rejects: RejectsFile
    private let workbooks: RejectsWorkbooks?
    private let now: String
    private let batch: Int
    private let progress: (Int) -> Void
    private var report = ImportReport()
    private var rowsSoFar = 0

    init(
        _ plan: ImportPlan, among known: [TableSchema], _ options: ImportOptions, _ session: ImportSession,
        _ store: OriginalStore,
        _ rejects: RejectsFile, _ workbooks: RejectsWorkbooks?, now: String, progress: @escaping (Int) -> Void
    ) throws {
        self.plan = plan
        self.known = known
        self.options = options
        self.session = session
        self.store = store
        self.rejects = rejects
        self.workbooks = workbooks
        self.now = now
        self.progress = progress
        batch = try session.nextBatch()
        report.leftOut = plan.leftOut
        report.profiles = plan.profiles
        report.isMapped = options.profile != nil
    }

    /// All other rows are checked against members and their dates in post, so those tables are written first.
    private static let deciding = [
        MemberTable.shared.schema.key, CalendarTable.shared.schema.key, RemovalTable.shared.schema.key,
    ]

    func run() throws -> ImportReport {
        let tables = plan.tables
        try ImportRun.checkAccountsAreAlone(plan.files)
        try refuse(plan.refused)
        let first = tables.prefix { ImportRun.deciding.contains($0.schema.key) }
        // Kept beside the parsing and writing of their rows; nothing is committed before all are kept.
        let parsing = Precedence()
        // With more than two cores there is one for each.
        if Cores.count > 2 { parsing.end() }
        let originals = OriginalsKeeper(files, in: store, behind: parsing)
        defer { originals.abandon() }
        for table in first {
            let loader = TableLoader(
                table, among: known, roster: Roster(try session.members()), scratch: store.folder)
            try write(try parsing.hold { try loader.load() }, originals)
        }
        let roster = Roster(try session.members())
        // By the memory of their rows: many small tables may wait for the writer, or one large one.
        let loads = BoundedQueue<TableLoad>(capacity: 4 << 20) { $0.rows.memoryUsed }
        defer { loads.abandon() }
        let (rest, known, scratch) = (Array(tables.dropFirst(first.count)), known, store.folder)
        onThread {
            do {
                for table in rest {
                    let loader = TableLoader(table, among: known, roster: roster, scratch: scratch)
                    let load = try parsing.hold { try loader.load() }
                    if !loads.put(load) { return }
                }
                loads.finish()
            } catch {
                loads.finish(error)
            }
        }
        while let load = try loads.take() { try write(load, originals) }
        try originals.finish()
        report.rejectCount = rejects.count
        report.derivedCount = rejects.derivedCount
        report.touched = try session.touchedPeriods()
        report.firstRejects = rejects.first
        report.isKept = !options.isRehearsal && (rejects.count == 0 || options.acceptValid)
        return report
    }

    /// Refuses a workbook that has accounts beside other tables: its original is kept for these, but not with those.
    private static func checkAccountsAreAlone(_ files: [FoundFile]) throws(Problem) {
        let secret = Dictionary(
            files.filter { $0.schema.disclosure == .nothing }.map { ($0.path, $0.schema.title) },
            uniquingKeysWith: { first, _ in first })
        for file in files where file.schema.disclosure != .nothing {
            guard let title = secret[file.path] else { continue }
            throw Problem(
                .badInput,
                LocalText(
                    "“\(title.chinese)”与其他表在同一个工作簿中", "\(title.english) shares a workbook with other tables"),
                at: .init(file: file.name),
                next: LocalText(
                    "把“\(title.chinese)”另存为单独的文件再导入：它的原件不留存，其他表的要留存",
                    "save it as a file of its own: its original is not kept, those of other tables are"))
        }
    }

    /// Lists the files that could not even be opened as tables.
    private func refuse(_ files: [ImportPlan.RefusedFile]) throws {
        for file in files {
            let (reason, next) = (file.refusal.reason, file.refusal.next.plain)
            let reject = Reject(
                file: file.name, row: file.refusal.row, column: "", value: "", code: file.refusal.code,
                reason: LocalText("\(reason.chinese)；\(next.chinese)", "\(reason.english); \(next.english)"))
            var counts = ImportCounts()
            counts.rejected = 1
            report.files.append(
                ImportReport.File(
                    name: file.name, table: "", counts: counts, noticed: NoticedRows(), unknownColumns: [],
                    refusal: reject))
            var spool = RejectSpool(scratch: store.folder)
            try spool.add(reject)
            try rejects.add(spool.reader(), refused: nil, rows: nil) { _ in [] }
        }
    }

    /// The originals; of accounts only the digest is kept, and in a rehearsal of all.
    private var files: [OriginalsKeeper.File] {
        plan.files.map { file in
            OriginalsKeeper.File(
                path: file.path, name: file.name, isPacked: file.format.isPacked,
                isKept: !options.isRehearsal && file.schema.disclosure != .nothing,
                checkUnchanged: { try file.checkUnchanged() })
        }
    }

    /// Writes a table's rows and records the result for each of its files.
    private func write(_ load: TableLoad, _ originals: OriginalsKeeper) throws {
        var delivered: [Int: DeliveredFile] = [:]
        for (number, file) in load.files.enumerated() {
            guard let sha256 = try originals.nextDigest(), file.refusal == nil else { continue }
            let importID = try session.begin(file.journalled(sha256, at: now, batch: batch))
            delivered[number] = DeliveredFile(importID: importID, delivered: file.places.map { $0 != nil })
        }
        let outcomes = try session.write(load.rows, files: delivered, amend: options.amend) { progress(rowsSoFar + $0) }
        rowsSoFar += load.rows.count
        for (number, file) in load.files.enumerated() {
            let outcome = outcomes[number] ?? WriteOutcome()
            var counts = file.counts
            counts.add(outcome)
            if let taken = delivered[number] { try session.finish(taken.importID, counts) }
            report.files.append(file.reported(counts))
            if load.schema.key == MemberTable.shared.schema.key {
                try rejects.remember(load.rejects[number].reader(), of: file)
            }
            let sheet = workbooks?.rows(of: file)
            try rejects.add(load.rejects[number].reader(), refused: outcome.refused, rows: sheet) { rows in
                try self.rejects(of: rows, load.schema, file)
            }
        }
    }

    /// The rejects of rows that the ledger refuses.
    ///
    /// The cell at fault is shown as it is in the file, because the clerk searches the sheet for it. The file is read
    /// again for this; such rows are few.
    private func rejects(of rows: [RefusedRow], _ schema: TableSchema, _ file: ReadFile) throws -> [Reject] {
        let cells = try OriginalRows.cells(
            of: Set(rows.map(\.row)), in: file.source, schema: schema, sharesRows: true)
        let wording = ConflictReason(
            schema: schema, file: file.name, places: file.places, isEntered: workbooks == nil,
            origin: { try self.session.origin(of: $0) })
        return try rows.map { refused in
            let column =
                refused.brokenRule ?? refused.twin?.column ?? wording.differences(refused).first?.column
                ?? schema.naturalKey.first
            let value = column.flatMap { file.places[$0] }.flatMap { place in
                cells[refused.row].flatMap { $0.indices.contains(place) ? $0[place].value : nil }
            }
            // Of a row with several records only the record's own value is this one's.
            let own = wording.differences(refused).first.map { schema.forms[$0.column].shown($0.own).chinese }
            if wording.isCorrection(refused) { report.amendableCount += 1 }
            let rule = refused.brokenRule == nil ? nil : schema.rowRule
            return Reject(
                file: file.name, row: refused.row, column: column.map { schema.columns[$0].key } ?? "",
                value: value ?? own ?? "",
                code: rule?.code ?? (refused.twin == nil ? Reject.Code.conflict : .otherCase).rawValue,
                reason: try rule.map(ImportRun.reason) ?? wording.reason(refused))
        }
    }

    /// The message for a record that would break a rule between its cells only together with what is there.
    private static func reason(_ rule: TableSchema.RowRule) -> LocalText {
        LocalText(
            "与已有的同一记录合在一起后，\(rule.reason.chinese)",
            "together with what the record has already: \(rule.reason.english)")
    }
}
