import AssessmentKernel
import Cells
import FileFormats
import Intake
import Patterns

/// Combines the punches of a clock into one row per member and day.
///
/// A row has the number of the day's first row in the file. A day with a punch that cannot be read becomes a reject at
/// that punch's row; so does a punch whose member or day cannot be read.
final class PunchRecords: RecordSource {
    /// The most member days in one file.
    private static let mostDays = 2 << 20
    /// The most rows that cannot be read.
    private static let mostUnread = 100_000

    private struct Day {
        let row: Int32
        var punches = DayOfPunches()
        /// The place of the word that says the status, −1 for none.
        var status: Int32 = -1
        /// The place of the day's unreadable punch, −1 for none.
        var unread: Int32 = -1
    }

    /// A row that is rejected.
    private struct Unread {
        let row: Int
        let member: [UInt8]
        let text: [UInt8]
        /// Whether it is the member that cannot be read.
        let isMember: Bool
        let fault: CellFault
    }

    private let layout: ProfileLayout
    private let rules: PunchRules
    private let cellsOfDays: PunchCells
    private let member: ColumnReader
    private let day: ColumnReader
    private let timePlaces: [Int]
    private let sortPlace: Int?
    private let width: Int

    private var members: [Text: Int32] = [:]
    private var codes: [Text] = []
    private var days: [UInt64: Day] = [:]
    private var unread: [Unread] = []
    /// The rows to hand over: the row's number, and the day's key or the place of an unreadable one.
    private var order: [(row: Int32, key: UInt64, unread: Int32)] = []
    private var place = -1
    private var hidden = 0
    private let rows: FileRows
    private var uncounted: [Text: Int] = [:]

    private var cells: [UnsafeBufferPointer<UInt8>] = []
    private let room = Room()

    /// Reads the export to its end.
    init(_ rows: FileRows, _ layout: ProfileLayout, _ rules: PunchRules) throws(RecordFault) {
        self.layout = layout
        self.rules = rules
        self.rows = rows
        let header = layout.header
        width = rows.width
        cellsOfDays = PunchCells(rules, status: layout.reading(of: rules.status))
        member = try layout.memberReader()
        var dayReading = layout.reading(of: rules.day)
        let dayPlace: Int
        switch rules.place {
        case .moment(let title):
            dayPlace = try header.place(of: title)
            var reading = CellReading(.dateTime)
            (reading.forms, reading.blanks) = (dayReading.forms.filter(\.hasTime), dayReading.blanks)
            (reading.extraction, dayReading) = (dayReading.extraction, reading)
            timePlaces = []
        case .times(let day, let times):
            dayPlace = try header.place(of: day)
            var places: [Int] = []
            for time in times { places.append(try header.place(of: time)) }
            timePlaces = places
        case .days:
            (dayPlace, timePlaces) = (0, [])
        }
        day = ColumnReader(
            .init(column: rules.day, places: [dayPlace], preferred: nil, reading: dayReading), layout)
        sortPlace = try rules.sort?.title.map { title throws(RecordFault) in try header.place(of: title) }
        var kinds = [ColumnKind?](repeating: nil, count: rows.width)
        for place in member.places { kinds[place] = .code }
        kinds[dayPlace] = dayReading.kind
        rows.expect(kinds)
        try read(rows)
        hidden = rows.hiddenRows
    }

    // MARK: Reading

    private func read(_ rows: FileRows) throws(RecordFault) {
        while let record = try rows.nextRecord() {
            try take(record)
            guard days.count <= PunchRecords.mostDays else {
                throw tooMany(record.row, LocalText("打卡记录过多", "too many days of punches in one file"))
            }
            guard unread.count <= PunchRecords.mostUnread else {
                throw tooMany(
                    record.row,
                    LocalText(
                        "读不出的行过多，对照文件可能不适合此文件：\(unread.first?.fault.reason.chinese ?? "")",
                        "too many rows cannot be read; the profile may not be this file's: \(unread.first?.fault.reason.english ?? "")"
                    ))
            }
        }
        order.reserveCapacity(days.count + unread.count)
        for (key, day) in days where day.unread < 0 { order.append((day.row, key, -1)) }
        for (place, one) in unread.enumerated() { order.append((Int32(clamping: one.row), 0, Int32(place))) }
        // Row numbers are unique: each row of the file belongs to one day.
        order.sort { $0.row < $1.row }
        members = [:]
    }

