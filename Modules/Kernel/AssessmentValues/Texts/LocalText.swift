/// The languages of kaohe's output.
public enum Language: String, Sendable, CaseIterable {
    /// Simplified Chinese, the language of the clerks and the default.
    case chinese = "zh"
    /// English.
    case english = "en"
}

/// A text in both languages.
public struct LocalText: Hashable, Sendable {
    /// In Simplified Chinese.
    public let chinese: String
    /// In English.
    public let english: String

    /// Makes a text from its two versions.
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

/// A value behind one reference, for values of many texts that are copied often: a copy counts one reference.
///
/// Equal, and hashed, as the value is.
package final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value

    package init(_ value: Value) { self.value = value }

    package static func == (left: Shared, right: Shared) -> Bool { left === right || left.value == right.value }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
