public import AssessmentValues

/// The kinds of value that a column can hold.
public enum ColumnKind: Hashable, Sendable {
    /// The text of a key or a name: trimmed, with full-width forms read as ASCII.
    case code
    /// Free text, kept as it is.
    case text
    /// A day.
    case date
    /// A day with its time.
    case dateTime
    /// A plain decimal, not negative, at most two decimals; held in hundredths.
    case number
    /// A plain decimal from 0 to 100, which may end in `%`; held in hundredths of a percent.
    case percent
    /// A whole number, not negative.
    case whole
    /// Yes or no.
    case yesNo
    /// One of a closed list of choices; held as the position in the list.
    case choice([ChoiceOption])

    /// Whether a cell is stored as text.
    public var isText: Bool { self == .code || self == .text }
}

/// One of the values that a column of choices takes.
public struct ChoiceOption: Hashable, Sendable {
    /// The key, as outputs print it.
    public let key: String
    /// The title in both languages; the Chinese one is read from tables too.
    public let title: LocalText

    /// Makes an option from its key and titles.
    public init(_ key: String, _ chinese: String, _ english: String) {
        self.key = key
        self.title = LocalText(chinese, english)
    }
}

/// One column of a table.
public struct ColumnSchema: Hashable, Sendable {
    /// The key: lower-case letters, digits and `_`.
    public let key: String
    /// The title in both languages; the Chinese one is read from headers too.
    public let title: LocalText
    /// What a cell holds.
    public let kind: ColumnKind
    /// Whether a row without a value is rejected.
    public let isRequired: Bool
    /// Whether no rule reads it: it is kept, shown and passed on, and a closing need not fetch it.
    public let isRemark: Bool
    /// Whether its day is set beforehand, as a deadline is; other days say when something happened.
    public let isDeadline: Bool
}

/// A column that can hold the attribution date of a row.
public struct DateColumn: Hashable, Sendable {
    /// The place of the column.
    public let column: Int
    /// Whether it holds moments rather than days.
    public let isMoment: Bool

    /// Makes a date column.
    public init(column: Int, isMoment: Bool) {
        self.column = column
        self.isMoment = isMoment
    }

    /// The day of a non-empty cell.
    public func day(_ slot: Int64) -> CivilDate {
        isMoment ? CivilDateTime(seconds: slot).date : CivilDate(dayNumber: Int32(truncatingIfNeeded: slot))
    }
}

/// What a closing reads of a table besides the period.
public enum LookBack: Hashable, Sendable {
    /// Nothing.
    case none
    /// The calendar year up to the period's end.
    case calendarYear
}

/// How rows dated on registered leave are treated.
public enum LeaveTreatment: Hashable, Sendable {
    /// Like any other row.
    case counts
    /// Ignored, when the rulebook's `registered_leave` says `excuses` (I-18).
    case passedOver
}

/// When a row needs its member to be in post.
public enum PostCheck: Hashable, Sendable {
    /// On the attribution date.
    case attributionDate
    /// On the attribution date, by the roster's dates alone, ignoring removals.
    case byRosterAlone
    /// At any time.
    case none
}

/// How much of a table's rows people are shown besides who imports them.
public enum Disclosure: Hashable, Sendable {
    /// Their codes, days, choices and numbers; never free text.
    case records
    /// Only how many there are: each row is a vote.
    case counts
    /// Nothing: the rows are for paying out. No rule reads them, no bundle has them, the original is not kept.
    case nothing
}

/// The schema of an imported table: its columns, natural key and attribution date.
///
/// Made by a ``TableBuilder`` in the initialiser of an ``EvidenceTable``. It alone determines the ledger's table, the
/// intake with its messages, and what a closing reads.
public final class TableSchema: Sendable {
    /// The key: lower-case letters, digits and `-`; the name of the CSV file or sheet.
    public let key: String
    /// The title in both languages; the Chinese one is a file or sheet name too.
    public let title: LocalText
    /// The columns in their order.
    public let columns: [ColumnSchema]
    /// The places of the natural key's columns (●), in the order of the columns.
    public let naturalKey: [Int]
    /// The place of the column `member`; nil when the table has none.
    public let memberColumn: Int?
    /// The columns of the attribution date (⏱), possibly none: the first one with a value gives the date.
    public let dates: [DateColumn]
    /// What a closing reads besides the period.
    public let lookBack: LookBack
    /// How rows on registered leave are treated.
    public let onLeave: LeaveTreatment
    /// When a row needs its member in post.
    public let postCheck: PostCheck
    /// How much of its rows people are shown.
    public let disclosure: Disclosure
    /// A check of the texts of single columns, by the place of the column.
    public let textRules: [Int: TextRule]
    /// A check across the cells of a row; nil without one.
    public let rowRule: RowRule?
    /// What platforms call it, its columns and its choices.
    public let words: PlatformWords
    /// The forms of the columns, in their order.
    public let forms: [any ColumnForm]
    /// For each column, whether its slots point to texts.
    public let holdsText: [Bool]

