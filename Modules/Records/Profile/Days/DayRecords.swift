import AssessmentKernel
import Cells
import FileFormats
import Patterns

/// Reads a file with a column for each day: a row becomes a record for each day that has one.
final class DayRecords: RecordSource {
    /// The columns of one day.
    private struct Day {
        /// Nil for a day that the file's month does not have.
        let date: CivilDate?
        var places: [Int]
        let title: String
        /// The date as it is handed over.
        let text: String
    }

    private let rows: FileRows
    private let layout: ProfileLayout
    private let rules: DayRules
    private let punches: PunchRules?
    private let punchCells: PunchCells?
    private let readers: [ColumnReader]
    private let cellMemo: CellMemo
    private let cellReading: CellReading
    private var days: [Day] = []
    private let ignored: WordMemo
    /// The words for an empty cell.
    private let blanks: WordMemo
    private let parser: CellParser
    private var block: RowBlock

    private var current: Record?
    private var nextDay = 0
    private var isHeaderRead = false
    /// The rows below the header that say the days of the week; nil until the first row is read.
    private var weekdayRows: Int?
    /// The cells that all days of the row share, and the faults among them.
    private var shared: [UnsafeBufferPointer<UInt8>] = []
    private var sharedFaults: [(place: Int, fault: CellFault)] = []
    private var cells: [UnsafeBufferPointer<UInt8>] = []
    private let room = Room()

    init(_ rows: FileRows, _ layout: ProfileLayout, _ rules: DayRules) throws(RecordFault) {
        (self.rows, self.layout, self.rules) = (rows, layout, rules)
        let (profile, schema) = (layout.profile, layout.profile.schema)
        punches = profile.punches
        punchCells = punches.map { PunchCells($0, status: layout.reading(of: $0.status)) }
        readers = layout.columns.map { ColumnReader($0, layout) }
        cellReading = layout.reading(of: rules.cell ?? punches?.status ?? 0)
        cellMemo = CellMemo(cellReading, layout.period)
        ignored = WordMemo(rules.ignored)
        blanks = WordMemo(cellReading.blanks)
        parser = CellParser(schema)
        block = RowBlock(schema)
        days = try DayRecords.days(layout, rules, together: punches != nil)
        var kinds = [ColumnKind?](repeating: nil, count: rows.width)
        for column in layout.columns { for place in column.places { kinds[place] = column.sheetKind } }
        if let cell = rules.cell {
            for place in days.flatMap(\.places) { kinds[place] = schema.columns[cell].kind }
        }
        rows.expect(kinds)
    }

    // MARK: Header

    private static func days(
        _ layout: ProfileLayout, _ rules: DayRules, together: Bool
    ) throws(RecordFault) -> [Day] {
        let used = Set(layout.columns.flatMap(\.places))
        var days: [Day] = []
        for (place, reading) in DayTitles(rules, layout.header).columns where !used.contains(place) {
            let title = layout.header.columns[place].shown
            guard layout.period != nil || reading.year != nil && reading.month != nil else {
                throw refused(
                    layout, title, LocalText("没有年月", "lacks its year or month"),
                    LocalText(
                        "在对照文件中写明月份，如 month: title（从标题行取得）或 month: 2021-07",
                        "say the month in the profile: month: title (from the rows above the header) or month: 2021-07")
                )
            }
            var any = reading
            any.weekday = nil
            let date = FilePeriod.day(any, layout.period)
            if let date, let weekday = reading.weekday, weekday != date.weekday {
                throw refused(
                    layout, title, LocalText("星期不对：\(date) 不是这一天", "has the wrong day of the week for \(date)"),
                    LocalText("核对文件的月份和对照文件的 month", "check the file's month, and month in the profile"))
            }
            if let date, let same = days.firstIndex(where: { $0.date == date }) {
                guard together else {
                    throw refused(
                        layout, title, LocalText("与另一列是同一天", "is the same day as another column"),
                        LocalText("在对照文件 days 中用 of 写明是哪一列，如 of: 上班", "say which with of under days, as in of: 上班"))
                }
                days[same].places.append(place)
            } else {
                days.append(Day(date: date, places: [place], title: title, text: date?.description ?? ""))
            }
        }
        return days
    }

    private static func refused(
        _ layout: ProfileLayout, _ title: String, _ what: LocalText, _ next: LocalText
    ) -> RecordFault {
        .refused(
            Refusal(
                row: layout.header.row, code: "profile-day",
                reason: LocalText("列“\(title)”\(what.chinese)", "the column \(title) \(what.english)"), next: next))
    }

    private var madeColumns: [Int] {
        punches.map(\.columns) ?? [rules.day, rules.cell].compactMap(\.self)
    }

    private func header() -> Record {
        isHeaderRead = true
        let columns = readers.map(\.column) + madeColumns + layout.constants.map(\.column)
        for column in columns { cells.append(room.keep(layout.profile.schema.columns[column].key)) }
        return cells.withUnsafeBufferPointer { Record(row: layout.header.row, cells: $0) }
    }

    // MARK: Rows

    var hiddenRows: Int { rows.hiddenRows }
    var passedOver: (totals: Int, headers: Int) { (rows.totals, rows.repeatedHeaders + (weekdayRows ?? 0)) }

    func next() throws(RecordFault) -> Record? {
        cells.removeAll(keepingCapacity: true)
        room.begin()
        if !isHeaderRead { return header() }
        while true {
            while let record = current, nextDay < days.count {
                nextDay += 1
                if let made = record.cells.count == rows.width
                    ? self.record(record, days[nextDay - 1]) : besides(record)
                {
                    return made
                }
            }
            guard let record = try rows.nextRecord() else { return nil }
            begin(record)
            if weekdayRows == nil {
                weekdayRows = saysWeekdays(record) ? 1 : 0
                if weekdayRows == 1 { current = nil }
            }
        }
    }

