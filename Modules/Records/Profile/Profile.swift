public import AssessmentKernel
public import FileFormats
import Patterns

/// Maps a platform's export to a table: which of its columns and values correspond to which of the table's.
///
/// ```yaml
/// profile: 1
/// table: 事件登记
/// columns: {occurred_at: 登记时间, member: 网格员编号}
/// values:
///   verdict: {属实: 有效, 不实: 虚假}
/// ```
/// `docs/profiles.md` explains every key.
public struct Profile: Sendable {
    /// The name for lists; nil without one.
    public let name: String?
    /// The table; with ``others``, the first one.
    public let schema: TableSchema
    /// The other tables that the same files make, each as a profile of its own.
    public let others: [Profile]

    let files: Words?
    let sheets: Words?
    /// The sheets as they are written, to tell a clerk.
    let sheetText: String?
    let headerRows: ClosedRange<Int>?
    /// How many rows the header may have, in the order in which they are tried.
    let levels: [Int]
    /// The file's columns by the table's.
    let columns: [(column: Int, source: ColumnSource)]
    /// Columns of the table that a file may lack although they are named.
    let optional: Set<Int>
    /// How cells are read, by the table's column.
    let readings: [Int: CellReading]
    let constants: [(column: Int, constant: Constant)]
    let month: MonthSource?
    let ignoredRows: [RowCondition]
    let onlyRows: [RowCondition]
    /// The columns of the file that are ignored.
    let ignored: Words
    let days: DayRules?
    /// The rules that turn punches into a day's attendance; nil for a file whose cells say it.
    let punches: PunchRules?

    /// This profile and ``others``.
    public var parts: [Profile] { [self] + others }

    /// The only row of the header; nil to find it by its titles, or when it has several rows.
    public var headerRow: Int? { headerRows.flatMap { $0.count == 1 ? $0.lowerBound : nil } }

    /// The sheets that are read, as the profile names them; nil when it names none.
    public var sheet: String? { sheetText }

    /// Whether a row of the table is not simply a row of the file: several make one, or one makes several.
    public var gathersRows: Bool { punches != nil || days != nil }

    /// Whether rejected rows can be corrected in a workbook of their own, and read again by this profile.
    ///
    /// The workbook has the rows above the header and the sheet's name, but another file name; a row of it is judged by
    /// itself.
    public var readsRowsAlone: Bool {
        let needsName =
            switch month {
            case .found(let places): places.contains(.file)
            default: false
            }
        let takesName = constants.contains { if case .taken(.file, _, _) = $0.constant { true } else { false } }
        return (punches == nil || days != nil) && files == nil && !needsName && !takesName
    }

    /// Whether a file is one that the profile names, by its name without folder and extension.
    public func takes(file: String) -> Bool { files?.contains(file.utf8) ?? true }

    /// Whether a sheet is one that the profile names; nil when it names none.
    public func takes(sheet: String) -> Bool? { sheets?.contains(sheet.utf8) }

    /// Whether a column of the file is left out without a word, or read without being a column of the table.
    public func ignores(_ title: String) -> Bool {
        var folded = Profile.folded(title)
        if folded.string.hasPrefix("("), folded.string.hasSuffix(")") {
            let inner = Text(String(folded.string.dropFirst().dropLast()))
            if otherTitles.contains(inner) { return true }
            if ignored.contains(inner.utf8) { folded = inner }
        }
        return ignored.contains(folded.utf8)
    }

    /// The titles without which a file is none of this profile's, each with those that may stand for it.
    var requiredTitles: [[TitleName]] {
        let named = Dictionary(grouping: columns, by: \.column)
        if let punches {
            let member = schema.memberColumn.map { named[$0] == nil ? [own($0)] : [] } ?? []
            return columns.filter { !optional.contains($0.column) }.map(\.source.titles) + member
                + punches.titles.map { [$0] } + conditionTitles
        }
        var required: [[TitleName]] = []
        let made = Set(constants.map(\.column) + [days?.day, days?.cell].compactMap(\.self))
        for (place, column) in schema.columns.enumerated() {
            if let sources = named[place] {
                if !optional.contains(place) { required += sources.map(\.source.titles) }
            } else if column.isRequired, !made.contains(place) {
                required.append(own(place))
            }
        }
        return required + conditionTitles
    }

