import AssessmentKernel
import CXlsxWriter
import Digests
import Foundation
import ZIP

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
    private let archive: ZIPWriter?
    /// The rows that the library's file lacks, from the first one on, packed as they come; a sketch keeps nothing of them
    /// but their digest.
    private(set) var packed: ZIPEntryWriter?
    private var hash: SHA256?
    private var bytes = 0
    /// The first errors of the library and of the disk.
    private var failure = LXW_NO_ERROR
    private var problem: Problem?

    /// - Parameter archive: packs the rows; nil if they are only digested.
    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, _ archive: ZIPWriter?) {
        self.sheet = sheet
        self.archive = archive
        hash = archive == nil ? SHA256() : nil
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
        if print.rows.count >= WholeRows.bufferSize { flush() }
    }

    private func flush() {
        defer { print.removeAll() }
        guard print.rows.count > 0, problem == nil else { return }
        bytes += print.rows.count
        do throws(Problem) { try keep(print.rows.bytes) } catch { problem = error }
    }

    private func keep(_ rows: UnsafeRawBufferPointer) throws(Problem) {
        hash?.update(bufferPointer: rows)
        guard let archive else { return }
        let entry = packed ?? archive.entry()
        packed = entry
        try entry.write(rows)
    }

    private func note(_ error: lxw_error) { if failure == LXW_NO_ERROR { failure = error } }
}

/// A row of a sheet from its first column on.
struct WholeRow {
    let number: Int
    /// In points.
    let height: Int
    let level: UInt8
    let cells: [SheetWriter.RowCell]
}
