public import AssessmentKernel

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
    let column: ResultColumn
    let value: @Sendable (Row) -> ResultValue

    private init(
        _ key: String, _ chinese: String, _ english: String, _ kind: ResultKind, isRequired: Bool = true,
        from minimum: Int? = nil, to maximum: Int? = nil, in place: ResultColumn.Place,
        _ value: @escaping @Sendable (Row) -> ResultValue
    ) {
        column = ResultColumn(
            key: key, title: LocalText(chinese, english), kind: kind, isRequired: isRequired, minimum: minimum,
            maximum: maximum, place: place)
        self.value = value
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