    private func tooMany(_ row: Int, _ reason: LocalText) -> RecordFault {
        .refused(
            Refusal(
                row: row, code: "too-large", reason: reason,
                next: LocalText("请按月分别导出，并核对对照文件", "export it month by month, and check the profile")))
    }

    private func take(_ record: Record) throws(RecordFault) {
        member.begin()
        day.begin()
        let (code, codeFault) = member.read(record)
        guard record.cells.count == width else {
            // A filled cell beside the table.
            reject(record, code, [], .besideTable)
            return
        }
        if let codeFault {
            reject(record, code, [], codeFault, isMember: true)
            return
        }
        let (cell, dayFault) = day.read(record)
        if let dayFault {
            reject(record, code, Array(cell), dayFault)
            return
        }
        if case .moment = rules.place {
            takeMoment(record, code, cell)
            return
        }
        guard let number = cellsOfDays.day(cell) else {
            reject(record, code, Array(cell), CellText.isBlank(cell) ? .missing : .date)
            return
        }
        takeTimes(record, code, number)
    }

    private func takeMoment(
        _ record: Record, _ code: UnsafeBufferPointer<UInt8>, _ cell: UnsafeBufferPointer<UInt8>
    ) {
        guard let moment = cellsOfDays.moment(cell) else {
            // The day of a moment whose time cannot be read is known all the same.
            let known = cellsOfDays.day(CellReading.day(cell))
            let fault =
                CellText.isBlank(cell)
                ? CellFault.missing : CellFault.punch(cell, in: layout.header.columns[day.places[0]].shown)
            guard let known else {
                reject(record, code, Array(cell), fault)
                return
            }
            change(record, code, known) { $0.unread = note(record, code, Array(cell), fault, $0.unread) }
            return
        }
        let begun = moment - Int64(rules.dayBegins)
        let number = CivilDateTime(seconds: begun).date.dayNumber
        let second = Int32(truncatingIfNeeded: moment - Int64(number) * 86_400)
        let counts = counts(record)
        if !counts { noteUncounted(record, 1) }
        change(record, code, number) { if counts { $0.punches.add(second) } }
    }

    private func takeTimes(_ record: Record, _ code: UnsafeBufferPointer<UInt8>, _ number: Int32) {
        let counts = counts(record)
        change(record, code, number) { day in
            for place in timePlaces {
                let cell = record.cells[place]
                if let (_, fault) = record.faults.first(where: { $0.place == place }) {
                    day.unread = note(record, code, Array(cell), fault, day.unread)
                    continue
                }
                switch cellsOfDays.read(cell, day: number) {
                case .times(let times):
                    if counts { day.punches.add(times) }
                    noteUncounted(record, counts ? times.count { !$0.counts } : times.count)
                case .status(let word): if day.status < 0 { day.status = Int32(word) }
                case .unreadable, .farAway:
                    var isFarAway = false
                    if case .farAway = cellsOfDays.read(cell, day: number) { isFarAway = true }
                    let title = layout.header.columns[place].shown
                    let text = Array("\(CivilDate(dayNumber: number)) ".utf8) + Array(cell)
                    day.unread = note(
                        record, code, text, .punch(cell, in: title, isFarAway: isFarAway), day.unread)
                }
            }
        }
    }

    /// Whether the sort of punch counts.
    private func counts(_ record: Record) -> Bool {
        guard let sortPlace, let sort = rules.sort else { return true }
        return sort.counting.contains(Text(utf8: CellText.normalised(record.cells[sortPlace])))
    }

    /// Counts punches that have a time and a sort that does not count.
    private func noteUncounted(_ record: Record, _ count: Int) {
        if count == 0 { return }
        // Without a column the word stands in brackets behind the time.
        let word = sortPlace.map { Text(utf8: CellText.normalised(record.cells[$0].prefix(60))) } ?? "（）"
        if uncounted[word] != nil || uncounted.count < 20 { uncounted[word, default: 0] += count }
    }

