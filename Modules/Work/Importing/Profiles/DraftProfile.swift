public import AssessmentKernel
import Disk
public import Drafting
import FileFormats
import Foundation
import Intake
import Ledger
import RecordStore
public import Workspace

extension Workspace {
    /// Drafts the profile of an export.
    ///
    /// - Parameters:
    ///   - name: the key or title of its table; nil for the table that names and columns say, or the question.
    ///   - sheet: the sheet; nil for the likeliest.
    /// - Throws: ``Problem`` when the file cannot be read, is empty, or has no such sheet.
    public func draftProfile(of path: String, table name: String?, sheet: String? = nil) throws(Problem) -> ProfileDraft
    {
        let wanted = try name.map { name throws(Problem) in try tables.table(named: name) }
        guard Files.exists(path), Files.isPlain(path) else {
            guard Files.exists(path), !Files.isFolder(path) else {
                throw Problem.reading(Files.isFolder(path) ? EISDIR : ENOENT, path)
            }
            throw Problem.notPlain(path)
        }
        let file = (path as NSString).lastPathComponent
        var samples = try SheetSamples(path, named: file, formats: formats).samples
        let names = samples.compactMap(\.sheet)
        if let sheet {
            samples = samples.filter { Text($0.sheet ?? "") == Text(sheet) }
            if samples.isEmpty {
                throw Problem(
                    .usage, LocalText("没有工作表“\(sheet)”", "there is no sheet \(sheet)"), at: .init(file: path),
                    next: LocalText(
                        "可用：\(names.joined(separator: "、"))", "one of: \(names.joined(separator: ", "))"))
            }
        }
        let members = try knownMembers()
        guard let draft = ProfileDraft(samples, of: names, tables: tables, table: wanted, roster: members) else {
            throw Problem(
                .badInput, LocalText("文件是空的", "the file is empty"), at: .init(file: path),
                next: LocalText("请从平台重新导出", "export it again from the platform"))
        }
        return draft
    }

    /// Saves a draft as a profile, where an import finds it by the header of a file.
    ///
    /// - Throws: ``Problem`` when its table or its month is open; as ``saveProfile(_:named:)``.
    public func saveDraft(_ draft: ProfileDraft, named name: String) throws(Problem) {
        if let open = draft.obstacle(toSavingAs: name) { throw open }
        try saveProfile(draft.text, named: name)
    }

    /// The members, if the folder is a workspace that has some.
    func knownMembers() throws(Problem) -> Roster? {
        guard Files.exists(ledgerPath) else { return nil }
        let ledger = try openLedger(toRead: true)
        do {
            let members = try ledger.reading { try $0.members() }
            try ledger.close()
            return members.isEmpty ? nil : Roster(members)
        } catch {
            try? ledger.close()
            throw Problem.from(error, folder)
        }
    }
}

/// The first rows of the filled, visible sheets of a file.
struct SheetSamples {
    let samples: [SheetSample]

    /// Reads them.
    ///
    /// - Throws: ``Problem`` for a file that its format refuses or that cannot be read.
    init(
        _ path: String, named name: String, formats: FileFormats, encoding: DetectedEncoding = DetectedEncoding()
    ) throws(Problem) {
        let file = InputFile(path: path, name: name, encoding: encoding)
        do throws(RecordFault) { try self.init(file, in: try formats.format(of: file)) } catch {
            throw error.problem(in: path)
        }
    }

    /// Reads them from a file of a known format.
    ///
    /// - Throws: ``RecordFault`` for a file that its format refuses or that cannot be read.
    init(_ file: InputFile, in format: any WorkbookFormat) throws(RecordFault) {
        let workbook = try format.open(file)
        var found: [SheetSample] = []
        for (place, sheet) in workbook.sheets.enumerated() where !sheet.isHidden {
            let rows = try workbook.rows(ofSheet: place)
            found.append(try SheetSample(file: file.name, sheet: sheet.name, reading: rows))
        }
        let filled = found.filter { !$0.rows.isEmpty }
        samples = filled.map {
            SheetSample(file: file.name, sheet: $0.sheet, isOneOfSeveral: filled.count > 1, rows: $0.rows)
        }
    }
}
