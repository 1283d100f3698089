package import AssessmentKernel
package import Rulebook

extension Language {
    /// Chooses the text in this language.
    ///
    /// An answer names its language `say`, so calls read naturally: `say("没有申诉。", "There are no appeals.")`.
    package func callAsFunction(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        switch self {
        case .chinese: chinese()
        case .english: english()
        }
    }

    /// Chooses the text in this language.
    package func callAsFunction(_ text: LocalText) -> String { text[self] }

    /// Chooses the advice in this language.
    package func callAsFunction(_ advice: Advice) -> Phrase { advice[self] }

    /// The name of a band; nil for a member who is not rated.
    package func band(_ band: Band?) -> String { self.band(band?.key ?? Band.unratedKey, titled: band?.title ?? "") }

    /// The name of a band by its key, that of unrated members included.
    package func band(_ key: String, titled title: String) -> String {
        key == Band.unratedKey ? self(Band.unratedTitle) : self(title, key)
    }

    /// Joins names into a list.
    package func list(_ names: some Sequence<String>) -> String { names.joined(separator: self("、", ", ")) }
}

/// A difference with its sign: `+1.5`, `-2`, `0`.
package func signed(_ points: Points) -> String { points > .zero ? "+\(points)" : "\(points)" }

/// A difference with its sign: `+300.00`.
package func signed(_ amount: Yuan) -> String { amount > .zero ? "+\(amount)" : "\(amount)" }

/// A number with its English noun: `1 member`, `2 members`.
package func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
