import AssessmentKernel
import Sheets

/// The rows of a sheet in any spreadsheet format, each cell as the text that the table expects.
final class CellRecords: RecordSource {
    private let rows: any SheetRows
    private var purposes: [SheetCell.Purpose] = []

    private var cells: [UnsafeBufferPointer<UInt8>] = []
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
    }

    func next() throws(RecordFault) -> Record? {
        let row: SheetRow?
        do throws(WorkbookFault) { row = try rows.next() } catch { throw .refused(Refusal(error)) }
        guard let row else { return nil }
        let faults = take(row)
        return cells.withUnsafeBufferPointer { Record(row: row.number, cells: $0, faults: faults) }
    }

    /// Spreads a row's cells over their columns.
    private func take(_ row: SheetRow) -> [(place: Int, fault: CellFault)] {
        cells.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        written.removeAll(keepingCapacity: true)
        var faults: [(place: Int, fault: CellFault)] = []
        let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for cell in row.cells {
            while cells.count < cell.column { cells.append(empty) }
            let purpose = cell.column < purposes.count ? purposes[cell.column] : .anything
            if cell.isPlain(for: purpose) {
                cells.append(cell.text)
                continue
            }
            let start = written.count
            do throws(SheetCell.Fault) {
                try cell.render(for: purpose, countsFrom1904: rows.countsFrom1904, into: &written)
            } catch {
                faults.append((cell.column, CellFault(error)))
                written.append(contentsOf: cell.text)
            }
            pending.append((cell.column, start..<written.count))
            cells.append(empty)
        }
        place()
        return faults
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
