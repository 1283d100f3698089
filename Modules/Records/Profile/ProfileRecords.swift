import AssessmentKernel
import Intake

/// Presents the rows of an export with the titles and values of a table.
///
/// Cells keep their places: columns are renamed, values replaced, and constants added after the last column.
final class ProfileRecords: RecordSource {
    private let records: any RecordSource
    private let profile: Profile
    private var isHeaderRead = false
    private var width = 0
    /// For each place of the file the column of the schema; nil when neither the profile nor the table knows it.
    private var columns: [Int?] = []
    /// Places of the file that also supply a second column: they are repeated after the last.
    private var repeated: [(place: Int, column: Int)] = []

    private var cells: [UnsafeBufferPointer<UInt8>] = []
    private var texts: [[UInt8]] = []
    private let room = Room()

    init(_ records: any RecordSource, _ profile: Profile) {
        self.records = records
        self.profile = profile
    }

    func expect(_ kinds: [ColumnKind?]) {
        records.expect(
            columns.map { column in
                guard let column else { return nil }
                return profile.daysOnly.contains(column) ? .dateTime : profile.schema.columns[column].kind
            })
    }

    var hiddenRows: Int { records.hiddenRows }

    func next() throws(RecordFault) -> Record? {
        guard let record = try records.next() else { return nil }
        if !isHeaderRead { return header(record) }
        cells.removeAll(keepingCapacity: true)
        room.begin()
        for (place, cell) in record.cells.enumerated() {
            let column = place < columns.count ? columns[place] : nil
            cells.append(column.map { value(cell, $0) } ?? cell)
        }
        // A row that is too short or long stays so, to be rejected.
        if record.cells.count == width {
            for (place, column) in repeated { cells.append(value(record.cells[place], column)) }
            for (_, constant) in profile.constants { cells.append(room.keep(Array(constant.utf8))) }
        }
        return cells.withUnsafeBufferPointer { Record(row: record.row, cells: $0, faults: record.faults) }
    }

    /// The header, with the table's keys for the columns that the profile names.
    private func header(_ record: Record) -> Record {
        isHeaderRead = true
        width = record.cells.count
        let schema = profile.schema
        let taken = Set(profile.columns.map(\.column) + profile.constants.map(\.column))
        room.begin()
        for (place, cell) in record.cells.enumerated() {
            let text = String(decoding: cell, as: UTF8.self)
            let title = Profile.folded(text)
            var named = profile.columns.filter { $0.title == title }.map(\.column)
            if named.isEmpty, let own = ProfileRecords.column(title, schema) {
                // Hides a title that the table would recognise but the profile takes from another column.
                if taken.contains(own) || profile.ignores(text) {
                    columns.append(nil)
                    cells.append(room.keep(Array("(\(text))".utf8)))
                    continue
                }
                named = [own]
            }
            columns.append(named.first)
            cells.append(named.first.map { room.keep(Array(schema.columns[$0].key.utf8)) } ?? cell)
            for column in named.dropFirst() { repeated.append((place, column)) }
        }
        let behind = repeated.map(\.column) + profile.constants.map(\.column)
        for column in behind { cells.append(room.keep(Array(schema.columns[column].key.utf8))) }
        return cells.withUnsafeBufferPointer { Record(row: record.row, cells: $0) }
    }

    private static func column(_ title: Text, _ schema: TableSchema) -> Int? {
        schema.columns.firstIndex { Profile.folded($0.key) == title }
            ?? schema.columns.firstIndex { Profile.folded($0.title.chinese) == title }
    }

    /// The meaning of a cell in a column.
    private func value(_ cell: UnsafeBufferPointer<UInt8>, _ column: Int) -> UnsafeBufferPointer<UInt8> {
        if let values = profile.values[column], let meant = values[Text(utf8: CellText.normalised(cell))] {
            return room.keep(Array(meant.utf8))
        }
        if profile.daysOnly.contains(column) { return ProfileRecords.day(cell) }
        return cell
    }

    /// The day of a moment: the text before the first white space, or up to 日.
    static func day(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let trimmed = CellText.trimmedASCII(cell)
        for place in trimmed.indices {
            if CellText.isASCIISpace(trimmed[place]) { return UnsafeBufferPointer(rebasing: trimmed[..<place]) }
            if place + 2 < trimmed.count, trimmed[place] == 0xE6, trimmed[place + 1] == 0x97, trimmed[place + 2] == 0xA5
            {
                return UnsafeBufferPointer(rebasing: trimmed[...(place + 2)])
            }
        }
        return cell
    }
}

/// Texts that keep their addresses until the next row.
final class Room {
    private var blocks: [UnsafeMutableBufferPointer<UInt8>] = []

    deinit { begin() }

    /// Drops the texts of the last row.
    func begin() {
        for block in blocks { block.deallocate() }
        blocks.removeAll(keepingCapacity: true)
    }

    /// Stores a text.
    func keep(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = block.initialize(from: bytes)
        blocks.append(block)
        return UnsafeBufferPointer(block)
    }
}
