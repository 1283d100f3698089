import AssessmentKernel
import CXlsxWriter
import Digests
import Disk
import Foundation

/// The whole rows of a streamed sheet, printed here.
///
/// The library copies each text of a row and prints each cell by a format string; for a table of ten thousand rows that is
/// more than half of making the workbook. What is printed is what the library would print, byte for byte, at the moment at which
/// it would: a row when the next one begins, because a look gets its number in the file when it is first printed. The library
/// does not see it: it is put into the finished workbook (``PackedRows``), or only digested.
final class WholeRows {
    private static let bufferSize = 1 << 15

    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private var isBegun = false
    private var pending: WholeRow?
    private var print = RowPrinter()
    private let folder: String
    /// The rows that the library's file lacks, from the first one on; a sketch keeps nothing of them but their digest.
    private(set) var spool: Spool?
    private var hash: SHA256?
    private var bytes = 0
    /// The first errors of the library and of the disk.
    private var failure = LXW_NO_ERROR
    private var problem: Problem?

    /// - Parameters:
    ///   - folder: holds the rows until the workbook is finished.
    ///   - isSketched: whether the rows are only digested.
    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, folder: String, isSketched: Bool) {
        self.sheet = sheet
        self.folder = folder
        hash = isSketched ? SHA256() : nil
    }

    /// How many bytes the rows have, and their digest, of a sketch.
    var sketched: WorkbookSketch.Rows { .init(bytes: bytes, sha256: hash?.finalize().hex ?? "") }

    /// Adds the next row.
    func add(_ row: WholeRow) {
        if !isBegun {
            // What the library has not printed yet comes before.
            lxw_worksheet_write_single_row(sheet)
            isBegun = true
        }
        printPending()
        guard let number = lxw_row_t(exactly: row.number), row.number < SheetWriter.rowLimit,
            let last = lxw_col_t(exactly: max(0, row.cells.count - 1)),
            sheet.pointee.dim_rowmin > sheet.pointee.dim_rowmax || number > sheet.pointee.dim_rowmax
        else { return note(LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE) }
        sheet.pointee.dim_rowmin = min(sheet.pointee.dim_rowmin, number)
        sheet.pointee.dim_rowmax = number
        sheet.pointee.dim_colmin = 0
        sheet.pointee.dim_colmax = max(sheet.pointee.dim_colmax, last)
        sheet.pointee.outline_row_level = max(sheet.pointee.outline_row_level, row.level)
        pending = row
    }

    /// Prints the last row, and sees that the library's rows reached its file, which it does not check itself.
    ///
    /// - Returns: the library's first error.
    /// - Throws: the disk's first error.
    func finish() throws(Problem) -> lxw_error {
        if isBegun { printPending() } else { lxw_worksheet_write_single_row(sheet) }
        flush()
        if let problem { throw problem }
        if let rows = sheet.pointee.optimize_tmpfile, fflush(rows) != 0 || ferror(rows) != 0 {
            note(LXW_ERROR_CREATING_TMPFILE)
        }
        return failure
    }

    private func printPending() {
        guard let row = pending else { return }
        pending = nil
        if !print.print(row) { note(LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) }
        if print.bytes.count >= WholeRows.bufferSize { flush() }
    }

    private func flush() {
        defer { print.bytes.removeAll(keepingCapacity: true) }
        guard !print.bytes.isEmpty, problem == nil else { return }
        bytes += print.bytes.count
        do throws(Problem) { try keep(print.bytes) } catch { problem = error }
    }

    private func keep(_ rows: [UInt8]) throws(Problem) {
        hash?.update(data: rows)
        guard hash == nil else { return }
        if spool == nil { spool = try Spool(in: folder) }
        try spool?.write(rows)
    }

    private func note(_ error: lxw_error) { if failure == LXW_NO_ERROR { failure = error } }
}

/// A row of a sheet from its first column on.
struct WholeRow {
    let number: Int
    /// In points.
    let height: Int
    let level: UInt8
    let cells: [(SheetWriter.Cell, SheetWriter.ReadyLook)]
}

/// Prints rows as the library does.
private struct RowPrinter {
    /// The library's height of a row of which nothing is said.
    private static let plainHeight = 15
    /// The characters that a cell of the file format can have; an escaped text may have more.
    private static let longestText = 32_767
    /// The largest number of which a binary number of the file holds each digit.
    private static let exact: UInt64 = 999_999_999_999_999
    /// The powers of ten, from 1 on.
    private static let powers = (0..<18).reduce(into: [UInt64(1)]) { powers, place in powers.append(powers[place] * 10)
    }

    /// What was printed.
    var bytes: [UInt8] = []
    /// The columns' names.
    private var names: [[UInt8]] = []

