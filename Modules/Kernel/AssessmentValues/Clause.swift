/// A place in the regulation, as it is cited: `§3.1.2` or `附件·5`.
public struct Clause: Hashable, Sendable, CustomStringConvertible {
    /// The citation.
    public let citation: String
    /// The citation in words, put together once: a report names a clause for each deduction.
    private let words: Shared<LocalText>

    /// Cites a clause by its text, such as `§3.1.2`.
    public init(_ citation: String) {
        self.citation = citation
        words = Shared(Clause.title(of: citation))
    }

    /// Equal when the citations are.
    public static func == (left: Clause, right: Clause) -> Bool { left.citation == right.citation }

    /// Feeds the citation to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(citation) }

    /// Cites an item of the annex (附件) by its number.
    public static func annex(_ number: Int) -> Clause { Clause("附件·\(number)") }

    /// The citation.
    public var description: String { citation }

    /// The citation in words: `附件·5` is item 5 of the annex.
    public var title: LocalText { words.value }

    private static func title(of citation: String) -> LocalText {
        // By bytes: an item has a dozen clauses, and a search by characters shows in each start.
        guard citation.utf8.contains(annexMark[0]), let mark = place(of: annexMark, in: citation) else {
            return LocalText(citation, citation)
        }
        let (before, numbers) = (citation[..<mark.lowerBound], citation[mark.upperBound...])
        let isList = numbers.utf8.contains(0x2C)
        func listed(_ text: Substring) -> String {
            text.utf8.contains(0x2C) ? String(text.replacing(", ", with: "、")) : String(text)
        }
        return LocalText(
            listed(before) + "附件第" + listed(numbers) + "项",
            "\(before)annex, \(isList ? "items" : "item") \(numbers)")
    }

    private static let annexMark = Array("附件·".utf8)

    private static func place(of mark: [UInt8], in text: String) -> Range<String.Index>? {
        let bytes = text.utf8
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let rest = bytes[start...]
            if rest.starts(with: mark) { return start..<bytes.index(start, offsetBy: mark.count) }
            start = bytes.index(after: start)
        }
        return nil
    }
}
