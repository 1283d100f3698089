import AssessmentKernel
import FileFormats
import Patterns

/// Opens a file as a profile describes it.
struct ProfileOpening {
    private let profile: Profile
    private let file: String
    private let sheet: String?

    init(_ profile: Profile, file: String, sheet: String?) {
        self.profile = profile
        self.file = file
        self.sheet = sheet
    }

    /// The rows of the table, header first.
    func records(_ records: any RecordSource) throws(RecordFault) -> any RecordSource {
        let header = try HeaderFinder(profile).find(in: records)
        let layout = try ProfileLayout(profile, FileTexts(header: header, file: file, sheet: sheet))
        let rows = FileRows(records, layout)
        if let days = profile.days { return try DayRecords(rows, layout, days) }
        if let punches = profile.punches { return try PunchRecords(rows, layout, punches) }
        return ProfileRecords(rows, layout)
    }
}

/// A profile applied to the header of one file.
struct ProfileLayout {
    /// A column of the table and the places of the file that it comes from.
    struct Column {
        let column: Int
        let places: [Int]
        let preferred: [Int64]?
        let reading: CellReading
    }

    let profile: Profile
    let header: FileHeader
    let period: FilePeriod?
    /// The columns that come from the file, in the order of the file.
    let columns: [Column]
    let constants: [(column: Int, value: [UInt8])]
    let filter: RowFilter

    init(_ profile: Profile, _ texts: FileTexts) throws(RecordFault) {
        self.profile = profile
        let header = texts.header
        self.header = header
        period = try texts.period(profile.month)
        let schema = profile.schema
        func reading(_ column: Int) -> CellReading {
            profile.readings[column] ?? CellReading(schema.columns[column].kind)
        }
        var columns: [Column] = []
        for (column, source) in profile.columns {
            var places: [Int] = []
            for title in source.titles {
                let isNeeded = source.titles.count == 1 && !profile.optional.contains(column)
                if !isNeeded, header.places(of: title).isEmpty { continue }
                places.append(try header.place(of: title))
            }
            if places.isEmpty { continue }
            columns.append(
                Column(column: column, places: places, preferred: source.preferred, reading: reading(column)))
        }
        let made =
            profile.constants.map(\.column) + (profile.punches?.columns ?? [])
            + [profile.days?.day, profile.days?.cell].compactMap(\.self)
        let taken = Set(profile.columns.map(\.column) + made)
        let used = Set(columns.flatMap(\.places))
        for place in header.columns.indices where !used.contains(place) && !profile.ignores(header.columns[place].shown)
        {
            guard let own = ProfileLayout.own(header.columns[place], schema), !taken.contains(own) else { continue }
            columns.append(Column(column: own, places: [place], preferred: nil, reading: reading(own)))
        }
        self.columns = columns.enumerated().sorted { left, right in
            let (first, second) = (left.element.places[0], right.element.places[0])
            return first != second ? first < second : left.offset < right.offset
        }.map(\.element)
        try ProfileLayout.checkUnits(self.columns, schema, header)
        var constants: [(column: Int, value: [UInt8])] = []
        for (column, constant) in profile.constants {
            var value = try texts.value(constant, schema.columns[column])
            // What is taken from a title is read as a cell would be.
            if case .taken = constant {
                value = value.withUnsafeBufferPointer { [period] text in
                    if case .text(let read) = reading(column).read(text, period) { read } else { Array(text) }
                }
            }
            constants.append((column, value))
        }
        self.constants = constants
        let member = schema.memberColumn
        filter = try RowFilter(
            profile, header, memberPlaces: columns.filter { $0.column == member }.flatMap(\.places))
    }

    /// Refuses a column of numbers whose title names another unit than the table's, unless the profile converts it.
    private static func checkUnits(
        _ columns: [Column], _ schema: TableSchema, _ header: FileHeader
    ) throws(RecordFault) {
        for column in columns where schema.columns[column.column].kind == .number && column.reading.unit == nil {
            for place in column.places {
                let title = header.columns[place].shown
                guard let unit = HeaderText.otherUnit(in: title.utf8)?.string else { continue }
                let key = schema.columns[column.column].key
                throw .refused(
                    Refusal(
                        row: header.row, code: "other-unit",
                        reason: LocalText(
                            "列“\(title)”的单位是“\(unit)”，对照文件没有写怎样换算",
                            "the column \(title) is in \(unit), and the profile does not convert it"),
                        next: LocalText(
                            "在对照文件中写 units: {\(key): 分钟} 等换算",
                            "write units: {\(key): 分钟} or the like in the profile")))
            }
        }
    }

    /// The table's column that a title names by itself.
    static func own(_ column: FileHeader.Column, _ schema: TableSchema) -> Int? {
        for title in [column.joined, column.last, FileHeader.plain(column.joined)] where !title.utf8.isEmpty {
            let place =
                schema.columns.firstIndex { Profile.folded($0.key) == title }
                ?? schema.columns.firstIndex { Profile.folded($0.title.chinese) == title }
            if let place { return place }
        }
        return nil
    }
}

/// The rows of a file below its header, as long as it and without those that are no records.
final class FileRows {
    private let records: any RecordSource
    private let layout: ProfileLayout
    private var cells: [UnsafeBufferPointer<UInt8>] = []
    /// The rows so far that were passed over.
    private(set) var (totals, repeatedHeaders) = (0, 0)

    init(_ records: any RecordSource, _ layout: ProfileLayout) {
        self.records = records
        self.layout = layout
    }

    var width: Int { layout.header.columns.count }
    var hiddenRows: Int { records.hiddenRows }

    func expect(_ kinds: [ColumnKind?]) { records.expect(kinds) }

    /// The next row that is a record: no repeated header, no total.
    func nextRecord() throws(RecordFault) -> Record? {
        while let record = try next() {
            if isTotal(record) { continue }
            if !isHeader(record) { return record }
            repeatedHeaders += 1
        }
        return nil
    }

    /// Whether a row is a total or a footer; it is counted.
    func isTotal(_ record: Record) -> Bool {
        guard layout.filter.isTotal(record.cells) else { return false }
        totals += 1
        return true
    }

    /// Whether a row repeats one of the header's.
    func isHeader(_ record: Record) -> Bool { layout.filter.isHeader(record.cells) }

    /// The next row that the profile takes, padded to the header; it is longer only if a cell beside the table is filled.
    func next() throws(RecordFault) -> Record? {
        while let record = try records.next() {
            guard layout.filter.takes(record.cells) else { continue }
            if record.cells.count == width { return record }
            var count = record.cells.count
            while count > width, CellText.isBlank(record.cells[count - 1]),
                !record.faults.contains(where: { $0.place == count - 1 })
            { count -= 1 }
            cells.removeAll(keepingCapacity: true)
            cells.append(contentsOf: record.cells.prefix(count))
            while cells.count < width { cells.append(UnsafeBufferPointer(start: nil, count: 0)) }
            return cells.withUnsafeBufferPointer { Record(row: record.row, cells: $0, faults: record.faults) }
        }
        return nil
    }
}
