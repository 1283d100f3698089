public import AssessmentKernel
public import Intake

/// A draft of a profile, made from the first rows of an export.
///
/// What cannot be told is in ``questions``; ``answer(_:with:)`` adds an answer. A front end shows the questions with their
/// choices, or prints ``text``, where what is open stands in lines with `?`:
///
/// ```swift
/// var draft = try workspace.draftProfile(of: path)
/// while let question = draft.questions.first, let text = ask(question, draft.choices(question)) {
///     draft.answer(question, with: text)
/// }
/// ```
public struct ProfileDraft: Sendable {
    /// A question that only a person can answer.
    public enum Question: Hashable, Sendable {
        /// Which table the file is: the tables that come close, the likeliest first.
        case table(among: [TableSchema])
        /// Which column of the file is this column of the table: the places of the candidates in the header.
        case column(TableSchema, Int, among: [String])
        /// What a value means in a column of choices of the table.
        case value(TableSchema, Int, String)
        /// When duty begins and ends: what the file says of shifts.
        case duty(seen: [String])
        /// Which month the days without one belong to.
        case month
    }

    /// A possible answer: what ``answer(_:with:)`` takes, and what it means.
    public struct Choice: Hashable, Sendable {
        /// The answer.
        public let answer: String
        /// What it means.
        public let meaning: LocalText

        init(_ answer: String, _ meaning: LocalText? = nil) {
            self.answer = answer
            self.meaning = meaning ?? LocalText(answer, answer)
        }
    }

    /// A table that comes close, and what it lacks.
    public struct Close: Hashable, Sendable {
        /// The table.
        public let schema: TableSchema
        /// Whether a name of the file, sheet or title row says it.
        public let isNamed: Bool
        /// The required columns that were not found.
        public let missing: [Int]
    }

    /// What is known without a person.
    struct State {
        var table: TableSchema?
        /// The rows of the header, where a person named them.
        var header: ClosedRange<Int>?
        var columns: [Int: Int] = [:]
        /// The meaning of values by column: a choice's key, or nil for a row that is left out.
        var meanings: [Int: [Text: String?]] = [:]
        var duty: String?
        var month: String?
        /// The columns of the table that a person said the file has not.
        var without: Set<Int> = []
        var grace: Int?
        var single: String?
    }

    private(set) var reading: SheetReading
    private(set) var state: State
    private(set) var content: DraftContent

    /// The file's name.
    public var file: String { reading.sample.file }
    /// The sheet; nil for a file that is one table.
    public var sheet: String? { reading.sample.sheet }
    /// The first rows of the sheet.
    public var firstRows: [(row: Int, cells: [String])] { reading.sample.rows }
    /// The table; nil while it is open.
    public var schema: TableSchema? { content.schema }
    /// The tables that come close, the likeliest first.
    public var close: [Close] {
        (reading.guess?.close ?? []).map { candidate in
            Close(schema: candidate.schema, isNamed: candidate.isNamed, missing: candidate.missing)
        }
    }
    /// The names of the file's filled sheets, in their order; empty for a file that is one table.
    public let sheets: [String]
    /// Other sheets of the file that are a table too.
    public let otherSheets: [(sheet: String, table: TableSchema)]
    /// The open questions, in the order of the draft.
    public var questions: [Question] { content.questions }
    /// The profile as YAML, with what is open in lines with `?`; while the table is open it cannot be imported with.
    public var text: String { content.lines.joined(separator: "\n") + "\n" }

    /// Drafts a profile.
    ///
    /// - Parameters:
    ///   - samples: the first rows of each sheet that it may be.
    ///   - sheets: the names of all filled sheets of the file; nil for those of the samples.
    ///   - table: the table, if a person named it.
    ///   - roster: the members, by whom a column of codes is known; nil or empty without any.
    /// - Returns: nil when no sheet has a row.
    public init?(
        _ samples: [SheetSample], of sheets: [String]? = nil, tables: [TableSchema], table: TableSchema? = nil,
        roster: Roster? = nil
    ) {
        let members = DraftMembers(roster)
        let readings = samples.map { SheetReading($0, tables: tables, table: table, members: members) }
        guard let best = SheetReading.best(readings) else { return nil }
        reading = best
        otherSheets = readings.compactMap { other in
            guard other.sample.sheet != best.sample.sheet, let sheet = other.sample.sheet,
                let table = other.guess?.certain?.schema
            else { return nil }
            return (sheet, table)
        }
        self.sheets = sheets ?? samples.filter { !$0.rows.isEmpty }.compactMap(\.sheet)
        state = State(table: table)
        content = DraftContent(best, state)
    }

    /// The answers that make sense; a question about duty or month takes others too.
    public func choices(_ question: Question) -> [Choice] {
        switch question {
        case .table(let among): return among.map { Choice($0.key, $0.title) }
        case .column(_, _, let among): return among.map { Choice($0) }
        case .value(let schema, let column, _):
            guard let options = schema.columns[column].kind.options else {
                return [Choice("yes", LocalText("是", "yes")), Choice("no", LocalText("否", "no"))]
            }
            return options.map { Choice($0.key, $0.title) } + [
                Choice("-", LocalText("略去这样的行", "leave such rows out"))
            ]
        case .duty(let seen): return seen.map { Choice($0) }
        case .month: return []
        }
    }

