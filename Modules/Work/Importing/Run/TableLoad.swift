import AssessmentKernel
import Disk
import Foundation
import Intake
import Ledger
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

    init(_ schema: TableSchema, scratch: String, fileBytes: Int) {
        self.schema = schema
        rows = RowSorter(schema, scratch: scratch, fileBytes: fileBytes)
    }
}

/// Parses the files of one table.
struct TableLoader: Sendable {
    private let table: (schema: TableSchema, files: [FoundFile])
    /// All tables, for the message to a file that is another one.
    private let tables: [TableSchema]
    private let roster: Roster
    private let scratch: String

    /// The rows of a batch: enough to be worth passing on.
    private static let batchRows = 1 << 15

    init(
        _ table: (schema: TableSchema, files: [FoundFile]), among tables: [TableSchema], roster: Roster, scratch: String
    ) {
        self.table = table
        self.tables = tables
        self.roster = roster
        self.scratch = scratch
    }

    func load() throws -> TableLoad {
        let load = TableLoad(table.schema, scratch: scratch, fileBytes: table.files.textBytes)
        for (number, file) in table.files.enumerated() { try parse(file, number, into: load) }
        return load
    }

    private func parse(_ found: FoundFile, _ number: Int, into load: TableLoad) throws {
        var file = ReadFile(found)
        var rejects = RejectSpool(scratch: scratch)
        let namesMembers = table.schema.memberColumn != nil
        var reader = TableReader(
            source: file.source, schema: table.schema, roster: namesMembers ? roster : nil, tables: tables,
            batchRows: TableLoader.batchRows)
        do {
            try file.take(try reader.readHeader())
            while let batch = try reader.next() {
                try load.rows.add(batch.block, rowNumbers: batch.rowNumbers, members: batch.members, file: number)
                for reject in batch.rejects { try rejects.add(reject) }
                file.counts.rows += batch.rowNumbers.count + batch.rejects.count
                file.counts.rejected += batch.rejects.count
            }
            file.noticed = reader.noticed
        } catch {
            try found.checkUnchanged()
            guard let refusal = reader.refusal else { throw error }
            load.rows.drop(file: number)
            file = ReadFile(found)
            rejects = RejectSpool(scratch: scratch)
            try rejects.add(refusal)
            file.counts.rejected = 1
            file.refusal = refusal
        }
        try found.checkUnchanged()
        load.files.append(file)
        load.rejects.append(rejects)
    }
}
