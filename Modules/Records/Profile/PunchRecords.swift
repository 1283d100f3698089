import AssessmentKernel
import Intake

/// Combines single punches of a clock into one row per member and day.
///
/// A row has the number of the day's first row in the file. A punch whose member or moment cannot be read is passed on
/// as a row of its own, so that it is rejected with its cells.
final class PunchRecords: RecordSource {
    /// The most member days in one file.
    private static let mostDays = 4 << 20

    /// A member's day.
    private struct Day: Hashable {
        let member: Text
        let day: Int32
    }

    /// A day's punches that count.
    private struct Punches {
        let row: Int
        var first = Int.max
        var last = Int.min
        var count = 0
    }

    private let profile: Profile
    private let rules: PunchRules
    private let memberColumn: Int
    private var rows: [(row: Int, cells: [String])] = []
    private var place = -1
    private var headerRow = 1
    private var cells: [UnsafeBufferPointer<UInt8>] = []
    private let room = Room()
    private var fault: RecordFault?

    /// Reads the export to its end.
    init(_ records: any RecordSource, _ profile: Profile, _ rules: PunchRules) {
        self.profile = profile
        self.rules = rules
        memberColumn = profile.schema.memberColumn ?? 0
        do throws(RecordFault) {
            if let header = try records.next() {
                headerRow = header.row
                try read(records, PunchRecords.places(header, profile, rules))
            } else {
                fault = .refused(
                    Refusal(
                        row: 1, code: Reject.Code.missingColumn.rawValue,
                        reason: LocalText("文件是空的", "the file is empty"),
                        next: LocalText("请从平台重新导出", "export it again from the platform")))
            }
        } catch {
            fault = error
        }
    }

    /// The places of the required columns.
    private struct Places {
        let member: Int
        let at: [Int]
        let sort: Int?
        let width: Int
    }

    private static func places(
        _ header: Record, _ profile: Profile, _ rules: PunchRules
    ) throws(RecordFault) -> Places {
        let titles = header.cells.map { Profile.folded(String(decoding: $0, as: UTF8.self)) }
        func place(_ title: Text) throws(RecordFault) -> Int {
            guard let place = titles.firstIndex(of: title) else {
                throw .refused(
                    Refusal(
                        row: header.row, code: Reject.Code.missingColumn.rawValue,
                        reason: LocalText(
                            "没有对照文件所说的列“\(title)”", "there is no column \(title), which the profile names"),
                        next: LocalText("核对对照文件或导出文件的表头", "compare the profile with the header of the export")))
            }
            return place
        }
        let column = profile.schema.memberColumn ?? 0
        let own = profile.schema.columns[column].title.chinese
        let member = profile.columns.first { $0.column == column }?.title ?? Profile.folded(own)
        var at: [Int] = []
        for title in rules.at { at.append(try place(title)) }
        return Places(
            member: try place(member), at: at,
            sort: try rules.sort.map { sort throws(RecordFault) in try place(sort.title) },
            width: titles.count)
    }

