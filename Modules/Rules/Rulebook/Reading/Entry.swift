import AssessmentKernel

/// One place of a rulebook that is being read: what is written there, its path and its line.
///
/// Everything that is refused is refused here, with file, line and key.
struct Entry {
    /// The file as the caller named it.
    let file: String
    /// The dotted path, such as `items.activity.per_void`; parts of a list are counted from 1, as in `bands.2.through`.
    let path: String
    /// The line of the key, counted from 1.
    let line: Int
    /// What is written.
    let node: ParameterNode

    /// A refusal at this place.
    func refused(_ chinese: String, _ english: String, next: LocalText? = nil) -> Problem {
        Problem(
            .badInput, LocalText(chinese, english),
            at: Problem.Place(file: file, row: line, key: path.isEmpty ? nil : path), next: next)
    }

    /// A refusal below this place, as an item or a parameter's type says it.
    func refused(_ fault: ParameterFault) -> Problem {
        let path = [path, fault.path].filter { !$0.isEmpty }.joined(separator: ".")
        let line = fault.line > 0 ? fault.line : line
        return Problem(.badInput, fault.reason, at: Problem.Place(file: file, row: line, key: path))
    }

    /// Reads a value of a parameter's type.
    func value<Value: ParameterValue>(_ type: Value.Type = Value.self) throws(Problem) -> Value {
        do { return try Value(node) } catch { throw refused(error) }
    }

    /// Reads an amount of money of at most two decimals; below zero only where that is allowed.
    func yuan(canBeNegative: Bool) throws(Problem) -> Yuan {
        if case .scalar(let text, false) = node.content {
            let isNegative = canBeNegative && text.utf8.first == UInt8(ascii: "-")
            if let fen = ExactDecimal.units(text.utf8.dropFirst(isNegative ? 1 : 0), places: 2) {
                return Yuan(fen: isNegative ? -fen : fen)
            }
        }
        throw canBeNegative
            ? refused("应为至多两位小数的金额（元）", "must be an amount of yuan, at most two decimals")
            : refused("应为不小于 0、至多两位小数的金额（元）", "must be an amount of yuan, not negative, at most two decimals")
    }

    /// Reads a day written as `2021-07-01`.
    func date() throws(Problem) -> CivilDate {
        if case .scalar(let text, false) = node.content,
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let date = CivilDate(iso: text)
        {
            return date
        }
        throw refused("应为日期，如 2021-07-01", "must be a day such as 2021-07-01")
    }

    /// Reads a text of one line, plain or in quotes.
    func text() throws(Problem) -> String {
        guard case .scalar(let text, _) = node.content, !Text(text).isBlank,
            !text.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { throw refused("应为一行文字", "must be a text of one line") }
        return text
    }

    /// Reads a name that outputs print as a key: lower-case letters and digits, and `-`, `_` or `.` between them.
    func name() throws(Problem) -> String {
        let text = try text()
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        let joints = Array("-_.".utf8)
        guard text.utf8.count <= 64, let first = text.utf8.first, let last = text.utf8.last, letters.contains(first),
            letters.contains(last), text.utf8.allSatisfy({ letters.contains($0) || joints.contains($0) })
        else {
            throw refused(
                "应为小写字母、数字和 - _ . 组成的名称，至多 64 个字符",
                "must be a name of lower-case letters, digits and - _ ., at most 64 characters")
        }
        return text
    }

    /// The parts of a list, counted from 1 in their paths.
    func list() throws(Problem) -> [Entry] {
        guard case .list(let parts) = node.content else { throw refused("应为列表", "must be a list") }
        return parts.enumerated().map { index, part in
            Entry(file: file, path: below(String(index + 1)), line: part.line, node: part)
        }
    }

    /// The entries of a mapping with any keys, in the order of the file.
    func entries() throws(Problem) -> [(key: String, entry: Entry)] {
        guard case .mapping(let pairs) = node.content else { throw refused("应为键值映射", "must be a mapping") }
        return pairs.map { pair in
            (pair.key, Entry(file: file, path: below(pair.key), line: pair.line, node: pair.node))
        }
    }

    /// The entries of a mapping that has every required key and no other than these and the optional ones.
    func section(_ required: [String], optional: [String] = []) throws(Problem) -> Section {
        let entries = try entries()
        for (key, entry) in entries where !required.contains(key) && !optional.contains(key) {
            throw entry.refused(
                "未知的键", "no such key",
                next: LocalText(
                    "此处可用的键：" + (required + optional).joined(separator: "、"),
                    "the keys here are " + (required + optional).joined(separator: ", ")))
        }
        for key in required where !entries.contains(where: { $0.key == key }) {
            throw Entry(file: file, path: below(key), line: line, node: node).refused("缺少此键", "the key is missing")
        }
        return Section(entry: self, entries: Dictionary(entries, uniquingKeysWith: { first, _ in first }))
    }

    private func below(_ key: String) -> String { path.isEmpty ? key : path + "." + key }
}

/// A mapping whose keys are known.
struct Section {
    /// Where the mapping stands.
    let entry: Entry
    fileprivate let entries: [String: Entry]

    fileprivate init(entry: Entry, entries: [String: Entry]) {
        self.entry = entry
        self.entries = entries
    }

    /// The entry of a key, nil when an optional one is not there.
    func optional(_ key: String) -> Entry? { entries[key] }

    /// The entry of a required key.
    func callAsFunction(_ key: String) throws(Problem) -> Entry {
        guard let found = entries[key] else {
            throw entry.refused("缺少键 \(key)", "the key \(key) is missing")
        }
        return found
    }
}
