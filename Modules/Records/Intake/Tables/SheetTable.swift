import AssessmentKernel

extension TableSource {
    /// The table of a delivered file, whatever its format.
    ///
    /// A file that its format refuses is refused when its first row is requested, and a missing sheet has no rows: both
    /// are then listed among the rejects, like a wrong header.
    ///
    /// - Parameters:
    ///   - sheet: the sheet; nil for a file that is one table.
    ///   - header: where the header is; a plain text has it in its first row unless a row is given.
    public init(_ file: InputFile, in format: any WorkbookFormat, sheet: String?, header: HeaderPlace) {
        self.init(file: file.name) { () throws(Problem) in
            do throws(RecordFault) {
                let workbook = try format.open(file)
                let place = workbook.sheets.firstIndex { ($0.name ?? "").utf8.elementsEqual((sheet ?? "").utf8) }
                guard let place else { return NoRecords() }
                if format.isPlainText {
                    let records = try workbook.rows(ofSheet: place)
                    guard case .row(let row) = header, row > 1 else { return records }
                    return LaterRecords(records, from: row)
                }
                guard let row = try header.row(in: workbook.rows(ofSheet: place)) else { return NoRecords() }
                return SheetRecords(try workbook.rows(ofSheet: place), header: row)
            } catch {
                switch error {
                case .failed(let problem): throw problem
                case .refused(let refusal): return RefusedRecords(refusal)
                }
            }
        }
    }
}

/// No rows.
private final class NoRecords: RecordSource {
    func next() throws(RecordFault) -> Record? { nil }
}

/// A file that is refused when its first row is requested.
private final class RefusedRecords: RecordSource {
    private let refusal: Refusal

    init(_ refusal: Refusal) { self.refusal = refusal }

    func next() throws(RecordFault) -> Record? { throw .refused(refusal) }
}

/// The records of a source from a given row on.
private final class LaterRecords: RecordSource {
    private let records: any RecordSource
    private let first: Int

    init(_ records: any RecordSource, from first: Int) {
        self.records = records
        self.first = first
    }

    func next() throws(RecordFault) -> Record? {
        while let record = try records.next() {
            if record.row >= first { return record }
        }
        return nil
    }

    func expect(_ kinds: [ColumnKind?]) { records.expect(kinds) }

    var hiddenRows: Int { records.hiddenRows }
}

/// The rows of a sheet from its header on, padded to the header's length; a row is longer only if a cell beside the
/// table is filled.
private final class SheetRecords: RecordSource {
    private let records: LaterRecords
    /// The number of header cells; nil until the header was read.
    private var width: Int?
    private var cells: [UnsafeBufferPointer<UInt8>] = []

    init(_ records: any RecordSource, header: Int) { self.records = LaterRecords(records, from: header) }

    func next() throws(RecordFault) -> Record? {
        guard let record = try records.next() else { return nil }
        guard let width else {
            width = record.cells.count
            return record
        }
        if record.cells.count == width { return record }
        var count = record.cells.count
        while count > width, CellText.isBlank(record.cells[count - 1]), record.faults.last?.place != count - 1 {
            count -= 1
        }
        cells.removeAll(keepingCapacity: true)
        cells.append(contentsOf: record.cells.prefix(count))
        while cells.count < width { cells.append(UnsafeBufferPointer(start: nil, count: 0)) }
        return cells.withUnsafeBufferPointer { Record(row: record.row, cells: $0, faults: record.faults) }
    }

    func expect(_ kinds: [ColumnKind?]) { records.expect(kinds) }

    var hiddenRows: Int { records.hiddenRows }
}
