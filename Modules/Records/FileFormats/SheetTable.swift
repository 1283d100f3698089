package import AssessmentKernel

extension TableSource {
    /// The table of a delivered file, whatever its format.
    ///
    /// A file that its format refuses is refused when its first row is requested, and a missing sheet has no rows: both
    /// are then listed among the rejects, like a wrong header.
    ///
    /// - Parameters:
    ///   - sheet: the sheet; nil for a file that is one table.
    ///   - header: where the header is.
    public init(_ file: InputFile, in format: any WorkbookFormat, sheet: String?, header: HeaderPlace) {
        self.init(file: file.name) { () throws(Problem) in
            do throws(RecordFault) {
                let workbook = try format.open(file)
                let place = workbook.sheets.firstIndex { ($0.name ?? "").utf8.elementsEqual((sheet ?? "").utf8) }
                guard let place else { return NoRecords() }
                if let text = workbook as? TextFile { return try text.rows(below: header) }
                switch header {
                case .row(let row): return SheetRecords(try workbook.rows(ofSheet: place), header: row)
                case .names(let names):
                    let search = HeaderSearch(names, in: try workbook.rows(ofSheet: place))
                    if let fault = search.fault { throw fault }
                    guard let row = search.found ?? search.best?.row else { return NoRecords() }
                    let records = SheetRecords(try workbook.rows(ofSheet: place), header: row)
                    return search.found == nil
                        ? HeaderlessRecords(records, firstFilled: search.firstFilled) : records
                }
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
final class RefusedRecords: RecordSource {
    private let refusal: Refusal

    init(_ refusal: Refusal) { self.refusal = refusal }

    func next() throws(RecordFault) -> Record? { throw .refused(refusal) }
}

/// Rows in which no header was found, from the row that comes nearest to one.
package final class HeaderlessRecords: RecordSource {
    /// The first row that is not blank, at which the file is refused.
    package let firstFilled: Int?
    private let records: any RecordSource

    init(_ records: any RecordSource, firstFilled: Int?) {
        self.records = records
        self.firstFilled = firstFilled
    }

    package func next() throws(RecordFault) -> Record? { try records.next() }

    package func expect(_ kinds: [ColumnKind?]) { records.expect(kinds) }

    package var hiddenRows: Int { records.hiddenRows }
}

/// The rows of a sheet from its header on, padded to the header's length; a row is longer only if a cell beside the
/// table is filled.
private final class SheetRecords: RecordSource {
    private let records: any RecordSource
    private let first: Int
    /// The number of header cells; nil until the header was read.
    private var width: Int?
    private var padded = PaddedCells()

    init(_ records: any RecordSource, header: Int) {
        self.records = records
        first = header
    }

    func next() throws(RecordFault) -> Record? {
        while let record = try records.next() {
            if record.row < first { continue }
            guard let width else {
                let count = PaddedCells.width(of: record.cells)
                width = count
                return Record(
                    row: record.row, cells: UnsafeBufferPointer(rebasing: record.cells[..<count]),
                    faults: record.faults.filter { $0.place < count })
            }
            if record.cells.count == width { return record }
            let cells = padded.fitted(record.cells, to: width, lastFault: record.faults.last?.place)
            return Record(row: record.row, cells: cells, faults: record.faults)
        }
        return nil
    }

    func expect(_ kinds: [ColumnKind?]) { records.expect(kinds) }

    var hiddenRows: Int { records.hiddenRows }
}