    /// Accepts an answer: one of the ``choices(_:)``, the Chinese title of a choice or table, or the hours or month.
    ///
    /// - Returns: false for an invalid answer; the question stays open.
    public mutating func answer(_ question: Question, with text: String) -> Bool {
        guard questions.contains(question) else { return false }
        let wanted = Folding.folded(text)
        var state = state
        switch question {
        case .table:
            guard
                let table = reading.tables.first(where: {
                    Text($0.key) == wanted || Folding.folded($0.title.chinese) == wanted
                })
            else { return false }
            state.table = table
        case .column(_, let column, _):
            guard
                let index = reading.header?.columns.firstIndex(where: { reading.reference($0) == text })
                    ?? reading.header?.columns.firstIndex(where: { Folding.folded($0.levels.last ?? "") == wanted })
            else { return false }
            state.columns[column] = index
        case .value(let schema, let column, let value):
            var key: String?
            if wanted != "-" {
                guard let choice = DraftContent.choice(text, schema, column) else { return false }
                key = choice
            }
            state.meanings[column, default: [:]][Text(value)] = .some(key)
        case .duty:
            guard DraftContent.isDuty(text) else { return false }
            state.duty = text
        case .month:
            guard DraftContent.isMonth(text) else { return false }
            state.month = text
        }
        redo(state)
        return true
    }

    /// Drafts again with what is known by now.
    mutating func redo(_ state: State) {
        self.state = state
        content = DraftContent(reading, state)
    }

    /// The rows of the header as a spreadsheet numbers them; nil where no row is like one.
    public var headerRows: ClosedRange<Int>? { reading.header?.rows }

    /// Whether a person named the rows of the header.
    public var isHeaderChosen: Bool { state.header != nil }

    /// The last row of a sheet that a draft may look at.
    public static let lastRow = 1 << 20
    /// The most rows that a header has.
    public static let mostHeaderRows = 3

    /// Sets which rows are the header, where the draft guessed others; what was said of columns and values is open again.
    ///
    /// - Parameter rows: their numbers as a spreadsheet shows them; at most three.
    /// - Returns: false for rows that are blank, or beyond those that a draft looks at.
    public mutating func setHeader(_ rows: ClosedRange<Int>) -> Bool {
        let there = reading.sample.rows
        guard rows.count <= ProfileDraft.mostHeaderRows, there.contains(where: { $0.row == rows.lowerBound }),
            there.contains(where: { $0.row == rows.upperBound })
        else { return false }
        reading = SheetReading(
            reading.sample, tables: reading.tables, table: state.table, members: reading.members, header: rows)
        var state = State(table: state.table, header: rows)
        (state.duty, state.month, state.grace, state.single) =
            (self.state.duty, self.state.month, self.state.grace, self.state.single)
        redo(state)
        return true
    }

    /// Sets when duty begins and ends, `08:30-17:30`, where the draft needs it.
    ///
    /// - Returns: false for a text that does not say it.
    public mutating func setDuty(_ text: String) -> Bool {
        guard DraftContent.isDuty(text) else { return false }
        state.duty = text
        content = DraftContent(reading, state)
        return true
    }
}

/// A sheet with what was read from it.
struct SheetReading {
    let sample: SheetSample
    let tables: [TableSchema]
    let header: DraftHeader?
    let guess: TableGuess?
    let members: DraftMembers

    /// - Parameter rows: the rows of the header, where a person named them.
    init(
        _ sample: SheetSample, tables: [TableSchema], table: TableSchema?, members: DraftMembers,
        header rows: ClosedRange<Int>? = nil
    ) {
        self.sample = sample
        self.tables = tables
        self.members = members
        header = DraftHeader(sample.rows, known: DraftWords(tables).titles, at: rows)
        guess = header.map { TableGuess(sample, $0, tables: table.map { [$0] } ?? tables, members: members) }
    }

    /// The sheet that a draft is made of: one whose table is certain goes before others.
    static func best(_ readings: [SheetReading]) -> SheetReading? {
        func rank(_ reading: SheetReading) -> (Int, Int, Int) {
            let guess = reading.guess
            guard let top = guess?.certain ?? guess?.close.first else { return (0, 0, 0) }
            let form =
                switch top.form {
                case .result, .results: 2
                case .punches, .matrix: 1
                default: 0
                }
            return (guess?.certain != nil ? 2 : 1, form, top.score)
        }
        var best: SheetReading?
        for reading in readings where !reading.sample.rows.isEmpty {
            if let known = best, rank(known) >= rank(reading) { continue }
            best = reading
        }
        return best
    }

    /// The candidate of a table: by its columns, however doubtful.
    func candidate(_ schema: TableSchema) -> TableCandidate? {
        header.map { TableCandidate(schema, $0, members: members, isNamed: true, isChosen: true, among: tables) }
    }

    /// How a profile names a column: by its lowest title where that is unique, else by all of them.
    func reference(_ column: DraftColumn) -> String {
        let all = header?.columns ?? []
        func folded(_ titles: [String]) -> Text { Folding.folded(titles.joined()) }
        let last = column.levels.suffix(1)
        let isUnique = all.count { folded(Array($0.levels.suffix(1))) == folded(Array(last)) } == 1
        return (isUnique ? Array(last) : column.levels).map { $0.split(whereSeparator: \.isWhitespace).joined() }
            .joined(separator: " ")
    }
}
