import AssessmentKernel
public import Sheets

/// Reads the tables of a web page as hostile input: streamed, in bounded memory, nothing fetched and nothing run.
///
/// The tables of a page are one sheet, one below the other, as spreadsheet programs open it. A page in an archive of its own
/// (.mht) has a sheet for each of its pages with tables. It does not interpret tables. Not thread-safe.
public final class PageReader {
    /// A page with tables.
    public struct Sheet: Hashable, Sendable {
        /// The name of the sheet, where the page gives one.
        public let name: String?
        /// Its place among the pages of an archive.
        let number: Int
        /// Whether each column has a cell of its own in any row.
        let columns: [Bool]
    }

    /// The sheets, in the order of the file.
    public let sheets: [Sheet]

    private let file: SheetFile
    private let pages: [PagePart]

    /// Opens a page and looks for its tables.
    ///
    /// - Throws: ``WorkbookFault`` when it has no tables, as a page with a login or an error, or is damaged.
    public init(path: String) throws(WorkbookFault) {
        file = try SheetFile(path: path)
        pages = try PagePart.pages(of: file)
        var found: [(number: Int, name: String?, columns: [Bool])] = []
        var names: [String] = []
        var first: TableBuilder?
        for (number, page) in pages.enumerated() {
            let (builder, hasRows) = try PageReader.walk(page, file)
            if first == nil || builder.asksPassword { first = builder }
            names += builder.sheetNames
            let name = builder.sheetNames.count == 1 ? builder.sheetNames[0] : nil
            if hasRows { found.append((number, name, builder.queue.ownColumns)) }
        }
        guard !found.isEmpty else { throw PageReader.refusal(first) }
        if pages.count > 1, names.count == found.count {
            found = zip(found, names).map { ($0.0.number, $0.1, $0.0.columns) }
        } else if found.count > 1 {
            found = found.enumerated().map { place, page in
                (page.number, page.name ?? "Sheet\(place + 1)", page.columns)
            }
        }
        sheets = found.map { Sheet(name: $0.name, number: $0.number, columns: $0.columns) }
    }

    /// Begins to read a sheet.
    public func open(_ sheet: Sheet) throws(WorkbookFault) -> PageRows {
        try PageRows(pages[sheet.number], file, columns: sheet.columns)
    }

    /// Reads a page to its end.
    private static func walk(
        _ page: PagePart, _ file: SheetFile
    ) throws(WorkbookFault) -> (builder: TableBuilder, hasRows: Bool) {
        let rows = try PageRows(page, file, columns: nil)
        var hasRows = false
        while try rows.next() != nil { hasRows = true }
        // Forms are laid out in tables of two or three columns.
        if rows.builder.asksPassword, rows.builder.widest < 4 { hasRows = false }
        return (rows.builder, hasRows)
    }

    /// What a page without tables is.
    private static func refusal(_ page: TableBuilder?) -> WorkbookFault {
        var title = page?.title ?? ""
        if title.isEmpty, let words = page?.words { title = String(decoding: words[0..<words.count], as: UTF8.self) }
        title = String(title.split { $0.isWhitespace }.joined(separator: " ").prefix(60))
        let next = LocalText(
            "请登录平台后重新导出；如文件在浏览器中打开是表格，请另存为“Excel 工作簿（.xlsx）”",
            "log in to the platform and export it again; if it shows a table in a browser, save it as “Excel workbook (.xlsx)”"
        )
        let quoted = title.isEmpty ? LocalText("", "") : LocalText("：“\(title)”", ": “\(title)”")
        if page?.asksPassword == true {
            return WorkbookFault(
                "login-page",
                LocalText(
                    "是网页（HTML）中的登录页，登录可能已失效\(quoted.chinese)",
                    "a web page (HTML) that asks to log in; the login may have expired\(quoted.english)"), next: next)
        }
        return WorkbookFault(
            "page-without-table",
            LocalText(
                "是网页（HTML），里面没有表格数据\(quoted.chinese)", "a web page (HTML) without a table\(quoted.english)"),
            next: next)
    }
}

/// Reads the rows of a page from first to last.
public final class PageRows: SheetRows {
    /// False: pages show days as texts.
    public let countsFrom1904 = false
    /// How many of the rows returned so far are hidden.
    public var hiddenRows: Int { builder.queue.hiddenRows }

    let builder: TableBuilder
    private let scanner: PageScanner
    private var isAtEnd = false

    init(_ page: PagePart, _ file: SheetFile, columns: [Bool]?) throws(WorkbookFault) {
        let source = try PageText(page.reading(file), named: page.charset)
        builder = TableBuilder(source, columns: columns)
        scanner = PageScanner(source, builder)
    }

    /// The next row with a value of its own; nil after the last one.
    public func next() throws(WorkbookFault) -> SheetRow? {
        while true {
            if let row = builder.queue.next() { return row }
            if isAtEnd { return nil }
            guard try !scanner.advance() else { continue }
            isAtEnd = true
            if builder.isCut { throw .cut() }
            try builder.finish()
        }
    }
}
