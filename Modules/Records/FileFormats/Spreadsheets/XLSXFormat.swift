import AssessmentKernel
import Sheets
import XLSX

/// Workbooks of Excel and WPS since 2007 (.xlsx).
public struct XLSXFormat: WorkbookFormat {
    /// `XLSX`.
    public let key = "XLSX"
    /// Workbooks, with or without macros, and templates.
    public let endings = ["xlsx", "xlsm", "xltx"]

    /// Makes the format.
    public init() {}

    /// Whether a file is a ZIP archive.
    public func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .archive }

    /// Opens a workbook.
    public func open(_ file: InputFile) throws(RecordFault) -> any Workbook {
        try file.workbook { (path) throws(WorkbookFault) in
            let reader = try WorkbookReader(path: path)
            let sheets = reader.sheets.map { WorkbookSheet($0.name, isHidden: $0.isHidden) }
            return SheetWorkbook(sheets) { (place) throws(WorkbookFault) in try reader.open(reader.sheets[place]) }
        }
    }
}
