import AssessmentKernel
import Foundation
import Sheets
import Testing
import WorkbookMaking
import XLSX

extension TestWorkbook {
    /// The cells of a sheet, each as `A1=text`, or `A1!fault`; days and moments as they are written for a purpose.
    func cells(_ sheet: Int = 0, for purpose: SheetCell.Purpose = .anything) throws -> [String] {
        let workbook = try WorkbookReader(path: path)
        let rows = try workbook.open(workbook.sheets[sheet])
        var found: [String] = []
        while let row = try rows.next() {
            for cell in row.cells {
                let place = TestWorkbook.letters(cell.column) + String(row.number)
                var bytes: [UInt8] = []
                do throws(SheetCell.Fault) {
                    try cell.render(for: purpose, countsFrom1904: workbook.countsFrom1904, into: &bytes)
                    if cell.isPlain(for: purpose) { #expect(bytes == Array(cell.text)) }
                    found.append(place + "=" + String(decoding: bytes, as: UTF8.self))
                } catch {
                    found.append(place + "!\(error)")
                }
            }
        }
        return found
    }

    /// The code by which the workbook, or its first sheet, is refused; nil when it is read to the end.
    func refusal() -> String? {
        do throws(WorkbookFault) {
            let workbook = try WorkbookReader(path: path)
            for sheet in workbook.sheets {
                let rows = try workbook.open(sheet)
                while try rows.next() != nil {}
            }
            return nil
        } catch {
            #expect(!error.reason.chinese.isEmpty)
            #expect(!error.reason.english.isEmpty)
            #expect(!error.next.chinese.isEmpty)
            #expect(error.reason.english.utf8.count < 400)
            return error.code
        }
    }
}
