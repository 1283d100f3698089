import AssessmentKernel
import CXlsxWriter

/// A sheet of a ``WorkbookFile``.
///
/// Rows and columns are counted from 0. In a streamed workbook, a finished row cannot be written again.
public final class SheetWriter {
    /// The number of rows that a sheet can have.
    public static let rowLimit = 1_048_576
    /// The maximum number of characters in a cell.
    static let longestText = 32_000

    /// The sheet's name.
    public let name: String
    let handle: UnsafeMutablePointer<lxw_worksheet>
    let workbook: WorkbookFile
    private let rows: WholeRows

    init(_ handle: UnsafeMutablePointer<lxw_worksheet>, name: String, _ rows: WholeRows, _ workbook: WorkbookFile) {
        self.handle = handle
        self.rows = rows
        self.name = name
        self.workbook = workbook
    }

    // MARK: Cells

    /// A prepared look, for writing many cells.
    public struct ReadyLook {
        let format: UnsafeMutablePointer<lxw_format>?
    }

    /// Prepares a look for this workbook.
    public func ready(_ look: CellLook) -> ReadyLook { ReadyLook(format: workbook.format(look)) }

    /// Writes a text, which is never a formula: `=1+1` is four characters.
    ///
    /// Characters that the file format cannot store (NUL, U+FFFE, U+FFFF) become U+FFFD; a text too long for a cell is
    /// cut and ends in `…`.
    public func write(_ text: String, row: Int, column: Int, _ look: CellLook = .plain) {
        write(text, row: row, column: column, ready(look))
    }

    /// Writes a text with a prepared look.
    public func write(_ text: String, row: Int, column: Int, _ look: ReadyLook) {
        note(worksheet_write_string(handle, place(row), place(column), SheetWriter.cellText(text), look.format))
    }

    /// Writes a number of hundredths, such as points or fen, as a decimal number.
    ///
    /// The file format stores only binary numbers. The number is for reading and for sums in the spreadsheet; our code
    /// never reads it back.
    public func write(hundredths: Int64, row: Int, column: Int, _ look: CellLook = .amount) {
        write(hundredths: hundredths, row: row, column: column, ready(look))
    }

    /// Writes a number of hundredths with a prepared look.
    public func write(hundredths: Int64, row: Int, column: Int, _ look: ReadyLook) {
        note(worksheet_write_number(handle, place(row), place(column), Double(hundredths) / 100, look.format))
    }

    /// Writes a whole number.
    public func write(_ whole: Int, row: Int, column: Int, _ look: CellLook = .plain) {
        write(whole, row: row, column: column, ready(look))
    }

    /// Writes a whole number with a prepared look.
    public func write(_ whole: Int, row: Int, column: Int, _ look: ReadyLook) {
        note(worksheet_write_number(handle, place(row), place(column), Double(whole), look.format))
    }

    /// Writes an empty cell with a look.
    public func blank(row: Int, column: Int, _ look: CellLook = .plain) {
        note(worksheet_write_blank(handle, place(row), place(column), workbook.format(look)))
    }

    /// Merges neighbouring cells of a row and writes a text into them.
    public func merge(row: Int, columns: ClosedRange<Int>, _ text: String, _ look: CellLook) {
        guard columns.count > 1 else { return write(text, row: row, column: columns.lowerBound, look) }
        note(
            worksheet_merge_range(
                handle, place(row), place(columns.lowerBound), place(row), place(columns.upperBound),
                SheetWriter.cellText(text), workbook.format(look)))
    }

    // MARK: Whole rows

    /// What is in a cell of a whole row.
    public enum Cell: Sendable {
        /// A text, which is never a formula; an empty one leaves the cell empty.
        case text(String)
        /// Points or fen, as a decimal number.
        case hundredths(Int64)
        /// A whole number.
        case whole(Int)
    }

    /// A cell of a whole row with its look.
    public struct RowCell {
        let content: Cell
        let look: ReadyLook

        /// Combines a cell and its look.
        public init(_ content: Cell, _ look: ReadyLook) { (self.content, self.look) = (content, look) }
    }

    /// Adds a row of a streamed workbook, from its first column on; faster than cell by cell.
    ///
    /// Rows that were written cell by cell come before, none come after.
    ///
    /// - Parameters:
    ///   - height: the row's height in points.
    ///   - level: how deep the row is in an outline that a person can fold; 0 for not at all.
    ///   - merged: cells that are one, with the content of the first; the others are empty.
    public func add(row: Int, height: Int, level: UInt8 = 0, _ cells: [RowCell], merged: ClosedRange<Int>? = nil) {
        if workbook.isStreamed {
            rows.add(WholeRow(number: row, height: height, level: level, cells: cells))
        } else {
            self.height(row: row, Double(height), level: level)
            for (column, cell) in cells.enumerated() { write(cell.content, row: row, column: column, cell.look) }
        }
        guard let merged, merged.count > 1 else { return }
        guard merged.upperBound < cells.count else { return note(LXW_ERROR_PARAMETER_VALIDATION) }
        note(kaohe_xlsx_note_merged(handle, place(row), place(merged.lowerBound), place(merged.upperBound)))
    }

