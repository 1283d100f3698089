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
    public var title: LocalText { LocalText(title(in: .chinese), title(in: .english)) }

    /// The citation in words, in one language.
    package func title(in language: Language) -> String {
        // A report names a clause for each deduction, so bytes are looked at and not characters.
        guard let mark = markOfAnnex else { return citation }
        let before = citation[..<citation.utf8.index(citation.startIndex, offsetBy: mark.lowerBound)]
        let numbers = citation[citation.utf8.index(citation.startIndex, offsetBy: mark.upperBound)...]
        let isList = numbers.utf8.contains(0x2C)
        guard language == .chinese else { return "\(before)annex, \(isList ? "items" : "item") \(numbers)" }
        func listed(_ text: Substring) -> String {
            text.utf8.contains(0x2C) ? String(text.replacing(", ", with: "、")) : String(text)
        }
        return listed(before) + "附件第" + listed(numbers) + "项"
    }

    private static let annexMark = Array("附件·".utf8)

    /// Where the annex is named, in bytes.
    private var markOfAnnex: Range<Int>? {
        Text(citation).withBytes { bytes in
            let mark = Clause.annexMark
            for place in bytes.indices where bytes[place] == mark[0] && place + mark.count <= bytes.count {
                if UnsafeBufferPointer(rebasing: bytes[place..<place + mark.count]).elementsEqual(mark) {
                    return place..<place + mark.count
                }
            }
            return nil
        }
    }
}
