import AssessmentKernel
import Closing
import Foundation
import Ledger
import RecordStore
import Reports
import Workspace

/// The reports of a closing while it is written: workbook, page and slips in the draft's folder.
struct WrittenReports {
    /// Makes members' pieces, on any thread.
    let pieces: ReportPieces
    private let reports: ClosingReports
    private let folder: ClosingFolder
    private let workspace: Workspace

    init(_ run: QuarterRun, _ head: ClosingHead, _ workspace: Workspace, in folder: ClosingFolder) throws {
        let maker = try ReportMaker(
            ReportHead(
                township: try run.ledger.township(), name: head.name, reason: head.reason, product: head.product,
                rules: run.rules))
        pieces = ReportPieces(maker, files: try run.ledger.importedFileNames(), tables: workspace.tables)
        reports = try ClosingReports(into: folder.draft, maker)
        self.folder = folder
        self.workspace = workspace
    }

    /// Takes the next member's piece.
    func add(_ piece: PreparedMember) throws(Problem) { try reports.add(piece) }

    /// Ends the reports and lists them among the closing's files.
    func finish(_ standings: [QuarterClosing.Standing], _ warnings: [Warning]) throws(Problem) {
        let workspace = workspace
        let names = try reports.finish(standings: standings, warnings: warnings) { workspace.tableTitle($0) }
        try folder.adopt(names)
    }
}

/// Makes members' pieces of the reports, with the file and row of every record.
struct ReportPieces: Sendable {
    private let maker: ReportMaker
    private let files: [Int64: String]
    private let tables: [String: TableSchema]

    /// - Parameter files: the names of the imported files by the imports' numbers.
    init(_ maker: ReportMaker, files: [Int64: String], tables: [TableSchema]) {
        self.maker = maker
        self.files = files
        self.tables = Dictionary(tables.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A member's pieces.
    func make(_ result: MemberResult, _ reader: RecordReader) throws -> PreparedMember {
        var origins: [RecordReference: RecordOrigin] = [:]
        for item in result.assessed?.quarter.items ?? [] {
            for reference in item.deductions.flatMap(\.evidence) where origins[reference] == nil {
                origins[reference] = try origin(of: reference, reader)
            }
        }
        return maker.prepare(MemberReport(result, origins: origins))
    }

    private func origin(of reference: RecordReference, _ reader: RecordReader) throws -> RecordOrigin? {
        guard let schema = tables[reference.table], let record = try reader.record(reference, of: schema) else {
            return nil
        }
        return RecordOrigin(
            file: files[record.importID], row: record.row, table: schema.title, cells: record.block.shownCells)
    }
}

extension RowBlock {
    /// The cells of the first row that tell it from others, in Chinese, on one line.
    ///
    /// Free texts are left out: they may speak of residents, and a report passes through many hands.
    fileprivate var shownCells: String {
        var cells: [String] = []
        for (place, column) in schema.columns.enumerated() where place != schema.memberColumn {
            if column.kind == .text || column.isRemark { continue }
            guard let text = canonicalText(0, place) else { continue }
            cells.append(
                column.title.chinese + " " + ShownText.short(schema.forms[place].shown(text).chinese, to: 40))
        }
        return cells.joined(separator: "，")
    }
}
