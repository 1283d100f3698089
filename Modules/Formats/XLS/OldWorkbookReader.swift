import AssessmentKernel
public import Sheets

/// Reads a workbook of Excel 5 to 2003, or of WPS (.xls, .et), as hostile input: in bounded memory, every place checked.
///
/// ```swift
/// let workbook = try OldWorkbookReader(path: "考勤.xls")
/// for sheet in workbook.sheets where !sheet.isHidden {
///     let rows = try workbook.open(sheet)
///     while let row = try rows.next() { print(row.number, row.cells.count) }
/// }
/// ```
/// Such a file is a stream of records (BIFF5 or BIFF8), mostly within a compound file. It does not interpret tables. Not
/// thread-safe.
public final class OldWorkbookReader {
    /// A sheet of cells.
    public struct Sheet: Hashable, Sendable {
        /// Its name on the tab.
        public let name: String
        /// Whether its tab is hidden.
        public let isHidden: Bool
        /// Where it begins in the stream.
        let place: Int
    }

    /// The sheets in the order of their tabs, without chart and macro sheets.
    public let sheets: [Sheet]
    /// Whether days count from 1904, as in old Macintosh programs, instead of from 1900.
    public var countsFrom1904: Bool { globals.countsFrom1904 }

    private let stream: ExtentReader
    private let globals: Globals
    private var layouts: [Sheet: SheetLayout] = [:]

    /// Opens a workbook and reads what its sheets share.
    ///
    /// - Throws: ``WorkbookFault`` when it is not a workbook, has a password, is damaged, or is malicious.
    public init(path: String) throws(WorkbookFault) {
        let file = try SheetFile(path: path)
        let size = file.count
        guard size <= CompoundFile.mostBytes else { throw .tooMuch(LocalText("文件超过 2 GiB", "more than 2 GiB")) }
        let head = ExtentReader(file, Extents(wholeFile: min(size, 512)))
        let signature = try head.bytes(at: 0, count: 8)
        if Array(signature.slice(0, 8)) == CompoundFile.signature {
            let compound = try CompoundFile(file, size: size)
            let book = try OldWorkbookReader.book(in: compound)
            stream = ExtentReader(file, try compound.extents(of: book))
        } else {
            // Simple exporters write the records of one sheet and nothing around them.
            stream = ExtentReader(file, Extents(wholeFile: size))
        }
        globals = try Globals(stream)
        sheets = globals.sheets
    }

    /// Begins to read a sheet.
    public func open(_ sheet: Sheet) throws(WorkbookFault) -> OldSheetReader {
        if let layout = layouts[sheet] { return OldSheetReader(stream, globals, layout, at: sheet.place) }
        let layout = try SheetLayout(stream, sheet.place)
        layouts[sheet] = layout
        return OldSheetReader(stream, globals, layout, at: sheet.place)
    }

    /// The stream of the workbook in a compound file.
    private static func book(in compound: CompoundFile) throws(WorkbookFault) -> CompoundFile.Stream {
        func stream(_ name: String) -> CompoundFile.Stream? {
            compound.streams.first { $0.name.lowercased() == name }
        }
        // A file for two versions of Excel has both.
        if let found = stream("workbook") ?? stream("book") { return found }
        let next = LocalText(
            "请在原来的程序中打开，另存为 Excel 工作簿（.xlsx）", "open it in its program and save it as an Excel workbook (.xlsx)")
        if stream("encryptedpackage") != nil { throw .locked }
        if stream("worddocument") != nil {
            throw .foreign(LocalText("文字文档（Word 或 WPS 文字）", "a document of Word or WPS Writer"))
        }
        if stream("powerpoint document") != nil {
            throw .foreign(LocalText("演示文稿（PowerPoint 或 WPS 演示）", "slides of PowerPoint or WPS Presentation"))
        }
        if stream("wksssworkbook") != nil {
            throw .foreign(LocalText("Microsoft Works 的表格", "a spreadsheet of Microsoft Works"), next)
        }
        if stream("matost") != nil || stream("contents") != nil || stream("mn0") != nil {
            throw .foreign(LocalText("Microsoft Works 的文件", "a file of Microsoft Works"), next)
        }
        if compound.streams.contains(where: { $0.name.hasPrefix("__substg1.0_") || $0.name.hasPrefix("__properties") })
        {
            throw .foreign(LocalText("Outlook 邮件", "a message of Outlook"))
        }
        if stream("visiodocument") != nil { throw .foreign(LocalText("Visio 图", "a drawing of Visio")) }
        throw .foreign(LocalText("其他程序的文件", "a file of another program"))
    }
}

