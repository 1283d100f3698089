public import AssessmentKernel
import JSON

/// A column of a CSV, with its type in a data package.
public struct DataField: Hashable, Sendable {
    /// The type of a cell.
    public struct Kind: Hashable, Sendable {
        /// The name of the type in a Table Schema.
        let type: String
        /// The format of the cell's text; nil for a boolean, which lists its words instead.
        let format: String?

        private init(_ type: String, format: String? = "default") {
            self.type = type
            self.format = format
        }

        /// A type by its name in a Table Schema: `string`, `number`, `integer`, `date`, `yearmonth`, `boolean`.
        public static func named(_ type: String) -> Kind { type == yesNo.type ? yesNo : Kind(type) }

        /// Any text.
        public static let text = Kind("string")
        /// `2021-07-01`.
        public static let date = Kind("date")
        /// `2021-07-01 08:30:00`.
        public static let dateTime = Kind("datetime", format: "%Y-%m-%d %H:%M:%S")
        /// `2021-07`.
        public static let month = Kind("yearmonth")
        /// A whole number.
        public static let whole = Kind("integer")
        /// A plain decimal.
        public static let decimal = Kind("number")
        /// `yes` or `no`.
        public static let yesNo = Kind("boolean", format: nil)
    }

    /// The column's header.
    public var name: String
    /// The title for people.
    public var title: String
    /// The type of the cells.
    public var kind: Kind
    /// Whether every cell must have a value.
    public var isRequired: Bool
    /// The allowed values; empty for any.
    public var choices: [String]
    /// The minimum of a number.
    public var minimum: Int?
    /// The maximum of a number.
    public var maximum: Int?
    /// A regular expression that matches the whole cell.
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

    /// Describes a table's column, in the form in which its cells are written.
    public init(_ column: ColumnSchema) {
        self = DataField.each[column.kind]
        (name, title, isRequired) = (column.key, column.title.chinese, column.isRequired)
    }

    /// The cells of every kind of column, without the column's name.
    private static let each = EachForm<DataField>(
        code: DataField("", ""), text: DataField("", ""), date: DataField("", "", .date),
        dateTime: DataField("", "", .dateTime), number: DataField("", "", .decimal, minimum: 0),
        percent: DataField("", "", .decimal, minimum: 0, maximum: 100), whole: DataField("", "", .whole, minimum: 0),
        yesNo: DataField("", "", .yesNo), choice: { DataField("", "", choices: $0.map(\.key)) })

    var json: JSON {
        var members: [(String, JSON)] = [("name", .text(name)), ("title", .text(title))]
        members.append(("type", .text(kind.type)))
        if let format = kind.format { members.append(("format", .text(format))) }
        if kind == .yesNo {
            members += [("trueValues", .list([.text("yes")])), ("falseValues", .list([.text("no")]))]
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
