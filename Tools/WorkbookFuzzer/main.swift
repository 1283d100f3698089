import FileFormats
import Foundation
import Sheets
import WorkbookMaking
import XLSX

// Reads damaged workbooks until the time is up: tool FOLDER SECONDS SEED. Each is written to FOLDER/last.xlsx, or
// last.bin in another format, before it is read, so that one that crashes the process is kept. Fuzzes the parts and the
// bytes, and the records of old workbooks. What is plain in a sheet is read past the parser: the same workbook in UTF-16,
// which the parser reads alone, must have the same cells.

/// A repeatable source of random numbers.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
}

/// Fragments to insert that are meaningful to a reader of workbooks.
let pieces: [[UInt8]] = [
    "<row>", "</row>", "<row r=\"1048576\">", "<c>", "<c r=\"XFD1\">", "<c t=\"s\"><v>0</v></c>",
    "<c t=\"s\"><v>99</v></c>",
    "<c t=\"d\"><v>2021-07-01T</v></c>", "<c s=\"1\"><v>60</v></c>", "<c s=\"3\"><v>1E300</v></c>",
    "<c s=\"4\"><v>-1E-300</v></c>",
    "<v>", "</v>", "<is><t>", "<rPh>", "</sheetData>", "<sheetData>", "_xD83D__xDE00_", "_x0000_", "&#x0;", "&#xFFFF;",
    "<!--", "-->",
    "<![CDATA[", "]]>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", " r=\"A1\"",
    " t=\"e\"",
    "9999999999999999999", "0.000000000000000000000000000001", "[h]:mm", "yyyy", "\"", "\u{0}", "]]", "worksheet",
    "../", "/", "</sheetData><mergeCells><mergeCell ref=\"A1:C3\"/></mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"/>",
    "mergeCells", " hidden=\"1\"", " r=\"a1\"", "\"FM\"0000", "[>=60]0;@", "[$-F800]", "*-", "E+00", "上午/下午", "0,,",
    "_",
    "<?xml version=\"1.0\" encoding=\"GB2312\"?>", "<row r=\"3\">", "<c r=\"D2\"><v>7</v></c>", "<c r=\"E1\" s=\"1\"/>",
    "<si><t>", "</t></si>", "</row><row r=\"4\" spans=\"1:2\">", "&lt;", "\r\n",
].map { Array($0.utf8) }

/// Elements that may follow any cell.
let cells: [[UInt8]] = [
    "<c t=\"s\"><v>1</v></c>", "<c t=\"s\"><v>00</v></c>", "<c t=\"d\"><v>2021-07-01T</v></c>",
    "<c s=\"1\"><v>60</v></c>",
    "<c s=\"3\"><v>1E300</v></c>", "<c s=\"4\"><v>-1E-300</v></c>", "<c s=\"0\"><v>1.5E-7</v></c>",
    "<c t=\"e\"><v/></c>",
    "<c><f>A1</f></c>", "<c t=\"inlineStr\"><is><rPh><t>x</t></rPh><t>_xD83D_</t></is></c>",
    "<c s=\"99\"><v>2958465.9999999999</v></c>",
    "<c t=\"str\"><v>_xD83D__xDE00_</v></c>", "</row><row>", "<c r=\"XFD1\"/>",
].map { Array($0.utf8) }

/// Changes letters and digits within values, and adds cells: the XML stays well formed.
func disturb(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = bytes
    // Parts that were changed before may be empty by now.
    if bytes.isEmpty { return bytes }
    let letters = Array("0123456789ABXZ.-E_".utf8)
    for _ in 0...dice.below(6) {
        let place = dice.below(bytes.count)
        let isLetter = (bytes[place] >= 0x30 && bytes[place] <= 0x39) || (bytes[place] >= 0x41 && bytes[place] <= 0x5A)
        if isLetter, place > 0, bytes[place - 1] != 0x3C { bytes[place] = letters[dice.below(letters.count)] }
        if dice.below(3) == 0 {
            let ends = bytes.indices.dropLast(3).filter { bytes[$0..<($0 + 4)].elementsEqual(Array("</c>".utf8)) }
            if !ends.isEmpty {
                bytes.insert(contentsOf: cells[dice.below(cells.count)], at: ends[dice.below(ends.count)] + 4)
            }
        }
    }
    return bytes
}

