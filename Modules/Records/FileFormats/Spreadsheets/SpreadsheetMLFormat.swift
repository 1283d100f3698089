import AssessmentKernel
import Sheets
import SpreadsheetML

/// Workbooks in the XML of Excel 2003, under whatever name.
public struct SpreadsheetMLFormat: WorkbookFormat {
    /// `XML2003`.
    public let key = "XML2003"
    /// Excel's own ending; most such files are called `.xls`.
    public let endings = ["xml"]
    /// They are plain XML.
    public let isPacked = false

    /// Makes the format.
    public init() {}

    /// Whether a file is a workbook in the XML of Excel 2003.
    public func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .spreadsheetML }

    /// Opens a workbook.
    public func open(_ file: InputFile) throws(RecordFault) -> any Workbook {
        try file.workbook { (path) throws(WorkbookFault) in
            let reader = try SpreadsheetMLReader(path: path)
            let sheets = reader.sheets.map { WorkbookSheet($0.name, isHidden: $0.isHidden) }
            return SheetWorkbook(sheets) { (place) throws(WorkbookFault) in try reader.open(reader.sheets[place]) }
        }
    }
}