    /// Whether a row says nothing but the days of the week, as the one below the header often does; each must be right.
    private func saysWeekdays(_ record: Record) -> Bool {
        guard record.cells.count == rows.width, shared.allSatisfy({ CellText.isBlank($0) }) else { return false }
        let said = days.flatMap { day in day.places.map { (day.date, record.cells[$0]) } }
            .filter { !CellText.isBlank($0.1) }
        return !said.isEmpty
            && said.allSatisfy { date, cell in
                let weekday = CellText.normalised(cell).withUnsafeBufferPointer { DateMatch.weekday(of: $0) }
                return weekday != nil && (date == nil || weekday == date?.weekday)
            }
    }

    private func begin(_ record: Record) {
        current = record
        nextDay = 0
        cellMemo.begin()
        shared.removeAll(keepingCapacity: true)
        sharedFaults.removeAll(keepingCapacity: true)
        for reader in readers {
            reader.begin()
            let (cell, fault) = reader.read(record)
            if let fault { sharedFaults.append((shared.count, fault)) }
            shared.append(cell)
        }
    }

    /// The record of a row with a filled cell beside the table: one reject for all its days.
    private func besides(_ record: Record) -> Record? {
        nextDay = days.count
        cells += shared
        add(days.first?.text ?? "")
        return made(record, fault: (shared.count, .besideTable))
    }

    /// A row's record for a day; nil without one.
    private func record(_ record: Record, _ day: Day) -> Record? {
        if let place = day.places.first(where: { place in record.faults.contains { $0.place == place } }) {
            let fault = record.faults.first { $0.place == place }?.fault ?? .missing
            return rejected(record, day, place, .inColumn(day.title, fault.code, fault.reason))
        }
        guard let date = day.date else {
            let place = day.places.first { !CellText.isBlank(record.cells[$0]) && !ignored.contains(record.cells[$0]) }
            guard let place else { return nil }
            return rejected(
                record, day, place,
                .inColumn(day.title, "profile-day", LocalText("文件的月份没有这一天", "the file's month has no such day")))
        }
        if day.places.allSatisfy({ isBlank(record.cells[$0]) }), !cellReading.namesBlank { return nil }
        return punches == nil ? marked(record, day) : punched(record, day, date)
    }

    private func isBlank(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        CellText.isBlank(cell) || blanks.contains(cell)
    }

    /// A day whose cell is the value.
    private func marked(_ record: Record, _ day: Day) -> Record? {
        let raw = record.cells[day.places[0]]
        if ignored.contains(raw) { return nil }
        let (cell, fault) = cellMemo.read(raw)
        if let fault { return rejected(record, day, day.places[0], .inColumn(day.title, fault.code, fault.reason)) }
        if CellText.isBlank(cell) { return nil }
        let column = rules.cell ?? 0
        do throws(CellFault) {
            _ = try parser.parse(cell, column: column, into: &block)
        } catch {
            let reason = error.reason(in: layout.profile.schema.columns[column])
            return rejected(record, day, day.places[0], .inColumn(day.title, error.code, reason))
        }
        if block.bytes.count > 1 << 16 { block.forgetTexts(from: 0) }
        cells += shared
        add(day.text)
        cells.append(cell)
        return made(record)
    }

    /// A day whose cells are punches.
    private func punched(_ record: Record, _ day: Day, _ date: CivilDate) -> Record? {
        guard let punches, let punchCells else { return nil }
        var all = DayOfPunches()
        var status: Int?
        var (isBlank, isRecord) = (true, false)
        for place in day.places {
            let cell = record.cells[place]
            if self.isBlank(cell) { continue }
            isBlank = false
            // Most cells begin with a time, and then need no look at the words.
            let isTime = cell.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
            if !isTime, ignored.contains(cell) { continue }
            let answer = punchCells.read(cell, day: date.dayNumber)
            switch answer {
            case .unreadable where isTime && ignored.contains(cell): continue
            default: isRecord = true
            }
            switch answer {
            case .times(let times): all.add(times)
            case .status(let word): status = status ?? word
            case .unreadable, .farAway:
                let isFarAway = if case .farAway = answer { true } else { false }
                return rejected(record, day, place, .punch(record.cells[place], in: day.title, isFarAway: isFarAway))
            }
        }
        if isBlank { status = punchCells.blankStatus }
        guard isRecord || isBlank else { return nil }
        let (value, hundredths) = status.map { (punchCells.meaning($0), nil) } ?? all.judged(by: punches)
        cells += shared
        add(day.text)
        add(value)
        if punches.hours != nil { add(hundredths.map { ExactDecimal.shortest(Int64($0), places: 2) } ?? "") }
        return made(record)
    }

    private func add(_ text: String) { cells.append(room.keep(text)) }

    private func rejected(_ record: Record, _ day: Day, _ place: Int, _ fault: CellFault) -> Record {
        cells += shared
        if day.date != nil { add(day.text) }
        cells.append(record.cells[place])
        return made(record, fault: (cells.count - 1, fault))
    }

    private func made(_ record: Record, fault: (place: Int, fault: CellFault)? = nil) -> Record {
        while cells.count < shared.count + madeColumns.count { add("") }
        for (_, value) in layout.constants { cells.append(room.keep(value)) }
        let faults = sharedFaults + [fault].compactMap(\.self)
        return cells.withUnsafeBufferPointer { Record(row: record.row, cells: $0, faults: faults) }
    }
}