    private func change(
        _ record: Record, _ code: UnsafeBufferPointer<UInt8>, _ number: Int32, _ body: (inout Day) -> Void
    ) {
        let text = Text(utf8: CellText.isPlain(code) ? Array(CellText.trimmedASCII(code)) : CellText.normalised(code))
        var ordinal = members[text]
        if ordinal == nil {
            ordinal = Int32(codes.count)
            members[text] = ordinal
            codes.append(text)
        }
        let key = UInt64(UInt32(bitPattern: ordinal ?? 0)) << 32 | UInt64(UInt32(bitPattern: number))
        body(&days[key, default: Day(row: Int32(clamping: record.row))])
    }

    private func reject(
        _ record: Record, _ code: UnsafeBufferPointer<UInt8>, _ text: [UInt8], _ fault: CellFault,
        isMember: Bool = false
    ) {
        unread.append(
            Unread(
                row: record.row, member: Array(code.prefix(1_000)), text: Array(text.prefix(1_000)), isMember: isMember,
                fault: fault))
    }

    /// Notes an unreadable punch, unless the day has one already.
    private func note(
        _ record: Record, _ code: UnsafeBufferPointer<UInt8>, _ text: [UInt8], _ fault: CellFault, _ known: Int32
    ) -> Int32 {
        if known >= 0 { return known }
        reject(record, code, text, fault)
        return Int32(unread.count - 1)
    }

    // MARK: Rows

    /// All of the file's, once a row was handed over.
    var hiddenRows: Int { place > 0 ? hidden : 0 }

    var passedOver: (totals: Int, headers: Int) { (rows.totals, rows.repeatedHeaders) }

    var uncountedPunches: [Text: Int] { uncounted }

    func next() throws(RecordFault) -> Record? {
        cells.removeAll(keepingCapacity: true)
        room.begin()
        defer { place += 1 }
        if place < 0 {
            for column in [member.column] + rules.columns + layout.constants.map(\.column) {
                add(layout.profile.schema.columns[column].key)
            }
            return record(layout.header.row)
        }
        guard place < order.count else { return nil }
        let (row, key, unread) = order[place]
        if unread >= 0 { return record(self.unread[Int(unread)]) }
        guard let day = days[key] else { return nil }
        let (value, hundredths) =
            day.status >= 0 ? (cellsOfDays.meaning(Int(day.status)), nil) : day.punches.judged(by: rules)
        add(codes[Int(key >> 32)].string)
        add(CivilDate(dayNumber: Int32(truncatingIfNeeded: key & 0xFFFF_FFFF)).description)
        add(value)
        if rules.hours != nil { add(hundredths.map { ExactDecimal.shortest(Int64($0), places: 2) } ?? "") }
        return record(Int(row))
    }

    private func add(_ text: String) { cells.append(room.keep(text)) }

    private func record(_ row: Int, faults: [(place: Int, fault: CellFault)] = []) -> Record {
        for (_, value) in layout.constants { cells.append(room.keep(value)) }
        return cells.withUnsafeBufferPointer { Record(row: row, cells: $0, faults: faults) }
    }

    private func record(_ unread: Unread) -> Record {
        cells += [room.keep(unread.member), room.keep(unread.text)]
        add(rules.outcomes[.missed] ?? "")
        if rules.hours != nil { add("") }
        return record(unread.row, faults: [(unread.isMember ? 0 : 1, unread.fault)])
    }
}

extension CellFault {
    static let besideTable = CellFault(
        "cell-count", "表格右侧还有内容，单元格数与表头不一致", "a cell beside the table is filled: the row has more cells than the header"
    )
}

extension ProfileLayout {
    /// How the cells of a column are read.
    func reading(of column: Int) -> CellReading {
        profile.readings[column] ?? CellReading(profile.schema.columns[column].kind)
    }

    /// Reads the member of each row.
    func memberReader() throws(RecordFault) -> ColumnReader {
        guard let member = columns.first(where: { $0.column == profile.schema.memberColumn }) else {
            throw .refused(
                Refusal(
                    row: header.row, code: Reject.Code.missingColumn.rawValue,
                    reason: LocalText("没有工号或姓名的列", "there is no column of members"),
                    next: LocalText("在对照文件的 columns 中写 member", "name member under columns in the profile")))
        }
        return ColumnReader(member, self)
    }
}
