public import AssessmentKernel
import Rulebook

/// A column of a result table: its key, title, kind and placement.
public struct ResultColumn: Sendable {
    /// Where a column appears.
    public enum Place: Sendable {
        /// In the file and in the ledger, where the table has both.
        case everywhere
        /// In the file only: the ledger can derive it.
        case file
        /// In the ledger only: what later closings and explanations need.
        case ledger
        /// In neither: only shown to people, beside what the table holds.
        case readers
    }

    /// The key: the header in files, the name in the ledger.
    public let key: String
    /// The title.
    public let title: LocalText
    /// The kind of its values.
    public let kind: ResultKind
    /// Whether each row has a value.
    public let isRequired: Bool
    /// The smallest and largest value in whole units; nil without a limit.
    public let minimum, maximum: Int?
    /// Where it appears.
    public let place: Place
    /// How it is shown.
    public internal(set) var look: ResultLook

    /// Whether it is in the file.
    public var isInFile: Bool { place == .everywhere || place == .file }
    /// Whether it is in the ledger.
    public var isInLedger: Bool { place == .everywhere || place == .ledger }
    /// The key in JSON: `daysInPost` for `days_in_post`.
    public var jsonKey: String {
        let words = key.split(separator: "_")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

/// A column with the function that reads its value from a row.
///
/// ```swift
/// .yuan("base", "基本补贴", "Base pay", from: 0) { $0.pay.base }
/// ```
public struct ResultField<Row>: Sendable {
    private(set) var column: ResultColumn
    let value: @Sendable (Row) -> ResultValue
    /// What a reader is told in place of the value; nil for the value itself.
    private(set) var told: (@Sendable (Row, ResultReader) -> LocalText)?

    private init(
        _ key: String, _ chinese: String, _ english: String, _ kind: ResultKind, isRequired: Bool = true,
        from minimum: Int? = nil, to maximum: Int? = nil, in place: ResultColumn.Place,
        _ value: @escaping @Sendable (Row) -> ResultValue
    ) {
        column = ResultColumn(
            key: key, title: LocalText(chinese, english), kind: kind, isRequired: isRequired, minimum: minimum,
            maximum: maximum, place: place,
            look: ResultLook(readers: place == .ledger ? [] : Set(ResultReader.allCases), cell: kind.look))
        self.value = value
    }

    /// The column as it is shown; what is left out stays.
    ///
    /// - Parameters:
    ///   - readers: who is shown it; by default everyone, or nobody if it is in the ledger only.
    ///   - width: its width in a workbook, in characters.
    ///   - cell: how its cells stand; by default as those of its kind.
    ///   - heading: its title in a report's table.
    ///   - brief: its title in an answer or on a paper.
    ///   - sign: what follows each of its numbers in an answer.
    ///   - taken: whether its amount is taken off what is paid.
    ///   - listed: when it has a line where rows are listed as columns; by default if one of them has a value.
    ///   - counted: which rows count in its sum; by default all.
    public func shown(
        to readers: Set<ResultReader>? = nil, width: Double? = nil, as cell: ResultLook.Cell? = nil,
        heading: String? = nil, brief: LocalText? = nil, sign: String? = nil, taken: Bool? = nil,
        listed: ResultLook.Listing? = nil, counted: ResultLook.Counted? = nil
    ) -> ResultField {
        var field = self
        field.column.look.readers = readers ?? column.look.readers
        field.column.look.width = width ?? column.look.width
        field.column.look.cell = cell ?? column.look.cell
        field.column.look.heading = heading ?? column.look.heading
        field.column.look.brief = brief ?? column.look.brief
        field.column.look.sign = sign ?? column.look.sign
        field.column.look.isTaken = taken ?? column.look.isTaken
        field.column.look.listing = listed ?? column.look.listing
        field.column.look.counted = counted ?? column.look.counted
        return field
    }

    /// The column with what people are told in place of its values, such as a title in place of a code.
    public func told(_ words: @escaping @Sendable (Row, ResultReader) -> LocalText) -> ResultField {
        var field = self
        field.told = words
        return field
    }

    /// The column as one kind of reader sees it.
    func shown(to reader: ResultReader, by rulebook: Rulebook?) -> ShownColumn<Row> {
        let value = value
        if let told { return ShownColumn(column: column, value: value) { ShownCell(told($0, reader)) } }
        let shown = column.kind.shown(by: rulebook)
        if reader == .terminal, !column.look.sign.isEmpty {
            let sign = column.look.sign
            return ShownColumn(column: column, value: value) { shown(value($0)).followed(by: sign) }
        }
        return ShownColumn(column: column, value: value) { shown(value($0)) }
    }

    /// The code of a member, under the key `member`.
    public static func member(_ value: @escaping @Sendable (Row) -> Member) -> ResultField {
        ResultField("member", "工号", "Member", .member, in: .everywhere) { .text(value($0).code.string) }
    }

    /// A text.
    public static func text(
        _ key: String, _ chinese: String, _ english: String, optional: Bool = false,
        in place: ResultColumn.Place = .everywhere, _ value: @escaping @Sendable (Row) -> String?
    ) -> ResultField {
        ResultField(key, chinese, english, .text, isRequired: !optional, in: place) { ResultValue(value($0)) }
    }

    /// One of a few words, by its key.
    public static func word(
        _ key: String, _ chinese: String, _ english: String, of words: ResultWords,
        in place: ResultColumn.Place = .everywhere, _ value: @escaping @Sendable (Row) -> String
    ) -> ResultField {
        ResultField(key, chinese, english, .word(words), in: place) { .text(value($0)) }
    }

    /// Points; `from` and `to` in whole points.
    public static func points(
        _ key: String, _ chinese: String, _ english: String, optional: Bool = false, from minimum: Int? = nil,
        to maximum: Int? = nil, in place: ResultColumn.Place = .everywhere,
        _ value: @escaping @Sendable (Row) -> Points?
    ) -> ResultField {
        ResultField(
            key, chinese, english, .points, isRequired: !optional, from: minimum, to: maximum, in: place
        ) { ResultValue(value($0)?.hundredths) }
    }

    /// An amount; `from` in whole yuan.
    public static func yuan(
        _ key: String, _ chinese: String, _ english: String, from minimum: Int? = nil,
        in place: ResultColumn.Place = .everywhere, _ value: @escaping @Sendable (Row) -> Yuan
    ) -> ResultField {
        ResultField(key, chinese, english, .yuan, from: minimum, in: place) { .number(value($0).fen) }
    }

    /// An amount that may be missing.
    public static func yuan(
        ifAny key: String, _ chinese: String, _ english: String, in place: ResultColumn.Place = .everywhere,
        _ value: @escaping @Sendable (Row) -> Yuan?
    ) -> ResultField {
        ResultField(key, chinese, english, .yuan, isRequired: false, in: place) { ResultValue(value($0)?.fen) }
    }

    /// A whole number.
    public static func count(
        _ key: String, _ chinese: String, _ english: String, optional: Bool = false, from minimum: Int? = nil,
        to maximum: Int? = nil, in place: ResultColumn.Place = .everywhere,
        _ value: @escaping @Sendable (Row) -> Int?
    ) -> ResultField {
        ResultField(
            key, chinese, english, .count, isRequired: !optional, from: minimum, to: maximum, in: place
        ) { ResultValue(value($0).map(Int64.init)) }
    }

    /// A day.
    public static func date(
        _ key: String, _ chinese: String, _ english: String, in place: ResultColumn.Place = .everywhere,
        _ value: @escaping @Sendable (Row) -> CivilDate
    ) -> ResultField {
        ResultField(key, chinese, english, .date, in: place) { .number(value($0).packed) }
    }

    /// A month, under the key `month`.
    public static func month(_ value: @escaping @Sendable (Row) -> Month) -> ResultField {
        ResultField("month", "月份", "Month", .month, in: .everywhere) { .text(value($0).description) }
    }

    /// Yes or no.
    public static func flag(
        _ key: String, _ chinese: String, _ english: String, in place: ResultColumn.Place = .everywhere,
        _ value: @escaping @Sendable (Row) -> Bool
    ) -> ResultField {
        ResultField(key, chinese, english, .flag, in: place) { .number(value($0) ? 1 : 0) }
    }
}
