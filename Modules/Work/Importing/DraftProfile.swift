public import AssessmentKernel
import Disk
import Foundation
import Intake
public import Profile
public import Workspace

extension Workspace {
    /// Drafts the profile of an export.
    ///
    /// - Parameter name: the key or title of its table; nil for the table whose columns fit the file best.
    /// - Throws: ``Problem`` when the file cannot be read, or no table fits it best.
    public func draftProfile(of path: String, table name: String?) throws(Problem) -> ProfileDraft {
        let wanted = try name.map { name throws(Problem) in try tables.table(named: name) }
        guard Files.exists(path), Files.isPlain(path) else {
            throw Problem.reading(Files.isFolder(path) ? EISDIR : ENOENT, path)
        }
        let sheets = try beginnings(of: InputFile(path: path))
        var drafts: [ProfileDraft] = []
        for (sheet, rows) in sheets {
            for schema in wanted.map({ [$0] }) ?? tables {
                drafts.append(ProfileDraft(schema, rows: rows, sheet: sheets.count > 1 ? sheet : nil))
            }
        }
        let best = drafts.map(\.score).max() ?? 0
        let likely = drafts.filter { $0.score == best }
        guard let draft = likely.first, likely.count == 1 || wanted != nil, best > 0 || wanted != nil else {
            let keys = (best > 0 ? likely.map(\.schema) : tables).map(\.key).joined(separator: " ")
            throw Problem(
                .usage, LocalText("看不出是哪张表", "it cannot be told which table this is"), at: .init(file: path),
                next: LocalText("用 --table 指定，如：\(keys)", "name it with --table, one of: \(keys)"))
        }
        return draft
    }

    /// The first rows of a text file, or of each visible sheet of a workbook that is not empty.
    private func beginnings(
        of file: InputFile
    ) throws(Problem) -> [(sheet: String?, rows: [(row: Int, cells: [String])])] {
        let format: any WorkbookFormat
        let sheets: [WorkbookSheet]
        do throws(RecordFault) {
            format = try formats.format(of: file)
            sheets = try format.open(file).sheets
        } catch {
            throw error.problem(in: file.name)
        }
        var found: [(sheet: String?, rows: [(row: Int, cells: [String])])] = []
        for sheet in sheets where !sheet.isHidden {
            let rows = try Workspace.beginning(of: TableSource(file, in: format, sheet: sheet.name, header: .row(1)))
            if !rows.isEmpty || sheet.name == nil { found.append((sheet.name, rows)) }
        }
        return found
    }

    private static func beginning(of source: TableSource) throws(Problem) -> [(row: Int, cells: [String])] {
        let records = try source.open()
        var rows: [(row: Int, cells: [String])] = []
        do throws(RecordFault) {
            while rows.count < 520, let record = try records.next() {
                rows.append((record.row, record.cells.map { String(decoding: $0, as: UTF8.self) }))
            }
        } catch {
            throw error.problem(in: source.file)
        }
        return rows
    }
}
