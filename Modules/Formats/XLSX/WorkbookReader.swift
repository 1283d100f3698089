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
        fileprivate let part: Result<ZIPReader.Entry, WorkbookFault>
    }

    /// The sheets in the order of their tabs, without chart and macro sheets.
    public let sheets: [Sheet]
    /// Whether days count from 1904, as in old Macintosh programs, instead of from 1900.
    public let countsFrom1904: Bool

    /// Whether all formulas are to be calculated when the workbook is opened, because its writer did not.
    private let isUncalculated: Bool
    private let archive: ZIPReader
    private let parts: Parts
    private let stylesPart: Part
    private let textsPart: Part
    private var loaded: SheetLists?

    /// A part of which there is one at most: nil when no relation names it, or why it cannot be read.
    ///
    /// That is an error only when a cell needs it.
    private typealias Part = Result<ZIPReader.Entry?, WorkbookFault>

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
            archive = try ZIPReader(path: path, limits: WorkbookReader.limits, policy: .gentle)
        } catch {
            throw .zip(error)
        }
        parts = Parts(archive)
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
            let part = WorkbookReader.part(relation, of: main, parts, &taken)
            sheets.append(Sheet(name: entry.name, isHidden: entry.isHidden, part: part))
        }
        self.sheets = sheets
        countsFrom1904 = list.countsFrom1904
        isUncalculated = list.isUncalculated
        stylesPart = try WorkbookReader.part("styles", "styles.xml", of: main, relations, parts, &taken)
        textsPart = try WorkbookReader.part("sharedStrings", "sharedStrings.xml", of: main, relations, parts, &taken)
    }

    /// The part that a relation leads to, if it is not in use yet: used twice it would be a sheet twice, or a sheet that
    /// is the list itself.
    private static func part(
        _ relation: Relations.Relation, of main: ZIPReader.Entry, _ parts: Parts, _ taken: inout Set<Int>
    ) -> Result<ZIPReader.Entry, WorkbookFault> {
        do throws(WorkbookFault) {
            let part = try parts.entry(relation, of: main.name)
            guard taken.insert(part.index).inserted else { throw .badRelation(relation.target) }
            return .success(part)
        } catch {
            return .failure(error)
        }
    }

    /// The part of a type, by its relation or else by its usual name.
    private static func part(
        _ type: String, _ name: String, of main: ZIPReader.Entry, _ relations: [Relations.Relation], _ parts: Parts,
        _ taken: inout Set<Int>
    ) throws(WorkbookFault) -> Part {
        guard let relation = relations.first(where: { $0.type == type }) else {
            let part = try parts.neighbour(name, of: main.name)
            return .success(part.flatMap { taken.insert($0.index).inserted ? $0 : nil })
        }
        return part(relation, of: main, parts, &taken).map { $0 }
    }

    /// Begins to read a sheet.
    ///
    /// - Throws: ``WorkbookFault`` when its part is missing, or its shared texts or styles are damaged.
    public func open(_ sheet: Sheet) throws(WorkbookFault) -> SheetReader {
        try SheetReader(
            archive, try sheet.part.get(), try lists(), countsFrom1904: countsFrom1904, isUncalculated: isUncalculated)
    }

    /// The shared texts and formats, loaded when the first sheet is opened.
    private func lists() throws(WorkbookFault) -> SheetLists {
        if let loaded { return loaded }
        let texts = SharedStrings()
        let styles = Styles()
        var lists = SheetLists(texts: texts)
        do throws(WorkbookFault) { if let part = try textsPart.get() { try parts.read(part, texts) } } catch {
            guard error.code == WorkbookFault.missingPart else { throw error }
            lists.textsFault = error
        }
        do throws(WorkbookFault) {
            if let part = try stylesPart.get() {
                guard part.size <= WorkbookReader.longestList else {
                    throw .tooMuch(LocalText("样式过多", "the list of its styles"))
                }
                try parts.read(part, styles)
            }
        } catch {
            guard error.code == WorkbookFault.missingPart else { throw error }
            lists.stylesFault = error
        }
        lists.formats = styles.formats
        loaded = lists
        return lists
    }

    /// The part that lists the sheets.
    private static func mainPart(_ parts: Parts) throws(WorkbookFault) -> ZIPReader.Entry {
        let usual = "xl/workbook.xml"
        do throws(WorkbookFault) {
            if let relation = try parts.relations(of: "").first(where: { $0.type == "officeDocument" }) {
                let part = try parts.entry(relation, of: "")
                // Word documents and binary workbooks have such a relation as well.
                if !part.name.lowercased().hasSuffix("workbook.xml"), let other = parts.otherKind { throw other }
                return part
            }
        } catch {
            guard error.code == WorkbookFault.missingPart else { throw error }
        }
        if let part = try parts.entry(usual) { return part }
        throw parts.otherKind ?? .missing(part: usual)
    }
}

/// What the cells of all sheets refer to.
struct SheetLists {
    let texts: SharedStrings
    var formats: [NumberFormat] = []
    /// Why there are no shared texts although they are named.
    var textsFault: WorkbookFault?
    /// Why there are no styles although they are named.
    var stylesFault: WorkbookFault?
}

/// Reads the list of sheets.
private final class SheetList: XMLHandler {
    private static let most = 1_024

    private(set) var sheets: [(name: String, id: String, isHidden: Bool)] = []
    private(set) var countsFrom1904 = false
    private(set) var isUncalculated = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "sheet" {
            let state = attributes.value("state")?.lowercased() ?? ""
            sheets.append((attributes.value("name") ?? "", attributes.value("id") ?? "", state.hasSuffix("hidden")))
            if sheets.count > SheetList.most { fault = .tooMuch(LocalText("工作表过多", "too many sheets")) }
        } else if name == "workbookPr" {
            countsFrom1904 = ["1", "true"].contains(attributes.value("date1904")?.lowercased() ?? "")
        } else if name == "calcPr" {
            isUncalculated = ["1", "true"].contains(attributes.value("fullCalcOnLoad")?.lowercased() ?? "")
        }
    }
}
