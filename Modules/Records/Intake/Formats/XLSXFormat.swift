import AssessmentKernel
import Sheets
import XLSX

/// Workbooks of Excel and WPS since 2007 (.xlsx).
public struct XLSXFormat: WorkbookFormat {
    /// `XLSX`.
    public let key = "XLSX"
    /// Workbooks, with or without macros, and templates.
    public let endings = ["xlsx", "xlsm", "xltx"]

    /// Makes the format.
    public init() {}

    /// Whether a file is a ZIP archive.
    public func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .archive }

    /// Opens a workbook.
    public func open(_ file: InputFile) throws(RecordFault) -> any Workbook {
        try file.atPath { (path: String) throws(RecordFault) in
            do throws(WorkbookFault) {
                return XLSXWorkbook(try WorkbookReader(path: path))
            } catch {
                throw .refused(Refusal(error))
            }
        }
    }
}

private final class XLSXWorkbook: Workbook {
    let sheets: [WorkbookSheet]
    private let reader: WorkbookReader

    init(_ reader: WorkbookReader) {
        self.reader = reader
        sheets = reader.sheets.map { WorkbookSheet($0.name, isHidden: $0.isHidden) }
    }

    func rows(ofSheet place: Int) throws(RecordFault) -> any RecordSource {
        do throws(WorkbookFault) {
            return XLSXRecords(try reader.open(reader.sheets[place]), countsFrom1904: reader.countsFrom1904)
        } catch {
            throw .refused(Refusal(error))
        }
    }
}

/// The rows of a workbook's sheet, each cell as the text that the table expects.
private final class XLSXRecords: RecordSource {
    private let rows: SheetReader
    private let countsFrom1904: Bool
    private var purposes: [SheetCell.Purpose] = []

    private var cells: [UnsafeBufferPointer<UInt8>] = []
    /// Rendered texts: the place of the cell and the range in ``written``.
    private var pending: [(place: Int, range: Range<Int>)] = []
    private var written: [UInt8] = []
    private var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 10)

    init(_ rows: SheetReader, countsFrom1904: Bool) {
        self.rows = rows
        self.countsFrom1904 = countsFrom1904
    }

    deinit { room.deallocate() }

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
                try cell.render(for: purpose, countsFrom1904: countsFrom1904, into: &written)
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

extension CellFault {
    fileprivate init(_ fault: SheetCell.Fault) {
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
    fileprivate init(_ fault: WorkbookFault) {
        self.init(row: fault.row, code: fault.code, reason: fault.reason, next: fault.next)
    }
}
