import FileFormats
import Foundation
import HTMLTables
import OpenDocument
import Sheets
import SpreadsheetML
import WorkbookMaking
import XLS

/// Damaged files of the formats besides XLSX.
enum OtherFormats {
    /// How a damaged file is made.
    typealias Maker = @Sendable (inout Dice) throws -> [UInt8]

    /// Pieces that mean something in a page, in a document, in XML of 2003.
    private static let pieces: [[UInt8]] = [
        "<table>", "</table>", "<tr>", "<td rowspan=0>", "<td colspan=9999999999>", "<!--", "-->", "<style>",
        "&#x10FFFF;",
        "&nbsp", "<td x:num=44378 style='mso-number-format:\"yyyy\"'>", "<pre>", "<select>", "charset=gb2312",
        "<table:table-cell table:number-columns-repeated=\"2147483647\">", "<text:s text:c=\"99999\"/>",
        "table:number-rows-repeated=\"999999\"", "<Cell ss:MergeDown=\"99999\">", "ss:Index=\"16384\"", "ss:Span=\"9\"",
        "<Data ss:Type=\"DateTime\">0000-00-00T99:99</Data>", "=\r\n", "--x--", "\u{0}", "\u{FFFD}",
    ].map { Array($0.utf8) }

    private static func damaged(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = damage(bytes, &dice)
        for _ in 0..<dice.below(3) {
            bytes.insert(contentsOf: pieces[dice.below(pieces.count)], at: dice.below(bytes.count + 1))
        }
        return bytes
    }

    /// Values of attributes at and beyond the edges of what they may be.
    private static let values: [[UInt8]] = [
        "0", "1", "-1", "2", "16384", "16385", "1048576", "2147483647", "9999999999999999999", "", "x", "true",
        "boolean",
        "float", "date", "time", "percentage", "string", "2021-07-01", "9999-12-31T23:59:59", "0000-00-00T99:99",
        "PT25H",
        "PT08H30M00S", "1e308", "NaN", "Short Date", "@", "DateTime", "Number", "Error", "collapse", "filter", "pad",
        "d",
    ].map { Array($0.utf8) }

    /// Changes values of attributes, and doubles or removes whole elements: XML stays well formed, so that a reader goes
    /// on to what the values mean.
    private static func mild(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0...dice.below(4) {
            let starts = bytes.indices.dropFirst().filter { bytes[$0] == 0x22 && bytes[$0 - 1] == 0x3D }
            guard !starts.isEmpty else { return bytes }
            let start = starts[dice.below(starts.count)] + 1
            guard let end = bytes[start...].firstIndex(of: 0x22) else { return bytes }
            // A name space or a version is no value: without it the file is another kind of file.
            let isName = bytes[start..<end].contains(0x3A) && bytes[start..<end].count > 12
            if !isName { bytes.replaceSubrange(start..<end, with: values[dice.below(values.count)]) }
            if dice.below(3) == 0 {
                // An element without children, or with text alone.
                let opens = bytes.indices.filter { bytes[$0] == 0x3C }
                let open = opens[dice.below(opens.count)]
                guard let close = bytes[open...].firstIndex(of: 0x3E), bytes[close - 1] == 0x2F else { continue }
                let element = Array(bytes[open...close])
                if dice.below(2) == 0 {
                    bytes.insert(contentsOf: element, at: open)
                } else {
                    bytes.removeSubrange(open...close)
                }
            }
        }
        return bytes
    }

    /// Mostly mild: what is no XML any more is refused at once, and nothing is learned of the rest.
    private static func damagedXML(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        dice.below(4) > 0 ? mild(bytes, &dice) : damaged(bytes, &dice)
    }

    /// Changes some bytes in place, as a number in a record would be.
    private static func poked(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        let values: [UInt8] = [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF]
        for _ in 0...dice.below(5) where !bytes.isEmpty {
            let place = dice.below(bytes.count)
            bytes[place] = dice.below(2) == 0 ? values[dice.below(values.count)] : UInt8(dice.below(256))
        }
        return bytes
    }

    private static func book(_ dice: inout Dice) -> OldBook {
        let rows: [[OldBook.Cell]] = [
            ["编号", "工号", "时间", .label("x")], [1, "FM0001", .styled(44378.5, 1), .hundredths(825)],
            [.boolean(true), .error(0x2A), .formula("结果"), .number(-0.1)],
            [.raw(0xBD, OldBook.u16(0) + OldBook.u32(6) + OldBook.u16(1) + OldBook.u32(7) + OldBook.u16(2))],
        ]
        var book = OldBook([OldBook.Sheet("事件登记", rows), OldBook.Sheet("b", [["😀é"]])])
        book.isWide = dice.below(3) > 0
        book.formats = ["yyyy/m/d h:mm", "22", "0000"]
        book.longestRecord = dice.below(2) == 0 ? 20 : 8_224
        book.sheets[0].merges = [(1, 2, 0, 1)]
        book.sheets[0].hiddenRows = [2]
        book.sheets[0].isReversed = dice.below(4) == 0
        return book
    }

