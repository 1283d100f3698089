import AssessmentKernel
import Cells
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
        let parts = try written().split(separator: "-", omittingEmptySubsequences: false).map(YAMLEntry.minutes)
        guard parts.count == 2, let start = parts[0], let end = parts[1], start < end else {
            throw refused("应为起止时间，如 08:30-17:30", "must be a beginning and an end, such as 08:30-17:30")
        }
        return start..<end
    }

    /// The minutes of the day in `08:30`.
    private static func minutes(_ text: Substring) -> Int? {
        let digits = text.split(separator: ":", omittingEmptySubsequences: false)
        guard digits.count == 2, (1...2).contains(digits[0].utf8.count), digits[1].utf8.count == 2,
            digits.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
            let hour = Int(digits[0]), let minute = Int(digits[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// Reads `05:00` as seconds of the day.
    func time() throws(Problem) -> Int {
        guard let minutes = YAMLEntry.minutes(try written()[...]) else {
            throw refused("应为时间，如 05:00", "must be a time such as 05:00")
        }
        return minutes * 60
    }

    /// Reads `2` or `1-2`.
    func range(_ allowed: ClosedRange<Int>) throws(Problem) -> ClosedRange<Int> {
        let parts = try written().split(separator: "-", omittingEmptySubsequences: false).map { part in
            part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil
        }
        guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2, first <= last,
            allowed.contains(first), allowed.contains(last)
        else {
            let (low, high) = (allowed.lowerBound, allowed.upperBound)
            throw refused(
                "应为 \(low) 至 \(high) 的整数或范围，如 1-2", "must be a whole number in \(allowed), or a range such as 1-2")
        }
        return first...last
    }

    /// Reads the rows of a header: `3` or `3-4`.
    func rows() throws(Problem) -> ClosedRange<Int> {
        let rows = try range(1...1_048_576)
        guard rows.count <= 3 else { throw refused("表头最多三行", "a header has three rows at most") }
        return rows
    }

    /// The entries of a mapping that has all required keys and otherwise only optional ones; the nearest key is
    /// suggested for an unknown one.
    func known(_ required: [String], optional: [String] = []) throws(Problem) -> YAMLSection {
        let keys = required + optional
        if case .mapping = node.content {
            for entry in try entries() where !keys.contains(entry.key) {
                let hint = Profile.hint(entry.key, keys)
                throw entry.refused(
                    "未知的键 \(entry.key)" + hint.chinese, "no such key: \(entry.key)" + hint.english,
                    next: LocalText(
                        "此处可用的键：" + keys.joined(separator: "、"), "the keys here are " + keys.joined(separator: ", ")))
            }
        }
        return try section(required, optional: optional)
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
            let hint = Profile.hint(name, schema.columns.flatMap { [$0.title.chinese, $0.key] })
            throw refused(
                "表中没有“\(name)”列\(hint.chinese)；可用：\(titles)",
                "the table has no column \(name)\(hint.english); one of: \(keys)")
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
