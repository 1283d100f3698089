import AssessmentKernel
import Importing
import Intake
import Ledger
import RecordStore
import Workspace

/// Finds records as they were delivered: file, row and cells.
///
/// Each kept file is read at most once.
struct RecordFinder {
    private let workspace: Workspace
    private let ledger: Ledger
    private let closing: ClosingHead?

    /// Makes a finder.
    ///
    /// - Parameter closing: the closing that saw the records; nil for the records as they are today.
    init(_ workspace: Workspace, _ ledger: Ledger, seenBy closing: ClosingHead?) {
        self.workspace = workspace
        self.ledger = ledger
        self.closing = closing
    }

    /// The origin of a record.
    private struct Origin {
        let importID: Int64
        let row: Int
        let isChangedSince: Bool
    }

    /// The records of some references; a record that is no longer in the ledger has no file.
    func find(_ references: [RecordReference]) throws -> [RecordReference: ExplainedRecord] {
        let origins = try ledger.reading { reader in
            try Dictionary(uniqueKeysWithValues: Set(references).map { ($0, try origin(of: $0, reader)) })
        }
        var imports: [Int64: ImportedFile] = [:]
        var cells: [Int64: [Int: [(header: String, value: String)]]] = [:]
        for (id, origins) in Dictionary(grouping: origins.values.compactMap(\.self), by: \.importID) {
            guard let source = try ledger.importedFile(id) else { continue }
            imports[id] = source
            cells[id] = try OriginalRows.cells(of: Set(origins.map(\.row)), in: workspace.originalTable(of: source))
        }
        return Dictionary(
            uniqueKeysWithValues: origins.map { reference, origin in
                let source = origin.flatMap { imports[$0.importID] }
                let record = ExplainedRecord(
                    reference: reference, table: workspace.tableTitle(reference.table), file: source?.name,
                    row: origin?.row, importedAt: source?.at,
                    cells: origin.flatMap { cells[$0.importID]?[$0.row] }?.filter { !$0.value.isEmpty } ?? [],
                    isChangedSince: origin?.isChangedSince ?? false)
                return (reference, record)
            })
    }

    private func origin(of reference: RecordReference, _ reader: RecordReader) throws -> Origin? {
        guard let schema = workspace.tables.first(where: { $0.key == reference.table }) else { return nil }
        let record = try reader.record(reference, of: schema)
        if let closing, let seen = try reader.origin(of: reference, seenBy: closing) {
            let isAsSeen = record?.importID == seen.importID && record?.row == seen.row
            return Origin(importID: seen.importID, row: seen.row, isChangedSince: !isAsSeen)
        }
        return record.map { Origin(importID: $0.importID, row: $0.row, isChangedSince: false) }
    }
}