    private func read(_ records: any RecordSource, _ places: Places) throws(RecordFault) {
        var kinds = [ColumnKind?](repeating: nil, count: places.width)
        kinds[places.member] = .code
        kinds[places.at[0]] = places.at.count == 1 ? .dateTime : .date
        records.expect(kinds)
        var days: [Day: Punches] = [:]
        let clock = PunchClock()
        while let record = try records.next() {
            if record.cells.allSatisfy({ CellText.isBlank($0) }) { continue }
            guard record.cells.count == places.width else {
                // A single cell is too few for any table made of punches, so the row is rejected.
                rows.append((record.row, ["-"]))
                continue
            }
            let member = Text(utf8: CellText.normalised(record.cells[places.member]))
            let texts = places.at.map { String(decoding: CellText.normalised(record.cells[$0]), as: UTF8.self) }
            guard let (day, second) = clock.read(texts) else {
                rows.append((record.row, made(member.string, texts.joined(separator: " "), (outcomes(.missed), nil))))
                continue
            }
            let sort = places.sort.map { Text(utf8: CellText.normalised(record.cells[$0])) }
            let counts = sort.map { rules.sort?.counting.contains($0) ?? true } ?? true
            var punches = days[Day(member: member, day: day)] ?? Punches(row: record.row)
            if counts, let second {
                punches.first = min(punches.first, second)
                punches.last = max(punches.last, second)
                punches.count += 1
            }
            days[Day(member: member, day: day)] = punches
            if days.count > PunchRecords.mostDays {
                throw .refused(
                    Refusal(
                        row: record.row, code: "too-large",
                        reason: LocalText("打卡记录过多", "too many days of punches in one file"),
                        next: LocalText("请按月分别导出", "export it month by month")))
            }
        }
        rows.reserveCapacity(rows.count + days.count)
        for (day, punches) in days {
            let judged = rules.judge(first: punches.first, last: punches.last, count: punches.count)
            let date = CivilDate(dayNumber: day.day).description
            rows.append((punches.row, made(day.member.string, date, judged)))
        }
        // Row numbers are unique: each row of the file belongs to one day.
        rows.sort { $0.row < $1.row }
    }

    private func outcomes(_ outcome: PunchRules.Outcome) -> String { rules.outcomes[outcome] ?? "" }

    private func made(_ member: String, _ day: String, _ judged: (value: String, hundredths: Int?)) -> [String] {
        var cells = [member, day, judged.value]
        if rules.hours != nil {
            cells.append(judged.hundredths.map { ExactDecimal.shortest(Int64($0), places: 2) } ?? "")
        }
        return cells + profile.constants.map(\.value)
    }

    func next() throws(RecordFault) -> Record? {
        cells.removeAll(keepingCapacity: true)
        room.begin()
        defer { place += 1 }
        if place < 0 {
            if let fault { throw fault }
            let columns = [memberColumn, rules.day, rules.status] + [rules.hours].compactMap(\.self)
            let names = (columns + profile.constants.map(\.column)).map { profile.schema.columns[$0].key }
            return record(headerRow, names)
        }
        guard place < rows.count else { return nil }
        return record(rows[place].row, rows[place].cells)
    }

    private func record(_ row: Int, _ texts: [String]) -> Record {
        for text in texts { cells.append(room.keep(Array(text.utf8))) }
        return cells.withUnsafeBufferPointer { Record(row: row, cells: $0) }
    }
}

/// Reads the moments of punches, in any form that a table accepts.
private final class PunchClock {
    private let parser: CellParser
    private var block: RowBlock

    init() {
        var table = TableBuilder("punch", "打卡", "Punches")
        table.dateTime("at", "时间", "At")
        table.date("day", "日期", "Day")
        let schema = table.finished()
        parser = CellParser(schema)
        block = RowBlock(schema)
    }

    /// The day and the second of the day; nil when the texts have no day, a nil second when they have no time.
    ///
    /// - Parameter texts: a moment; or a day and a time, which may itself be a moment.
    func read(_ texts: [String]) -> (day: Int32, second: Int?)? {
        if texts.count == 1 { return moment(texts[0]) }
        let (day, time) = (texts[0], texts[1])
        if time.isEmpty { return slot(day, 1).map { (Int32($0), nil) } }
        return moment(time.contains(":") && time.utf8.count > 8 ? time : day + " " + time)
    }

    private func moment(_ text: String) -> (day: Int32, second: Int?)? {
        guard let seconds = slot(text, 0) else { return nil }
        let day = CivilDateTime(seconds: seconds).date.dayNumber
        return (day, Int(seconds - Int64(day) * 86_400))
    }

    private func slot(_ text: String, _ column: Int) -> Int64? {
        Text(text).withBytes { try? parser.parse($0, column: column, into: &block) }
            .flatMap { $0 == RowBlock.empty ? nil : $0 }
    }
}
