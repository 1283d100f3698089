public import AssessmentKernel
public import Rulebook

/// The closed list of words of a column, by key and title; some depend on the applied rulebook.
public struct ResultWords: Sendable {
    private let list: @Sendable (Rulebook) -> [(key: String, title: LocalText)]

    package init(_ list: @escaping @Sendable (Rulebook) -> [(key: String, title: LocalText)]) { self.list = list }

    /// The keys, in the order of the rulebook.
    public func keys(_ rulebook: Rulebook) -> [String] { list(rulebook).map(\.key) }

    /// The title of a key; the key itself when the rulebook does not have it.
    public func title(of key: String, _ rulebook: Rulebook) -> LocalText {
        list(rulebook).first { $0.key == key }?.title ?? LocalText(key, key)
    }
}
