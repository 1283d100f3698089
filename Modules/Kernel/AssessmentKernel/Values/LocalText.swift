/// The languages in which kaohe speaks.
public enum Language: String, Sendable, CaseIterable {
    /// Simplified Chinese, the language of the clerks and the default.
    case chinese = "zh"
    /// English.
    case english = "en"
}

/// One thing said in both languages.
public struct LocalText: Hashable, Sendable {
    /// In Simplified Chinese.
    public let chinese: String
    /// In English.
    public let english: String

    /// Says one thing in both languages.
    public init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// The text in one language.
    public subscript(_ language: Language) -> String {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }
}
