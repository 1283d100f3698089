import AssessmentKernel
import Foundation
import HTMLTables
import OpenDocument
import Sheets
import SpreadsheetML
import Testing
import WorkbookMaking
import XLS

/// A sheet as it was read.
struct Read {
    /// Each cell as `A1=text`, or `A1!fault`.
    var cells: [String] = []
    var hiddenRows = 0
    var rowNumbers: [Int] = []
}

/// Reads all rows; days and moments as they are written for a purpose.
func read(_ rows: any SheetRows, for purpose: SheetCell.Purpose = .anything) throws(WorkbookFault) -> Read {
    var found = Read()
    var last = 0
    while let row = try rows.next() {
        #expect(row.number > last)
        #expect(!row.cells.isEmpty)
        last = row.number
        found.rowNumbers.append(row.number)
        var column = -1
        for cell in row.cells {
            #expect(cell.column > column)
            column = cell.column
            let place = TestWorkbook.letters(cell.column) + String(row.number)
            var bytes: [UInt8] = []
            do throws(SheetCell.Fault) {
                try cell.render(for: purpose, countsFrom1904: rows.countsFrom1904, into: &bytes)
                if cell.isPlain(for: purpose) { #expect(areEqual(bytes, cell.text)) }
                found.cells.append(place + "=" + String(decoding: bytes, as: UTF8.self))
            } catch {
                found.cells.append(place + "!\(error)")
            }
        }
    }
    found.hiddenRows = rows.hiddenRows
    return found
}

/// Whether a long text is another's, also in a build that optimises nothing.
private func areEqual(_ bytes: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress, bytes.count == text.count else { return bytes.count == text.count }
    return memcmp(bytes, start, text.count) == 0
}

/// Reads the only sheet of an old workbook.
func readOld(_ bytes: [UInt8], for purpose: SheetCell.Purpose = .anything) throws -> Read {
    let file = try TestWorkbook(bytes: bytes)
    let book = try OldWorkbookReader(path: file.path)
    return try read(book.open(try #require(book.sheets.first)), for: purpose)
}

/// Reads the only sheet of a page.
func readPage(_ page: some Sequence<UInt8>, for purpose: SheetCell.Purpose = .anything) throws -> Read {
    let file = try TestWorkbook(bytes: Array(page))
    let reader = try PageReader(path: file.path)
    return try read(reader.open(try #require(reader.sheets.first)), for: purpose)
}

/// Reads the first sheet of an Excel 2003 XML file.
func readML(_ xml: String, for purpose: SheetCell.Purpose = .anything) throws -> Read {
    let file = try TestWorkbook(bytes: Array(xml.utf8))
    let reader = try SpreadsheetMLReader(path: file.path)
    return try read(reader.open(try #require(reader.sheets.first)), for: purpose)
}

/// Reads the first sheet of a document.
func readDocument(_ document: TestWorkbook, for purpose: SheetCell.Purpose = .anything) throws -> Read {
    let reader = try OpenDocumentReader(path: document.path)
    return try read(reader.open(try #require(reader.sheets.first)), for: purpose)
}

/// The code by which reading is refused; nil when it is not.
func refusal(_ body: () throws -> Read) throws -> String? {
    do {
        _ = try body()
        return nil
    } catch let fault as WorkbookFault {
        #expect(!fault.reason.chinese.isEmpty)
        #expect(!fault.reason.english.isEmpty)
        #expect(!fault.next.chinese.isEmpty)
        return fault.code
    }
}