    /// A check of a row that needs more than one cell.
    public struct RowRule: Sendable {
        /// The message when it fails.
        public let reason: LocalText
        /// The code of the reject.
        public let code: String
        /// Whether it counts as a check of the column's own cell (a value that other cells make required).
        public let isCellRule: Bool
        /// Returns the place of the invalid column, or nil when the row is valid.
        public let check: @Sendable (_ slots: UnsafeBufferPointer<Int64>) -> Int?

        /// Makes a rule.
        public init(
            reason: LocalText, code: String, isCellRule: Bool,
            check: @escaping @Sendable (_ slots: UnsafeBufferPointer<Int64>) -> Int?
        ) {
            (self.reason, self.code, self.isCellRule, self.check) = (reason, code, isCellRule, check)
        }
    }

    /// A check of one text.
    public struct TextRule: Sendable {
        /// The message when it fails.
        public let reason: LocalText
        /// Whether a text is valid.
        public let isValid: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool

        /// Makes a rule.
        public init(reason: LocalText, isValid: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Bool) {
            self.reason = reason
            self.isValid = isValid
        }
    }

    init(_ builder: TableBuilder) {
        key = builder.key
        title = builder.title
        columns = builder.columns
        naturalKey = builder.naturalKey
        memberColumn = builder.columns.firstIndex { $0.key == "member" }
        dates = builder.attribution.map { DateColumn(column: $0, isMoment: builder.columns[$0].kind == .dateTime) }
        lookBack = builder.lookBack
        onLeave = builder.onLeave
        postCheck = builder.postCheck
        rowRule = builder.rowRule
        disclosure = builder.disclosure
        textRules = builder.textRules
        words = builder.words
        forms = builder.columns.map(\.kind.form)
        holdsText = builder.columns.map(\.kind.isText)
    }

    /// The places of the columns of the attribution date.
    public var attribution: [Int] { dates.map(\.column) }

    /// The column that a member's rows are sorted by.
    ///
    /// Nil without attribution dates, and with several of them: rows are then sorted by the day that they count on.
    public var orderingDate: DateColumn? { dates.count == 1 ? dates[0] : nil }

    /// The place of a column by its key.
    public func index(of column: String) -> Int? { columns.firstIndex { $0.key == column } }
}

/// A table as a type: its columns are properties, so that the compiler checks names such as `row.foundAt`.
///
/// ```swift
/// struct DutyTable: EvidenceTable {
///     static let shared = DutyTable()
///     let due: Column<CivilDate>
///     let done: Column<CivilDate?>
///     let schema: TableSchema
///
///     init() {
///         var table = TableBuilder("duty", "交办事项", "Assigned duties")
///         table.key("duty", "编号", "Number")
///         table.member()
///         due = table.deadline("due", "截止日期", "Due", .attribution)
///         done = table.optionalDate("done", "办结日期", "Done")
///         schema = table.finished()
///     }
/// }
/// ```
public protocol EvidenceTable: Sendable {
    /// The one instance.
    static var shared: Self { get }
    /// The table's schema.
    var schema: TableSchema { get }
}

/// A typed handle for a column of a table.
public struct Column<Value: CellValue>: Sendable {
    /// The place of the column in its table.
    public let index: Int

    /// Makes a handle for the column at a place.
    @inlinable
    public init(index: Int) { self.index = index }
}

extension TableSchema {
    /// The table as a deed names it.
    public var named: Deed.Named { Deed.Named(key: key, title: title) }
}

extension TableSchema: Hashable {
    /// Schemas are compared by identity, since each is made once.
    public static func == (left: TableSchema, right: TableSchema) -> Bool { left === right }

    /// Feeds its identity to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