    /// Writes one cell.
    func write(_ cell: Cell, row: Int, column: Int, _ look: ReadyLook) {
        switch cell {
        case .text(let text): write(text, row: row, column: column, look)
        case .hundredths(let number): write(hundredths: number, row: row, column: column, look)
        case .whole(let number): write(number, row: row, column: column, look)
        }
    }

    // MARK: Layout

    /// Sets the width of columns in characters, and the look of their unwritten cells.
    public func columns(_ columns: ClosedRange<Int>, width: Double, _ look: CellLook? = nil) {
        note(
            worksheet_set_column(
                handle, place(columns.lowerBound), place(columns.upperBound), width,
                look.flatMap { workbook.format($0) }))
    }

    /// Sets a row's height in points.
    ///
    /// In a streamed workbook, call it before writing the row's cells.
    ///
    /// - Parameter level: how deep the row is in an outline that a person can fold; 0 for not at all.
    public func height(row: Int, _ points: Double, level: UInt8 = 0) {
        guard level > 0 else { return note(worksheet_set_row(handle, place(row), points, nil)) }
        var options = lxw_row_col_options(hidden: 0, level: level, collapsed: 0)
        note(worksheet_set_row_opt(handle, place(row), points, nil, &options))
    }

    /// Puts the line that sums up an outline's rows above them.
    public func sumsAbove() { worksheet_outline_settings(handle, 1, 0, 1, 0) }

    /// Freezes the first rows and columns.
    public func freeze(rows: Int, columns: Int = 0) { worksheet_freeze_panes(handle, place(rows), place(columns)) }

    /// Sets up printing on A4, fitted to the paper's width, with page numbers in the footer.
    ///
    /// - Parameters:
    ///   - isLandscape: whether the page is in landscape orientation.
    ///   - headerRows: rows repeated on every page.
    ///   - foot: the text at the left of the footer.
    ///   - page: the text at the right of the footer, after the sheet's name; `&P` stands for the page's number, which
    ///     counts from 1 on each sheet.
    ///   - isOnePage: whether everything is fitted to one page.
    public func print(
        isLandscape: Bool, headerRows: ClosedRange<Int>?, foot: String, page: String = "第 &P 页", isOnePage: Bool = false
    ) {
        worksheet_set_paper(handle, 9)
        if isLandscape { worksheet_set_landscape(handle) } else { worksheet_set_portrait(handle) }
        worksheet_fit_to_pages(handle, 1, isOnePage ? 1 : 0)
        worksheet_set_margins(handle, 0.5, 0.5, 0.6, 0.7)
        worksheet_center_horizontally(handle)
        if let headerRows {
            note(worksheet_repeat_rows(handle, place(headerRows.lowerBound), place(headerRows.upperBound)))
        }
        // In a footer `&` begins a command.
        let foot = foot.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
        note(worksheet_set_footer(handle, "&L&9\(foot)&R&9&A　\(page)"))
        worksheet_set_start_page(handle, 1)
    }

    /// Hides the gridlines, on the screen and in print.
    public func hideGridlines() { worksheet_gridlines(handle, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue)) }

    /// Adds a filter to a table's header.
    public func filter(headerRow: Int, lastRow: Int, columns: ClosedRange<Int>) {
        note(
            worksheet_autofilter(
                handle, place(headerRow), place(columns.lowerBound), place(max(headerRow, lastRow)),
                place(columns.upperBound)))
    }

    // MARK: Helpers

    func note(_ error: lxw_error) { workbook.note(error) }

    /// A row's number for the library, which refuses an invalid one.
    func place(_ row: Int) -> lxw_row_t { lxw_row_t(exactly: row) ?? .max }

    /// A column's number for the library, which refuses an invalid one.
    func place(_ column: Int) -> lxw_col_t { lxw_col_t(exactly: column) ?? .max }

    /// A text as the file format can store it.
    ///
    /// The format writes a control character as `_x0001_`; in a text that only looks like this, the first `_` is
    /// escaped.
    static func cellText(_ text: String) -> String {
        if Text(text).withBytes(isPlain) { return text }
        var result = String.UnicodeScalarView()
        let scalars = text.unicodeScalars
        var count = 0
        for index in scalars.indices {
            if count == longestText {
                result.append("…")
                break
            }
            let scalar = scalars[index]
            switch scalar.value {
            case 0, 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
            case 0x5F where looksEscaped(scalars[index...]): result.append(contentsOf: "_x005F_".unicodeScalars)
            default: result.append(scalar)
            }
            count += 1
        }
        return String(result)
    }

    /// Whether a text can be stored as it is; that of most cells, with Chinese commas and brackets, is.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count < longestText else { return false }
        return !bytes.hasAny({ $0.below(1) | $0.equal(0x5F) | $0.equal(0xEF, before: 0xBF) }) { place in
            switch bytes[place] {
            case 0, 0x5F: true
            // U+FFFE and U+FFFF; what begins with EF otherwise are mostly full-width forms.
            case 0xEF: place + 1 == bytes.count || bytes[place + 1] == 0xBF
            default: false
            }
        }
    }

    /// Whether a text begins with an escape such as `_x0041_`.
    private static func looksEscaped(_ rest: Substring.UnicodeScalarView) -> Bool {
        let start = Array(rest.prefix(7))
        return start.count == 7 && start[1] == "x" && start[6] == "_"
            && start[2...5].allSatisfy { $0.properties.isASCIIHexDigit }
    }
}
