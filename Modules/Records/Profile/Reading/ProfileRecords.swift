import AssessmentKernel
import Cells
import FileFormats

/// Presents the rows of an export with the titles and values of a table, a row for a row.
///
/// Cells keep their places: columns are renamed, values replaced, and what comes from several columns or from none is
/// added after the last column.
final class ProfileRecords: RecordSource {
    private let rows: FileRows
    private let layout: ProfileLayout
    /// For each place of the file the reader of its column; nil when it is none of the table's.
    private var readers: [ColumnReader?]
    /// Columns that come from several places, or from one that has a reader already.
    private var added: [ColumnReader] = []
    private var isHeaderRead = false
    private var cells: [UnsafeBufferPointer<UInt8>] = []
    private let room = Room()
    private let constants = Room()
    private var constantCells: [UnsafeBufferPointer<UInt8>] = []

    init(_ rows: FileRows, _ layout: ProfileLayout) {
        self.rows = rows
        self.layout = layout
        readers = [ColumnReader?](repeating: nil, count: rows.width)
        for column in layout.columns {
            let reader = ColumnReader(column, layout)
            if column.places.count == 1, readers[column.places[0]] == nil {
                readers[column.places[0]] = reader
            } else {
                added.append(reader)
            }
        }
        constantCells = layout.constants.map { constants.keep($0.value) }
    }

    var hiddenRows: Int { rows.hiddenRows }
    var passedOver: (totals: Int, headers: Int) { (rows.totals, rows.repeatedHeaders) }

    func expect(_ kinds: [ColumnKind?]) {
        var kinds = [ColumnKind?](repeating: nil, count: rows.width)
        for column in layout.columns {
            for place in column.places { kinds[place] = kinds[place] ?? column.sheetKind }
        }
        rows.expect(kinds)
    }

    func next() throws(RecordFault) -> Record? {
        if !isHeaderRead { return header(layout.header.row) }
        var next = try rows.next()
        while let record = next, rows.isTotal(record) { next = try rows.next() }
        guard let record = next else { return nil }
        // It is passed over like any header that a file repeats.
        if rows.isHeader(record) { return header(record.row) }
        cells.removeAll(keepingCapacity: true)
        var faults = record.faults
        for (place, cell) in record.cells.enumerated() {
            guard place < readers.count, let reader = readers[place] else {
                cells.append(cell)
                continue
            }
            add(reader, record, place, &faults)
        }
        // A row that is too long stays so, to be rejected.
        if record.cells.count == rows.width {
            for reader in added { add(reader, record, cells.count, &faults) }
            cells += constantCells
        }
        return cells.withUnsafeBufferPointer { Record(row: record.row, cells: $0, faults: faults) }
    }

    private func add(
        _ reader: ColumnReader, _ record: Record, _ place: Int, _ faults: inout [(place: Int, fault: CellFault)]
    ) {
        reader.begin()
        let (cell, fault) = reader.read(record)
        if let fault, !faults.contains(where: { $0.place == place }) { faults.append((place, fault)) }
        cells.append(cell)
    }

    /// The header, with the table's keys for the columns that are read.
    private func header(_ row: Int) -> Record {
        isHeaderRead = true
        cells.removeAll(keepingCapacity: true)
        room.begin()
        let (profile, schema) = (layout.profile, layout.profile.schema)
        for (place, column) in layout.header.columns.enumerated() {
            var title = column.shown
            if let reader = readers[place] {
                title = schema.columns[reader.column].key
            } else if ProfileLayout.own(column, schema) != nil || profile.ignores("(\(column.joined))")
                || profile.ignores("(\(column.last))")
            {
                // A title that the table would recognise but the profile does not.
                title = "(\(profile.ignores("(\(column.last))") ? column.last.string : title))"
            }
            cells.append(room.keep(title))
        }
        let behind = added.map(\.column) + layout.constants.map(\.column)
        for column in behind { cells.append(room.keep(schema.columns[column].key)) }
        return cells.withUnsafeBufferPointer { Record(row: row, cells: $0) }
    }
}

extension ProfileLayout.Column {
    /// As what a spreadsheet's cells of this column are shown.
    var sheetKind: ColumnKind { reading.onlyDay ? .dateTime : reading.kind }
}