    /// A column of the table under its own names.
    private func own(_ column: Int) -> [TitleName] {
        let about = schema.columns[column]
        return [about.key, about.title.chinese].map { TitleName(title: Profile.folded($0)) }
    }

    private var conditionTitles: [[TitleName]] {
        (ignoredRows + onlyRows).flatMap { $0.parts.map { alternatives(to: $0.title) } }
    }

    /// The titles of which a file needs one: all of a column that comes from several, else the title itself.
    func alternatives(to title: TitleName) -> [TitleName] {
        columns.first { $0.source.titles.count > 1 && $0.source.titles.contains(title) }?.source.titles ?? [title]
    }

    /// The titles that are read but are no column of the table.
    private var otherTitles: Set<Text> {
        let several = columns.map(\.source).filter { $0.titles.count > 1 }.flatMap(\.titles)
        let conditions = (ignoredRows + onlyRows).flatMap { $0.parts.map(\.title) }
        return Set((several + conditions).map(\.title))
    }

    /// Where a source for ``mapping(_:file:sheet:)`` begins: in the first row, since titles above the header may count.
    public var header: HeaderPlace { .row(1) }

    /// Reads a source as the profile describes.
    ///
    /// - Parameters:
    ///   - source: the unchanged file or sheet from its first row, with what stands above the header.
    ///   - file: the file's name, from which constants may be taken; nil for the source's.
    ///   - sheet: the sheet's name.
    public func mapping(_ source: TableSource, file: String? = nil, sheet: String? = nil) -> TableSource {
        TableSource(file: source.file) { [self] () throws(Problem) in
            let opening = ProfileOpening(self, file: file ?? source.file, sheet: sheet)
            let records = try source.open()
            do throws(RecordFault) {
                return try opening.records(records)
            } catch {
                switch error {
                case .failed(let problem): throw problem
                case .refused(let refusal): return RefusedByProfile(refusal)
                }
            }
        }
    }

    /// Where the header of a file is, by its first rows.
    ///
    /// - Parameter rows: the rows from the first one, with their numbers.
    /// - Returns: the number of the header's last row; nil when it is none of this profile's.
    public func headerRow(in rows: [(row: Int, cells: [String])]) -> Int? { header(in: rows)?.row }

    /// How many rows the header of a file has, by its first rows; nil when it is none of this profile's.
    public func headerLevels(in rows: [(row: Int, cells: [String])]) -> Int? { header(in: rows)?.cells.count }

    private func header(in rows: [(row: Int, cells: [String])]) -> FileHeader? {
        do throws(RecordFault) { return try HeaderFinder(self).find(in: TextRecords(rows)) } catch { return nil }
    }

    /// A header's text, normalised for comparison.
    package static func folded(_ title: String) -> Text { folded(Array(title.utf8)) }

    /// A header's cell, normalised for comparison.
    static func folded(_ cell: some Collection<UInt8>) -> Text {
        Text(utf8: CellText.normalised(cell)).withoutWhiteSpace
    }
}

/// A file that is refused when its first row is requested.
private final class RefusedByProfile: RecordSource {
    private let refusal: Refusal

    init(_ refusal: Refusal) { self.refusal = refusal }

    func next() throws(RecordFault) -> Record? { throw .refused(refusal) }
}

/// Rows that are in memory.
private final class TextRecords: RecordSource {
    private var rows: ArraySlice<(row: Int, cells: [String])>
    private var cells: [UnsafeBufferPointer<UInt8>] = []
    private let room = Room()

    init(_ rows: [(row: Int, cells: [String])]) { self.rows = rows[...] }

    func next() throws(RecordFault) -> Record? {
        guard let row = rows.popFirst() else { return nil }
        room.begin()
        cells = row.cells.map { room.keep($0) }
        return cells.withUnsafeBufferPointer { Record(row: row.row, cells: $0) }
    }
}
