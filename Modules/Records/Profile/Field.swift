import AssessmentKernel
import Intake

/// One place of a profile that is being read: what is written there, its name, path and line.
struct Field {
    let file: String
    let path: String
    /// The key under which it stands; empty in a list.
    let name: String
    let node: ParameterNode
    /// The line of the key, counted from 1.
    let line: Int

    init(_ node: ParameterNode, file: String, path: String, name: String = "", line: Int? = nil) {
        self.node = node
        self.file = file
        self.path = path
        self.name = name
        self.line = line ?? node.line
    }

    /// A refusal at this place.
    func refused(_ chinese: String, _ english: String) -> Problem {
        Problem(
            .badInput, LocalText(chinese, english), at: .init(file: file, row: line, key: path.isEmpty ? nil : path),
            next: LocalText("参见 docs/profiles.md", "see docs/profiles.md"))
    }

    /// The fields of a mapping, of which no other may be there.
    struct Mapping {
        fileprivate let owner: Field
        fileprivate let fields: [String: Field]

        subscript(key: String) -> Field? { fields[key] }

        func required(_ key: String) throws(Problem) -> Field {
            guard let field = fields[key] else { throw owner.refused("缺少 \(key)", "\(key) is missing") }
            return field
        }
    }

    func mapping(_ known: [String]) throws(Problem) -> Mapping {
        var fields: [String: Field] = [:]
        for field in try pairs() {
            guard known.contains(field.name) else {
                throw field.refused(
                    "不认识的键“\(field.name)”；可用：\(known.joined(separator: " "))",
                    "unknown key \(field.name); one of: \(known.joined(separator: " "))")
            }
            fields[field.name] = field
        }
        return Mapping(owner: self, fields: fields)
    }

    /// The pairs of a mapping in their order; nothing at all is an empty one.
    func pairs() throws(Problem) -> [Field] {
        switch node.content {
        case .mapping(let pairs):
            return pairs.map {
                Field(
                    $0.node, file: file, path: path.isEmpty ? $0.key : path + "." + $0.key, name: $0.key, line: $0.line)
            }
        case .scalar("", isQuoted: false): return []
        default: throw refused("应为“键: 值”", "must be a mapping")
        }
    }

    func list() throws(Problem) -> [Field] {
        switch node.content {
        case .list(let parts):
            return parts.enumerated().map { Field($1, file: file, path: path + "." + String($0 + 1)) }
        case .scalar("", isQuoted: false): return []
        default: throw refused("应为列表，如 [甲, 乙]", "must be a list, such as [a, b]")
        }
    }

    func text(canBeEmpty: Bool = false) throws(Problem) -> String {
        guard case .scalar(let text, let isQuoted) = node.content, canBeEmpty && isQuoted || !Text(text).isBlank else {
            throw refused("应为一行文字", "must be a text")
        }
        // A line that a draft left open.
        if text == "?" && !isQuoted { throw refused("此处尚未填写", "this is still open") }
        return text
    }

    func textOrList() throws(Problem) -> [String] {
        guard case .list = node.content else { return [try text()] }
        var texts: [String] = []
        for part in try list() { texts.append(try part.text()) }
        return texts
    }

    func whole(_ range: ClosedRange<Int>) throws(Problem) -> Int {
        guard let number = Int(try text()), range.contains(number) else {
            throw refused("应为 \(range.lowerBound) 至 \(range.upperBound) 的整数", "must be a whole number in \(range)")
        }
        return number
    }

    /// Reads `08:30-17:30` as minutes of the day.
    func hours() throws(Problem) -> Range<Int> {
        let parts = try text().split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
            let digits = part.split(separator: ":", omittingEmptySubsequences: false)
            guard digits.count == 2, (1...2).contains(digits[0].utf8.count), digits[1].utf8.count == 2,
                digits.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
                let hour = Int(digits[0]), let minute = Int(digits[1]), hour < 24, minute < 60
            else { return nil }
            return hour * 60 + minute
        }
        guard parts.count == 2, let start = parts[0], let end = parts[1], start < end else {
            throw refused("应为起止时间，如 08:30-17:30", "must be a beginning and an end, such as 08:30-17:30")
        }
        return start..<end
    }

    /// The place of the table's column that is written here.
    func column(of schema: TableSchema) throws(Problem) -> Int { try place(of: try text(), schema) }

    /// The place of the table's column under whose name this stands.
    func key(of schema: TableSchema) throws(Problem) -> Int { try place(of: name, schema) }

    private func place(of name: String, _ schema: TableSchema) throws(Problem) -> Int {
        let wanted = Profile.folded(name)
        let place =
            schema.columns.firstIndex { Profile.folded($0.key) == wanted }
            ?? schema.columns.firstIndex { Profile.folded($0.title.chinese) == wanted }
        guard let place else {
            let titles = schema.columns.map(\.title.chinese).joined(separator: "、")
            let keys = schema.columns.map(\.key).joined(separator: ", ")
            throw refused("表中没有“\(name)”列；可用：\(titles)", "the table has no column \(name); one of: \(keys)")
        }
        return place
    }

    /// Makes sure that a value is one of a column.
    func check(_ value: String, for schema: TableSchema, _ column: Int) throws(Problem) {
        let parser = CellParser(schema)
        var block = RowBlock(schema)
        var fault: CellFault?
        Text(value).withBytes { bytes in
            do throws(CellFault) { _ = try parser.parse(bytes, column: column, into: &block) } catch { fault = error }
        }
        if let reason = fault?.reason(in: schema.columns[column]) {
            throw refused("“\(value)”：\(reason.chinese)", "\(value): \(reason.english)")
        }
    }
}
