import AssessmentKernel
import Disk
import Drafting
import FileFormats
import Foundation
import Intake
import Ledger
import LedgerTables
import Profile

/// Finds the tables in one file of an import.
struct FileMatcher {
    let path: String
    /// The file's name in reports.
    let name: String
    /// The folder that holds it, or its archive.
    let folder: String
    /// Whether the caller named the file itself, not a folder that contains it: then it must be a table.
    let isNamed: Bool
    /// Whether it is a ZIP file with the parts of a workbook, whatever its name.
    let isDocument: Bool
    /// The table given by the caller; nil when the names decide.
    var wanted: TableSchema?
    /// The profile that maps the file to a table; nil when it is already one.
    var profile: Profile?
    let tables: [TableSchema]
    let formats: FileFormats
    /// The file's state when it was found.
    let stamp: FileStamp?
    /// Its encoding if it is a text.
    let encoding: DetectedEncoding

    /// The result for a file.
    typealias Match = (files: [FoundFile], leftOut: [ImportReport.LeftOut])

    static let noTable = LocalText("文件名不是任何表的名称", "no table's name")
    static let empty = LocalText("空文件", "an empty file")

    /// Matches the file.
    ///
    /// - Throws: ``RecordFault`` for a file that must be a table and is not one, and for a damaged workbook.
    func match() throws(RecordFault) -> Match {
        // Reading a pipe might never end.
        guard Files.isPlain(path) else { return leftOut(FileMatcher.noTable) }
        if FileStatus(path)?.length == 0 { return try leftOutIfFound(FileMatcher.empty, next: FileMatcher.exportAgain) }
        let ending = (name as NSString).pathExtension.lowercased()
        let isWorkbook = formats.isWorkbook(ending: ending) || isDocument
        if !isWorkbook, table(ending) == nil {
            // What the bytes say goes before what the name lacks: a RAR is to be unpacked, and not renamed.
            let other = formats.refusal(of: InputFile(path: path, name: name))
            if isNamed { throw .refused(other ?? unknown) }
            return leftOut(other?.reason ?? reason(ending))
        }
        let file = InputFile(path: path, name: name, encoding: encoding)
        let format: any WorkbookFormat
        do throws(RecordFault) {
            format = try formats.format(of: file)
        } catch {
            guard case .refused(let refusal) = error, !isNamed, byFile.table == nil else { throw error }
            return leftOut(refusal.reason)
        }
        return try sheets(file, format, ending)
    }

    static let exportAgain = LocalText("请从平台重新导出", "export it again from the platform")

    /// The table according to the file's name.
    private var byFile: TableMatch {
        TableMatch(((name as NSString).lastPathComponent as NSString).deletingPathExtension, among: tables)
    }

    private func leftOut(_ reason: LocalText) -> Match { ([], [.init(name: name, reason: reason)]) }

    private func leftOutIfFound(_ reason: LocalText, next: LocalText) throws(RecordFault) -> Match {
        if isNamed { throw .refused(Refusal(row: nil, code: "empty-file", reason: reason, next: next)) }
        return leftOut(reason)
    }

    /// The table of a file without sheets; nil if it is not one, and in a folder for files with other extensions.
    private func table(_ ending: String) -> TableSchema? {
        let isKnown = formats.isPlainText(ending: ending) || formats.isWorkbook(ending: ending)
        return isKnown ? wanted ?? byFile.table : isNamed ? wanted : nil
    }

