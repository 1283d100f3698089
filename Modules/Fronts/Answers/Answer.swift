public import AssessmentKernel
import Foundation

/// The result of a use case, as a front end shows it.
///
/// A front end asks for the page in the reader's language and renders its parts:
///
/// ```swift
/// let answer = StatusAnswer(try workspace.status(quarter, today: today), in: workspace)
/// for part in answer.page(in: .chinese).parts { render(part) }
/// ```
public protocol Answer {
    /// The answer for a person.
    func page(in language: Language) -> AnswerPage
}

/// An answer that programs can read too.
public protocol EncodableAnswer: Answer {
    /// The answer for a program; the texts in it are in the given language.
    func json(in language: Language) -> any Encodable
}

extension EncodableAnswer {
    /// The answer as JSON text with sorted keys, so that equal answers have equal bytes.
    ///
    /// - Parameter words: the front's words for deeds; by their titles without.
    public func jsonText(in language: Language, words: (any DeedWords)? = nil) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        if let key = CodingUserInfoKey.wording { encoder.userInfo[key] = words ?? TitleWords(language) }
        return String(decoding: try encoder.encode(json(in: language)), as: UTF8.self)
    }
}

/// An answer for a person: its parts from top to bottom, and notes beside them.
public struct AnswerPage: Sendable, Hashable {
    /// A part of a page.
    public enum Part: Sendable, Hashable {
        /// One or more lines.
        case text(Phrase)
        /// A table.
        case table(AnswerTable)
        /// A checklist.
        case checklist(Checklist)
        /// A chart; what it shows is told beside it too.
        case chart(AnswerChart)
    }

    /// A note beside an answer.
    public struct Note: Sendable, Hashable {
        /// The kind of a note.
        public enum Kind: Sendable, Hashable {
            /// Information.
            case remark
            /// The next step.
            case next
        }

        /// Its kind.
        public let kind: Kind
        /// The note as a sentence.
        public let text: Phrase
    }

    /// The parts from top to bottom.
    public private(set) var parts: [Part] = []
    /// The notes, in order.
    public private(set) var notes: [Note] = []

    /// Begins a page.
    public init(_ text: String? = nil) { if let text { add(text) } }

    /// Begins a page with a text that names deeds.
    public init(_ text: Phrase) { add(text) }

    /// Adds lines; an empty text is a blank line.
    public mutating func add(_ text: String) { add(Phrase(text)) }

    /// Adds lines that name deeds.
    public mutating func add(_ text: Phrase) { parts.append(.text(text)) }

    /// Adds a table.
    public mutating func add(_ table: AnswerTable) { parts.append(.table(table)) }

    /// Adds a checklist.
    public mutating func add(_ list: Checklist) { parts.append(.checklist(list)) }

    /// Adds a chart.
    public mutating func add(_ chart: AnswerChart) { parts.append(.chart(chart)) }

    /// Adds the parts and notes of another page.
    public mutating func add(_ page: AnswerPage) {
        parts += page.parts
        notes += page.notes
    }

    /// Adds information.
    public mutating func remark(_ text: String) { remark(Phrase(text)) }

    /// Adds information that names deeds.
    public mutating func remark(_ text: Phrase) { notes.append(Note(kind: .remark, text: text)) }

    /// Adds the next step.
    public mutating func next(_ text: String) { next(Phrase(text)) }

    /// Adds the next step, which names deeds.
    public mutating func next(_ text: Phrase) { notes.append(Note(kind: .next, text: text)) }
}

/// A phrase is encoded in the words of the front that prints the JSON.
extension Phrase: Encodable {
    /// Encodes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard let words = CodingUserInfoKey.wording.flatMap({ encoder.userInfo[$0] }) as? any DeedWords else {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "no front words the deeds"))
        }
        try container.encode(text(in: words))
    }
}

extension CodingUserInfoKey {
    /// The front's ``DeedWords``.
    fileprivate static var wording: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "wording") }
}
