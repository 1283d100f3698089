import AssessmentKernel
import Cells
import Sheets

/// The rows of a sheet in any spreadsheet format, each cell as the text that the table expects.
final class CellRecords: RecordSource {
    private let rows: any SheetRows
    private var purposes: [SheetCell.Purpose] = []

    private var cells: [UnsafeBufferPointer<UInt8>] = []
    /// How many of ``cells`` the current row has filled; all others are blank.
    private var filled = 0
    /// The columns of the table, once its header was read: rows are padded to them.
    private var width: Int?
    /// How many columns beside the table keep their place; of what lies farther off one cell is enough.
    private static let beside = 256
    /// Rendered texts: the place of the cell and the range in ``written``.
    private var pending: [(place: Int, range: Range<Int>)] = []
    private var written: [UInt8] = []
    private var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 10)

    init(_ rows: any SheetRows) { self.rows = rows }

    deinit { room.deallocate() }

    var hiddenRows: Int { rows.hiddenRows }

    /// Notes which columns hold days, moments and codes.
    func expect(_ kinds: [ColumnKind?]) {
        purposes = kinds.map { kind in kind.map { CellForm.each[$0].purpose } ?? .anything }
        // The header is the row just returned.
        width = max(kinds.count, cells.count)
    }

    func next() throws(RecordFault) -> Record? {
        let row: SheetRow?
        do throws(WorkbookFault) { row = try rows.next() } catch { throw .refused(Refusal(error)) }
        guard let row else { return nil }
        let faults = take(row)
        return cells.withUnsafeBufferPointer { Record(row: row.number, cells: $0, faults: faults) }
    }

    /// Spreads a row's cells over their columns.
    ///
    /// A row costs what its own cells cost, however wide the header is.
    private func take(_ row: SheetRow) -> [(place: Int, fault: CellFault)] {
        pending.removeAll(keepingCapacity: true)
        written.removeAll(keepingCapacity: true)
        clear()
        var faults: [(place: Int, fault: CellFault)] = []
        for cell in row.cells {
            var column = cell.column
            if let width, column >= width + CellRecords.beside {
                if cell.kind == .text, CellText.isBlank(cell.text) { continue }
                column = width + CellRecords.beside
                if cells.count > column { break }
            }
            while cells.count <= column { cells.append(blank) }
            filled = column + 1
            let purpose = column < purposes.count ? purposes[column] : .anything
            if cell.isPlain(for: purpose) {
                cells[column] = cell.text
                continue
            }
            let start = written.count
            do throws(SheetCell.Fault) {
                try cell.render(for: purpose, countsFrom1904: rows.countsFrom1904, into: &written)
            } catch {
                faults.append((column, CellFault(error)))
                written.append(contentsOf: cell.text)
            }
            pending.append((column, start..<written.count))
        }
        place()
        return faults
    }

    private let blank = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    /// Makes all cells blank that the last row filled.
    private func clear() {
        guard let width else { return cells.removeAll(keepingCapacity: true) }
        if cells.count > width { cells.removeLast(cells.count - width) }
        for place in 0..<min(filled, cells.count) { cells[place] = blank }
        while cells.count < width { cells.append(blank) }
        filled = 0
    }

    /// Points the cells to the rendered texts, which stay in place until the next row.
    private func place() {
        if pending.isEmpty { return }
        if room.count < written.count {
            room.deallocate()
            room = .allocate(capacity: written.count * 2)
        }
        _ = room.update(fromContentsOf: written)
        for (place, range) in pending { cells[place] = UnsafeBufferPointer(rebasing: room[range]) }
    }
}

/// A workbook of any spreadsheet format.
final class SheetWorkbook: Workbook {
    /// Opens the sheet at a place.
    typealias Opener = (Int) throws(WorkbookFault) -> any SheetRows

    let sheets: [WorkbookSheet]
    private let opener: Opener

    init(_ sheets: [WorkbookSheet], _ opener: @escaping Opener) {
        self.sheets = sheets
        self.opener = opener
    }

    func rows(ofSheet place: Int) throws(RecordFault) -> any RecordSource {
        do throws(WorkbookFault) { return CellRecords(try opener(place)) } catch { throw .refused(Refusal(error)) }
    }
}

extension InputFile {
    /// Opens the workbook at the file's path, with its faults as refusals.
    func workbook(_ open: (_ path: String) throws(WorkbookFault) -> any Workbook) throws(RecordFault) -> any Workbook {
        try atPath { (path: String) throws(RecordFault) in
            do throws(WorkbookFault) { return try open(path) } catch { throw .refused(Refusal(error)) }
        }
    }
}

extension CellFault {
    init(_ fault: SheetCell.Fault) {
        self =
            switch fault {
            case .error: .formulaError
            case .uncalculated: .formulaWithoutValue
            case .lostDigits: .digitsLost
            case .format(let code): .numberFormat(code)
            }
    }
}

extension Refusal {
    init(_ fault: WorkbookFault) {
        self.init(row: fault.row, code: fault.code, reason: fault.reason, next: fault.next)
    }
}
