import AssessmentKernel
import Cells
import Patterns
import StrictYAML

/// Titles, words and patterns in a profile.
extension YAMLEntry {
    /// A title: `打卡时间`, or `{title: 打卡时间, under: 下班1, nth: 2}`.
    func title() throws(Problem) -> TitleName {
        guard case .mapping = node.content else { return TitleName(title: Profile.folded(try written())) }
        let fields = try known(["title"], optional: ["under", "nth"])
        return TitleName(
            title: Profile.folded(try fields("title").written()),
            under: try fields.optional("under").map { entry throws(Problem) in Profile.folded(try entry.written()) },
            nth: try fields.optional("nth")?.whole(1...16_384))
    }

    /// A title or a list of them.
    func titles() throws(Problem) -> [TitleName] {
        guard case .list = node.content else { return [try title()] }
        var titles: [TitleName] = []
        for part in try list() { titles.append(try part.title()) }
        guard !titles.isEmpty, titles.count <= 100 else { throw refused("应有 1 至 100 个列名", "must be 1 to 100 titles") }
        return titles
    }

    /// The columns of the file that make a column of the table.
    func source(_ schema: TableSchema, _ column: Int) throws(Problem) -> ColumnSource {
        if case .mapping = node.content, try !entries().contains(where: { $0.key == "title" }) {
            let fields = try known(["titles", "prefer"])
            let prefer = try fields("prefer")
            guard schema.columns[column].kind.options != nil else {
                throw prefer.refused("只用于选项列", "is for columns of choices only")
            }
            var slots: [Int64] = []
            for value in try prefer.list() {
                let text = try value.written()
                try value.check(text, for: schema, column)
                if let slot = YAMLEntry.slot(text, schema, column) { slots.append(slot) }
            }
            return ColumnSource(titles: try fields("titles").titles(), preferred: slots)
        }
        return ColumnSource(titles: try titles())
    }

    private static func slot(_ text: String, _ schema: TableSchema, _ column: Int) -> Int64? {
        var block = RowBlock(schema)
        return Text(text).withBytes { try? CellParser(schema).parse($0, column: column, into: &block) }
    }

    /// A word or pattern, or a list of them.
    func words(canBeEmpty: Bool = false) throws(Problem) -> Words {
        var words = Words()
        if case .list = node.content {
            for part in try list() { try part.add(try part.written(canBeEmpty: canBeEmpty), 0, to: &words) }
        } else {
            try add(try written(canBeEmpty: canBeEmpty), 0, to: &words)
        }
        return words
    }

    /// Adds a word or pattern that stands here.
    func add(_ text: String, _ number: Int, to words: inout Words) throws(Problem) {
        do throws(LinearRegex.Fault) { try words.add(text, number) } catch {
            throw refused("正则表达式 \(text)：\(error.chinese)", "the regular expression \(text): \(error.english)")
        }
    }

    /// No words where nothing is written.
    func emptyOrRefused(_ chinese: String, _ english: String) throws(Problem) -> Words {
        guard isEmpty else { throw refused(chinese, english) }
        return Words()
    }

    /// A pattern with `{}` for the part that counts.
    func extraction() throws(Problem) -> Extraction {
        let text = String(decoding: CellText.normalised(try written()), as: UTF8.self)
        guard let extraction = Extraction(text) else {
            throw refused(
                "样式中应有一个 {}，表示要取的部分，如 \"*({})\"", "the pattern needs one {} for the part that counts, as in \"*({})\"")
        }
        return extraction
    }

    /// A constant: a value, or where it is taken from.
    func constant(_ schema: TableSchema) throws(Problem) -> Constant {
        let column = try key(of: schema)
        guard case .mapping = node.content else {
            let text = try written()
            try check(text, for: schema, column)
            return .written(text)
        }
        let fields = try known([], optional: FilePlace.allCases.map(\.rawValue))
        let found = FilePlace.allCases.compactMap { place in fields.optional(place.rawValue).map { (place, $0) } }
        guard let (place, entry) = found.first, found.count == 1 else {
            throw refused("应写 title、sheet 或 file 中的一个", "must have one of title, sheet and file")
        }
        return .taken(place, try entry.extraction(), pattern: try entry.written())
    }

    /// The month of the file, or where it is found.
    func month() throws(Problem) -> MonthSource {
        let texts = try writtenOrList()
        let places = texts.compactMap { FilePlace(rawValue: $0) }
        if places.count == texts.count, !places.isEmpty { return .found(places) }
        guard texts.count == 1, let period = PeriodFinder.period(in: texts) else {
            throw refused(
                "应为月份（如 2021-07）、起止日期，或 title、sheet、file",
                "must be a month such as 2021-07, a first and last day, or title, sheet, file")
        }
        return .fixed(period)
    }
}
