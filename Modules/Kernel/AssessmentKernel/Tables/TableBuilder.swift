public import AssessmentValues

/// Builds a table's schema column by column and returns a typed handle for each column.
///
/// See ``EvidenceTable`` for its use. Required columns have plain types; optional ones (`?` in the tables' contract)
/// have optional types. A `remark` is an optional column that no rule reads.
public struct TableBuilder {
    /// The role of a column in its table.
    public enum Role: Sendable {
        /// A plain value.
        case plain
        /// Part of the natural key (●).
        case key
        /// The attribution date (⏱).
        case attribution
        /// Both (●⏱).
        case keyAndAttribution
    }

    let key: String
    let title: LocalText
    private(set) var columns: [ColumnSchema] = []
    private(set) var naturalKey: [Int] = []
    private(set) var attribution: [Int] = []
    /// What a closing reads besides the period; `.none` by default.
    public var lookBack = LookBack.none
    /// How rows on registered leave are treated; `.counts` by default.
    public var onLeave = LeaveTreatment.counts
    /// When a row needs its member in post; on the attribution date by default.
    public var postCheck = PostCheck.attributionDate
    /// How much of its rows people are shown; `.records` by default.
    public var disclosure = Disclosure.records
    /// Rules of the texts of single columns.
    var textRules: [Int: TableSchema.TextRule] = [:]
    /// A rule between the cells of a row.
    public var rowRule: TableSchema.RowRule?
    /// What platforms call the table, its columns and its choices.
    public var words = PlatformWords()

    /// Starts a table.
    public init(_ key: String, _ chinese: String, _ english: String) {
        self.key = key
        self.title = LocalText(chinese, english)
    }

    /// Adds a column and returns its place.
    private mutating func add(
        _ key: String, _ chinese: String, _ english: String, _ kind: ColumnKind, required: Bool, _ role: Role,
        remark: Bool = false, deadline: Bool = false
    ) -> Int {
        let index = columns.count
        let title = LocalText(chinese, english)
        columns.append(
            ColumnSchema(
                key: key, title: title, kind: kind, isRequired: required, isRemark: remark, isDeadline: deadline))
        if role == .key || role == .keyAndAttribution { naturalKey.append(index) }
        if role == .attribution || role == .keyAndAttribution { attribution.append(index) }
        return index
    }

    /// Adds a code that is part of the natural key (●).
    @discardableResult
    public mutating func key(_ key: String, _ chinese: String, _ english: String) -> Column<Text> {
        Column(index: add(key, chinese, english, .code, required: true, .key))
    }

    /// Adds the member (工号) that the row is about.
    @discardableResult
    public mutating func member(_ role: Role = .plain) -> Column<Text> {
        Column(index: add("member", "工号", "Member", .code, required: true, role))
    }

    /// Adds a required code.
    @discardableResult
    public mutating func code(_ key: String, _ chinese: String, _ english: String) -> Column<Text> {
        Column(index: add(key, chinese, english, .code, required: true, .plain))
    }

    /// Adds an optional code.
    @discardableResult
    public mutating func optionalCode(_ key: String, _ chinese: String, _ english: String) -> Column<Text?> {
        Column(index: add(key, chinese, english, .code, required: false, .plain))
    }

    /// Adds an optional free text that the rules read.
    @discardableResult
    public mutating func text(_ key: String, _ chinese: String, _ english: String) -> Column<Text?> {
        Column(index: add(key, chinese, english, .text, required: false, .plain))
    }

    /// Adds an optional free text that no rule reads.
    public mutating func remark(_ key: String, _ chinese: String, _ english: String) {
        _ = add(key, chinese, english, .text, required: false, .plain, remark: true)
    }

    /// Adds a required day.
    @discardableResult
    public mutating func date(
        _ key: String, _ chinese: String, _ english: String, _ role: Role = .plain
    ) -> Column<CivilDate> {
        Column(index: add(key, chinese, english, .date, required: true, role))
    }

    /// Adds an optional day.
    ///
    /// As `.attribution` it overrides the required attribution date wherever it has a value.
    @discardableResult
    public mutating func optionalDate(
        _ key: String, _ chinese: String, _ english: String, _ role: Role = .plain
    ) -> Column<CivilDate?> {
        Column(index: add(key, chinese, english, .date, required: false, role))
    }

