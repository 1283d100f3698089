public import AssessmentKernel

extension ProfileDraft {
    /// Which column of the file a column of the table is, as the draft has it: what a person may change.
    public struct ColumnChoice: Hashable, Sendable {
        /// The column of the table.
        public let column: Int
        /// The column of the file; nil where none is.
        public let chosen: String?
        /// Whether it is a guess that should be looked at.
        public let isGuess: Bool
    }

    /// What a value of the file means, as the draft has it: what a person may change.
    public struct ValueChoice: Hashable, Sendable {
        /// The column of the table.
        public let column: Int
        /// The value in the file.
        public let value: String
        /// The key of the choice that it is; nil while it is open, or where such rows are left out.
        public let meaning: String?
        /// Whether such rows are left out.
        public let isLeftOut: Bool
    }

    /// The columns of the table, each with the file's, in their order.
    public var columnChoices: [ColumnChoice] { content.columnChoices }

    /// The values of the file's columns of choices.
    public var valueChoices: [ValueChoice] { content.valueChoices }

    /// The columns of the file, as a draft names them.
    public var fileColumns: [String] { reading.header?.columns.map { reading.reference($0) } ?? [] }

    /// Whether days are judged by hours of duty, so that ``setDuty(_:)``, ``setGrace(_:)`` and ``setSingle(_:)`` say
    /// something.
    public var hasRules: Bool { content.hasRules }

    /// The hours of duty, as they were given.
    public var duty: String? { state.duty }

    /// The minutes that one may be late; nil where nobody said.
    public var grace: Int? { state.grace }

    /// The key of the choice for a day with a single punch; nil where it is judged by its time.
    public var single: String? { state.single }

    /// Sets which column of the file a column of the table is; nil for none.
    ///
    /// - Returns: false for a column that the file has not, and for a required column without one.
    public mutating func choose(_ title: String?, for column: Int) -> Bool {
        guard let schema, schema.columns.indices.contains(column) else { return false }
        var state = state
        if let title {
            guard let index = reading.header?.columns.firstIndex(where: { reading.reference($0) == title }) else {
                return false
            }
            state.columns[column] = index
            state.without.remove(column)
        } else {
            guard !schema.columns[column].isRequired else { return false }
            state.columns[column] = nil
            state.without.insert(column)
        }
        redo(state)
        return true
    }

    /// Sets what a value means: the key of a choice, or nil for rows that are left out.
    ///
    /// - Returns: false for a choice that the column has not.
    public mutating func setMeaning(_ key: String?, of value: String, in column: Int) -> Bool {
        guard let schema, schema.columns.indices.contains(column) else { return false }
        if let key, DraftContent.choice(key, schema, column) == nil { return false }
        var state = state
        state.meanings[column, default: [:]][Text(value)] = .some(
            key.flatMap { DraftContent.choice($0, schema, column) })
        redo(state)
        return true
    }

    /// Sets how many minutes one may be late or leave early; at most 240.
    public mutating func setGrace(_ minutes: Int) -> Bool {
        guard (0...240).contains(minutes) else { return false }
        var state = state
        state.grace = minutes
        redo(state)
        return true
    }

    /// Sets what a day with a single punch is: the key of a choice of the day's status, or nil to judge it by its time.
    public mutating func setSingle(_ key: String?) -> Bool {
        if let key {
            guard let schema, let days = DayTable(schema), DraftContent.choice(key, schema, days.status) == key else {
                return false
            }
        }
        var state = state
        state.single = key
        redo(state)
        return true
    }

    /// The choices of the day's status; none for a table that has no days.
    public var statusOptions: [ChoiceOption] {
        schema.flatMap { schema in DayTable(schema).flatMap { schema.columns[$0.status].kind.options } } ?? []
    }
}
