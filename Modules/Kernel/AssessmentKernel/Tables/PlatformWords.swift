/// What platforms call a table, its columns and its choices.
///
/// An export is drafted by them (`kaohe profile`), and no rule reads them. They stand in the table's declaration:
///
/// ```swift
/// table.words = PlatformWords(
///     "考勤 打卡", columns: ["status": "打卡结果 考勤结果"],
///     values: ["status": ["missed": "缺卡 旷工"]], doubtful: ["status": "早退 请假"])
/// ```
/// Words are separated by spaces. One with `?` after it is weak: it says nothing beside a name of another table, as 签到
/// in 培训签到. A table's title and key, a column's and a choice's count without being named here.
public struct PlatformWords: Hashable, Sendable {
    /// The words in the names of files and sheets, and in title rows.
    public let names: [String]
    /// The titles of columns, by the column's key.
    public let columns: [String: [String]]
    /// The values of a column of choices: by the column's key and the choice's.
    ///
    /// A value that begins with one of them means the same: `迟到15分钟`. The longest decides.
    public let values: [String: [String: [String]]]
    /// Values of a column of choices that a person must interpret, by the column's key.
    public let doubtful: [String: [String]]

    /// Lists the words; `names` as one text.
    public init(
        _ names: String = "", columns: [String: String] = [:], values: [String: [String: String]] = [:],
        doubtful: [String: String] = [:]
    ) {
        self.names = PlatformWords.split(names)
        self.columns = columns.mapValues(PlatformWords.split)
        self.values = values.mapValues { $0.mapValues(PlatformWords.split) }
        self.doubtful = doubtful.mapValues(PlatformWords.split)
    }

    private static func split(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    /// The first key that names no column or choice of a table: a slip in the declaration.
    func stranger(to columns: [ColumnSchema]) -> String? {
        let known = Dictionary(columns.map { ($0.key, $0.kind) }) { first, _ in first }
        let titled = self.columns.keys.filter { known[$0] == nil }
        let asked = doubtful.keys.filter { known[$0]?.options == nil }
        let valued = values.filter { key, words in
            guard let options = known[key]?.options else { return true }
            return !words.keys.allSatisfy { word in options.contains { $0.key == word } }
        }.keys
        return (titled + asked + valued).min()
    }
}
