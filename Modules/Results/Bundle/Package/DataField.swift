public import AssessmentKernel
import JSON

/// A column of a CSV, as a data package types it.
public struct DataField: Hashable, Sendable {
    /// What a cell is.
    public enum Kind: Hashable, Sendable {
        /// Any text.
        case text
        /// `2021-07-01`.
        case date
        /// `2021-07-01 08:30:00`.
        case dateTime
        /// `2021-07`.
        case month
        /// A whole number.
        case whole
        /// A plain decimal.
        case decimal
        /// `yes` or `no`.
        case yesNo
    }

    /// The column's header.
    public var name: String
    /// What a person calls it.
    public var title: String
    /// What a cell is.
    public var kind: Kind
    /// Whether no cell is empty.
    public var isRequired: Bool
    /// The only values, when they are few.
    public var choices: [String]
    /// The least value of a number.
    public var minimum: Int?
    /// The greatest value of a number.
    public var maximum: Int?
    /// A regular expression that the whole cell matches.
    public var pattern: String?

    /// Describes a column.
    public init(
        _ name: String, _ title: String, _ kind: Kind = .text, isRequired: Bool = true, choices: [String] = [],
        minimum: Int? = nil, maximum: Int? = nil, pattern: String? = nil
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        self.isRequired = isRequired
        self.choices = choices
        self.minimum = minimum
        self.maximum = maximum
        self.pattern = pattern
    }

    /// Describes a column of a table, as ``RowBlock/canonicalText(_:_:)`` prints its cells.
    public init(_ column: ColumnSchema) {
        self.init(column.key, column.title.chinese, isRequired: column.isRequired)
        switch column.kind {
        case .code, .text: kind = .text
        case .date: kind = .date
        case .dateTime: kind = .dateTime
        case .number: (kind, minimum) = (.decimal, 0)
        case .percent: (kind, minimum, maximum) = (.decimal, 0, 100)
        case .whole: (kind, minimum) = (.whole, 0)
        case .yesNo: kind = .yesNo
        case .choice(let options): choices = options.map(\.key)
        }
    }

    var json: JSON {
        var members: [(String, JSON)] = [("name", .text(name)), ("title", .text(title))]
        switch kind {
        case .text: members += [("type", .text("string")), ("format", .text("default"))]
        case .date: members += [("type", .text("date")), ("format", .text("default"))]
        case .dateTime: members += [("type", .text("datetime")), ("format", .text("%Y-%m-%d %H:%M:%S"))]
        case .month: members += [("type", .text("yearmonth")), ("format", .text("default"))]
        case .whole: members += [("type", .text("integer")), ("format", .text("default"))]
        case .decimal: members += [("type", .text("number")), ("format", .text("default"))]
        case .yesNo:
            members += [
                ("type", .text("boolean")), ("trueValues", .list([.text("yes")])),
                ("falseValues", .list([.text("no")])),
            ]
        }
        var constraints: [(String, JSON)] = []
        if isRequired { constraints.append(("required", .flag(true))) }
        if !choices.isEmpty { constraints.append(("enum", .list(choices.map(JSON.text)))) }
        if let minimum { constraints.append(("minimum", .number(minimum))) }
        if let maximum { constraints.append(("maximum", .number(maximum))) }
        if let pattern { constraints.append(("pattern", .text(pattern))) }
        if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
        return .object(members)
    }
}
