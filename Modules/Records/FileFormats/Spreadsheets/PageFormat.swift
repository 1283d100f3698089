import AssessmentKernel
import HTMLTables
import Sheets

/// The tables of web pages, under whatever name, also in an archive of their own (.mht).
public struct PageFormat: WorkbookFormat {
    /// `HTML`.
    public let key = "HTML"
    /// Pages; most exports of this kind are called `.xls`.
    public let endings = ["html", "htm", "mht", "mhtml"]
    /// They are plain text.
    public let isPacked = false

    /// Makes the format.
    public init() {}

    /// Whether a file is a web page.
    public func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .page }

    /// Opens a page.
    public func open(_ file: InputFile) throws(RecordFault) -> any Workbook {
        try file.workbook { (path) throws(WorkbookFault) in
            let reader = try PageReader(path: path)
            let sheets = reader.sheets.map { WorkbookSheet($0.name) }
            return SheetWorkbook(sheets) { (place) throws(WorkbookFault) in try reader.open(reader.sheets[place]) }
        }
    }
}
