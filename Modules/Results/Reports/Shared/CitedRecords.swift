public import AssessmentKernel
import Closing

/// A record's origin, as a report shows it.
public struct RecordOrigin: Hashable, Sendable {
    /// The file as the clerk named it; nil when the ledger does not know.
    public let file: String?
    /// The row, as a spreadsheet shows it.
    public let row: Int?
    /// The table's title.
    public let table: LocalText
    /// The cells that identify the record, on one line.
    public let cells: String

    /// Whether nothing of it is told but that it is there.
    var isCounted: Bool { file == nil && row == nil && cells.isEmpty }

    fileprivate init(unknown record: RecordReference) {
        self.init(
            file: nil, row: nil, table: LocalText(record.table, record.table),
            cells: ShownText.short(record.parts.joined(separator: " ")))
    }

    /// Describes a record's origin.
    public init(file: String?, row: Int?, table: LocalText, cells: String) {
        self.file = file
        self.row = row
        self.table = table
        self.cells = cells
    }
}

/// The records that a deduction cites.
struct CitedRecords: Sendable {
    /// Where they came from, in the order of the records; none if one of them is told by its number alone, as votes are.
    private let origins: [RecordOrigin]
    /// How many are told by their number alone, and of which table.
    private let counted: (number: Int, table: LocalText)?

    init(_ records: [RecordReference], _ origin: (RecordReference) throws -> RecordOrigin?) rethrows {
        let found = try records.map(origin)
        let counted = found.compactMap { $0 }.filter(\.isCounted)
        self.counted = counted.first.map { (counted.count, $0.table) }
        origins = counted.isEmpty ? zip(records, found).map { $1 ?? RecordOrigin(unknown: $0) } : []
    }

    /// The origins as a report shows them; of records that are told by their number there is one, which says how many.
    func shown(_ words: ReportWords) -> (origins: [RecordOrigin], areCounted: Bool) {
        guard let (number, table) = counted else { return (origins, false) }
        let cells = words("共 \(number) 条，只列数量", "\(number) in all, of which only the number is told")
        return ([RecordOrigin(file: nil, row: nil, table: table, cells: cells)], true)
    }
}

/// An item's score with its deductions as the reports of a language tell them.
struct ToldItem: Sendable {
    let score: ItemScore
    let deductions: [ToldDeduction]
}

/// A deduction as the reports of a language tell it.
final class ToldDeduction: Sendable {
    let taken: Deduction
    /// What it was taken for, and the same as markup.
    let (reason, markup): (String, String)
    /// Where its records came from.
    let origins: [RecordOrigin]
    /// Whether it rests on records of which only the number is told.
    let isCounted: Bool

    init(_ taken: Deduction, _ cited: CitedRecords, _ words: ReportWords) {
        self.taken = taken
        reason = taken.told(in: words.language)
        markup = ShownText.html(reason)
        (origins, isCounted) = cited.shown(words)
    }
}
