/// Why a cell does not parse.
public enum CellFault: String, Error, Sendable {
    /// A required cell without a value.
    case missing
    /// No day in any of the known forms, or no such day.
    case date
    /// No moment in any of the known forms, or no such moment.
    case dateTime = "date-time"
    /// No plain decimal of at most two decimals.
    case number
    /// No percentage from 0 to 100.
    case percent
    /// No whole number.
    case whole
    /// Neither yes nor no.
    case yesNo = "yes-no"
    /// None of the column's choices.
    case choice
    /// A text above the longest that is held (16 MiB).
    case tooLong = "too-long"
    /// A cell of a workbook that shows an error such as `#N/A`.
    case formulaError = "formula-error"
    /// A cell of a workbook whose formula was never worked out.
    case formulaWithoutValue = "formula-without-value"
    /// A code in a cell of numbers that has more digits than a spreadsheet keeps.
    case digitsLost = "digits-lost"

    /// What a person is told.
    public var reason: LocalText {
        switch self {
        case .missing: LocalText("必填项为空", "a required value is missing")
        case .date: LocalText("不是有效日期（如 2021-07-01、2021年7月1日）", "not a date (such as 2021-07-01)")
        case .dateTime: LocalText("不是有效的日期时间（如 2021-07-01 08:30）", "not a date with a time (such as 2021-07-01 08:30)")
        case .number: LocalText("不是非负数，或小数超过两位", "not a plain number with at most two decimals")
        case .percent: LocalText("不是 0 至 100 的百分数", "not a percentage from 0 to 100")
        case .whole: LocalText("不是非负整数", "not a whole number")
        case .yesNo: LocalText("不是“是”或“否”", "neither yes nor no")
        case .choice: LocalText("不在可选值之内", "none of the column's choices")
        case .tooLong: LocalText("文字过长", "the text is too long")
        case .formulaError: LocalText("单元格是公式错误值", "the cell shows a formula's error")
        case .formulaWithoutValue:
            LocalText(
                "公式没有计算结果，请用 WPS 或 Excel 打开并保存一次",
                "the formula has no result; open the file in WPS or Excel and save it once")
        case .digitsLost:
            LocalText(
                "编号超过 15 位且存为数字，末几位已丢失；请把该列设为文本后重新填写",
                "a code of more than 15 digits kept as a number: its last digits are lost; make the column text and enter it again"
            )
        }
    }
}

/// Reads the UTF-8 bytes of a cell as a value of its column: the one reader of values, whatever file they come from.
public struct CellParser: Sendable {
    /// What one column takes, prepared once and without a reference in it: it is copied for every cell.
    private struct Reader: Sendable {
        let kind: Kind
        let isRequired: Bool
        /// The column's run of ``choices``.
        let choices: Range<Int>
    }

    fileprivate enum Kind: Sendable { case code, text, date, dateTime, number, percent, whole, yesNo, choice }

    /// One word that a column of choices takes: its bytes lie in ``words``.
    private struct ChoiceWord: Sendable {
        let start: Int
        let count: Int
        let slot: Int64
    }

    private let readers: [Reader]
    private let choices: [ChoiceWord]
    private let words: [UInt8]

    /// Prepares for the columns of a table.
    public init(_ schema: TableSchema) {
        var readers: [Reader] = []
        var choices: [ChoiceWord] = []
        var words: [UInt8] = []
        for column in schema.columns {
            let first = choices.count
            if case .choice(let options) = column.kind {
                // All keys go before all titles, so that a title can never hide a key.
                let keys = options.map { CellText.normalised($0.key) }
                let titles = options.map { CellText.normalised($0.title.chinese) }
                for (place, word) in (keys + titles).enumerated() {
                    let slot = Int64(place % options.count)
                    choices.append(ChoiceWord(start: words.count, count: word.count, slot: slot))
                    words += word
                }
            }
            let run = first..<choices.count
            readers.append(Reader(kind: Kind(column.kind), isRequired: column.isRequired, choices: run))
        }
        self.readers = readers
        self.choices = choices
        self.words = words
    }

    /// Parses a cell of the column at a place; texts go into the block.
    ///
    /// - Returns: the slot, ``RowBlock/empty`` for an empty optional cell.
    /// - Throws: why the cell is not taken.
    public func parse(
        _ cell: UnsafeBufferPointer<UInt8>, column: Int, into block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        let reader = readers[column]
        if cell.isEmpty { return try empty(reader) }
        guard cell.count <= RowBlock.longestText else { throw .tooLong }
        if reader.kind == .text {
            if reader.isRequired && CellText.isBlank(cell) { throw .missing }
            return block.store(cell)
        }
        if CellText.isPlain(cell) { return try value(CellText.trimmedASCII(cell), reader, &block) }
        let normalised = [UInt8](unsafeUninitializedCapacity: cell.count) { target, count in
            count = CellText.normalise(cell, into: target)
        }
        return try normalised.withUnsafeBufferPointer { (bytes) throws(CellFault) in try value(bytes, reader, &block) }
    }

