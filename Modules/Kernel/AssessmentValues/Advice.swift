/// What to do next, in both languages: text with the deeds that it names.
///
/// A deed is done in one way on the command line and in another at the desk, so a message names it as a value, and each
/// front words it:
///
/// ```swift
/// Advice("\(by: .listImports)查看编号", "see the numbers \(by: .listImports)")
/// // The command line: 用 kaohe import list 查看编号。 The desk: 在“导入”页查看编号。
/// ```
public struct Advice: Hashable, Sendable {
    /// In Simplified Chinese.
    public let chinese: Phrase
    /// In English.
    public let english: Phrase

    /// Makes advice from its two versions.
    public init(_ chinese: Phrase, _ english: Phrase) {
        self.chinese = chinese
        self.english = english
    }

    /// Makes advice that names no deed.
    public init(_ text: LocalText) { self.init(Phrase(text.chinese), Phrase(text.english)) }

    /// The advice in one language.
    public subscript(_ language: Language) -> Phrase {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }

    /// The advice in words that are right on every front, for files that people read.
    public var plain: LocalText {
        LocalText(chinese.text(in: TitleWords(.chinese)), english.text(in: TitleWords(.english)))
    }
}

/// A text in one language, with deeds that each front words in its own way.
public struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// A piece of the text.
    public enum Piece: Hashable, Sendable {
        /// Words.
        case text(String)
        /// Something to do or to choose, and how the sentence uses it.
        case deed(Deed, Manner)
    }

    /// How a sentence uses a deed.
    public enum Manner: Hashable, Sendable {
        /// As a noun.
        case name
        /// As a means: “with …”.
        case by
        /// As a choice to make: “add …”.
        case adding
        /// As a choice not to make: “leave out …”.
        case without
    }

    /// The pieces in order; texts never stand side by side, and none is empty.
    public private(set) var pieces: [Piece] = []

    /// Makes a text without deeds.
    public init(_ text: String) { append(.text(text)) }

    /// Makes a text without deeds.
    public init(stringLiteral text: String) { self.init(text) }

    /// Makes a text from an interpolation.
    public init(stringInterpolation interpolation: Interpolation) { self = interpolation.phrase }

    /// Whether it says nothing.
    public var isEmpty: Bool { pieces.isEmpty }

    /// The deeds that it names, in order.
    public var deeds: [Deed] {
        pieces.compactMap { piece in if case .deed(let deed, _) = piece { deed } else { nil } }
    }

    /// The text with its deeds in the words of a front.
    public func text(in words: some DeedWords) -> String {
        var text = ""
        var isAfterDeed = false
        for piece in pieces {
            switch piece {
            case .text(let part):
                if isAfterDeed, words.isSpaced, part.first?.isWordPart == true { text += " " }
                text += part
                isAfterDeed = false
            case .deed(let deed, let manner):
                let part = words.words(deed, manner)
                if words.isSpaced, text.last?.isWordPart == true, part.first?.isASCII == true { text += " " }
                text += part
                isAfterDeed = true
            }
        }
        return text
    }

    /// The text with other words in the place of some.
    public func replacing(_ words: String, with others: String) -> Phrase {
        var replaced = Phrase("")
        for piece in pieces {
            if case .text(let text) = piece {
                replaced.append(.text(text.replacing(words, with: others)))
            } else {
                replaced.append(piece)
            }
        }
        return replaced
    }

    private mutating func append(_ piece: Piece) {
        guard case .text(let text) = piece else { return pieces.append(piece) }
        if text.isEmpty { return }
        if case .text(let before) = pieces.last {
            pieces[pieces.count - 1] = .text(before + text)
        } else {
            pieces.append(piece)
        }
    }

    /// Adds words to a phrase.
    public static func + (first: Phrase, second: String) -> Phrase { first + Phrase(second) }

    /// Joins two phrases.
    public static func + (first: Phrase, second: Phrase) -> Phrase {
        var joined = first
        joined += second
        return joined
    }

    /// Puts words before a phrase.
    public static func + (first: String, second: Phrase) -> Phrase { Phrase(first) + second }

    /// Adds a phrase.
    public static func += (first: inout Phrase, second: Phrase) { for piece in second.pieces { first.append(piece) } }

    /// Adds words.
    public static func += (first: inout Phrase, second: String) { first.append(.text(second)) }

    /// What an interpolation may hold: values as in a string, and deeds.
    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var phrase = Phrase("")

        /// Begins a text.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds words.
        public mutating func appendLiteral(_ text: String) { phrase += text }

        /// Adds a value.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) { phrase += value.description }

        /// Adds a phrase with its deeds.
        public mutating func appendInterpolation(_ other: Phrase) { phrase += other }

        /// Adds a deed as a noun.
        public mutating func appendInterpolation(deed: Deed) { phrase.append(.deed(deed, .name)) }

        /// Adds a deed as a means: `用 … ` and `with …`.
        public mutating func appendInterpolation(by deed: Deed) { phrase.append(.deed(deed, .by)) }

        /// Adds a choice to make: `加 …` and `add …`.
        public mutating func appendInterpolation(adding deed: Deed) { phrase.append(.deed(deed, .adding)) }

        /// Adds a choice not to make: `去掉 …` and `leave out …`.
        public mutating func appendInterpolation(without deed: Deed) { phrase.append(.deed(deed, .without)) }
    }
}

extension Sequence<Phrase> {
    /// The phrases as one, with words between them.
    public func joined(separator: String) -> Phrase {
        var joined: Phrase?
        for phrase in self { joined = joined.map { $0 + separator + phrase } ?? phrase }
        return joined ?? ""
    }
}

/// The words of a front for deeds, in one language.
public protocol DeedWords: Sendable {
    /// Whether a blank stands between a deed and the word beside it, as between Latin and Chinese letters.
    var isSpaced: Bool { get }
    /// A deed in words, as a sentence uses it.
    func words(_ deed: Deed, _ manner: Phrase.Manner) -> String
}

/// The words that are right on every front: each deed by its title.
public struct TitleWords: DeedWords {
    private let language: Language

    /// Words deeds in a language.
    public init(_ language: Language) { self.language = language }

    /// Quotes need no blank.
    public var isSpaced: Bool { false }

    /// The deed's title in quotes.
    public func words(_ deed: Deed, _ manner: Phrase.Manner) -> String {
        let title = deed.title[language]
        return switch (manner, language) {
        case (.name, _): "“\(title)”"
        case (.by, .chinese): "用“\(title)”"
        case (.by, .english): "with “\(title)”"
        case (.adding, .chinese): "选“\(title)”"
        case (.adding, .english): "choose “\(title)”"
        case (.without, .chinese): "不选“\(title)”"
        case (.without, .english): "leave out “\(title)”"
        }
    }
}

extension Character {
    /// Whether it is a letter or a digit, of any script.
    fileprivate var isWordPart: Bool { isLetter || isNumber }
}