/// Changes some bytes: flips bits, cuts, duplicates, inserts fragments.
func damage(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = bytes
    for _ in 0...dice.below(3) {
        let place = dice.below(bytes.count + 1)
        let length = min(dice.below(40), bytes.count - place)
        switch dice.below(6) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(dice.below(8))
        case 1: bytes.removeSubrange(place..<(place + length))
        case 2: bytes.insert(contentsOf: bytes[place..<(place + length)], at: dice.below(bytes.count + 1))
        case 3 where dice.below(8) == 0: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: pieces[dice.below(pieces.count)], at: place)
        }
    }
    return bytes
}

/// The same parts with their sheets and shared texts in UTF-16; nil where one is no text, or declares another encoding.
func inUTF16(_ parts: [(String, [UInt8])]) -> [(String, [UInt8])]? {
    var all: [(String, [UInt8])] = []
    for (name, bytes) in parts {
        guard name.hasPrefix("xl/worksheets/") || name == "xl/sharedStrings.xml" else {
            all.append((name, bytes))
            continue
        }
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else { return nil }
        let rest = text.hasPrefix(TestWorkbook.head) ? text.dropFirst(TestWorkbook.head.count) : text[...]
        guard !rest.contains("<?xml"), rest.utf8.first == 0x3C else { return nil }
        all.append((name, [0xFF, 0xFE] + rest.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }))
    }
    return all
}

/// All cells as one text, or the code of the refusal.
func cells(_ path: String) -> String {
    do throws(WorkbookFault) {
        let workbook = try WorkbookReader(path: path)
        var all = ""
        for sheet in workbook.sheets {
            let rows = try workbook.open(sheet)
            while let row = try rows.next() {
                for cell in row.cells {
                    let text = String(decoding: cell.text, as: UTF8.self)
                    all += "\(row.number) \(cell.column) \(cell.kind) \(cell.format) \(text)\n"
                }
            }
            all += "\(rows.hiddenRows)\n"
        }
        return all
    } catch {
        return error.code
    }
}

/// Reads all cells for every purpose.
///
/// - Returns: the number of cells, or the code of the refusal.
func read(_ path: String) -> String {
    do throws(WorkbookFault) {
        let workbook = try WorkbookReader(path: path)
        var count = 0
        var bytes: [UInt8] = []
        for sheet in workbook.sheets {
            let rows = try workbook.open(sheet)
            var last = 0
            while let row = try rows.next() {
                guard row.number > last, row.number <= 1 << 20 else { fatalError("row \(row.number) after \(last)") }
                last = row.number
                for cell in row.cells {
                    guard (0..<(1 << 14)).contains(cell.column) else { fatalError("column \(cell.column)") }
                    for purpose in [SheetCell.Purpose.anything, .code, .text, .number, .day, .moment] {
                        bytes.removeAll(keepingCapacity: true)
                        _ = cell.isPlain(for: purpose)
                        try? cell.render(for: purpose, countsFrom1904: workbook.countsFrom1904, into: &bytes)
                    }
                    count += 1
                }
            }
        }
        return "read"
    } catch {
        return error.code
    }
}

