public import AssessmentKernel
import CXlsxWriter
import Disk
import Foundation
import ZIP

/// Writes a workbook (XLSX) to a file.
///
/// ```swift
/// let workbook = try WorkbookFile("report.xlsx", title: "考核结果", created: quarter.range.last)
/// let sheet = try workbook.sheet("得分")
/// sheet.write("FM0001", row: 0, column: 0, .plain)
/// sheet.write(total, row: 0, column: 1, .amount)
/// try workbook.close()
/// ```
///
/// A cell is text, a number or blank: no text becomes a formula or a link, whatever it begins with. Equal calls give
/// equal bytes on every day and in every time zone. A streamed workbook holds one row of each sheet in memory, so the
/// rows of a sheet must be written from top to bottom; several sheets may be written at the same time.
///
/// Errors while writing cells are kept and thrown by ``close()``. Use it on one thread.
public final class WorkbookFile {
    private let path: String
    private let folder: UnsafeMutablePointer<CChar>?
    private(set) var handle: UnsafeMutablePointer<lxw_workbook>?
    private let archive: ZIPWriter
    private var sheets: [WholeRows] = []
    private var formats: [CellLook: UnsafeMutablePointer<lxw_format>] = [:]
    let isStreamed: Bool
    private let isSketched: Bool
    /// The first error; nil when there is none.
    private(set) var failure: lxw_error?

    /// Begins a workbook; the file is written by ``close()``.
    ///
    /// - Parameters:
    ///   - path: the file; its folder also holds unnamed temporary files.
    ///   - title: the title in the document properties.
    ///   - created: the creation date in the document properties, independent of the clock.
    ///   - streamed: whether rows are moved out of memory as they are written.
    ///   - sketched: whether it is made to be compared only (``WorkbookSketch``), if it is streamed.
    /// - Throws: ``Problem`` when the library cannot create the workbook.
    public init(
        _ path: String, title: String, created: CivilDate, streamed: Bool = true, sketched: Bool = false
    ) throws(Problem) {
        self.path = path
        isStreamed = streamed
        isSketched = sketched && streamed
        archive = ZIPWriter(path: path, drafts: Files.folder(of: path), .fast)
        folder = strdup((path as NSString).deletingLastPathComponent)
        var options = lxw_workbook_options()
        options.constant_memory = streamed ? 1 : 0
        // An empty folder name means the current folder.
        options.tmpdir = folder.flatMap { $0.pointee == 0 ? nil : $0 }
        handle = workbook_new_opt(path, &options)
        guard let handle else {
            free(folder)
            throw WorkbookFile.problem(LXW_ERROR_MEMORY_MALLOC_FAILED, path)
        }
        title.withCString { title in
            var properties = lxw_doc_properties()
            properties.title = UnsafeMutablePointer(mutating: title)
            // The library treats 0 as the current time.
            let seconds = time_t(CivilDate(dayNumber: 0).distance(to: created)) * 86_400
            properties.created = seconds == 0 ? 1 : seconds
            _ = workbook_set_properties(handle, &properties)
        }
    }

    deinit {
        if let handle { lxw_workbook_free(handle) }
        free(folder)
    }

    /// Adds a sheet after the existing ones.
    ///
    /// - Parameter name: at most 31 characters, none of `[]:*?/\`, no apostrophe at either end, and unique.
    /// - Throws: ``Problem`` for an invalid name.
    public func sheet(_ name: String) throws(Problem) -> SheetWriter {
        guard let handle, let sheet = workbook_add_worksheet(handle, name) else {
            throw Problem(
                .fault, LocalText("工作表名“\(name)”不可用", "\(name) cannot be the name of a sheet"), at: .init(file: path))
        }
        let rows = WholeRows(sheet, isSketched ? nil : archive)
        sheets.append(rows)
        return SheetWriter(sheet, name: name, rows, self)
    }

    /// Writes the file.
    ///
    /// - Throws: ``Problem`` for the first error since the beginning; the file is then unusable.
    public func close() throws(Problem) {
        guard let handle else { return }
        let sheets = sheets
        self.sheets = []
        self.handle = nil
        formats = [:]
        do throws(Problem) { try finishRows(of: sheets) } catch {
            lxw_workbook_free(handle)
            throw error
        }
        errno = 0
        let error = workbook_close(handle)
        guard error == LXW_NO_ERROR else { throw WorkbookFile.problem(error, path, errno) }
        if isSketched { return try WorkbookSketch.write(sheets.map(\.sketched), beside: path) }
        do throws(Problem) { try PackedRows(sheets.map(\.packed)).put(into: path, archive) } catch {
            // What is there has no rows, and would open as if it were whole.
            Files.discard(path)
            throw error
        }
    }

    /// Sees that what was written reached the temporary files, which the library does not check itself.
    private func finishRows(of sheets: [WholeRows]) throws(Problem) {
        if isStreamed {
            for sheet in sheets { note(try sheet.finish()) }
        }
        if let failure { throw WorkbookFile.problem(failure, path, errno) }
    }

    /// Keeps the first error.
    func note(_ error: lxw_error) {
        if error != LXW_NO_ERROR, failure == nil { failure = error }
    }

    /// The library's format for a look; each look is made once.
    func format(_ look: CellLook) -> UnsafeMutablePointer<lxw_format>? {
        if let known = formats[look] { return known }
        guard let handle, let format = workbook_add_format(handle) else { return nil }
        look.apply(to: format)
        formats[look] = format
        return format
    }

    private static func problem(_ error: lxw_error, _ path: String, _ code: Int32 = 0) -> Problem {
        let place = Problem.Place(file: path)
        if code == ENOSPC || code == EDQUOT || code == EFBIG { return .diskFull(at: place) }
        let detail = lxw_strerror(error).map { String(cString: $0) } ?? ""
        switch error {
        case LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_ZIP_FILE_OPERATION,
            LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE:
            return Problem(
                .cannotWrite, LocalText("工作簿无法写入（\(detail)）", "the workbook cannot be written (\(detail))"), at: place,
                next: LocalText("检查磁盘空间与权限", "check the disk and the rights of its folder"))
        default:
            return Problem(
                .fault, LocalText("工作簿无法写成（\(detail)）", "the workbook could not be made (\(detail))"), at: place)
        }
    }
}
