/// What a cell of a column holds.
public enum ColumnKind: Hashable, Sendable {
    /// The text of a key or a name: white space around is dropped, full-width forms are read as their ASCII twins.
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

    /// Names a choice.
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
    /// Whether the rules never read it: it is kept, shown and handed on, and a closing need not fetch it.
    public let isRemark: Bool
}

/// A column that can give the date by which a row counts.
public struct DateColumn: Hashable, Sendable {
    /// The place of the column.
    public let column: Int
    /// Whether it holds moments; else days.
    public let isMoment: Bool

    /// Names a column.
    public init(column: Int, isMoment: Bool) {
        self.column = column
        self.isMoment = isMoment
    }

    /// The day of a cell that is not empty.
    public func day(_ slot: Int64) -> CivilDate {
        isMoment ? CivilDateTime(seconds: slot).date : CivilDate(dayNumber: Int32(truncatingIfNeeded: slot))
    }
}

/// What the closing reads of a table besides the period itself.
public enum LookBack: Hashable, Sendable {
    /// Nothing.
    case none
    /// The calendar year up to the period's end.
    case calendarYear
}

/// How rows that are dated on registered leave are taken.
public enum LeaveTreatment: Hashable, Sendable {
    /// Like any other row.
    case counts
    /// As if not there, when the rulebook's `registered_leave` says `excuses` (I-18).
    case passedOver
}

/// When a row needs its member to be in post.
public enum PostCheck: Hashable, Sendable {
    /// On the attribution date.
    case attributionDate
    /// On the attribution date, by the roster's own dates alone.
    case byRosterAlone
    /// At any time.
    case none
}

/// A table that comes in: its columns, its natural key, the date by which a row counts.
///
/// Made by a ``TableBuilder`` in the initialiser of an ``EvidenceTable``. From it alone come the ledger's table, the
/// intake with its messages, and what the closing reads.
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
    /// The columns of the attribution date (⏱): the first of them that has a value gives the date.
    ///
    /// Empty: none.
    public let dates: [DateColumn]
    /// What a closing reads besides the period.
    public let lookBack: LookBack
    /// How rows on registered leave are taken.
    public let onLeave: LeaveTreatment
    /// When a row needs its member in post.
    public let postCheck: PostCheck
    /// A rule between the cells of a row: the place of the column at fault, or nil when the row is sound.
    public let rowRule: RowRule?
    /// The forms of the columns, in their order.
    public let forms: [any ColumnForm]
    /// For each column whether its slots point to texts.
    public let holdsText: [Bool]

    /// Checks one row of cells for what no single cell shows.
    public struct RowRule: Sendable {
        /// What is said when it fails.
        public let reason: LocalText
        /// The code under which a reject is listed.
        public let code: String
        /// Whether it is part of the check of the column's own cell (a value that others make required).
        public let isCellRule: Bool
        /// Gives the place of the column at fault, or nil.
        public let check: @Sendable (_ slots: UnsafeBufferPointer<Int64>) -> Int?

        /// Makes a rule.
        public init(
            reason: LocalText, code: String, isCellRule: Bool,
            check: @escaping @Sendable (_ slots: UnsafeBufferPointer<Int64>) -> Int?
        ) {
            (self.reason, self.code, self.isCellRule, self.check) = (reason, code, isCellRule, check)
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
        forms = builder.columns.map(\.kind.form)
        holdsText = builder.columns.map(\.kind.isText)
    }

    /// The places of the columns of the attribution date.
    public var attribution: [Int] { dates.map(\.column) }

    /// The column whose days or moments put a member's rows in order; nil where several can give the date, so that rows
    /// stand by the day that they count on, and where none does.
    public var orderingDate: DateColumn? { dates.count == 1 ? dates[0] : nil }

    /// The place of a column by its key.
    public func index(of column: String) -> Int? { columns.firstIndex { $0.key == column } }
}

/// A table as a type: its columns are properties, so that a rule reads `row.foundAt` and cannot misspell it.
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
///         due = table.date("due", "截止日期", "Due", .attribution)
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

/// A column of a table, by its place and the type of its values.
public struct Column<Value: CellValue>: Sendable {
    /// The place of the column in its table.
    public let index: Int

    /// Names the column at a place.
    @inlinable
    public init(index: Int) { self.index = index }
}
