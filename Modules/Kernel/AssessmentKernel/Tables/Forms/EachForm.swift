/// One value for each kind of column, so that the compiler finds what a new kind lacks.
///
/// ```swift
/// static let widths = EachForm(
///     code: 12, text: 28, date: 12, dateTime: 18, number: 8, percent: 8, whole: 8, yesNo: 6, choice: { _ in 12 })
/// widths[column.kind]
/// ```
public struct EachForm<Value: Sendable>: Sendable {
    private let code, text, date, dateTime, number, percent, whole, yesNo: Value
    private let choice: @Sendable ([ChoiceOption]) -> Value

    /// Sets the value for each kind; for a choice, from its options.
    public init(
        code: Value, text: Value, date: Value, dateTime: Value, number: Value, percent: Value, whole: Value,
        yesNo: Value, choice: @escaping @Sendable ([ChoiceOption]) -> Value
    ) {
        (self.code, self.text, self.date, self.dateTime) = (code, text, date, dateTime)
        (self.number, self.percent, self.whole, self.yesNo) = (number, percent, whole, yesNo)
        self.choice = choice
    }

    /// The value for a kind.
    public subscript(kind: ColumnKind) -> Value {
        switch kind {
        case .code: code
        case .text: text
        case .date: date
        case .dateTime: dateTime
        case .number: number
        case .percent: percent
        case .whole: whole
        case .yesNo: yesNo
        case .choice(let options): choice(options)
        }
    }
}

extension ColumnKind {
    /// The options of a choice; nil for any other kind.
    public var options: [ChoiceOption]? { if case .choice(let options) = self { options } else { nil } }
}
