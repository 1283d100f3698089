import AssessmentKernel
import Digests
import Disk
import FileFormats
import Foundation
import Intake
import Ledger
import LedgerTables
import Profile
import WorkbookWriter

/// `rejects-<file>.xlsx`: the rejected rows of each file as the clerk's own sheet, to be corrected there and imported.
///
/// The header is the file's, the cell at fault is coloured, and a last column 原因 gives the reason. All cells are texts,
/// so that a code keeps its leading zeros. A row that a sheet cannot hold is only in `rejects.csv`.
///
/// What is imported again as it stands is rejected again: whatever stood beside the table stands beside it here too, after
/// the reason, and so does a note where a cell held an error. A profile finds again what it looks for: the rows above the
/// header and the sheet's name.
///
/// Clerks edit these files. Each written file is therefore recorded with its digest in a hidden list beside them; a
/// later import replaces or removes only files that are unchanged.
final class RejectsWorkbooks {
    /// The maximum number of rows of a sheet; nobody corrects more by hand.
    static let mostRows = 100_000
    /// The maximum number of columns of a sheet, and of characters of a cell.
    private static let mostColumns = 16_000
    private static let longestCell = 30_000
    private static let listName = ".rejects-workbooks"
    /// The creation date in the files: fixed, so that equal rejects give equal bytes.
    private static let created = CivilDate(dayNumber: 0)

    /// The first rejected rows as their sheets show them.
    private(set) var first: [RejectedRow] = []
    /// How many of them are kept in memory, and how many cells of each.
    private static let (mostKept, mostCellsKept) = (60, 60)

    private let folder: String
    /// Holds the workbooks, and the library's temporary files, until they are complete.
    private let draftsFolder: String
    private var drafts: [Draft] = []

    /// A workbook that is being written.
    private final class Draft {
        let original: String
        let name: String
        let path: String
        let workbook: WorkbookFile
        var rows = 0

        init(original: String, name: String, in folder: String) throws(Problem) {
            self.original = original
            self.name = name
            path = folder + "/" + UUID().uuidString
            workbook = try WorkbookFile(path, title: "kaohe rejects", created: RejectsWorkbooks.created)
        }

        deinit { Files.discard(path) }
    }

    init(in folder: String) {
        self.folder = folder
        draftsFolder = Files.draft(of: folder + "/rejects-workbooks")
    }

    deinit { try? Files.remove(draftsFolder) }

    /// Prepares to write the rejected rows of a file, which arrive in order.
    func rows(of file: ReadFile) -> RejectedRows { RejectedRows(file, self) }

    /// Keeps a row to be shown.
    fileprivate func show(_ row: @autoclosure () -> RejectedRow) {
        if first.count < RejectsWorkbooks.mostKept { first.append(row()) }
    }

    /// The sheet for a table of a file.
    fileprivate func sheet(for file: ReadFile) throws(Problem) -> SheetWriter? {
        let found = file.found
        let draft: Draft
        if let known = drafts.first(where: { $0.original == found.path }) {
            draft = known
        } else {
            let name = RejectsWorkbooks.name(for: found)
            let taken = drafts.count { $0.name == name || $0.name.hasPrefix(name + "-") }
            try Files.makeFolder(draftsFolder)
            draft = try Draft(
                original: found.path, name: taken == 0 ? name : "\(name)-\(taken + 1)", in: draftsFolder)
            drafts.append(draft)
        }
        let isOwnName =
            found.profile != nil
            || found.sheet.map { TableMatch.table(named: $0, among: [found.schema]) != nil } ?? false
        let names = [isOwnName ? found.sheet : nil, found.schema.title.chinese, found.schema.key].compactMap(\.self)
        for name in names {
            if let sheet = try? draft.workbook.sheet(name) { return sheet }
        }
        return nil
    }

    /// The name of a file's workbook without extension: the file's own name, with its folder in front.
    private static func name(for file: FoundFile) -> String {
        var name = file.name
        if let sheet = file.sheet { name = String(name.dropLast(FileLayout.name(of: sheet, in: "").count)) }
        name = (name as NSString).deletingPathExtension
        // The rest of a corrected file gets its name again.
        if name.hasPrefix("rejects-") { name = String(name.dropFirst("rejects-".count)) }
        let safe = String(String.UnicodeScalarView(name.unicodeScalars.map { $0 == "/" ? "-" : $0 }))
        return "rejects-" + safe.prefix(60)
    }

    /// Completes the workbooks; they are then on disk under draft names.
    func complete() throws(Problem) { for draft in drafts { try draft.workbook.close() } }