    /// Prints a row; returns whether all its texts fit into a cell.
    mutating func print(_ row: WholeRow) -> Bool {
        while names.count < row.cells.count {
            var name = [CChar](repeating: 0, count: 16)
            lxw_col_to_name(&name, lxw_col_t(truncatingIfNeeded: names.count), 0)
            names.append(name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
        }
        var number: [UInt8] = []
        number.append(digitsOf: UInt64(clamping: row.number + 1))
        add("<row r=\"")
        bytes += number
        bytes.append(UInt8(ascii: "\""))
        if row.height != RowPrinter.plainHeight {
            add(" ht=\"")
            append(row.height)
            add("\" customHeight=\"1\"")
        }
        if row.level > 0 {
            add(" outlineLevel=\"")
            append(Int(row.level))
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
        var allFit = true
        for (place, (cell, look)) in row.cells.enumerated() {
            let style = look.format.map { lxw_format_get_xf_index($0) } ?? 0
            add("<c r=\"")
            bytes += names[place]
            bytes += number
            bytes.append(UInt8(ascii: "\""))
            if style > 0 {
                add(" s=\"")
                append(Int(style))
                bytes.append(UInt8(ascii: "\""))
            }
            if !print(cell) { allFit = false }
        }
        add("</row>")
        return allFit
    }

    /// Prints the rest of a cell.
    private mutating func print(_ cell: SheetWriter.Cell) -> Bool {
        if case .text(let text) = cell {
            if text.isEmpty {
                add("/>")
                return true
            }
            return print(SheetWriter.cellText(text))
        }
        add("><v>")
        switch cell {
        case .text: break
        case .hundredths(let number): append(hundredths: number)
        case .whole(let number): append(number)
        }
        add("</v></c>")
        return true
    }

    private mutating func print(_ text: String) -> Bool {
        let fits = text.utf8.count <= RowPrinter.longestText || text.unicodeScalars.count <= RowPrinter.longestText
        if Text(text).withBytes({ bytes in bytes.contains { $0 < 0x20 } }),
            let escaped = lxw_escape_control_characters(text)
        {
            defer { free(escaped) }
            printPlain(String(cString: escaped))
        } else {
            printPlain(text)
        }
        return fits
    }

    private mutating func printPlain(_ text: String) {
        Text(text).withBytes { text in
            guard let first = text.first, let last = text.last else { return }
            add(" t=\"inlineStr\"><is><t")
            if RowPrinter.isSpace(first) || RowPrinter.isSpace(last) { add(" xml:space=\"preserve\"") }
            bytes.append(UInt8(ascii: ">"))
            var start = 0
            for place in text.indices {
                let mark: StaticString
                switch text[place] {
                case 0x26: mark = "&amp;"
                case 0x3C: mark = "&lt;"
                case 0x3E: mark = "&gt;"
                default: continue
                }
                bytes += UnsafeBufferPointer(rebasing: text[start..<place])
                add(mark)
                start = place + 1
            }
            bytes += UnsafeBufferPointer(rebasing: text[start...])
        }
        add("</t></is></c>")
    }

    private mutating func add(_ markup: StaticString) {
        bytes += UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// The sixteen digits of the binary number that is nearest, as the library prints it: 0.07 is 0.07000000000000001.
    private mutating func append(hundredths: Int64) {
        let magnitude = hundredths.magnitude
        guard magnitude <= RowPrinter.exact else { return append(Double(hundredths) / 100) }
        if hundredths < 0 { bytes.append(UInt8(ascii: "-")) }
        if magnitude % 100 == 0 { return bytes.append(digitsOf: magnitude / 100) }
        let number = Double(magnitude) / 100
        // Digits behind the point, of sixteen in all.
        var places = 17
        while places > 3, magnitude >= RowPrinter.powers[18 - places] { places -= 1 }
        let unit = RowPrinter.powers[places]
        let product = (number.significandBitPattern | 1 << 52).multipliedFullWidth(by: unit)
        // From 9 to 59: 52 less the exponent of what is below ten trillion, and not below a hundredth.
        let shift = UInt64(52 - number.exponent)
        let (half, rest) = (1 as UInt64 &<< (shift - 1), product.low & (1 &<< shift - 1))
        var digits = product.high &<< (64 - shift) | product.low &>> shift
        if rest > half || (rest == half && digits % 2 == 1) { digits += 1 }
        bytes.append(digitsOf: digits / unit)
        var fraction = digits % unit
        guard fraction > 0 else { return }
        while fraction % 10 == 0 { (fraction, places) = (fraction / 10, places - 1) }
        bytes.append(UInt8(ascii: "."))
        bytes.append(digitsOf: fraction, width: places)
    }

    private mutating func append(_ whole: Int) {
        guard whole.magnitude <= RowPrinter.exact else { return append(Double(whole)) }
        if whole < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(digitsOf: UInt64(whole.magnitude))
    }

    private mutating func append(_ number: Double) { bytes += String(format: "%.16G", number).utf8 }
}