    /// Adds a required day that is set beforehand: the row is there before its day, as a task is before it is due.
    ///
    /// An outlook shows such a row ahead of its day (``LooksAhead``); of any other table it shows what has happened.
    @discardableResult
    public mutating func deadline(
        _ key: String, _ chinese: String, _ english: String, _ role: Role = .plain
    ) -> Column<CivilDate> {
        Column(index: add(key, chinese, english, .date, required: true, role, deadline: true))
    }

    /// Adds an optional day that is set beforehand.
    @discardableResult
    public mutating func optionalDeadline(_ key: String, _ chinese: String, _ english: String) -> Column<CivilDate?> {
        Column(index: add(key, chinese, english, .date, required: false, .plain, deadline: true))
    }

    /// Adds a required moment.
    @discardableResult
    public mutating func dateTime(
        _ key: String, _ chinese: String, _ english: String, _ role: Role = .plain
    ) -> Column<CivilDateTime> {
        Column(index: add(key, chinese, english, .dateTime, required: true, role))
    }

    /// Adds an optional moment.
    @discardableResult
    public mutating func optionalDateTime(
        _ key: String, _ chinese: String, _ english: String
    ) -> Column<CivilDateTime?> {
        Column(index: add(key, chinese, english, .dateTime, required: false, .plain))
    }

    /// Adds an optional number, read in hundredths.
    @discardableResult
    public mutating func optionalNumber(_ key: String, _ chinese: String, _ english: String) -> Column<Hundredths?> {
        Column(index: add(key, chinese, english, .number, required: false, .plain))
    }

    /// Adds an optional percentage from 0 to 100, read in hundredths of a percent.
    @discardableResult
    public mutating func optionalPercent(_ key: String, _ chinese: String, _ english: String) -> Column<Hundredths?> {
        Column(index: add(key, chinese, english, .percent, required: false, .plain))
    }

    /// Adds an optional whole number.
    @discardableResult
    public mutating func optionalWhole(_ key: String, _ chinese: String, _ english: String) -> Column<Int?> {
        Column(index: add(key, chinese, english, .whole, required: false, .plain))
    }

    /// Adds a required yes or no.
    @discardableResult
    public mutating func yesNo(_ key: String, _ chinese: String, _ english: String) -> Column<Bool> {
        Column(index: add(key, chinese, english, .yesNo, required: true, .plain))
    }

    /// Adds an optional yes or no.
    @discardableResult
    public mutating func optionalYesNo(_ key: String, _ chinese: String, _ english: String) -> Column<Bool?> {
        Column(index: add(key, chinese, english, .yesNo, required: false, .plain))
    }

    /// Adds a required choice.
    @discardableResult
    public mutating func choice<Option: Choice>(
        _ key: String, _ chinese: String, _ english: String, of _: Option.Type = Option.self
    ) -> Column<Option> {
        TableBuilder.checkCounting(Option.self)
        return Column(index: add(key, chinese, english, .choice(Option.options), required: true, .plain))
    }

    /// Adds an optional choice.
    @discardableResult
    public mutating func optionalChoice<Option: Choice>(
        _ key: String, _ chinese: String, _ english: String, of _: Option.Type = Option.self
    ) -> Column<Option?> {
        TableBuilder.checkCounting(Option.self)
        return Column(index: add(key, chinese, english, .choice(Option.options), required: false, .plain))
    }

    /// Catches a programming error: a list that does not count from 0 would be read as other choices.
    private static func checkCounting<Option: Choice>(_: Option.Type) {
        precondition(
            Option.allCases.enumerated().allSatisfy { $0.offset == $0.element.rawValue },
            "the raw values of \(Option.self) must count up from 0")
    }

    /// Sets a rule that each text of a column must meet.
    public mutating func check(_ column: Column<Text?>, _ rule: TableSchema.TextRule) {
        textRules[column.index] = rule
    }

    /// The finished schema.
    ///
    /// An optional attribution date precedes a required one: it decides where it has a value.
    public func finished() -> TableSchema {
        let stranger = words.stranger(to: columns)
        precondition(stranger == nil, "the words of \(key) name \(stranger ?? ""), which it does not have")
        var ordered = self
        ordered.attribution =
            attribution.filter { !columns[$0].isRequired } + attribution.filter { columns[$0].isRequired }
        return TableSchema(ordered)
    }
}
