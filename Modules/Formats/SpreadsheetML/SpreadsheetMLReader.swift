import AssessmentKernel
public import Sheets

/// Reads a workbook in the XML of Excel 2003 as hostile input: streamed, in bounded memory.
///
/// It does not interpret tables. Not thread-safe.
public final class SpreadsheetMLReader {
    /// A sheet of cells.
    public struct Sheet: Hashable, Sendable {
        /// Its name on the tab.
        public let name: String
        /// Whether its tab is hidden.
        public let isHidden: Bool
        /// Its place among all sheets.
        let number: Int
    }

    /// The sheets in the order of their tabs.
    public let sheets: [Sheet]

    private let file: SheetFile
    private let list: SheetList
    private var columns: [Int: [Bool]] = [:]

    /// Opens a workbook and reads the list of its sheets.
    ///
    /// - Throws: ``WorkbookFault`` when it is no workbook, is damaged, or is malicious.
    public init(path: String) throws(WorkbookFault) {
        file = try SheetFile(path: path)
        list = SheetList()
        try XMLStream(part: "Workbook", list, read: file.reading()).finish()
        guard list.isWorkbook else { throw .foreign(LocalText("其他 XML 数据", "other XML")) }
        // Each sheet is found by reading on from the beginning.
        guard list.sheets.count <= 16 || list.sheets.count * file.count <= 16 << 30 else {
            throw .tooMuch(LocalText("工作表过多过大", "too many sheets for its size"))
        }
        sheets = list.sheets.enumerated().map { number, sheet in
            Sheet(name: sheet.name, isHidden: sheet.isHidden, number: number)
        }
    }

    /// Begins to read a sheet.
    public func open(_ sheet: Sheet) throws(WorkbookFault) -> SpreadsheetMLRows {
        let rows = try rows(of: sheet)
        if columns[sheet.number] == nil {
            // Merged ranges fill the columns that have cells of their own.
            let first = try self.rows(of: sheet)
            first.queue.fillable = []
            while try first.next() != nil {}
            columns[sheet.number] = first.queue.ownColumns
        }
        rows.queue.fillable = columns[sheet.number]
        return rows
    }

    private func rows(of sheet: Sheet) throws(WorkbookFault) -> SpreadsheetMLRows {
        let handler = WorksheetHandler(sheet.number, codes: list.codes)
        return SpreadsheetMLRows(handler, try XMLStream(part: sheet.name, handler, read: file.reading()))
    }
}

/// Reads the rows of a sheet from first to last.
public final class SpreadsheetMLRows: SheetRows {
    /// False: days are written as such, and numbers of days that count from 1904 stay numbers.
    public let countsFrom1904 = false
    /// How many of the rows returned so far are hidden.
    public var hiddenRows: Int { handler.queue.hiddenRows }

    var queue: RowQueue { handler.queue }
    private let handler: WorksheetHandler
    private let stream: XMLStream

    init(_ handler: WorksheetHandler, _ stream: XMLStream) {
        self.handler = handler
        self.stream = stream
    }

    /// The next row with a value of its own; nil after the last one.
    public func next() throws(WorkbookFault) -> SheetRow? {
        while true {
            if let row = handler.queue.next() { return row }
            if handler.isDone { return nil }
            guard try stream.advance() || !handler.queue.isEmpty else { return nil }
        }
    }
}

/// Reads the list of sheets and the number formats.
final class SheetList: XMLHandler {
    private static let mostSheets = 1_024
    private static let mostStyles = 1 << 16

    private(set) var isWorkbook = false
    private(set) var sheets: [(name: String, isHidden: Bool)] = []
    /// The format code of each style that has one.
    private(set) var codes: [String: String] = [:]
    private var style: String?
    private var isInVisible = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "Workbook" {
            isWorkbook = true
        } else if name == "Worksheet" {
            sheets.append((attributes.value("Name") ?? "", false))
            if sheets.count > SheetList.mostSheets { fault = .tooMuch(LocalText("工作表过多", "too many sheets")) }
        } else if name == "Style" {
            style = attributes.value("ID")
            // A style without a format of its own shows what its parent shows; parents come first.
            if let style, let parent = attributes.value("Parent"), let code = codes[parent] { codes[style] = code }
        } else if name == "NumberFormat" {
            guard let style, let code = attributes.value("Format") else { return }
            codes[style] = SheetList.named[code] ?? String(code.prefix(1 << 10))
            if codes.count > SheetList.mostStyles { fault = .tooMuch(LocalText("样式过多", "the list of its styles")) }
        } else if name == "Visible" {
            isInVisible = true
        }
    }

    override func end(_ name: XMLName) {
        if name == "Style" { style = nil } else if name == "Visible" { isInVisible = false }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        // SheetHidden or SheetVeryHidden, in the options behind the sheet's cells.
        guard isInVisible, bytes.count >= 5, bytes.prefix(5).elementsEqual("Sheet".utf8), !sheets.isEmpty else {
            return
        }
        sheets[sheets.count - 1].isHidden = true
    }

    /// The formats that have names instead of codes.
    private static let named = [
        "General Number": "General", "General Date": "yyyy/m/d h:mm", "Long Date": "yyyy\"年\"m\"月\"d\"日\"",
        "Medium Date": "d-mmm-yy", "Short Date": "yyyy/m/d", "Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM",
        "Short Time": "h:mm", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
    ]
}
