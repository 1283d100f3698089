import AssessmentKernel

/// The kind of a file by its first bytes, whatever its name.
///
/// Platforms name HTML pages and tab-separated texts `.xls`, and an encrypted workbook looks like an old one.
public enum FileForm: Hashable, Sendable {
    /// A ZIP archive, as a workbook (.xlsx) is.
    case archive
    /// Text, or anything unknown.
    case text
    /// A workbook of Excel 97 to 2003 or of WPS (.xls, .et).
    case oldWorkbook
    /// A workbook with a password.
    case encrypted
    /// A web page.
    case page
    /// A spreadsheet in the XML of Excel 2003, or a page in an archive of its own.
    case otherSpreadsheet
    /// A file of another program.
    case foreign

    /// The file name extensions of spreadsheet programs, in lower case, readable or not.
    static let spreadsheetEndings = ["xlsx", "xlsm", "xltx", "xls", "xlt", "et", "ett", "ods"]

    /// Detects the form from the first bytes; 64 KiB are enough.
    public init(head: some Collection<UInt8>) {
        let head = Array(head)
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .archive
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = FileForm.compound(head)
        } else if FileForm.beginsOldSheet(head) {
            self = .oldWorkbook
        } else if head.starts(with: Array("%PDF".utf8)) || head.starts(with: Array("{\\rtf".utf8)) {
            self = .foreign
        } else {
            self = FileForm.markup(head)
        }
    }

    /// Why the file is not read, and what to do; nil for a form that is read.
    var refusal: Refusal? {
        let save = LocalText(
            "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后导入",
            "open it in WPS or Excel, save it as “Excel workbook (.xlsx)” and import that")
        switch self {
        case .archive, .text: return nil
        case .oldWorkbook:
            return FileForm.refused(
                LocalText(
                    "是旧格式的工作簿（.xls 或 .et，Excel 97-2003）", "a workbook in the old format (.xls or .et, Excel 97-2003)"),
                save)
        case .encrypted:
            return FileForm.refused(
                LocalText("工作簿设有打开密码", "a workbook that is locked with a password"),
                LocalText("请用 WPS 或 Excel 打开，取消密码后另存", "open it in WPS or Excel, take the password off and save it"))
        case .page:
            return FileForm.refused(
                LocalText("其实是网页（HTML），只是文件名像工作簿", "a web page (HTML) that bears a workbook's name"), save)
        case .otherSpreadsheet:
            return FileForm.refused(
                LocalText("是 XML 表格或单一文件网页", "a spreadsheet in XML, or a page in an archive of its own"), save)
        case .foreign: return FileForm.noSpreadsheet
        }
    }

    /// The refusal of another program's file.
    static let noSpreadsheet = refused(
        LocalText("不是表格文件", "no spreadsheet"),
        LocalText("请从平台重新导出为 Excel 或 CSV", "export it again from the platform as Excel or CSV"))

    private static func refused(_ reason: LocalText, _ next: LocalText) -> Refusal {
        Refusal(row: nil, code: "unread-format", reason: reason, next: next)
    }

    /// What a compound file (OLE) holds, by the names in the directory near its start.
    private static func compound(_ head: [UInt8]) -> FileForm {
        func holds(_ name: String) -> Bool {
            let wanted = name.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] } + [0, 0]
            let starts = stride(from: 512, through: head.count - wanted.count, by: 128)
            return starts.contains { head[$0..<($0 + wanted.count)].elementsEqual(wanted) }
        }
        if holds("EncryptedPackage") { return .encrypted }
        return holds("WordDocument") || holds("PowerPoint Document") ? .foreign : .oldWorkbook
    }

    /// Whether a bare sheet of Excel 2 to 4 begins here.
    private static func beginsOldSheet(_ head: [UInt8]) -> Bool {
        head.count >= 4 && head[0] == 0x09 && [0x00, 0x02, 0x04, 0x08].contains(head[1]) && head[2] <= 0x10
            && head[3] == 0
    }

    private static func markup(_ head: [UInt8]) -> FileForm {
        var bytes = head[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        bytes = bytes.drop { CellText.isASCIISpace($0) }
        let text = String(
            decoding: bytes.prefix(2_048).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
        if text.hasPrefix("mime-version:") { return .otherSpreadsheet }
        guard text.hasPrefix("<") else { return .text }
        if text.contains("urn:schemas-microsoft-com:office:spreadsheet") && !text.contains("<html") {
            return .otherSpreadsheet
        }
        let marks = ["<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<div"]
        return marks.contains { text.contains($0) } ? .page : .text
    }
}
