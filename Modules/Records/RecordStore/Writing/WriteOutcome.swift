/// The outcome of writing one file's rows to a table.
public struct WriteOutcome {
    /// New records.
    public var inserted = 0
    /// Rows whose record exists already with the same values.
    public var unchanged = 0
    /// Records in which a blank was filled.
    public var filled = 0
    /// Records that were changed, with the old version kept.
    public var amended = 0
    /// The amended records in which a value was cleared.
    public var cleared = 0
    /// The rows of the file that were not written.
    public var refused: RefusedRows?

    /// Creates counts of zero.
    public init() {}
}

/// A row that the ledger refuses.
public struct RefusedRow: Sendable, Codable {
    /// Where another value stands.
    public enum Place: Hashable, Sendable, Codable {
        /// In the ledger, from this row of the file of this number in the journal.
        case ledger(importID: Int64, row: Int)
        /// In a row of the same import.
        case delivered(importID: Int64, row: Int)
    }

    /// A column in which the row differs from what is there.
    public struct Difference: Hashable, Sendable, Codable {
        /// The column.
        public let column: Int
        /// The row's own value in canonical form, shortened to where the two differ.
        public let own: String
        /// The other value, likewise.
        public let other: String
        /// Where the other value stands.
        public let place: Place
    }

    /// The row number in its file.
    public let row: Int
    /// The parts of its natural key in canonical form.
    public let key: [String]
    /// The columns in which it differs, in the order of the table.
    public let differences: [Difference]
    /// The columns that an amendment by this row would clear, each with the ledger's value.
    public let cleared: [Difference]
    /// The column of the table's rule between cells that the record would break; nil when it differs instead.
    public let brokenRule: Int?
    /// The code, of the ledger or of another row of the import, from which the row's own differs only in the case of its
    /// letters, and the column; nil when it is refused for something else.
    public let twin: Twin?
    /// Whether rows of the import contradict each other about the record, so that none of them can amend it.
    public internal(set) var isDisputed = false

    /// A code that differs only in the case of its letters.
    public struct Twin: Hashable, Sendable, Codable {
        /// The column.
        public let column: Int
        /// The code that is there.
        public let code: String
    }

    init(
        row: Int, key: [String], differences: [Difference] = [], cleared: [Difference] = [], brokenRule: Int? = nil,
        twin: Twin? = nil
    ) {
        self.row = row
        self.key = key
        self.differences = differences
        self.cleared = cleared
        self.brokenRule = brokenRule
        self.twin = twin
    }
}

/// A file whose rows are written to a table.
public struct DeliveredFile: Sendable {
    /// Its number in the journal.
    public let importID: Int64
    /// For each column of the table whether the file had it; missing columns change nothing.
    public let delivered: [Bool]

    /// Describes a file.
    public init(importID: Int64, delivered: [Bool]) {
        self.importID = importID
        self.delivered = delivered
    }
}
