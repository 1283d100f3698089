import AssessmentKernel

/// A file of a kind that is not read, known by its first bytes.
public enum UnreadFile: Hashable, Sendable, CaseIterable {
    /// A workbook with a password.
    case encrypted
    /// A workbook in Excel's binary form since 2007 (.xlsb).
    case binaryWorkbook
    /// A spreadsheet of Apple's Numbers.
    case numbers
    /// A spreadsheet or database of Microsoft Works, or of Lotus 1-2-3, from which its format came.
    case works
    /// A document of Word, WPS Writer or LibreOffice.
    case document
    /// A presentation.
    case slides
    /// A PDF.
    case pdf
    /// A picture.
    case picture
    /// A packed file other than ZIP.
    case packed
    /// A database.
    case database
    /// A program.
    case program
    /// XML that is no spreadsheet.
    case otherXML
    /// Data of a program, as interfaces give it.
    case json

    private static let signatures: [(start: [UInt8], file: UnreadFile)] = [
        (Array("%PDF".utf8), .pdf), (Array("{\\rtf".utf8), .document), ([0x89, 0x50, 0x4E, 0x47], .picture),
        ([0xFF, 0xD8, 0xFF], .picture), (Array("GIF8".utf8), .picture), ([0x49, 0x49, 0x2A, 0x00], .picture),
        (Array("Rar!".utf8), .packed), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .packed), ([0x1F, 0x8B], .packed),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .packed), ([0x00, 0x00, 0x02, 0x00, 0x04, 0x04], .works),
        ([0x00, 0x00, 0x02, 0x00, 0x06, 0x04], .works), ([0x00, 0x00, 0x1A, 0x00], .works),
        ([0xFF, 0x00, 0x02, 0x00], .works), ([0x20, 0x54, 0x02, 0x00, 0x00, 0x00, 0x05, 0x54, 0x02], .works),
        ([0x00, 0x01, 0x00, 0x00] + Array("Standard ".utf8), .database), (Array("SQLite format 3".utf8), .database),
        ([0x4D, 0x5A, 0x90], .program), ([0x7F, 0x45, 0x4C, 0x46], .program),
    ]

    /// Detects the kind; nil for a file that may be read.
    init?(_ head: [UInt8]) {
        if let known = UnreadFile.signatures.first(where: { head.starts(with: $0.start) }) {
            self = known.file
        } else if head.starts(with: Array("BM".utf8)), head.count > 14, head[6..<10].allSatisfy({ $0 == 0 }) {
            self = .picture
        } else if UnreadFile.isJSON(head) {
            self = .json
        } else {
            return nil
        }
    }

    /// Whether an object or a list of objects begins here; a text that only begins with a bracket is none.
    private static func isJSON(_ head: [UInt8]) -> Bool {
        var bytes = head.prefix(256).filter { !CellText.isASCIISpace($0) }[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        if bytes.first == 0x5B { bytes = bytes.dropFirst() }
        return bytes.starts(with: Array("{\"".utf8)) && bytes.contains(0x3A)
    }

    /// What the file is.
    var name: LocalText {
        switch self {
        case .encrypted: LocalText("工作簿设有打开密码", "a workbook that is locked with a password")
        case .binaryWorkbook: LocalText("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)")
        case .numbers: LocalText("苹果 Numbers 的表格", "a spreadsheet of Apple Numbers")
        case .works:
            LocalText("Microsoft Works 或 Lotus 的表格", "a spreadsheet or database of Microsoft Works or Lotus")
        case .document: LocalText("文字文档（Word 或 WPS 文字）", "a text document (Word or WPS Writer)")
        case .slides: LocalText("演示文稿（PPT）", "slides of a presentation")
        case .pdf: LocalText("PDF 文件", "a PDF")
        case .picture: LocalText("图片", "a picture")
        case .packed: LocalText("压缩包（RAR、7z 等）", "a packed file (RAR, 7z and the like)")
        case .database: LocalText("数据库文件", "a database")
        case .program: LocalText("程序", "a program")
        case .otherXML: LocalText("XML 数据，不是表格", "XML, but no spreadsheet")
        case .json: LocalText("JSON 数据（可能是平台返回的错误信息）", "JSON data, perhaps an error of the platform")
        }
    }

    /// Why it is not read, and what to do.
    var refusal: Refusal {
        switch self {
        case .encrypted:
            return Refusal(
                row: nil, code: "unread-format", reason: name,
                next: LocalText(
                    "请用 WPS 或 Excel 打开，取消密码后另存", "open it in WPS or Excel, take the password off and save it"))
        case .binaryWorkbook, .numbers, .works:
            return Refusal(
                row: nil, code: "unread-format",
                reason: LocalText("是\(name.chinese)，无法读取", "\(name.english), which is not read"),
                next: LocalText(
                    "请在原来的程序中打开，另存为“Excel 工作簿（.xlsx）”后导入",
                    "open it in its program, save it as “Excel workbook (.xlsx)” and import that"))
        case .packed:
            return Refusal(
                row: nil, code: "unread-format", reason: LocalText("是\(name.chinese)", name.english),
                next: LocalText("请先解压，再导入其中的文件", "unpack it and import the files in it"))
        default:
            return Refusal(
                row: nil, code: "unread-format",
                reason: LocalText("不是表格文件，而是\(name.chinese)", "no spreadsheet but \(name.english)"),
                next: LocalText("请从平台重新导出为 Excel 或 CSV", "export it again from the platform as Excel or CSV"))
        }
    }
}
