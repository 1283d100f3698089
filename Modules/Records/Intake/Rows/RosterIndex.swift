import AssessmentKernel
import Patterns

/// Finds members by what stands in their column instead of a code.
struct RosterIndex {
    private var codesByName: [Text: [String]] = [:]
    private var codesByFolded: [Text: Text] = [:]
    private var nearest: NearestName
    private let codes: Set<Text>

    init(_ roster: Roster) {
        for member in roster.members {
            codesByName[member.name.withoutWhiteSpace, default: []].append(member.code.string)
            codesByFolded[member.code.withSmallLetters] = member.code
        }
        nearest = NearestName(among: roster.members.map(\.code), as: .code)
        codes = Set(roster.members.map(\.code))
    }

    /// The codes of the members of a name, in order; white space does not count, since short names are often spread.
    func members(named name: Text) -> [String] { codesByName[name.withoutWhiteSpace] ?? [] }

    /// The code that equals another but for the case of its letters.
    func code(inOtherCase code: Text) -> Text? { codesByFolded[code.withSmallLetters] }

    /// The one code that was probably meant: one that is like it, or the only one that it holds beside other words, as
    /// `甲一（FM0001）` does.
    mutating func nearest(to code: Text) -> Text? { nearest.name(to: code) ?? held(by: code) }

    private func held(by text: Text) -> Text? {
        guard text.utf8.count <= 200 else { return nil }
        let words = text.utf8.split { byte in
            let small = byte | 0x20
            return !(byte >= 0x30 && byte <= 0x39 || small >= 0x61 && small <= 0x7A || byte == 0x2D || byte == 0x5F)
        }
        let found = Set(words.map { Text(utf8: $0) }).intersection(codes)
        return found.count == 1 ? found.first : nil
    }
}

/// The codes of a roster, none of which may equal another but for the case of its letters.
struct CodeCases {
    private var exact: [Text: Text] = [:]

    /// Begins with the codes of a roster.
    init(_ roster: Roster?) {
        for member in roster?.members ?? [] where exact[member.code.withSmallLetters] == nil {
            exact[member.code.withSmallLetters] = member.code
        }
    }

    /// Adds a code.
    ///
    /// - Returns: the code that is there already in other letters; nil when there is none.
    mutating func take(_ code: Text) -> String? {
        let folded = code.withSmallLetters
        guard let there = exact[folded] else {
            exact[folded] = code
            return nil
        }
        return there == code ? nil : there.string
    }
}

extension Text {
    /// The text with a to z for A to Z.
    ///
    /// Other letters are left alone: only these are found in codes.
    var withSmallLetters: Text {
        guard utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A }) else { return self }
        return Text(utf8: utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
    }
}