    private func sheets(
        _ file: InputFile, _ format: any WorkbookFormat, _ ending: String
    ) throws(RecordFault) -> Match {
        let workbook: any Workbook
        do throws(RecordFault) {
            workbook = try format.open(file)
        } catch {
            // A page without a table, or a file of another program, only matters where a table was expected.
            guard case .refused(let refusal) = error, !isNamed, byFile.table == nil, format.key != XLSXFormat().key
            else {
                throw error
            }
            return leftOut(refusal.reason)
        }
        if workbook.sheets.contains(where: { $0.name == nil }) {
            guard let schema = table(ending) else {
                if isNamed { throw .refused(unknown) }
                return leftOut(reason(ending))
            }
            return ([found(schema, format)], [])
        }
        let named = profile.flatMap { profile in
            profile.sheet.map { _ in { (sheet: String) in profile.takes(sheet: sheet) ?? false } }
        }
        lazy var samples = (try? SheetSamples(file, in: format).samples) ?? []
        let sheets = try WorkbookSheets(
            workbook, wanted: wanted, isWanted: named, byFile: byFile, among: tables,
            lacks: { sheet, schema in
                guard profile == nil, let sample = samples.first(where: { $0.sheet == sheet }) else { return nil }
                return NearHeader.lacking(in: sample.rows, of: schema, among: tables)
            }
        ) { sheet, schema in
            if let profile {
                return samples.contains { $0.sheet == sheet && profile.headerRow(in: $0.rows) != nil } ? [0] : nil
            }
            var reader = TableReader(
                source: TableSource(file, in: format, sheet: sheet, header: .titles(schema)), schema: schema)
            guard let header = try? reader.readHeader() else { return nil }
            return Set(header.columns.compactMap(\.self))
        }
        if sheets.tables.isEmpty, sheets.filled.count == 1, case .doubtful = byFile {
            if isNamed { throw .refused(unknown) }
            return leftOut(unknown.reason)
        }
        if sheets.tables.isEmpty && isNamed { throw .refused(unknown(sheets)) }
        let files = sheets.tables.map { sheet, schema in found(schema, format, sheet) }
        let others = sheets.leftOut.map { sheet, reason in
            ImportReport.LeftOut(name: FileLayout.name(of: sheet, in: name), reason: reason)
        }
        return files.isEmpty && others.isEmpty
            ? leftOut(LocalText("工作簿是空的", "an empty workbook")) : (files, others)
    }

    private func found(_ schema: TableSchema, _ format: any WorkbookFormat, _ sheet: String? = nil) -> FoundFile {
        FoundFile(
            path: path, name: sheet.map { FileLayout.name(of: $0, in: name) } ?? name, folder: folder, schema: schema,
            format: format, sheet: sheet, profile: profile, stamp: stamp, encoding: encoding)
    }
}

// MARK: What is said of a file that is no table

extension FileMatcher {
    /// Why a file of a folder is passed over.
    private func reason(_ ending: String) -> LocalText {
        if !formats.isPlainText(ending: ending), !formats.isWorkbook(ending: ending), byFile.table != nil {
            return LocalText("不是表格文件", "no spreadsheet and no text table")
        }
        switch byFile {
        case .table, .none(alike: []): return FileMatcher.noTable
        case .none(let alike):
            return LocalText(
                "\(FileMatcher.noTable.chinese)，相近的有\(FileMatcher.list(alike).chinese)",
                "\(FileMatcher.noTable.english); like \(FileMatcher.list(alike).english)")
        case .doubtful: return unknown.reason
        }
    }

    private static func list(_ tables: [TableSchema]) -> LocalText {
        LocalText(
            tables.map { "“\($0.title.chinese)”" }.joined(separator: "、"), tables.map(\.key).joined(separator: ", "))
    }

