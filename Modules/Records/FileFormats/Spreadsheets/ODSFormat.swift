import AssessmentKernel
import OpenDocument
import Sheets

/// Spreadsheets of LibreOffice and WPS (.ods), also as one XML file (.fods).
public struct ODSFormat: WorkbookFormat {
    /// `ODS`.
    public let key = "ODS"
    /// Spreadsheets and templates.
    public let endings = ["ods", "ots", "fods"]

    /// Makes the format.
    public init() {}

    /// Whether a file is a spreadsheet of the OpenDocument family.
    public func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .openDocument }

    /// Opens a spreadsheet.
    public func open(_ file: InputFile) throws(RecordFault) -> any Workbook {
        try file.workbook { (path) throws(WorkbookFault) in
            let reader = try OpenDocumentReader(path: path)
            let sheets = reader.sheets.map { WorkbookSheet($0.name, isHidden: $0.isHidden) }
            return SheetWorkbook(sheets) { (place) throws(WorkbookFault) in try reader.open(reader.sheets[place]) }
        }
    }
}
