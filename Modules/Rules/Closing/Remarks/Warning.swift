public import AssessmentKernel

/// A row of `warnings.csv`: something for a person to check; it does not block.
public struct Warning: Hashable, Comparable, Sendable {
    /// The subject of a warning.
    public enum Subject: Hashable, Sendable {
        /// A member, by the code.
        case member(Text)
        /// A table.
        case table(TableSchema)
        /// A quarter.
        case quarter(Quarter)

        /// The text in the column `subject`.
        public var text: Text {
            switch self {
            case .member(let code): code
            case .table(let table): Text(table.key)
            case .quarter(let quarter): Text(quarter.description)
            }
        }

        /// The text for people: a table is named by its title.
        public var reading: LocalText {
            switch self {
            case .table(let table): table.title
            case .member, .quarter: LocalText(text.string, text.string)
            }
        }
    }

    /// The subject.
    public let subject: Subject
    /// The kind of warning.
    public let kind: WarningKind
    /// The details.
    public let detail: Basis

    /// Makes a warning.
    public init(_ kind: WarningKind, about subject: Subject, _ detail: Basis = .nothing) {
        self.subject = subject
        self.kind = kind
        self.detail = detail
    }

    /// Sorted by all columns.
    public static func < (left: Warning, right: Warning) -> Bool {
        let (subject, other) = (left.subject.text, right.subject.text)
        // Most warnings differ here already, and the details of many records are slow to print.
        if subject != other { return subject < other }
        return (Text(left.kind.code), Text(left.detail.text)) < (Text(right.kind.code), Text(right.detail.text))
    }
}