    /// Moves the workbooks to their places and removes old ones, unless a clerk has changed them.
    ///
    /// - Returns: their names.
    func publish() throws(Problem) -> [String] {
        for (name, digest) in list() where digest == self.digest(of: name) { try Files.remove(folder + "/" + name) }
        var written: [(name: String, digest: String)] = []
        for draft in drafts {
            var name = draft.name + ".xlsx"
            var number = 2
            while Files.exists(folder + "/" + name) {
                name = "\(draft.name)-\(number).xlsx"
                number += 1
            }
            try Files.move(draft.path, to: folder + "/" + name)
            written.append((name, digest(of: name) ?? ""))
        }
        drafts = []
        let path = folder + "/" + RejectsWorkbooks.listName
        if written.isEmpty {
            try Files.remove(path)
        } else {
            let lines = written.map { $0.digest + "  " + $0.name + "\n" }
            try Files.writeWhole(Array(lines.joined().utf8), to: path)
        }
        return written.map(\.name)
    }

    /// The files written by the last import, with their digests.
    private func list() -> [(name: String, digest: String)] {
        guard let bytes = try? Files.read(folder + "/" + RejectsWorkbooks.listName) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let name = line.dropFirst(66)
            guard name.hasPrefix("rejects-"), name.hasSuffix(".xlsx"), !name.contains("/") else { return nil }
            return (String(name), String(line.prefix(64)))
        }
    }

    private func digest(of name: String) -> String? {
        (try? Files.digest(folder + "/" + name))?.sha256
    }

    /// Writes the rejected rows of one file, reading the file again alongside.
    final class RejectedRows {
        private let file: ReadFile
        private let workbooks: RejectsWorkbooks
        private var records: (any RecordSource)?
        private var sheet: SheetWriter?
        private var isEnded = false
        private var titles: [String] = []
        /// The number of cells of the file's header.
        private var width = 0
        /// The rows above the header that a profile may look at, each with its place.
        private var above: [(row: Int, cells: [String])] = []
        private var written = 0
        /// The row that was written last, and all that is wrong with it.
        private var lastRow = 0
        private var reasons = ""
        private var headerRow = 0
        /// How many rows the header has.
        private var levels = 1

        /// The most rows above a header that are copied.
        private static let mostAbove = 100
        private static let longestReason = 2_000

        private static let text = CellLook(number: .text)
        private static let fault = CellLook(background: 0xFFC7CE, number: .text)
        /// Keeps a row from being taken with a blank in the place of an error.
        private static let faultNote = "标色的格原为公式错误或没有结果，填好后请删去此格"
        private static let reason = CellLook(colour: 0x9C0006, number: .text)

        fileprivate init(_ file: ReadFile, _ workbooks: RejectsWorkbooks) {
            self.file = file
            self.workbooks = workbooks
        }

        /// Adds a reject, whose row is after the earlier ones.
        func add(_ reject: Reject) throws(Problem) {
            guard !isEnded, file.refusal == nil, let row = reject.row else { return }
            // Of a row with a column for each day several days may be rejected.
            if row == lastRow, let sheet {
                reasons += "；" + reject.reason.chinese
                let shown = String(reasons.prefix(RejectedRows.longestReason))
                sheet.write(shown, row: headerRow + written, column: titles.count, RejectedRows.reason)
                return
            }
            if records == nil { try begin() }
            guard let records, written < RejectsWorkbooks.mostRows else { return }
            while true {
                // It was readable before; rejects.csv has the reject in any case.
                guard let record = try? records.next(), record.row <= row else {
                    isEnded = true
                    return
                }
                if record.row == row {
                    (lastRow, reasons) = (row, reject.reason.chinese)
                    return try write(record, reject)
                }
            }
        }

        private func begin() throws(Problem) {
            // A row combined from several cannot be corrected as one.
            if file.found.profile?.readsRowsAlone == false {
                isEnded = true
                return
            }
            let records = try file.delivered.open()
            self.records = records
            guard let header = try? records.next(), header.cells.count < RejectsWorkbooks.mostColumns else {
                isEnded = true
                return
            }
            var titles = header.cells.map { String(decoding: $0, as: UTF8.self) }
            if file.found.profile == nil { records.expect(TableHeader.kinds(titles, of: file.found.schema)) }
            if file.found.profile != nil { try copyRows(above: header.row) }
            width = titles.count
            // A column of reasons from an earlier round is used again.
            if let last = titles.last, last == TableHeader.reasonTitle { titles.removeLast() }
            // The lowest level of a header may end before an upper one.
            let upper = upperLevels(titles)
            levels = upper.count + 1
            let wide = upper.compactMap { level in level.lastIndex { !Text($0).isBlank } }.max().map { $0 + 1 } ?? 0
            if wide > titles.count {
                titles += [String](repeating: "", count: wide - titles.count)
                width = max(width, wide)
            }
            self.titles = titles
        }

        /// The rows of the header above its lowest one.
        private func upperLevels(_ header: [String]) -> [[String]] {
            let rows = above.map { (row: $0.row + 1, cells: $0.cells) } + [(row: headerRow + 1, cells: header)]
            guard let levels = file.found.profile?.headerLevels(in: rows) else { return [] }
            return above.suffix(levels - 1).map(\.cells)
        }

        /// Copies the rows above the header, so that a profile finds the header, and what it reads of titles, again.
        private func copyRows(above row: Int) throws(Problem) {
            headerRow = row - 1
            guard row <= RejectedRows.mostAbove else { return }
            let rows = try file.rowsFromTheFirst.open()
            while let record = try? rows.next(), record.row < row {
                var cells = record.cells.prefix(RejectsWorkbooks.mostColumns).map { cell in
                    cell.count < RejectsWorkbooks.longestCell ? String(decoding: cell, as: UTF8.self) : ""
                }
                while cells.last.map({ Text($0).isBlank || $0 == TableHeader.reasonTitle }) == true {
                    cells.removeLast()
                }
                above.append((record.row - 1, cells))
            }
        }

        /// Begins the sheet with its header when the first row arrives.
        private func beginSheet() throws(Problem) {
            guard let sheet = try workbooks.sheet(for: file) else {
                isEnded = true
                return
            }
            self.sheet = sheet
            sheet.columns(0...max(0, titles.count - 1), width: 14, RejectedRows.text)
            sheet.columns(titles.count...titles.count, width: 40)
            for (row, cells) in above {
                for (column, cell) in cells.enumerated() where !cell.isEmpty {
                    sheet.write(cell, row: row, column: column, RejectedRows.text)
                }
                // On all levels of the header, so that it stands under no title of another.
                if row > headerRow - levels {
                    sheet.write(TableHeader.reasonTitle, row: row, column: titles.count, .header)
                }
            }
            for (column, title) in titles.enumerated() {
                sheet.write(title, row: headerRow, column: column, .header)
            }
            sheet.write(TableHeader.reasonTitle, row: headerRow, column: titles.count, .header)
            sheet.freeze(rows: headerRow + 1)
        }

        private func write(_ record: Record, _ reject: Reject) throws(Problem) {
            guard record.cells.count < RejectsWorkbooks.mostColumns,
                record.cells.allSatisfy({ $0.count < RejectsWorkbooks.longestCell })
            else { return }
            if sheet == nil { try beginSheet() }
            guard let sheet else { return }
            written += 1
            let schema = file.found.schema
            // A day's column is none of the file's.
            let isOwn = file.found.profile?.gathersRows != true
            let place = isOwn ? schema.index(of: reject.column).flatMap { file.places[$0] } : nil
            let kept = RejectsWorkbooks.mostCellsKept
            workbooks.show(
                RejectedRow(
                    file: reject.file, row: record.row, titles: Array(titles.prefix(kept)),
                    cells: record.cells.prefix(min(kept, titles.count)).map { String(decoding: $0, as: UTF8.self) },
                    fault: place, reason: reject.reason))
            for (column, cell) in record.cells.enumerated() {
                // What stands beside the table follows the reason.
                if column >= titles.count { break }
                let look = column == place ? RejectedRows.fault : RejectedRows.text
                // An error or a formula is not a text that could be imported.
                if cell.isEmpty || record.faults.contains(where: { $0.place == column }) {
                    sheet.blank(row: headerRow + written, column: column, look)
                } else {
                    sheet.write(String(decoding: cell, as: UTF8.self), row: headerRow + written, column: column, look)
                }
            }
            sheet.write(reject.reason.chinese, row: headerRow + written, column: titles.count, RejectedRows.reason)
            var beside = record.cells.dropFirst(width).map { String(decoding: $0, as: UTF8.self) }
            if record.faults.contains(where: { $0.place < width && place == $0.place }) {
                beside.append(RejectedRows.faultNote)
            }
            for (column, cell) in beside.enumerated() where !cell.isEmpty {
                sheet.write(
                    cell, row: headerRow + written, column: titles.count + 1 + column, RejectedRows.fault)
            }
        }
    }
}
