import AssessmentKernel
import Disk
import Foundation
import Intake
import Ledger
import Parallel
import Profile
import RecordStore
import TownshipTables
import Workspace

/// A file whose original is kept.
struct KeptFile: Sendable {
    let entry: ImportPlan.Entry
    let kept: OriginalStore.Kept

    /// The rows as the table reads them.
    var source: TableSource { entry.profile?.mapping(original) ?? original }

    /// The rows as they stand in the file.
    var original: TableSource {
        guard let sheet = entry.sheet else {
            return TableSource(path: entry.path, file: entry.name, encoding: kept.encoding)
                .beginning(at: entry.profile?.headerRow ?? 1)
        }
        return SheetSource.table(
            file: entry.name, path: entry.path, sheet: sheet, header: entry.profile?.header ?? .titles(entry.schema))
    }

    /// How the table lies in the file, once its header was found.
    func form(headerRow: Int) -> OriginalForm {
        OriginalForm(entry.sheet.map { .sheet($0) } ?? .text(kept.encoding), headerRow: headerRow)
    }
}

/// A file that was parsed: what is known of it besides its rows.
struct LoadedFile {
    let kept: KeptFile
    /// The rows and rejects that the parsing counted.
    var counts = ImportCounts()
    /// The rejects that the checks found, in the order of rows.
    var rejects: RejectSpool
    /// For each column of the table its place in the file; nil where the file lacks it.
    var places: [Int?] = []
    /// The row of the header.
    var headerRow = 1
    var unknownColumns: [String] = []
    /// Why the file as a whole was not taken.
    var refusal: Reject?
}

/// All files of one table, parsed, checked and sorted.
///
/// Unchecked, because one thread makes it and hands it over through a queue, and another reads it from then on; never
/// both at once.
final class TableLoad: @unchecked Sendable {
    let schema: TableSchema
    let rows: RowSorter
    var files: [LoadedFile] = []

    init(_ schema: TableSchema, scratch: String) {
        self.schema = schema
        rows = RowSorter(schema, scratch: scratch)
    }
}

/// Parses the files of one table.
struct TableLoader: Sendable {
    private let table: (schema: TableSchema, files: Int)
    private let roster: Roster
    private let scratch: String

    /// Rows of a batch: enough to be worth handing on.
    private static let batchRows = 1 << 15

    init(_ table: (schema: TableSchema, files: Int), roster: Roster, scratch: String) {
        self.table = table
        self.roster = roster
        self.scratch = scratch
    }

    func load(from files: BoundedQueue<KeptFile>) throws -> TableLoad {
        let load = TableLoad(table.schema, scratch: scratch)
        for number in 0..<table.files {
            guard let file = try files.take() else { break }
            load.files.append(try parse(file, number, into: load.rows))
        }
        return load
    }

    private func parse(_ file: KeptFile, _ number: Int, into rows: RowSorter) throws -> LoadedFile {
        var loaded = LoadedFile(kept: file, rejects: RejectSpool(scratch: scratch))
        let namesMembers = table.schema.memberColumn != nil && table.schema.key != MemberTable.shared.schema.key
        var reader = TableReader(
            source: file.source, schema: table.schema, roster: namesMembers ? roster : nil,
            batchRows: TableLoader.batchRows)
        do {
            let header = try reader.readHeader()
            loaded.places = header.places
            loaded.headerRow = header.row
            loaded.unknownColumns = header.unknownColumns.filter { file.entry.profile?.ignores($0) != true }
            while let batch = try reader.next() {
                try rows.add(batch.block, rowNumbers: batch.rowNumbers, members: batch.members, file: number)
                for reject in batch.rejects { try loaded.rejects.add(reject) }
                loaded.counts.rows += batch.rowNumbers.count + batch.rejects.count
                loaded.counts.rejected += batch.rejects.count
            }
        } catch {
            try checkUnchanged(file)
            guard let refusal = reader.refusal else { throw error }
            rows.drop(file: number)
            loaded = LoadedFile(kept: file, rejects: RejectSpool(scratch: scratch))
            try loaded.rejects.add(refusal)
            loaded.counts.rejected = 1
            loaded.refusal = refusal
        }
        try checkUnchanged(file)
        return loaded
    }

    /// Makes sure that the rows are those of the bytes that were kept: a platform may still be writing its export.
    private func checkUnchanged(_ file: KeptFile) throws(Problem) {
        guard FileStamp(file.entry.path) != file.kept.stamp else { return }
        throw Problem(
            .inputOutput, LocalText("文件在读取时被改动，未写入任何内容", "the file was changed while it was read; nothing was written"),
            at: .init(file: file.entry.name), next: LocalText("等导出结束后重试", "try again when the export has ended"))
    }
}
