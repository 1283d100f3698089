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
        }
    }
}

/// Reads the UTF-8 bytes of a cell as a value of its column: the one reader of values, whatever file they come from.
public struct CellParser: Sendable {
    /// What one column takes, prepared once.
    private struct Reader: Sendable {
        let kind: ColumnKind
        let choices: [(bytes: [UInt8], slot: Int64)]
    }

    private let readers: [Reader]
    private let isRequired: [Bool]

    /// Prepares for the columns of a table.
    public init(_ schema: TableSchema) {
        isRequired = schema.columns.map(\.isRequired)
        readers = schema.columns.map { column in
            guard case .choice(let options) = column.kind else { return Reader(kind: column.kind, choices: []) }
            let keys = options.enumerated().map { (CellText.normalised($1.key), Int64($0)) }
            let titles = options.enumerated().map { (CellText.normalised($1.title.chinese), Int64($0)) }
            return Reader(kind: column.kind, choices: keys + titles)
        }
    }

    /// Parses a cell of the column at a place; texts go into the block.
    ///
    /// - Returns: the slot, ``RowBlock/empty`` for an empty optional cell.
    /// - Throws: why the cell is not taken.
    public func parse(
        _ cell: UnsafeBufferPointer<UInt8>, column: Int, into block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        let reader = readers[column]
        guard cell.count <= RowBlock.longestText else { throw .tooLong }
        if case .text = reader.kind {
            if cell.isEmpty || (isRequired[column] && CellText.isBlank(cell)) { return try empty(column) }
            return block.store(cell)
        }
        if CellText.isPlain(cell) {
            let trimmed = CellText.trimmedASCII(cell)
            if trimmed.isEmpty { return try empty(column) }
            return try value(trimmed, reader, &block)
        }
        let normalised = CellText.normalised(cell)
        if normalised.isEmpty { return try empty(column) }
        return try normalised.withUnsafeBufferPointer { (bytes) throws(CellFault) in try value(bytes, reader, &block) }
    }

    private func empty(_ column: Int) throws(CellFault) -> Int64 {
        if isRequired[column] { throw .missing }
        return RowBlock.empty
    }

    private func value(
        _ bytes: UnsafeBufferPointer<UInt8>, _ reader: Reader, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 {
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
            for choice in reader.choices where choice.bytes.elementsEqual(bytes) { return choice.slot }
            throw .choice
        }
    }
}

/// Reads days and moments in the forms that the platforms write.
struct DateScanner {
    private var rest: UnsafeBufferPointer<UInt8>.SubSequence

    init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes[...] }

    /// Whether everything was read.
    var isAtEnd: Bool { rest.isEmpty }

    /// Whether the day just read ended in 日, after which a time needs no space.
    private var endedInDay = false

    /// Reads a day: `2021-07-01`, `2021/7/1`, `2021.7.1`, `2021年7月1日`.
    mutating func date() -> CivilDate? {
        guard let year = number(4...4) else { return nil }
        if take([0xE5, 0xB9, 0xB4]) {
            guard let month = number(1...2), take([0xE6, 0x9C, 0x88]), let day = number(1...2),
                take([0xE6, 0x97, 0xA5])
            else { return nil }
            endedInDay = true
            return CivilDate(year: year, month: month, day: day)
        }
        guard let separator = rest.first, separator == 0x2D || separator == 0x2F || separator == 0x2E else { return nil }
        rest.removeFirst()
        guard let month = number(1...2), rest.first == separator else { return nil }
        rest.removeFirst()
        guard let day = number(1...2) else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Reads a moment: a day, then `8:30`, `08:30` or `08:30:00` after a space, which 日 makes needless.
    mutating func dateTime() -> CivilDateTime? {
        guard let date = date() else { return nil }
        let before = rest.count
        while let first = rest.first, CellText.isASCIISpace(first) { rest.removeFirst() }
        guard rest.count < before || endedInDay, let hour = number(1...2), take([0x3A]), let minute = number(2...2)
        else { return nil }
        guard take([0x3A]) else { return CivilDateTime(date, hour: hour, minute: minute) }
        guard let second = number(2...2) else { return nil }
        return CivilDateTime(date, hour: hour, minute: minute, second: second)
    }

    private mutating func number(_ width: ClosedRange<Int>) -> Int? {
        var value = 0
        var digits = 0
        while digits < width.upperBound, let byte = rest.first, byte >= 0x30, byte <= 0x39 {
            value = value * 10 + Int(byte - 0x30)
            digits += 1
            rest.removeFirst()
        }
        return digits >= width.lowerBound ? value : nil
    }

    private mutating func take(_ bytes: [UInt8]) -> Bool {
        guard rest.starts(with: bytes) else { return false }
        rest.removeFirst(bytes.count)
        return true
    }
}
