/// A place in the regulation, as it is cited: `§3.1.2` or `附件·5`.
public struct Clause: Hashable, Sendable, CustomStringConvertible {
    /// The citation.
    public let citation: String

    /// Cites a clause by its text, such as `§3.1.2`.
    public init(_ citation: String) { self.citation = citation }

    /// Cites an item of the annex (附件) by its number.
    public static func annex(_ number: Int) -> Clause { Clause("附件·\(number)") }

    /// The citation.
    public var description: String { citation }

    /// The citation in words: `附件·5` is item 5 of the annex.
    public var title: LocalText {
        guard let mark = citation.firstRange(of: "附件·") else { return LocalText(citation, citation) }
        let (before, numbers) = (citation[..<mark.lowerBound], citation[mark.upperBound...])
        let noun = numbers.contains(",") ? "items" : "item"
        return LocalText(
            before.replacing(", ", with: "、") + "附件第" + numbers.replacing(", ", with: "、") + "项",
            "\(before)annex, \(noun) \(numbers)")
    }
}
