import AssessmentKernel
import Foundation
import Sheets
import XLSX

// Prints the cells of a workbook, one per line: sheet, row, column and kind, then the text as JSON. With --count it
// only counts them, to measure the reading time.

/// Reads all sheets.
func walk(_ path: String, counting: Bool) throws(WorkbookFault) {
    let workbook = try WorkbookReader(path: path)
    var count = 0
    var bytes: [UInt8] = []
    for (number, sheet) in workbook.sheets.enumerated() {
        let rows = try workbook.open(sheet)
        while let row = try rows.next() {
            for cell in row.cells {
                count += 1
                bytes.removeAll(keepingCapacity: true)
                if counting && cell.isPlain(for: .anything) { continue }
                var fault: SheetCell.Fault?
                do throws(SheetCell.Fault) {
                    try cell.render(for: .anything, countsFrom1904: workbook.countsFrom1904, into: &bytes)
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
    FileHandle.standardError.write(Data("workbook-cells [--count] FILE.xlsx\n".utf8))
    exit(64)
}
do throws(WorkbookFault) {
    try walk(path, counting: arguments.first == "--count")
} catch {
    FileHandle.standardError.write(Data("\(error.code): \(error.reason.english)\n".utf8))
    exit(65)
}
