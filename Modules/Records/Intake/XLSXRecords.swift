public import AssessmentKernel
public import XLSX

/// Where the header of a sheet stands.
public enum HeaderPlace: Sendable {
    /// In this row, as the spreadsheet shows it.
    case row(Int)
    /// In the first of the first twenty rows that has all that is needed; titles and notes may stand above it.
    ///
    /// Without such a row it is the one that has most of it, so that what is missing can be said.
    case names(HeaderNames)

    /// By the titles of a table.
    public static func titles(_ schema: TableSchema) -> HeaderPlace { .names(HeaderNames(schema)) }
}

/// The titles by which a header is known.
public struct HeaderNames: Sendable {
    /// The columns that must be there, each by any of its names.
    let required: [Set<Text>]
    /// All names that a header may have.
    let known: Set<Text>

    /// Names the columns that must be there, each by any of its names: without white space, with ASCII for full-width
    /// forms.
    public init(required: [Set<Text>]) {
        self.required = required
        known = required.reduce(into: []) { $0.formUnion($1) }
    }

    /// By the keys and Chinese titles of a table.
    public init(_ schema: TableSchema) {
        let names = TableHeader.names(of: schema)
        let byColumn = Dictionary(grouping: names.keys) { names[$0] ?? 0 }
        required = schema.columns.indices.filter { schema.columns[$0].isRequired }.map { Set(byColumn[$0] ?? []) }
        known = Set(names.keys)
    }
}

/// The rows of a workbook's sheet, its header first.
public final class XLSXRecords: RecordSource {
    /// How many rows with cells are looked at for the header.
    private static let searched = 20

    private let rows: SheetReader
    private let countsFrom1904: Bool
    private let headerRow: Int?
    /// The number of the header's cells; nil before it was read.
    private var width: Int?
    private var purposes: [SheetCell.Purpose] = []

    private var cells: [UnsafeBufferPointer<UInt8>] = []
    /// Texts that had to be written: the place of their cell and where they lie in ``written``.
    private var pending: [(place: Int, range: Range<Int>)] = []
    private var written: [UInt8] = []
    private var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 10)

    /// Begins to read a sheet.
    ///
    /// - Throws: the fault of a workbook that is not sound.
    public init(_ workbook: WorkbookReader, _ sheet: WorkbookReader.Sheet, header: HeaderPlace) throws(WorkbookFault) {
        switch header {
        case .row(let row): headerRow = row
        case .names(let names): headerRow = try XLSXRecords.header(names, workbook, sheet)
        }
        rows = try workbook.open(sheet)
        countsFrom1904 = workbook.countsFrom1904
    }

    deinit { room.deallocate() }

    /// Takes note of which columns hold days, moments and codes.
    public func expect(_ kinds: [ColumnKind?]) {
        purposes = kinds.map { kind in kind.map { CellForm.each[$0].purpose } ?? .anything }
    }

    /// The next row; those above the header are passed over.
    public func next() throws(RecordFault) -> Record? {
        guard let headerRow else { return nil }
        while let row = try nextRow() {
            if width == nil && row.number < headerRow { continue }
            let faults = take(row)
            if width == nil { width = cells.count }
            return cells.withUnsafeBufferPointer { Record(row: row.number, cells: $0, faults: faults) }
        }
        return nil
    }

    private func nextRow() throws(RecordFault) -> SheetRow? {
        do throws(WorkbookFault) { return try rows.next() } catch { throw .refused(Refusal(error)) }
    }

    /// Spreads a row's cells over the columns of the header, and as far beyond them as something stands there.
    private func take(_ row: SheetRow) -> [(place: Int, fault: CellFault)] {
        cells.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        written.removeAll(keepingCapacity: true)
        var faults: [(place: Int, fault: CellFault)] = []
        let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for cell in row.cells {
            if let width, cell.column >= width, CellText.isBlank(cell.text), cell.kind == .text { continue }
            while cells.count < cell.column { cells.append(empty) }
            let purpose = cell.column < purposes.count ? purposes[cell.column] : .anything
            if cell.isPlain(for: purpose) {
                cells.append(cell.text)
                continue
            }
            let start = written.count
            do throws(SheetCell.Fault) {
                try cell.render(for: purpose, countsFrom1904: countsFrom1904, into: &written)
            } catch {
                faults.append((cell.column, CellFault(error)))
                written.append(contentsOf: cell.text)
            }
            pending.append((cell.column, start..<written.count))
            cells.append(empty)
        }
        while cells.count < width ?? 0 { cells.append(empty) }
        place()
        return faults
    }

    /// Puts the written texts where they stay until the next row.
    private func place() {
        if pending.isEmpty { return }
        if room.count < written.count {
            room.deallocate()
            room = .allocate(capacity: written.count * 2)
        }
        _ = room.update(fromContentsOf: written)
        for (place, range) in pending { cells[place] = UnsafeBufferPointer(rebasing: room[range]) }
    }

    /// The row of a header; nil in a sheet without cells.
    private static func header(
        _ names: HeaderNames, _ workbook: WorkbookReader, _ sheet: WorkbookReader.Sheet
    ) throws(WorkbookFault) -> Int? {
        let rows = try workbook.open(sheet)
        var best: (row: Int, count: Int)?
        for _ in 0..<searched {
            guard let row = try rows.next() else { break }
            let titles = Set(row.cells.map { HeaderText.plain($0.text) })
            if names.required.allSatisfy({ !$0.isDisjoint(with: titles) }) { return row.number }
            let count = titles.intersection(names.known).count
            if count > best?.count ?? -1 { best = (row.number, count) }
        }
        return best?.row
    }
}

extension CellFault {
    init(_ fault: SheetCell.Fault) {
        self =
            switch fault {
            case .error: .formulaError
            case .uncalculated: .formulaWithoutValue
            case .lostDigits: .digitsLost
            }
    }
}

extension Refusal {
    /// Says why a workbook, or a sheet of one, is not taken.
    public init(_ fault: WorkbookFault) {
        self.init(row: fault.row, code: fault.code, reason: fault.reason, next: fault.next)
    }
}
