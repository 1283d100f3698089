import AssessmentKernel

/// Values of a file, written out or as patterns, each with a number: its place among the meanings.
package struct Words: Sendable {
    private enum Pattern: Sendable {
        case glob(Glob)
        case regex(LinearRegex)
    }

    /// None.
    package init() {}

    private var exact: [Text: Int] = [:]
    private var patterns: [(pattern: Pattern, number: Int)] = []

    /// Whether there are none.
    package var isEmpty: Bool { exact.isEmpty && patterns.isEmpty }

    /// Whether an empty cell is among them by its own entry.
    package var namesBlank: Bool { exact[""] != nil }

    /// Adds a value or a pattern; of two equal ones the last counts.
    package mutating func add(_ text: String, _ number: Int) throws(LinearRegex.Fault) {
        let plain = String(decoding: CellText.normalised(text), as: UTF8.self)
        if plain.utf8.count > 2, plain.utf8.first == 0x2F, plain.utf8.last == 0x2F {
            patterns.append((.regex(try LinearRegex(String(plain.dropFirst().dropLast()))), number))
        } else if plain.utf8.contains(0x2A) {
            patterns.append((.glob(Glob(plain)), number))
        } else {
            exact[Text(plain)] = number
        }
    }

    /// The number of the entry that fits a normalised text: the exact one before any pattern.
    package func number(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        let key = Text(utf8: text)
        if let number = exact[key] { return number }
        for (pattern, number) in patterns {
            switch pattern {
            case .glob(let glob): if glob.matches(text[...]) { return number }
            case .regex(let regex): if regex.matches(key.string) { return number }
            }
        }
        return nil
    }

    /// Whether an entry fits a text in any form.
    package func contains(_ text: some Collection<UInt8>) -> Bool {
        if isEmpty { return false }
        return CellText.normalised(text).withUnsafeBufferPointer { number(of: $0) != nil }
    }
}