    /// The refusal of a named file whose name is no table's.
    private var unknown: Refusal {
        let example = tables.last
        switch byFile {
        case .doubtful(let likely, let addition):
            let names = FileMatcher.list(likely)
            let more = addition.map { LocalText("，但多出“\($0)”", ", but has “\($0)” besides") } ?? LocalText("", "")
            return Refusal(
                row: nil, code: "unclear-table",
                reason: LocalText(
                    "文件名可能是\(names.chinese)\(more.chinese)，不能确定",
                    "its name may be that of \(names.english)\(more.english): that cannot be told"),
                next: Advice(
                    "确是此表时\(by: .table(likely.first?.named))导入，或改名为 \(likely.first?.title.chinese ?? "").\(ownEnding)",
                    "if it is, import it \(by: .table(likely.first?.named)), or rename it to \(likely.first?.key ?? "").\(ownEnding)"
                ))
        case .table, .none:
            var alike: [TableSchema] = []
            if case .none(let tables) = byFile { alike = tables }
            let hint =
                alike.isEmpty
                ? LocalText("", "")
                : LocalText(
                    "（名称相近的有\(FileMatcher.list(alike).chinese)）", " (alike: \(FileMatcher.list(alike).english))")
            let model = alike.first ?? byContent.first ?? example
            return Refusal(
                row: nil, code: "unknown-table",
                reason: LocalText(
                    "文件名不是任何表的名称\(hint.chinese)\(contentHint.chinese)",
                    "the file's name is no table's\(hint.english)\(contentHint.english)"),
                next: Advice(
                    "\(by: .table(nil))指定表，或改名为如 \(model?.title.chinese ?? "").csv；列名与表不同的，先做对照：\(deed: .draftProfile(.init()))",
                    "name the table \(by: .table(nil)), or rename the file, as in \(model?.key ?? "").csv; where its columns have other names, make a profile: \(deed: .draftProfile(.init()))"
                ))
        }
    }

    /// The tables to which the columns come close.
    private var byContent: [TableSchema] {
        let samples = (try? SheetSamples(path, named: name, formats: formats, encoding: encoding).samples) ?? []
        return ProfileDraft(samples, tables: tables)?.close.map(\.schema) ?? []
    }

    private var contentHint: LocalText {
        let close = FileMatcher.list(Array(byContent.prefix(3)))
        return close.chinese.isEmpty
            ? LocalText("", "") : LocalText("，内容像\(close.chinese)", "; its columns are like those of \(close.english)")
    }

    private var ownEnding: String {
        let ending = (name as NSString).pathExtension
        return ending.isEmpty ? "csv" : ending
    }

    private func unknown(_ sheets: WorkbookSheets) -> Refusal {
        if sheets.filled.isEmpty, sheets.leftOut.isEmpty {
            return Refusal(
                row: nil, code: "empty-file", reason: LocalText("工作簿是空的", "the workbook is empty"),
                next: FileMatcher.exportAgain)
        }
        let names = sheets.leftOut.prefix(5).map(\.sheet)
        let model = likely(sheets)
        return Refusal(
            row: nil, code: "unknown-table",
            reason: LocalText(
                "文件名和工作表名都不是任何表的名称（工作表：\(names.joined(separator: "、"))）\(model.hint.chinese)",
                "neither the file's name nor a sheet's is a table's (sheets: \(names.joined(separator: ", ")))\(model.hint.english)"
            ),
            next: Advice(
                "把工作表改名为如“\(model.table?.title.chinese ?? "")”，或\(by: .table(nil))指定；列名与表不同的，先做对照：\(deed: .draftProfile(.init()))",
                "rename the sheets, as in \(model.table?.key ?? ""), or name the table \(by: .table(nil)); where its columns have other names, make a profile: \(deed: .draftProfile(.init()))"
            ))
    }

    /// The tables that the names of the file and its sheets may mean.
    private func likely(_ sheets: WorkbookSheets) -> (table: TableSchema?, hint: LocalText) {
        var found: [TableSchema] = []
        for match in [byFile] + sheets.filled.prefix(20).map({ TableMatch($0, among: tables) }) {
            let more =
                switch match {
                case .table(let schema): [schema]
                case .doubtful(let tables, _): tables
                case .none(let alike): alike
                }
            found += more.filter { table in !found.contains { $0.key == table.key } }
        }
        if found.isEmpty { return (byContent.first ?? tables.last, contentHint) }
        let names = FileMatcher.list(Array(found.prefix(3)))
        return (found.first, LocalText("，可能是\(names.chinese)", "; perhaps \(names.english)"))
    }
}

extension TableMatch {
    /// The table, where there is no doubt.
    var table: TableSchema? {
        if case .table(let schema) = self { return schema }
        return nil
    }
}
