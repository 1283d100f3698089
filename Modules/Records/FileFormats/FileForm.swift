import AssessmentKernel

/// The kind of a file by its first bytes, whatever its name.
///
/// Platforms name HTML pages and tab-separated texts `.xls`, and an encrypted workbook looks like an old one.
public enum FileForm: Hashable, Sendable {
    /// A ZIP archive, as a workbook (.xlsx) is.
    case archive
    /// A spreadsheet of LibreOffice and others (.ods), in a ZIP archive.
    case openDocument
    /// Text, or anything unknown.
    case text
    /// A workbook of Excel 5 to 2003 or of WPS (.xls, .et), or another compound file.
    case oldWorkbook
    /// A web page, or one in an archive of its own (.mht).
    case page
    /// A spreadsheet in the XML of Excel 2003.
    case spreadsheetML
    /// A file that no format reads.
    case unread(UnreadFile)

    /// The file name extensions of spreadsheet programs, in lower case, readable or not.
    static let spreadsheetEndings = [
        "xlsx", "xlsm", "xltx", "xlsb", "xls", "xlt", "et", "ett", "ods", "ots", "fods", "numbers",
    ]

    /// Detects the form from the first bytes; 64 KiB are enough.
    public init(head: some Collection<UInt8>) {
        let head = Array(head)
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = ArchiveForm.form(head)
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = FileForm.compound(head)
        } else if FileForm.beginsOldSheet(head) {
            self = .oldWorkbook
        } else if let unread = UnreadFile(head) {
            self = .unread(unread)
        } else {
            self = MarkupForm.form(head)
        }
    }

    /// Why the file is not read, and what to do; nil for a form that is read.
    var refusal: Refusal? {
        guard case .unread(let file) = self else { return nil }
        return file.refusal
    }

    /// The refusal of a file of a form that is known, but that none of the formats at hand reads.
    static let unknown = Refusal(
        row: nil, code: "unread-format", reason: LocalText("不是可以读取的表格文件", "no spreadsheet that can be read"),
        next: LocalText("请从平台重新导出为 Excel 或 CSV", "export it again from the platform as Excel or CSV"))

    /// What a compound file (OLE) holds, as far as its beginning shows; its reader says the rest.
    private static func compound(_ head: [UInt8]) -> FileForm {
        func holds(_ name: String) -> Bool {
            let wanted = name.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] } + [0, 0]
            let starts = stride(from: 512, through: head.count - wanted.count, by: 128)
            return starts.contains { head[$0..<($0 + wanted.count)].elementsEqual(wanted) }
        }
        if holds("EncryptedPackage") { return .unread(.encrypted) }
        return .oldWorkbook
    }

    /// Whether a bare stream of records begins here, as Excel 2 to 4 and simple exporters write it.
    private static func beginsOldSheet(_ head: [UInt8]) -> Bool {
        head.count >= 4 && head[0] == 0x09 && [0x00, 0x02, 0x04, 0x08].contains(head[1]) && head[2] <= 0x10
            && head[3] == 0
    }
}

/// What a ZIP archive holds, by the names at its beginning.
enum ArchiveForm {
    static func form(_ head: [UInt8]) -> FileForm {
        let names = names(head)
        if let kind = documentType(head) {
            if kind.hasPrefix("application/vnd.oasis.opendocument.spreadsheet") { return .openDocument }
            if kind.hasPrefix("application/vnd.oasis.opendocument") { return .unread(.document) }
        }
        if names.contains("xl/workbook.bin") { return .unread(.binaryWorkbook) }
        func begins(_ folder: String) -> Bool { names.contains { $0.hasPrefix(folder) } }
        if begins("xl/") { return .archive }
        if names.contains("word/document.xml") { return .unread(.document) }
        if names.contains("ppt/presentation.xml") { return .unread(.slides) }
        if begins("Index/") || names.contains("Index.zip") { return .unread(.numbers) }
        if names.contains("content.xml") { return .openDocument }
        if names.contains("AndroidManifest.xml") || begins("META-INF/MANIFEST.MF") { return .unread(.program) }
        return .archive
    }

    /// The type that a document of the OpenDocument family names first.
    private static func documentType(_ head: [UInt8]) -> String? {
        guard head.count > 38, head[30..<38].elementsEqual("mimetype".utf8), head[26] == 8, head[27] == 0 else {
            return nil
        }
        let start = 38 + Int(head[28]) + Int(head[29]) << 8
        guard start < head.count else { return nil }
        return String(decoding: head[start...].prefix(80), as: UTF8.self)
    }

    /// The names of the entries that begin within the head.
    private static func names(_ head: [UInt8]) -> Set<String> {
        var names: Set<String> = []
        var place = 0
        while place + 30 <= head.count {
            guard head[place] == 0x50, head[place + 1] == 0x4B, head[place + 2] == 3, head[place + 3] == 4 else {
                place += 1
                continue
            }
            let length = Int(head[place + 26]) | Int(head[place + 27]) << 8
            if place + 30 + length <= head.count {
                names.insert(String(decoding: head[(place + 30)..<(place + 30 + length)], as: UTF8.self))
            }
            place += 30
        }
        return names
    }
}

/// What a text in angle brackets is.
enum MarkupForm {
    /// How much of a file is looked at.
    private static let searched = 4_096

    static func form(_ head: [UInt8]) -> FileForm {
        let text = plain(head)
        func begins(_ part: String) -> Bool { text.starts(with: part.utf8) }
        func holds(_ part: String) -> Bool { MarkupForm.holds(text, part) }
        if begins("mime-version:") || holds("content-type: multipart/related") { return .page }
        guard begins("<") else { return begins("from: ") && holds("mime-version:") ? .page : .text }
        if holds("urn:schemas-microsoft-com:office:spreadsheet") && !holds("<html") { return .spreadsheetML }
        if holds("<office:document") { return .openDocument }
        let marks = [
            "<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<div", "<thead", "<tbody", "<tr",
            "<script", "<center", "<form", "<title",
        ]
        if marks.contains(where: holds) { return .page }
        return begins("<?xml") ? .unread(.otherXML) : .text
    }

    /// Whether a text holds another, by bytes: a search by characters takes longer than reading the file.
    private static func holds(_ text: [UInt8], _ part: String) -> Bool {
        let part = Array(part.utf8)
        guard let first = part.first, text.count >= part.count else { return false }
        var rest = text[...(text.count - part.count)]
        while let place = rest.firstIndex(of: first) {
            if text[place..<(place + part.count)].elementsEqual(part) { return true }
            rest = rest[(place + 1)...]
        }
        return false
    }

    /// The beginning of a text in lower-case ASCII, without byte-order mark and leading blanks, whatever its encoding.
    private static func plain(_ head: [UInt8]) -> [UInt8] {
        var bytes = head.prefix(2 * searched)
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            bytes = bytes.dropFirst(2).filter { $0 != 0 }[...]
        } else if bytes.count > 3, bytes[1] == 0 || bytes[0] == 0, bytes[0] == 0x3C || bytes[1] == 0x3C {
            bytes = bytes.filter { $0 != 0 }[...]
        }
        while bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        bytes = bytes.drop { CellText.isASCIISpace($0) }
        return bytes.prefix(searched).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }
}
