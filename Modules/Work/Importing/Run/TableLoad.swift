import AssessmentKernel
import Disk
import Foundation
import Intake
import Ledger
import Parallel
import RecordStore
import Workspace

/// All files of one table, parsed, checked and sorted.
///
/// Unchecked, because one thread makes it and passes it through a queue to another, which only reads it from then on.
final class TableLoad: @unchecked Sendable {
    let schema: TableSchema
    let rows: RowSorter
    var files: [ReadFile] = []
    /// For each file, the rejects found by the checks, in the order of rows.
    var rejects: [RejectSpool] = []

    init(_ schema: TableSchema, scratch: String) {
        self.schema = schema
        rows = RowSorter(schema, scratch: scratch)
    }
}

/// Parses the files of one table.
struct TableLoader: Sendable {
    private let table: (schema: TableSchema, files: Int)
    /// All tables, for the message to a file that is another one.
    private let tables: [TableSchema]
    private let roster: Roster
    private let scratch: String

    /// The rows of a batch: enough to be worth passing on.
    private static let batchRows = 1 << 15

    init(_ table: (schema: TableSchema, files: Int), among tables: [TableSchema], roster: Roster, scratch: String) {
        self.table = table
        self.tables = tables
        self.roster = roster
        self.scratch = scratch
    }

    func load(from files: BoundedQueue<ReadFile>) throws -> TableLoad {
        let load = TableLoad(table.schema, scratch: scratch)
        for number in 0..<table.files {
            guard let file = try files.take() else { break }
            try parse(file, number, into: load)
        }
        return load
    }

    private func parse(_ kept: ReadFile, _ number: Int, into load: TableLoad) throws {
        var file = kept
        var rejects = RejectSpool(scratch: scratch)
        let namesMembers = table.schema.memberColumn != nil
        var reader = TableReader(
            source: file.source, schema: table.schema, roster: namesMembers ? roster : nil, tables: tables,
            batchRows: TableLoader.batchRows)
        do {
            file.take(try reader.readHeader())
            while let batch = try reader.next() {
                try load.rows.add(batch.block, rowNumbers: batch.rowNumbers, members: batch.members, file: number)
                for reject in batch.rejects { try rejects.add(reject) }
                file.counts.rows += batch.rowNumbers.count + batch.rejects.count
                file.counts.rejected += batch.rejects.count
            }
            file.noticed = reader.noticed
        } catch {
            try checkUnchanged(kept)
            guard let refusal = reader.refusal else { throw error }
            load.rows.drop(file: number)
            file = kept
            rejects = RejectSpool(scratch: scratch)
            try rejects.add(refusal)
            file.counts.rejected = 1
            file.refusal = refusal
        }
        try checkUnchanged(kept)
        load.files.append(file)
        load.rejects.append(rejects)
    }

    /// Checks that the rows come from the bytes that were stored: a platform may still be writing its export.
    private func checkUnchanged(_ file: ReadFile) throws(Problem) {
        guard FileStamp(file.found.path) != file.original.stamp else { return }
        throw Problem(
            .inputOutput, LocalText("文件在读取时被改动，未写入任何内容", "the file was changed while it was read; nothing was written"),
            at: .init(file: file.name), next: LocalText("等导出结束后重试", "try again when the export has ended"))
    }
}
