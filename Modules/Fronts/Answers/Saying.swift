package import AssessmentKernel

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

    /// Joins names into a list.
    package func list(_ names: some Sequence<String>) -> String { names.joined(separator: self("、", ", ")) }
}

/// A number with its English noun: `1 member`, `2 members`.
package func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