    private func empty(_ reader: Reader) throws(CellFault) -> Int64 {
        if reader.isRequired { throw .missing }
        return RowBlock.empty
    }

    private func value(
        _ bytes: UnsafeBufferPointer<UInt8>, _ reader: Reader, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        if bytes.isEmpty { return try empty(reader) }
        switch reader.kind {
        case .code, .text:
            return block.store(bytes)
        case .date:
            var scanner = DateScanner(bytes)
            guard let date = scanner.date(), scanner.isAtEnd else { throw .date }
            return Int64(date.dayNumber)
        case .dateTime:
            var scanner = DateScanner(bytes)
            guard let moment = scanner.dateTime(), scanner.isAtEnd else { throw .dateTime }
            return moment.seconds
        case .number:
            guard let value = ExactDecimal.units(bytes, places: 2) else { throw .number }
            return value
        case .percent:
            let digits = bytes.last == 0x25 ? UnsafeBufferPointer(rebasing: bytes.dropLast()) : bytes
            guard let value = ExactDecimal.units(digits, places: 2), value <= 100_00 else { throw .percent }
            return value
        case .whole:
            guard let value = ExactDecimal.units(bytes, places: 0) else { throw .whole }
            return value
        case .yesNo:
            guard let value = CellText.yesNo(bytes) else { throw .yesNo }
            return value ? 1 : 0
        case .choice:
            guard let slot = choice(bytes, in: reader.choices) else { throw .choice }
            return slot
        }
    }

    private func choice(_ bytes: UnsafeBufferPointer<UInt8>, in run: Range<Int>) -> Int64? {
        words.withUnsafeBufferPointer { words in
            for place in run {
                let word = choices[place]
                guard word.count == bytes.count else { continue }
                var matched = 0
                while matched < word.count && words[word.start + matched] == bytes[matched] { matched += 1 }
                if matched == word.count { return word.slot }
            }
            return nil
        }
    }
}

extension CellParser.Kind {
    fileprivate init(_ kind: ColumnKind) {
        self =
            switch kind {
            case .code: .code
            case .text: .text
            case .date: .date
            case .dateTime: .dateTime
            case .number: .number
            case .percent: .percent
            case .whole: .whole
            case .yesNo: .yesNo
            case .choice: .choice
            }
    }
}

/// Reads days and moments in the forms that the platforms write.
struct DateScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    /// Whether the day just read ended in 日, after which a time needs no space.
    private var endedInDay = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Whether everything was read.
    var isAtEnd: Bool { place == bytes.count }

    /// Reads a day: `2021-07-01`, `2021/7/1`, `2021.7.1`, `2021年7月1日`.
    mutating func date() -> CivilDate? {
        guard let year = number(4, 4), place < bytes.count else { return nil }
        let separator = bytes[place]
        if separator == 0x2D || separator == 0x2F || separator == 0x2E {
            place += 1
            guard let month = number(1, 2), take(separator), let day = number(1, 2) else { return nil }
            return CivilDate(year: year, month: month, day: day)
        }
        guard take(0xE5, 0xB9, 0xB4), let month = number(1, 2), take(0xE6, 0x9C, 0x88), let day = number(1, 2),
            take(0xE6, 0x97, 0xA5)
        else { return nil }
        endedInDay = true
        return CivilDate(year: year, month: month, day: day)
    }

    /// Reads a moment: a day, then `8:30`, `08:30` or `08:30:00` after one space, which 日 makes needless.
    mutating func dateTime() -> CivilDateTime? {
        guard let date = date(), take(0x20) || endedInDay, let hour = number(1, 2), take(0x3A),
            let minute = number(2, 2)
        else { return nil }
        guard take(0x3A) else { return CivilDateTime(date, hour: hour, minute: minute) }
        guard let second = number(2, 2) else { return nil }
        return CivilDateTime(date, hour: hour, minute: minute, second: second)
    }

    @inline(__always)
    private mutating func number(_ fewest: Int, _ most: Int) -> Int? {
        var value = 0
        let start = place
        let end = min(bytes.count, place + most)
        while place < end {
            let digit = bytes[place] &- 0x30
            if digit > 9 { break }
            value = value * 10 + Int(digit)
            place += 1
        }
        return place - start >= fewest ? value : nil
    }

    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func take(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        guard place + 2 < bytes.count, bytes[place] == first, bytes[place + 1] == second, bytes[place + 2] == third
        else { return false }
        place += 3
        return true
    }
}
