public import AssessmentKernel

/// A row of `warnings.csv`: something that a person should look at; it does not block.
public struct Warning: Hashable, Comparable, Sendable {
    /// What a warning is about.
    public enum Subject: Hashable, Sendable {
        /// A member, by the code.
        case member(Text)
        /// A table.
        case table(TableSchema)
        /// A quarter.
        case quarter(Quarter)

        /// As the column `subject` prints it.
        public var text: Text {
            switch self {
            case .member(let code): code
            case .table(let table): Text(table.key)
            case .quarter(let quarter): Text(quarter.description)
            }
        }

        /// As people read it: a table goes by its title.
        public var reading: LocalText {
            switch self {
            case .table(let table): table.title
            case .member, .quarter: LocalText(text.string, text.string)
            }
        }
    }

    /// What it is about.
    public let subject: Subject
    /// What is to be looked at.
    public let kind: WarningKind
    /// What says more.
    public let detail: Basis

    /// Warns of something.
    public init(_ kind: WarningKind, about subject: Subject, _ detail: Basis = .nothing) {
        self.subject = subject
        self.kind = kind
        self.detail = detail
    }

    /// By all columns.
    public static func < (left: Warning, right: Warning) -> Bool {
        let (subject, other) = (left.subject.text, right.subject.text)
        // Most are told apart here, and a detail of many records is long to print.
        if subject != other { return subject < other }
        return (Text(left.kind.code), Text(left.detail.text)) < (Text(right.kind.code), Text(right.detail.text))
    }
}
