import AssessmentKernel
import Intake
import StrictYAML

extension YAMLSection {
    /// The parts of an optional, possibly empty list.
    func parts(_ key: String) throws(Problem) -> [YAMLEntry] {
        guard let entry = optional(key), !entry.isEmpty else { return [] }
        return try entry.list()
    }

    /// The pairs of an optional, possibly empty mapping.
    func pairs(_ key: String) throws(Problem) -> [YAMLEntry] { try optional(key)?.pairs() ?? [] }
}

/// A value written in a profile.
extension YAMLEntry {
    /// The pairs of a mapping; an empty value is an empty mapping.
    func pairs() throws(Problem) -> [YAMLEntry] { isEmpty ? [] : try entries() }

    /// Reads a title or value in the form of the file's cells.
    ///
    /// - Parameter canBeEmpty: whether empty quotes mean an empty cell.
    func written(canBeEmpty: Bool = false) throws(Problem) -> String {
        guard case .scalar(let text, let isQuoted) = node.content, canBeEmpty && isQuoted || !Text(text).isBlank else {
            throw refused("应为一行文字", "must be a text")
        }
        // A line that a draft left open.
        if text == "?" && !isQuoted { throw refused("此处尚未填写", "this is still open") }
        return text
    }

    /// Reads one text, or a list of them.
    func writtenOrList() throws(Problem) -> [String] {
        guard case .list = node.content else { return [try written()] }
        var texts: [String] = []
        for part in try list() { texts.append(try part.written()) }
        return texts
    }

    /// Reads a whole number.
    func whole(_ range: ClosedRange<Int>) throws(Problem) -> Int {
        guard let number = Int(try written()), range.contains(number) else {
            throw refused("应为 \(range.lowerBound) 至 \(range.upperBound) 的整数", "must be a whole number in \(range)")
        }
        return number
    }

    /// Reads `08:30-17:30` as minutes of the day.
    func hours() throws(Problem) -> Range<Int> {
        let parts = try written().split(separator: "-", omittingEmptySubsequences: false).map { part -> Int? in
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

    /// The place of the table's column named by this value.
    func column(of schema: TableSchema) throws(Problem) -> Int { try place(of: try written(), schema) }

    /// The place of the table's column named by this entry's key.
    func key(of schema: TableSchema) throws(Problem) -> Int { try place(of: key, schema) }

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

    /// Checks that a value is valid for a column.
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
