import AssessmentKernel
import Foundation
import HTMLTables
import OpenDocument
import Sheets
import SpreadsheetML
import XLS
import XLSX

// Prints the cells of a workbook, one per line: sheet, row, column and kind, then the text as JSON. With --count it
// only counts them, to measure the reading time; with --shown days and moments are as the sheet shows them.

/// A workbook of any format: its sheets, and how one is opened.
struct Book {
    var sheets: [(name: String, isHidden: Bool)]
    var open: (Int) throws(WorkbookFault) -> any SheetRows

    /// Opens a file by its first bytes.
    init(_ path: String) throws(WorkbookFault) {
        let handle = FileHandle(forReadingAtPath: path)
        let bytes = (try? handle?.read(upToCount: 4_096)) ?? Data()
        let head = String(decoding: bytes, as: UTF8.self)
        let isOld = bytes.first == 0xD0 || bytes.first == 0x09
        if !isOld, head.hasPrefix("PK") && head.contains("opendocument") || head.contains("<office:document") {
            let book = try OpenDocumentReader(path: path)
            sheets = book.sheets.map { ($0.name, $0.isHidden) }
            open = { (place) throws(WorkbookFault) in try book.open(book.sheets[place]) }
        } else if head.hasPrefix("PK") {
            let book = try WorkbookReader(path: path)
            sheets = book.sheets.map { ($0.name, $0.isHidden) }
            open = { (place) throws(WorkbookFault) in try book.open(book.sheets[place]) }
        } else if head.contains("urn:schemas-microsoft-com:office:spreadsheet"), !head.contains("<html") {
            let book = try SpreadsheetMLReader(path: path)
            sheets = book.sheets.map { ($0.name, $0.isHidden) }
            open = { (place) throws(WorkbookFault) in try book.open(book.sheets[place]) }
        } else if !isOld, head.contains("<") {
            let book = try PageReader(path: path)
            sheets = book.sheets.map { ($0.name ?? "", false) }
            open = { (place) throws(WorkbookFault) in try book.open(book.sheets[place]) }
        } else {
            let book = try OldWorkbookReader(path: path)
            sheets = book.sheets.map { ($0.name, $0.isHidden) }
            open = { (place) throws(WorkbookFault) in try book.open(book.sheets[place]) }
        }
    }
}

/// Reads all sheets.
func walk(_ path: String, counting: Bool, purpose: SheetCell.Purpose) throws(WorkbookFault) {
    let workbook = try Book(path)
    var count = 0
    var bytes: [UInt8] = []
    for (number, sheet) in workbook.sheets.enumerated() {
        let rows = try workbook.open(number)
        while let row = try rows.next() {
            for cell in row.cells {
                count += 1
                bytes.removeAll(keepingCapacity: true)
                if counting && cell.isPlain(for: purpose) { continue }
                var fault: SheetCell.Fault?
                do throws(SheetCell.Fault) {
                    try cell.render(for: purpose, countsFrom1904: rows.countsFrom1904, into: &bytes)
                } catch {
                    fault = error
                }
                if counting { continue }
                let kind = fault.map { "\($0)" } ?? (cell.kind == .number ? "\(cell.format)" : "\(cell.kind)")
                let text = try? JSONEncoder().encode(String(decoding: bytes, as: UTF8.self))
                let hidden = sheet.isHidden ? "hidden" : "visible"
                print(
                    number, hidden, row.number, cell.column, kind, String(decoding: text ?? Data(), as: UTF8.self),
                    separator: "\t")
            }
        }
    }
    if counting { print(count) }
}

let arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.last else {
    FileHandle.standardError.write(Data("workbook-cells [--count | --shown] FILE.xlsx\n".utf8))
    exit(64)
}
do throws(WorkbookFault) {
    try walk(
        path, counting: arguments.first == "--count", purpose: arguments.first == "--shown" ? .text : .anything)
} catch {
    FileHandle.standardError.write(Data("\(error.code): \(error.reason.english)\n".utf8))
    exit(65)
}