/// Reads all rows as an import does; what is refused is refused as a value.
func readAsTables(_ path: String) {
    let file = InputFile(path: path)
    guard let sheets = try? XLSXFormat().open(file).sheets else { return }
    for sheet in sheets {
        let table = TableSource(file, in: XLSXFormat(), sheet: sheet.name, header: .row(1))
        guard let records = try? table.open() else { continue }
        while (try? records.next()) != nil {}
    }
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let seconds = Double(arguments[2]), let seed = UInt64(arguments[3]) else {
    FileHandle.standardError.write(Data("workbook-fuzzer FOLDER SECONDS SEED\n".utf8))
    exit(64)
}
let folder = arguments[1]
var dice = Dice(state: seed)
let rows: [[TestWorkbook.Cell]] = [
    ["编号", "工号", "时间"], [1, "M1", .moment("44378.354166666664")],
    [.padded("12"), .percent("0.28999999999999998"), .day("60"), .number("3.0000000000000004E-1")],
    [
        .raw("b", "<v>1</v>"), .raw("e", "<v>#N/A</v>"), .raw("s", "<v>0</v>"),
        .raw("d", "<v>2021-07-01T08:30:00.5Z</v>"),
    ],
    [.raw("str", "<f>A1</f><v>_x000D_</v>"), .raw("n", "<f>A1</f>"), "", .styled("1.5", 9)],
]
let seedBook = try TestWorkbook([("甲", rows), ("乙", [])])
let archive = [UInt8](try Data(contentsOf: URL(fileURLWithPath: seedBook.path)))
let texts = TestWorkbook.sound([
    (
        "甲",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\"><v>1</v></c></row><row r=\"2\"><c r=\"C2\" s=\"0\"><v>2</v></c></row>"
    )
])
.merging([
    "xl/_rels/workbook.xml.rels": TestWorkbook.withTexts,
    "xl/sharedStrings.xml": "<sst><si><r><t>a</t></r></si></sst>",
    "xl/styles.xml":
        "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[h]:mm\"/><numFmt numFmtId=\"171\" formatCode=\"&quot;FM&quot;0000.0#;[Red]-#,##0.00_ ;[&lt;5]0%;@\"/></numFmts><cellXfs><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>",
]) { $1 }
.mapValues { $0.replacing("</sheetData>", with: "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>") }
let parts = texts.map { ($0.key, Array($0.value.utf8)) }.sorted { $0.0 < $1.0 }
let end = Date().addingTimeInterval(seconds)
var outcomes: [String: Int] = [:]
var count = 0
var twins = 0
while Date() < end {
    if dice.below(3) > 0 {
        let (name, make) = OtherFormats.makers[dice.below(OtherFormats.makers.count)]
        let last = folder + "/last.bin"
        try Data(make(&dice)).write(to: URL(fileURLWithPath: last))
        let start = Date()
        outcomes[name + ": " + OtherFormats.read(last), default: 0] += 1
        if Date().timeIntervalSince(start) > 10 { fatalError("\(name) takes too long: \(last)") }
        count += 1
        continue
    }
    let last = folder + "/last.xlsx"
    if dice.below(3) == 0 {
        let layout = RawArchive.Layout.allCases[dice.below(RawArchive.Layout.allCases.count)]
        let seed = dice.below(2) == 0 ? archive : RawArchive(texts, layout).bytes
        try Data(damage(seed, &dice)).write(to: URL(fileURLWithPath: last))
    } else {
        var damaged = parts
        for _ in 0...dice.below(2) {
            let place = dice.below(damaged.count)
            damaged[place].1 =
                dice.below(4) > 0 ? disturb(damaged[place].1, &dice) : damage(damaged[place].1, &dice)
        }
        try TestWorkbook(parts: damaged).copy(to: last)
        if let twin = inUTF16(damaged) {
            let book = try TestWorkbook(parts: twin)
            let (plain, parsed) = (cells(last), cells(book.path))
            if plain != parsed { fatalError("\(last) has other cells in UTF-16:\n\(plain)\n\(parsed)") }
            twins += 1
        }
    }
    outcomes[read(last), default: 0] += 1
    readAsTables(last)
    count += 1
}
print("\(count) workbooks, \(twins) of them in UTF-16 too, seed \(seed)")
for (outcome, count) in outcomes.sorted(by: { $0.key < $1.key }) { print("  \(outcome): \(count)") }
