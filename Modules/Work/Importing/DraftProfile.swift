public import AssessmentKernel
import Disk
import Foundation
import Intake
public import Profile
public import Workspace
import XLSX

extension Workspace {
    /// Drafts the profile of an export.
    ///
    /// - Parameter name: the key or title of its table; nil to take the one whose columns are most like the file's.
    /// - Throws: ``Problem`` when the file cannot be read, or is like no table more than another.
    public func draftProfile(of path: String, table name: String?) throws(Problem) -> ProfileDraft {
        let wanted = try name.map { name throws(Problem) in try tables.table(named: name) }
        guard Files.exists(path), Files.isPlain(path) else {
            throw Problem.reading(Files.isFolder(path) ? EISDIR : ENOENT, path)
        }
        let sheets = try Workspace.beginnings(of: path)
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

    /// The first rows of a text, or of each sheet of a workbook that is visible and filled.
    private static func beginnings(of path: String) throws(Problem) -> [(String?, [(row: Int, cells: [String])])] {
        let form = try FileForm(path: path)
        if let refusal = form.refusal {
            throw Problem(.badInput, refusal.reason, at: .init(file: path), next: refusal.next)
        }
        guard form == .archive else {
            let encoding = try TextEncoding.detect(FileBytes(path: path))
            return [(nil, try rows(CSVRecords(FileBytes(path: path), encoding: encoding), path))]
        }
        var found: [(String?, [(row: Int, cells: [String])])] = []
        do {
            let workbook = try WorkbookReader(path: path)
            for sheet in workbook.sheets where !sheet.isHidden {
                let rows = try rows(XLSXRecords(workbook, sheet, header: .row(1)), path)
                if !rows.isEmpty { found.append((sheet.name, rows)) }
            }
        } catch let fault as WorkbookFault {
            throw Problem(.badInput, fault.reason, at: .init(file: path, row: fault.row), next: fault.next)
        } catch {
            throw Problem.from(error, path)
        }
        return found
    }

    private static func rows(_ records: any RecordSource, _ path: String) throws(Problem) -> [(
        row: Int, cells: [String]
    )] {
        var rows: [(row: Int, cells: [String])] = []
        do throws(RecordFault) {
            while rows.count < 520, let record = try records.next() {
                rows.append((record.row, record.cells.map { String(decoding: $0, as: UTF8.self) }))
            }
        } catch {
            switch error {
            case .failed(let problem): throw problem
            case .refused(let refusal):
                throw Problem(.badInput, refusal.reason, at: .init(file: path, row: refusal.row), next: refusal.next)
            }
        }
        return rows
    }
}
