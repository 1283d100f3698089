package import AssessmentKernel
public import Rulebook

/// The closed list of words of a column, by key and title; some depend on the applied rulebook.
public struct ResultWords: Sendable {
    private let list: @Sendable (Rulebook) -> [(key: String, title: LocalText)]

    package init(_ list: @escaping @Sendable (Rulebook) -> [(key: String, title: LocalText)]) { self.list = list }

    /// The keys, in the order of the rulebook.
    public func keys(_ rulebook: Rulebook) -> [String] { list(rulebook).map(\.key) }

    /// The titles by their keys.
    func titles(_ rulebook: Rulebook) -> [String: LocalText] {
        Dictionary(list(rulebook).map { ($0.key, $0.title) }, uniquingKeysWith: { first, _ in first })
    }
}
