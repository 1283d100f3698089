import AssessmentKernel
public import Sheets
import ZIP

/// Reads a workbook (.xlsx) as hostile input: streamed, in bounded memory, without following external links.
///
/// ```swift
/// let workbook = try WorkbookReader(path: "考勤.xlsx")
/// for sheet in workbook.sheets where !sheet.isHidden {
///     let rows = try workbook.open(sheet)
///     while let row = try rows.next() { print(row.number, row.cells.count) }
/// }
/// ```
/// It does not interpret tables. Not thread-safe.
public final class WorkbookReader {
    /// A sheet of cells.
    public struct Sheet: Hashable, Sendable {
        /// Its name on the tab.
        public let name: String
        /// Whether its tab is hidden.
        public let isHidden: Bool
        fileprivate let part: ZIPReader.Entry
    }

    /// The sheets in the order of their tabs, without chart and macro sheets.
    public let sheets: [Sheet]
    /// Whether days count from 1904, as in old Macintosh programs, instead of from 1900.
    public let countsFrom1904: Bool

    private let archive: ZIPReader
    private let parts: Parts
    private let stylesPart: ZIPReader.Entry?
    private let textsPart: ZIPReader.Entry?
    private var loaded: (texts: SharedStrings, formats: [NumberFormat])?

    /// The maximum size in bytes of the sheet list and of the styles.
    private static let longestList: UInt64 = 64 << 20

    private static var limits: ZIPReader.Limits {
        var limits = ZIPReader.Limits()
        limits.entryBytes = 2 << 30
        limits.totalBytes = 4 << 30
        limits.smallEntry = 4 << 20
        return limits
    }

    /// Opens a workbook and reads the list of its sheets.
    ///
    /// - Throws: ``WorkbookFault`` when it is not a workbook, is damaged, or is malicious.
    public init(path: String) throws(WorkbookFault) {
        do throws(ZIPFault) {
            archive = try ZIPReader(path: path, limits: WorkbookReader.limits)
        } catch {
            throw .zip(error)
        }
        parts = try Parts(archive)
        let main = try WorkbookReader.mainPart(parts)
        let list = SheetList()
        guard main.size <= WorkbookReader.longestList else {
            throw .tooMuch(LocalText("工作表清单过大", "the list of its sheets"))
        }
        try parts.read(main, list)
        let relations = try parts.relations(of: main.name)
        var sheets: [Sheet] = []
        var taken: Set<Int> = [main.index]
        for entry in list.sheets {
            guard let relation = relations.first(where: { $0.id == entry.id }) else {
                throw .badRelation(entry.name)
            }
            guard relation.type == "worksheet" else { continue }
            let part = try parts.entry(relation, of: main.name)
            // A part used twice would be a sheet twice, or a sheet that is the list itself.
            guard taken.insert(part.index).inserted else { throw .badRelation(relation.target) }
            sheets.append(Sheet(name: entry.name, isHidden: entry.isHidden, part: part))
        }
        self.sheets = sheets
        countsFrom1904 = list.countsFrom1904
        stylesPart = try WorkbookReader.part("styles", of: main, relations, parts, &taken)
        textsPart = try WorkbookReader.part("sharedStrings", of: main, relations, parts, &taken)
    }

    /// The part that a relation of a type leads to, if it is not in use yet; nil without such a relation.
    private static func part(
        _ type: String, of main: ZIPReader.Entry, _ relations: [Relations.Relation], _ parts: Parts,
        _ taken: inout Set<Int>
    ) throws(WorkbookFault) -> ZIPReader.Entry? {
        guard let relation = relations.first(where: { $0.type == type }) else { return nil }
        let part = try parts.entry(relation, of: main.name)
        guard taken.insert(part.index).inserted else { throw .badRelation(relation.target) }
        return part
    }

    /// Begins to read a sheet.
    ///
    /// - Throws: ``WorkbookFault`` when its shared texts or styles are damaged.
    public func open(_ sheet: Sheet) throws(WorkbookFault) -> SheetReader {
        let (texts, formats) = try lists()
        return try SheetReader(archive, sheet.part, texts, formats, countsFrom1904: countsFrom1904)
    }

    /// The shared texts and formats, loaded when the first sheet is opened.
    private func lists() throws(WorkbookFault) -> (texts: SharedStrings, formats: [NumberFormat]) {
        if let loaded { return loaded }
        let texts = SharedStrings()
        if let textsPart { try parts.read(textsPart, texts) }
        let styles = Styles()
        if let stylesPart, stylesPart.size > WorkbookReader.longestList {
            throw .tooMuch(LocalText("样式过多", "the list of its styles"))
        }
        if let stylesPart { try parts.read(stylesPart, styles) }
        loaded = (texts, styles.formats)
        return (texts, styles.formats)
    }

    /// The part that lists the sheets.
    private static func mainPart(_ parts: Parts) throws(WorkbookFault) -> ZIPReader.Entry {
        if let relation = try parts.relations(of: "").first(where: { $0.type == "officeDocument" }) {
            return try parts.entry(relation, of: "")
        }
        guard let part = parts["xl/workbook.xml"] else { throw .missing(part: "xl/workbook.xml") }
        return part
    }
}

/// Reads the list of sheets.
private final class SheetList: XMLHandler {
    private static let most = 1_024

    private(set) var sheets: [(name: String, id: String, isHidden: Bool)] = []
    private(set) var countsFrom1904 = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "sheet" {
            let state = attributes.value("state") ?? "visible"
            sheets.append((attributes.value("name") ?? "", attributes.value("id") ?? "", state != "visible"))
            if sheets.count > SheetList.most { fault = .tooMuch(LocalText("工作表过多", "too many sheets")) }
        } else if name == "workbookPr" {
            countsFrom1904 = ["1", "true"].contains(attributes.value("date1904") ?? "")
        }
    }
}
