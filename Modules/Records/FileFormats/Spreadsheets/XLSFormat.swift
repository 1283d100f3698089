import AssessmentKernel
import Sheets
import XLS

/// Workbooks of Excel 5 to 2003 and of WPS (.xls, .et).
public struct XLSFormat: WorkbookFormat {
    /// `XLS`.
    public let key = "XLS"
    /// Workbooks and templates.
    public let endings = ["xls", "xlt", "et", "ett"]
    /// Old workbooks are not compressed.
    public let isPacked = false

    /// Makes the format.
    public init() {}

    /// Whether a file is a compound file or begins with a record of a workbook.
    public func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .oldWorkbook }

    /// Opens a workbook.
    public func open(_ file: InputFile) throws(RecordFault) -> any Workbook {
        try file.workbook { (path) throws(WorkbookFault) in
            let reader = try OldWorkbookReader(path: path)
            // A bare sheet has no name of its own; its file has.
            let sheets = reader.sheets.map {
                WorkbookSheet($0.name.isEmpty ? nil : $0.name, isHidden: $0.isHidden)
            }
            return SheetWorkbook(sheets) { (place) throws(WorkbookFault) in try reader.open(reader.sheets[place]) }
        }
    }
}
