import AssessmentKernel
import CXlsxWriter
import Foundation

/// Prints rows as the library does.
struct RowPrinter {
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
    let rows = ByteBuilder()
    private var columns: [Column] = []
    /// How cells name their looks; a look gets its number when it is first asked for.
    private var looks: [UnsafeMutablePointer<lxw_format>?: [UInt8]] = [:]

    /// What is known of a column; a class, so that it is not copied for each cell.
    ///
    /// One thread prints, and nothing that is called meanwhile comes back here.
    private final class Column {
        /// How its cells begin.
        let head: [UInt8]
        /// The look of the cell above, and how that names it.
        @exclusivity(unchecked) var look: UnsafeMutablePointer<lxw_format>?
        @exclusivity(unchecked) var markup: [UInt8]
        /// The text of the cell above, where what was printed of it stands, and whether it fits into a cell; many are the same.
        @exclusivity(unchecked) var text = Text("")
        @exclusivity(unchecked) var printed = 0..<0
        @exclusivity(unchecked) var fits = true

        init(head: [UInt8], markup: [UInt8]) { (self.head, self.markup) = (head, markup) }
    }

    /// Prints a row; returns whether all its texts fit into a cell.
    mutating func print(_ row: WholeRow) -> Bool {
        while columns.count < row.cells.count { addColumn() }
        rows.add("<row r=\"")
        let number = rows.count..<rows.add(digits: UInt64(clamping: row.number + 1))
        rows.add("\"")
        if row.height != RowPrinter.plainHeight {
            rows.add(" ht=\"")
            add(row.height)
            rows.add("\" customHeight=\"1\"")
        }
        if row.level > 0 {
            rows.add(" outlineLevel=\"")
            rows.add(digits: UInt64(row.level))
            rows.add("\"")
        }
        rows.add(">")
        var allFit = true
        for (cell, column) in zip(row.cells, columns) {
            if cell.look.format != column.look {
                (column.look, column.markup) = (cell.look.format, markup(cell.look.format))
            }
            rows.add(column.head)
            rows.add(again: number)
            rows.add(column.markup)
            if !print(cell.content, in: column) { allFit = false }
        }
        rows.add("</row>")
        return allFit
    }

    /// Begins anew, once what was printed is kept.
    mutating func removeAll() {
        rows.removeAll()
        for column in columns { column.text = Text("") }
    }

    private mutating func addColumn() {
        var name = [CChar](repeating: 0, count: 16)
        lxw_col_to_name(&name, lxw_col_t(truncatingIfNeeded: columns.count), 0)
        columns.append(
            Column(
                head: Array("<c r=\"".utf8) + name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
                markup: markup(nil)))
    }

    /// How a cell names its look.
    private mutating func markup(_ look: UnsafeMutablePointer<lxw_format>?) -> [UInt8] {
        if let known = looks[look] { return known }
        let style = look.map { lxw_format_get_xf_index($0) } ?? 0
        let markup = Array((style > 0 ? "\" s=\"\(style)\"" : "\"").utf8)
        looks[look] = markup
        return markup
    }

    /// Prints the rest of a cell.
    private func print(_ cell: SheetWriter.Cell, in column: Column) -> Bool {
        if case .text(let text) = cell {
            if text.isEmpty {
                rows.add("/>")
                return true
            }
            if column.text == Text(text) {
                rows.add(again: column.printed)
                return column.fits
            }
            let start = rows.count
            let fits = printClean(text) || print(SheetWriter.cellText(text))
            (column.text, column.printed, column.fits) = (Text(text), start..<rows.count, fits)
            return fits
        }
        rows.add("><v>")
        switch cell {
        case .text: break
        case .hundredths(let number): add(hundredths: number)
        case .whole(let number): add(number)
        }
        rows.add("</v></c>")
        return true
    }

    /// Prints a text in which nothing is replaced or escaped, as nearly all are; false for any other, of which nothing is printed.
    private func printClean(_ text: String) -> Bool {
        Text(text).withBytes { text in
            guard text.count < SheetWriter.longestText, let first = text.first, let last = text.last,
                !RowPrinter.isSpace(first), !RowPrinter.isSpace(last), !text.hasAny({ $0.unclean }, { _ in true })
            else { return false }
            rows.add(" t=\"inlineStr\"><is><t>")
            rows.add(text)
            rows.add("</t></is></c>")
            return true
        }
    }

    private func print(_ text: String) -> Bool {
        let fits = text.utf8.count <= RowPrinter.longestText || text.unicodeScalars.count <= RowPrinter.longestText
        if Text(text).withBytes({ bytes in bytes.hasAny({ $0.below(0x20) }) { bytes[$0] < 0x20 } }),
            let escaped = lxw_escape_control_characters(text)
        {
            defer { free(escaped) }
            printPlain(String(cString: escaped))
        } else {
            printPlain(text)
        }
        return fits
    }

    private func printPlain(_ text: String) {
        Text(text).withBytes { text in
            guard let first = text.first, let last = text.last else { return }
            rows.add(" t=\"inlineStr\"><is><t")
            if RowPrinter.isSpace(first) || RowPrinter.isSpace(last) { rows.add(" xml:space=\"preserve\"") }
            rows.add(">")
            var start = 0
            while let place = text.firstPlace(from: start, { $0.markup }, { RowPrinter.mark(text[$0]) != nil }) {
                rows.add(UnsafeBufferPointer(rebasing: text[start..<place]))
                if let mark = RowPrinter.mark(text[place]) { rows.add(mark) }
                start = place + 1
            }
            rows.add(UnsafeBufferPointer(rebasing: text[start...]))
        }
        rows.add("</t></is></c>")
    }

    /// What stands for a character of markup; nil for any other.
    private static func mark(_ byte: UInt8) -> StaticString? {
        switch byte {
        case 0x26: "&amp;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        default: nil
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// The sixteen digits of the binary number that is nearest, as the library prints it: 0.07 is 0.07000000000000001.
    private func add(hundredths: Int64) {
        let magnitude = hundredths.magnitude
        guard magnitude <= RowPrinter.exact else { return add(Double(hundredths) / 100) }
        if hundredths < 0 { rows.add("-") }
        if magnitude % 100 == 0 {
            rows.add(digits: magnitude / 100)
            return
        }
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
        rows.add(digits: digits / unit)
        var fraction = digits % unit
        guard fraction > 0 else { return }
        while fraction % 10 == 0 { (fraction, places) = (fraction / 10, places - 1) }
        rows.add(".")
        rows.add(digits: fraction, width: places)
    }

    private func add(_ whole: Int) {
        guard whole.magnitude <= RowPrinter.exact else { return add(Double(whole)) }
        if whole < 0 { rows.add("-") }
        rows.add(digits: UInt64(whole.magnitude))
    }

    private func add(_ number: Double) { rows.add(Array(String(format: "%.16G", number).utf8)) }
}

extension EightBytes {
    /// Where a character of markup is.
    fileprivate var markup: UInt64 { equal(0x26) | equal(0x3C) | equal(0x3E) }

    /// Whether there may be a character that is not printed as it is.
    fileprivate var unclean: UInt64 {
        below(0x20) | equal(0x5F) | equal(0x26) | equal(0x3E, but: 2) | equal(0xEF, before: 0xBF)
    }
}