/// What the sheets of a workbook share.
struct Globals {
    private static let mostSheets = 1_024

    private(set) var sheets: [OldWorkbookReader.Sheet] = []
    private(set) var countsFrom1904 = false
    /// Whether a library wrote the workbook that calculates no formula and says of each that it gave an empty text.
    ///
    /// Its mark is the version that it claims: that of Excel 97 without any program that ever saved the file.
    let neverCalculates: Bool
    /// Whether texts are in UTF-16, as since Excel 97.
    let isWide: Bool
    private(set) var texts = SharedTexts()
    /// The encoding of the texts before Excel 97; nil when nothing says so.
    private(set) var code: TextCode?
    /// The number format of each cell style, by its number.
    private(set) var formats: [NumberFormat] = []

    init(_ stream: ExtentReader) throws(WorkbookFault) {
        var records = RecordReader(stream)
        guard let first = try records.next() else { throw .cut() }
        guard first.type == RecordType.begin else {
            if first.type & 0xFF == 0x09, first.type <= 0x409 { throw .tooOld }
            throw .broken("records")
        }
        isWide = first.body.u16(0) == 0x600
        let claimed = [4, 6, 8, 10, 12, 14].map { first.body.u16($0) }
        neverCalculates = isWide && claimed == [0x0DBB, 0x07CC, 0, 0, 6, 0]
        guard first.body.u16(2) == 0x5 else {
            guard first.body.u16(2) == 0x10 else { throw .foreign(LocalText("图表或宏", "a chart or a macro")) }
            // A sheet without a workbook around it.
            sheets = [OldWorkbookReader.Sheet(name: "", isHidden: false, place: 0)]
            return
        }
        var codes: [Int: NumberFormat] = [:]
        var styles: [Int] = []
        let buffer = ByteBuffer(capacity: 256)
        while let record = try records.next(), record.type != RecordType.end {
            switch record.type {
            case 0x2F: throw .locked
            case 0x42: code = TextCode(page: record.body.u16(0))
            case 0x22: countsFrom1904 = record.body.u16(0) == 1
            case 0xE0: if styles.count < 1 << 16 { styles.append(record.body.u16(2)) }
            case 0x41E:
                buffer.cut(to: 0)
                readName(record.body, at: 2, lengthBytes: isWide ? 2 : 1, to: buffer)
                codes[record.body.u16(0)] = NumberFormat(
                    code: String(decoding: buffer[0..<buffer.count], as: UTF8.self))
            case 0x85:
                guard record.body.u8(5) == 0 else { continue }
                guard sheets.count < Globals.mostSheets else {
                    throw .tooMuch(LocalText("工作表过多", "too many sheets"))
                }
                buffer.cut(to: 0)
                readName(record.body, at: 6, lengthBytes: 1, to: buffer)
                sheets.append(
                    OldWorkbookReader.Sheet(
                        name: String(decoding: buffer[0..<buffer.count], as: UTF8.self),
                        isHidden: record.body.u8(4) & 3 != 0, place: Int(record.body.u32(0))))
            case 0xFC: texts = try SharedTexts(record, then: records)
            default: break
            }
        }
        formats = styles.map { style in
            if let known = codes[style] { return known }
            let made = NumberFormat(builtIn: style)
            codes[style] = made
            return made
        }
    }

    /// Reads a name or a format's code, in the form of the version.
    private func readName(_ body: Bytes, at place: Int, lengthBytes: Int, to buffer: ByteBuffer) {
        let count = lengthBytes == 1 ? body.u8(place) : body.u16(place)
        let start = place + lengthBytes
        if isWide {
            TextRun.append(plain: body, at: start + 1, count: count, isWide: body.u8(start) & 1 != 0, to: buffer)
        } else {
            append(bytes: body.slice(start, count), to: buffer)
        }
    }

    /// Appends a text of the time before Excel 97.
    ///
    /// Exporters that write no code page write the system's, GBK, or UTF-8.
    ///
    /// - Returns: whether the encoding has all of its bytes.
    @discardableResult
    func append(bytes: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) {
            buffer.append(latin: bytes)
            return true
        }
        if code == nil, String(validating: bytes, as: UTF8.self) != nil {
            buffer.append(bytes)
            return true
        }
        guard let code = code ?? TextCode.chinese else { return false }
        let before = code.damages
        code.convert(bytes, to: buffer)
        return code.damages == before
    }
}
