import AssessmentKernel
public import Sheets
import ZIP

/// Reads a spreadsheet of LibreOffice, WPS and others (.ods, .fods) as hostile input: streamed, in bounded memory.
///
/// It does not interpret tables. Not thread-safe.
public final class OpenDocumentReader {
    /// A sheet of cells.
    public struct Sheet: Hashable, Sendable {
        /// Its name on the tab.
        public let name: String
        /// Whether its tab is hidden.
        public let isHidden: Bool
        /// Its place among all tables.
        let number: Int
    }

    /// The sheets in the order of their tabs.
    public let sheets: [Sheet]

    private var columns: [Int: [Bool]] = [:]
    private let content: Content
    private let styles: StyleList

    private static let longestStyles: UInt64 = 64 << 20

    private static var limits: ZIPReader.Limits {
        var limits = ZIPReader.Limits()
        limits.entryBytes = 2 << 30
        limits.totalBytes = 4 << 30
        limits.ratio = 500
        limits.smallEntry = 4 << 20
        return limits
    }

    /// Opens a spreadsheet and reads the list of its sheets.
    ///
    /// - Throws: ``WorkbookFault`` when it is not a spreadsheet, has a password, is damaged, or is malicious.
    public init(path: String) throws(WorkbookFault) {
        let file = try SheetFile(path: path)
        styles = StyleList()
        let size: Int
        if try file.head(2) == [0x50, 0x4B] {
            let archive: ZIPReader
            do throws(ZIPFault) {
                archive = try ZIPReader(path: path, limits: OpenDocumentReader.limits, policy: .gentle)
            } catch {
                throw .zip(error)
            }
            if let manifest = archive.entry("META-INF/manifest.xml"), manifest.size <= OpenDocumentReader.longestStyles
            {
                let list = Manifest()
                try Content.part(archive, manifest).read(list).finish()
                if list.isEncrypted { throw .locked }
            }
            guard let part = archive.entry("content.xml") else { throw .missing(part: "content.xml") }
            if let shared = archive.entry("styles.xml") {
                guard shared.size <= OpenDocumentReader.longestStyles else {
                    throw .tooMuch(LocalText("样式过多", "the list of its styles"))
                }
                try Content.part(archive, shared).read(styles).finish()
            }
            content = .part(archive, part)
            size = Int(clamping: part.size)
        } else {
            content = .file(file)
            size = file.count
        }
        let list = TableList(styles)
        try content.read(list).finish()
        guard list.isSpreadsheet else {
            throw .foreign(LocalText("文字文档或演示文稿", "a text document or a presentation"))
        }
        // Each sheet is found by reading on from the beginning.
        guard list.tables.count <= 16 || list.tables.count * size <= 16 << 30 else {
            throw .tooMuch(LocalText("工作表过多过大", "too many sheets for its size"))
        }
        sheets = list.tables.enumerated().map { number, table in
            Sheet(name: table.name, isHidden: table.isHidden, number: number)
        }
    }

    /// Begins to read a sheet.
    public func open(_ sheet: Sheet) throws(WorkbookFault) -> OpenDocumentRows {
        let handler = TableHandler(sheet.number, styles)
        let rows = OpenDocumentRows(handler, try content.read(handler))
        handler.queue.fillable = try columns(of: sheet)
        return rows
    }
}

extension OpenDocumentReader {
    /// Whether each column of a sheet has a cell of its own.
    private func columns(of sheet: Sheet) throws(WorkbookFault) -> [Bool] {
        if let known = columns[sheet.number] { return known }
        let handler = TableHandler(sheet.number, styles)
        handler.queue.fillable = []
        let rows = OpenDocumentRows(handler, try content.read(handler))
        while try rows.next() != nil {}
        columns[sheet.number] = handler.queue.ownColumns
        return handler.queue.ownColumns
    }
}

/// Where the XML of a spreadsheet is.
enum Content {
    /// A part of an archive.
    case part(ZIPReader, ZIPReader.Entry)
    /// A file of its own.
    case file(SheetFile)

    func read(_ handler: XMLHandler) throws(WorkbookFault) -> XMLStream {
        switch self {
        case .file(let file): return try XMLStream(part: "office:document", handler, read: file.reading())
        case .part(let archive, let part):
            let entry: ZIPEntryReader
            do throws(ZIPFault) { entry = try archive.open(part) } catch { throw .zip(error) }
            return try XMLStream(part: part.name, handler) { (room) throws(WorkbookFault) in
                do throws(ZIPFault) { return try entry.read(into: room) } catch { throw .zip(error) }
            }
        }
    }
}

extension WorkbookFault {
    /// The ZIP file is damaged or malicious.
    static func zip(_ fault: ZIPFault) -> WorkbookFault {
        WorkbookFault(
            "bad-archive",
            LocalText("工作簿无法读取：\(fault.reason.chinese)", "the workbook cannot be read: \(fault.reason.english)"))
    }
}

/// Whether a part of the archive is encrypted.
private final class Manifest: XMLHandler {
    private(set) var isEncrypted = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "encryption-data" { isEncrypted = true }
    }
}

/// Reads the list of tables, and the styles before it.
private final class TableList: XMLHandler {
    private static let most = 1_024

    private(set) var tables: [(name: String, isHidden: Bool)] = []
    private(set) var isSpreadsheet = false
    private let styles: StyleList
    private var depth = 0

    init(_ styles: StyleList) { self.styles = styles }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if isSpreadsheet {
            guard name == "table" else { return }
            depth += 1
            guard depth == 1 else { return }
            let style = attributes.value("style-name") ?? ""
            tables.append((attributes.value("name") ?? "", styles.hiddenTables.contains(style)))
            if tables.count > TableList.most { fault = .tooMuch(LocalText("工作表过多", "too many sheets")) }
        } else if name == "spreadsheet" {
            isSpreadsheet = true
        } else {
            styles.start(name, attributes)
            fault = styles.fault
        }
    }

    override func end(_ name: XMLName) {
        if isSpreadsheet {
            if name == "table" { depth -= 1 }
        } else {
            styles.end(name)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) { if !isSpreadsheet { styles.text(bytes) } }
}

/// Reads the rows of a table from first to last.
public final class OpenDocumentRows: SheetRows {
    /// False: days are counted from 1900 here, whatever the document counts from.
    public let countsFrom1904 = false
    /// How many of the rows returned so far are hidden or filtered out.
    public var hiddenRows: Int { handler.queue.hiddenRows }

    private let handler: TableHandler
    private let stream: XMLStream

    init(_ handler: TableHandler, _ stream: XMLStream) {
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