    private static let tables = """
        <table:table table:name="事件登记"><table:table-column table:default-cell-style-name="pad"/><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>编号<text:s/></text:p></table:table-cell><table:table-cell table:style-name="day" office:value-type="date" office:date-value="2021-07-01T08:30:00"/><table:table-cell table:number-columns-repeated="3" table:number-rows-spanned="2" office:value-type="float" office:value="12"/></table:table-row><table:table-row table:visibility="filter"><table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/></table:table-row></table:table>
        """
    private static let xml = """
        <?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles><Worksheet ss:Name="事件登记"><Table><Column ss:StyleID="d"/><Row ss:Index="2"><Cell ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="String">编号</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2021-07-01T08:30:00.000</Data></Cell></Row><Row ss:Hidden="1"><Cell ss:Index="4"><Data ss:Type="Number">1.5</Data></Cell></Row></Table></Worksheet></Workbook>
        """
    private static let page = """
        <html><head><meta charset=utf-8><style>.x{mso-number-format:"Short Date"}</style></head><table><tr><th>编号</th><th>工号<th>时间</tr><tr style="display:none"><td rowspan=2>E1</td><td>FM&amp;1</td><td class=x x:num="44378">x<br>y</td></tr><tr><td colspan=2><table><tr><td>内</td></tr></table></td></tr></table></html>
        """
    private static let archive =
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>=E5=B7=\r\n=A5</td></tr></table>\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHRhYmxlPjx0cj48dGQ+YTwvdGQ+PC90cj48L3RhYmxlPg==\r\n--x--\r\n"

    /// The makers by the name of what they make.
    static let makers: [(name: String, make: Maker)] = [
        ("xls", { dice in poked(book(&dice).file, &dice) }),
        (
            "xls stream",
            { dice in
                let book = book(&dice)
                let stream = dice.below(2) == 0 ? poked(book.stream, &dice) : damage(book.stream, &dice)
                return CompoundMaking.file([(book.isWide ? "Workbook" : "Book", stream)])
            }
        ),
        ("xls bare", { dice in damage(book(&dice).stream, &dice) }),
        (
            "ods",
            { dice in
                let content = damagedXML(Array(TestDocument.content(tables).utf8), &dice)
                let file = try TestWorkbook(parts: [("content.xml", content)])
                return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file.path)))
            }
        ),
        ("fods", { dice in damagedXML(Array(TestDocument.content(tables).utf8), &dice) }),
        ("xml", { dice in damagedXML(Array(xml.utf8), &dice) }),
        ("html", { dice in damaged(Array(page.utf8), &dice) }),
        ("mht", { dice in damaged(Array(archive.utf8), &dice) }),
    ]

    /// Reads a file by the readers of all formats, whatever it is.
    ///
    /// - Returns: the outcome of the reader that recognises it.
    static func read(_ path: String) -> String {
        var outcome = "other"
        func attempt(_ body: () throws(WorkbookFault) -> Void) {
            do throws(WorkbookFault) {
                try body()
                outcome = "read"
            } catch {
                outcome = error.code
            }
        }
        attempt { () throws(WorkbookFault) in
            let book = try PageReader(path: path)
            for sheet in book.sheets { try walk(book.open(sheet)) }
        }
        attempt { () throws(WorkbookFault) in
            let book = try SpreadsheetMLReader(path: path)
            for sheet in book.sheets { try walk(book.open(sheet)) }
        }
        attempt { () throws(WorkbookFault) in
            let book = try OpenDocumentReader(path: path)
            for sheet in book.sheets { try walk(book.open(sheet)) }
        }
        attempt { () throws(WorkbookFault) in
            let book = try OldWorkbookReader(path: path)
            for sheet in book.sheets { try walk(book.open(sheet)) }
        }
        let file = InputFile(path: path)
        guard let format = try? FileFormats.shipped.format(of: file), !format.isPlainText else { return outcome }
        guard let workbook = try? format.open(file) else { return format.key + " refused" }
        var isWhole = true
        for sheet in workbook.sheets {
            let table = TableSource(file, in: format, sheet: sheet.name, header: .row(1))
            guard let records = try? table.open() else { continue }
            var count = 0
            do { while count < enoughRows, try records.next() != nil { count += 1 } } catch { isWhole = false }
        }
        return format.key + (isWhole ? " read" : " broken")
    }

    /// A row that is repeated to the end of a sheet is a million honest rows; so many are enough to see a fault.
    private static let enoughRows = 20_000

    private static func walk(_ rows: any SheetRows) throws(WorkbookFault) {
        var last = 0
        var count = 0
        var bytes: [UInt8] = []
        while count < enoughRows, let row = try rows.next() {
            count += 1
            guard row.number > last, row.number <= 1 << 20 else { fatalError("row \(row.number) after \(last)") }
            last = row.number
            var column = -1
            for cell in row.cells {
                guard cell.column > column, cell.column < 1 << 14 else { fatalError("column \(cell.column)") }
                column = cell.column
                for purpose in [SheetCell.Purpose.anything, .code, .day, .moment] {
                    bytes.removeAll(keepingCapacity: true)
                    _ = cell.isPlain(for: purpose)
                    try? cell.render(for: purpose, countsFrom1904: rows.countsFrom1904, into: &bytes)
                }
            }
            // A file of a few kilobytes may be a sheet of millions of cells; its end is no other than its beginning.
            if last > 5_000 { return }
        }
    }
}
