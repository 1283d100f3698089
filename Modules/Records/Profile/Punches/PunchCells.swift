import AssessmentKernel
import Cells
import Patterns

/// Reads the punches of single cells.
final class PunchCells {
    /// What a cell says of its day.
    enum Answer {
        /// Times, also none.
        case times([PunchScanner.Time])
        /// The day's status itself: the place among the meanings of its words.
        case status(Int)
        case unreadable
        /// A moment more than a day away.
        case farAway
    }

    private let rules: PunchRules
    /// The words for the day's status.
    private let status: CellReading
    private let parser: CellParser
    private var block: RowBlock
    private var times: [PunchScanner.Time] = []

    init(_ rules: PunchRules, status: CellReading) {
        self.rules = rules
        self.status = status
        var table = TableBuilder("punch", "打卡", "Punches")
        table.dateTime("at", "时间", "At")
        table.date("day", "日期", "Day")
        let schema = table.finished()
        parser = CellParser(schema)
        block = RowBlock(schema)
    }

    /// What a word for a status means.
    func meaning(_ number: Int) -> String { status.meanings[number] }

    /// Whether a blank cell of a day has a meaning.
    var blankStatus: Int? { status.values.number(of: UnsafeBufferPointer(start: nil, count: 0)) }

    /// A day in a form that tables read; nil for any other text.
    func day(_ cell: UnsafeBufferPointer<UInt8>) -> Int32? {
        slot(cell, 1).map { Int32(truncatingIfNeeded: $0) }
    }

    /// A moment, in seconds since 1970; nil for any other text.
    func moment(_ cell: UnsafeBufferPointer<UInt8>) -> Int64? { slot(cell, 0) }

    private func slot(_ cell: UnsafeBufferPointer<UInt8>, _ column: Int) -> Int64? {
        (try? parser.parse(cell, column: column, into: &block)).flatMap { $0 == RowBlock.empty ? nil : $0 }
    }

    /// Reads the cell of a day.
    ///
    /// - Parameter day: the attendance day, from which the times of whole moments are counted.
    func read(_ cell: UnsafeBufferPointer<UInt8>, day: Int32) -> Answer {
        if CellText.isPlain(cell) { return read(normalised: CellText.trimmedASCII(cell), day) }
        return CellText.normalised(cell).withUnsafeBufferPointer { read(normalised: $0, day) }
    }

    private func read(normalised text: UnsafeBufferPointer<UInt8>, _ day: Int32) -> Answer {
        guard let first = text.first else { return .times([]) }
        let isDigit = first >= 0x30 && first <= 0x39
        if !isDigit, let number = status.values.number(of: text) { return .status(number) }
        if isDigit, text.count > 8, text.prefix(4).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let moment = moment(text) {
            let second = moment - Int64(day) * 86_400
            guard second >= -86_400, second < 2 * 86_400 else { return .farAway }
            return .times([PunchScanner.Time(second: Int32(second), counts: true)])
        }
        times.removeAll(keepingCapacity: true)
        var scanner = PunchScanner(text)
        if scanner.times(counting: rules.counting, none: rules.noPunch, into: &times) { return .times(times) }
        if rules.noPunch.number(of: text) != nil { return .times([]) }
        if isDigit, let number = status.values.number(of: text) { return .status(number) }
        if status.blanks.number(of: text) != nil { return .times([]) }
        return .unreadable
    }
}

extension CellFault {
    /// A punch that cannot be read, and so its day.
    static func punch(_ cell: some Collection<UInt8>, in title: String, isFarAway: Bool = false) -> CellFault {
        let (text, title) = (shown(cell), shown(title.utf8))
        if isFarAway {
            return CellFault(
                "punch", "“\(title)”列的“\(text)”与考勤日期相差超过一天，这一天不判定",
                "\(text) in the column \(title) is more than a day from its attendance day; the day is not judged")
        }
        return CellFault(
            "punch", "“\(title)”列的“\(text)”读不出打卡时间（也不是 no_punch 或 values 中的词），这一天不判定",
            "no time can be read from \(text) in the column \(title), nor is it a word of no_punch or values; the day is not judged"
        )
    }

    /// A fault of a cell in the column of a day.
    static func inColumn(_ title: String, _ code: String, _ reason: LocalText) -> CellFault {
        let title = shown(title.utf8)
        return CellFault(code, "“\(title)”列：\(reason.chinese)", "column \(title): \(reason.english)")
    }

    /// A text in one line, for a message.
    private static func shown(_ cell: some Collection<UInt8>) -> String {
        let text = String(decoding: cell.prefix(160), as: UTF8.self)
        return text.prefix(40).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
