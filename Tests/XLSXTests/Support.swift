import CZip
import Foundation
import Testing
import XLSX

/// A workbook made by hand: parts by their names, packed with libzip into a file that is gone with the object.
final class TestWorkbook {
    let path = NSTemporaryDirectory() + "xlsx-tests-" + UUID().uuidString + ".xlsx"

    /// Packs the parts; those of a small sound workbook stand in unless a part is given, or is nil.
    init(_ changes: [String: String?] = [:], sheets: [(name: String, data: String)] = [("Sheet1", "")]) throws {
        var parts = TestWorkbook.sound(sheets)
        for (name, text) in changes { parts[name] = text }
        try TestWorkbook.pack(parts.map { ($0.key, Array($0.value.utf8)) }.sorted { $0.0 < $1.0 }, to: path)
    }

    /// Writes bytes that need be no archive.
    init(bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

    /// Packs parts that need be no text, in their order.
    init(parts: [(String, [UInt8])]) throws { try TestWorkbook.pack(parts, to: path) }

    deinit { unlink(path) }

    static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
    static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    /// The parts of a workbook whose sheets have the given `sheetData`.
    static func sound(_ sheets: [(name: String, data: String)]) -> [String: String] {
        var parts = [
            "_rels/.rels": head
                + #"<Relationships><Relationship Id="r" Type="\#(relations)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
            "xl/styles.xml": head + "<styleSheet/>",
        ]
        var list = ""
        var links = #"<Relationship Id="st" Type="\#(relations)/styles" Target="styles.xml"/>"#
        for (number, sheet) in sheets.enumerated() {
            list += #"<sheet name="\#(sheet.name)" sheetId="\#(number + 1)" r:id="r\#(number)"/>"#
            links +=
                #"<Relationship Id="r\#(number)" Type="\#(relations)/worksheet" Target="worksheets/s\#(number).xml"/>"#
            parts["xl/worksheets/s\(number).xml"] =
                head + #"<worksheet xmlns="\#(main)"><sheetData>\#(sheet.data)</sheetData></worksheet>"#
        }
        parts["xl/workbook.xml"] =
            head + #"<workbook xmlns="\#(main)" xmlns:r="\#(relations)"><sheets>\#(list)</sheets></workbook>"#
        parts["xl/_rels/workbook.xml.rels"] = head + "<Relationships>\(links)</Relationships>"
        return parts
    }

    /// The relations of a workbook with one sheet, shared texts and styles.
    static let withTexts =
        head
        + #"<Relationships><Relationship Id="r0" Type="\#(relations)/worksheet" Target="worksheets/s0.xml"/><Relationship Id="t" Type="\#(relations)/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="s" Type="\#(relations)/styles" Target="/xl/styles.xml"/></Relationships>"#

    private static func pack(_ parts: [(String, [UInt8])], to path: String) throws {
        var code: Int32 = 0
        let archive = try #require(zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code))
        var kept: [UnsafeMutableRawPointer] = []
        defer { for room in kept { room.deallocate() } }
        for (name, bytes) in parts {
            let room = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
            room.copyMemory(from: bytes, byteCount: bytes.count)
            kept.append(room)
            let source = zip_source_buffer(archive, room, zip_uint64_t(bytes.count), 0)
            try #require(zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0)
        }
        try #require(zip_close(archive) == 0)
    }

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
            #expect(!error.reason.chinese.isEmpty && !error.reason.english.isEmpty && !error.next.chinese.isEmpty)
            #expect(error.reason.english.utf8.count < 400)
            return error.code
        }
    }

    private static func letters(_ column: Int) -> String {
        let high = column / 26 - 1
        return (high >= 0 ? letters(high) : "") + String(UnicodeScalar(UInt8(0x41 + column % 26)))
    }
}
