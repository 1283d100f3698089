import AssessmentKernel
import Disk
import Foundation
package import Intake
package import Workspace
import XLSX

/// How a table lies in its file, and how the import journal says it: `UTF-8`, `GB18030`, `XLSX`; with `@3` behind it when
/// the header is row 3.
package struct OriginalForm: Hashable, Sendable {
    /// What the file is.
    package enum Kind: Hashable, Sendable {
        case text(TextEncoding)
        /// A sheet of a workbook.
        case sheet(String)
    }

    package let kind: Kind
    package let headerRow: Int

    init(_ kind: Kind, headerRow: Int) {
        self.kind = kind
        self.headerRow = headerRow
    }

    /// The mark between a workbook's name and its sheet's.
    static let sheetMark = "#"
    private static let workbook = "XLSX"
    private static let rowMark: Character = "@"

    /// As the journal takes it down; the sheet stands in the file's name.
    var journalText: String {
        let name =
            switch kind {
            case .text(let encoding): encoding.rawValue
            case .sheet: OriginalForm.workbook
            }
        return headerRow == 1 ? name : name + String(OriginalForm.rowMark) + String(headerRow)
    }

    /// Reads what the journal says of a file.
    package init(journalText: String, file: String) {
        let parts = journalText.split(separator: OriginalForm.rowMark, maxSplits: 1)
        headerRow = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
        if parts.first.map(String.init) == OriginalForm.workbook {
            let mark = file.range(of: OriginalForm.sheetMark)
            kind = .sheet(mark.map { String(file[$0.upperBound...]) } ?? "")
        } else {
            kind = .text(parts.first.flatMap { TextEncoding(rawValue: String($0)) } ?? .utf8)
        }
    }
}

/// Opens sheets of workbooks as tables.
package enum SheetSource {
    /// A sheet of a workbook on the disk.
    static func table(file: String, path: String, sheet: String, header: HeaderPlace) -> TableSource {
        TableSource(file: file) { () throws(Problem) in
            try records(file: file, path: path, header: header) { $0.name.utf8.elementsEqual(sheet.utf8) }
        }
    }

    /// A sheet of a kept workbook, which is unpacked for the time of the reading; the name that the journal has of it may
    /// hold the mark more than once.
    package static func kept(_ sha256: String, in store: OriginalStore, file: String, header: HeaderPlace)
        -> TableSource
    {
        TableSource(file: file) { () throws(Problem) in
            let path = try store.unpacked(sha256)
            // The workbook stays open; only its name goes.
            defer { Files.discard(path) }
            return try records(file: file, path: path, header: header) { sheet in
                file.utf8.reversed().starts(with: (OriginalForm.sheetMark + sheet.name).utf8.reversed())
            }
        }
    }

    private static func records(
        file: String, path: String, header: HeaderPlace, _ isWanted: (WorkbookReader.Sheet) -> Bool
    ) throws(Problem) -> any RecordSource {
        do throws(WorkbookFault) {
            let workbook = try WorkbookReader(path: path)
            let wanted = workbook.sheets.filter(isWanted).max { $0.name.utf8.count < $1.name.utf8.count }
            guard let wanted else { return NoRecords() }
            return try XLSXRecords(workbook, wanted, header: header)
        } catch {
            return RefusedRecords(Refusal(error))
        }
    }

    /// A sheet that is not there any more.
    private final class NoRecords: RecordSource {
        func next() throws(RecordFault) -> Record? { nil }
    }

    /// A workbook that is refused when its first row is asked for, like any other file.
    private final class RefusedRecords: RecordSource {
        private let refusal: Refusal

        init(_ refusal: Refusal) { self.refusal = refusal }

        func next() throws(RecordFault) -> Record? { throw .refused(refusal) }
    }
}
