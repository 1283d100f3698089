import Answers
package import AssessmentKernel

/// What deeds are called at the desk: the page or the field, by the title that it has there.
package struct DeskWords: DeedWords {
    private let say: Language
    private let places: @Sendable (Deed) -> DeedPlace

    /// Words deeds in a language, each at its place.
    package init(say: Language, places: @escaping @Sendable (Deed) -> DeedPlace) {
        self.say = say
        self.places = places
    }

    /// Titles stand in quotes.
    package var isSpaced: Bool { false }

    /// The page or field, as a sentence uses it.
    package func words(_ deed: Deed, _ manner: Phrase.Manner) -> String {
        switch places(deed) {
        case .page(let page, _, let button):
            let title = say(page)
            let name = button.map { say("“\(title)”页的“\(say($0))”", "“\(say($0))” on the page “\(title)”") }
            return manner == .name
                ? name ?? say("“\(title)”页", "the page “\(title)”")
                : say("在", "") + (name ?? say("“\(title)”页", "on the page “\(title)”"))
        case .field:
            let title = say(deed.title)
            return switch manner {
            case .name: "“\(title)”"
            case .by, .adding: say("在“\(title)”栏", "in the field “\(title)”")
            case .without: say("不填“\(title)”", "leave the field “\(title)” empty")
            }
        case .elsewhere: return TitleWords(say).words(deed, manner)
        }
    }

    /// A phrase with links to the pages that it names.
    package func html(_ phrase: Phrase) -> String {
        phrase.pieces.map { piece in
            switch piece {
            case .text(let text): return ShownHTML.lines(text)
            case .deed(let deed, let manner):
                let words = ShownHTML.text(words(deed, manner))
                guard case .page(_, let address, _) = places(deed) else { return words }
                return "<a href=\"\(ShownHTML.text(address))\">\(words)</a>"
            }
        }.joined()
    }
}

/// Where a deed is done at a desk.
package enum DeedPlace {
    /// On a page, by a button there or on the page itself.
    case page(LocalText, address: String, button: LocalText?)
    /// In a field of the page that is open.
    case field
    /// By a button or a box that is called by the deed's title, or not at this desk.
    case elsewhere

    /// On a page of the desk.
    package static func on(_ page: some Page, button: LocalText? = nil) -> DeedPlace {
        .page(page.title, address: page.address, button: button)
    }
}
