public import AssessmentKernel

/// An import that was withdrawn.
public struct WithdrawnImport: Sendable {
    /// What happened to the records of one table.
    public struct Table: Sendable {
        /// Its key.
        public let key: String
        /// Records that the import had inserted and that are gone.
        public internal(set) var removed = 0
        /// Records that the import had filled or amended and that are what they were.
        public internal(set) var restored = 0
    }

    /// The import's number.
    public let number: Int
    /// The tables, in their order.
    public internal(set) var tables: [Table] = []
    /// The closings whose records changed, by quarter; they stay as they are.
    public internal(set) var closings: [ClosingHead] = []
    /// Later imports that delivered some of the same rows unchanged, by number: what they delivered is gone too.
    public internal(set) var repeatedBy: [JournalledImport] = []
}

/// Why an import cannot be withdrawn.
public enum WithdrawalRefusal: Error, Sendable {
    /// Later imports filled or amended its records.
    case touched([Later])
    /// Members whom it brought are named by records, closings, notices or appeals that stay.
    case namedStill([Named])

    /// A later import, with the records that it touched.
    public struct Later: Sendable {
        /// The import.
        public let made: JournalledImport
        /// The number of records.
        public let count: Int
        /// The first of them.
        public let first: [RecordReference]
    }

    /// A member who would be unknown.
    public struct Named: Sendable {
        /// The member.
        public let member: Text
        /// The tables of records that name the member, by key.
        public let tables: [String]
        /// The numbers of the imports of those records.
        public let imports: [Int]
        /// Whether a closing, notice, review or appeal does.
        public let isInResults: Bool
    }
}

/// An import as the journal has it.
public struct JournalledImport: Sendable {
    /// Its number.
    public let number: Int
    /// Who imported, and when.
    public let author: Author
    /// Its files, in the order in which they were imported.
    public let files: [ImportedFile]
    /// Why, when and by whom it was withdrawn; nil while it holds.
    public let withdrawal: (reason: String, author: Author)?

    /// The sum of the files' counts.
    public var counts: ImportCounts { files.reduce(ImportCounts()) { $0 + $1.counts } }
}
