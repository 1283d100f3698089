import AssessmentKernel

/// The forms of keys and titles.
enum Forms {
    /// Whether a key has only lower-case letters, digits and the separator, and starts with a letter.
    static func isKey(_ key: String, joint: UInt8) -> Bool {
        guard let first = key.utf8.first, (0x61...0x7A).contains(first), key.utf8.last != joint else { return false }
        return key.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == joint }
    }

    /// The separator in the keys of items, tables and kinds of deduction.
    static let hyphen: UInt8 = 0x2D
    /// The separator in the keys of columns and parameters.
    static let underscore: UInt8 = 0x5F

    /// The fault in the code of a kind of deduction, warning or measure, `item.kind`; nil without one.
    static func fault(ofCode code: String, in item: any AssessmentItem.Type) -> String? {
        let prefix = item.about.key + "."
        guard code.hasPrefix(prefix) else { return "the code must begin with \(prefix)" }
        return isKey(String(code.dropFirst(prefix.count)), joint: hyphen)
            ? nil : "after the point the code must be lower-case letters, digits and hyphens"
    }

    /// What a title lacks in either language; nil when it is complete.
    static func fault(of title: LocalText) -> String? {
        if !title.chinese.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }) {
            return "the title has no Chinese"
        }
        if !title.english.utf8.contains(where: { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }) {
            return "the title has no English"
        }
        return nil
    }

    /// The texts that occur more than once.
    static func repeated(_ texts: [String]) -> [String] {
        var seen: Set<Text> = []
        return texts.filter { !seen.insert(Text($0)).inserted }
    }
}
