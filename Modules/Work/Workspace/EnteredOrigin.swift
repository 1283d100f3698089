import AssessmentKernel

/// The origin of rows that a person entered: what the journal and an explanation name in place of a file.
///
/// It reads like the command that would enter them, and ledgers hold it, so ``name`` stays as it is.
public enum EnteredOrigin: Hashable, Sendable {
    /// A verdict about suspected repeats: its key, and the first records.
    case verdict(String, records: String)
    /// A member's replacement: the day and the member.
    case removal(String)
    /// Whose fault a loss or damage was: the day and the entry.
    case fault(String)
    /// Another change of equipment: what was done, the day and the member.
    case equipment(String, about: String)

    /// The name in the journal, such as `kaohe remove 2021-08-02 FM0003`.
    public var name: String {
        switch self {
        case .verdict(let verdict, let records): "kaohe suspects decide \(verdict) \(records)"
        case .removal(let about): "kaohe remove \(about)"
        case .fault(let about): "kaohe equipment decide \(about)"
        case .equipment(let change, let about): "kaohe equipment \(change) \(about)"
        }
    }

    /// Recognises a name; nil for that of a file.
    public init?(name: String) {
        func rest(_ beginning: String) -> String? {
            guard name.utf8.starts(with: beginning.utf8) else { return nil }
            let rest = String(name.dropFirst(beginning.count))
            return rest.isEmpty ? nil : rest
        }
        /// The first word, and the words after it.
        func split(_ text: String) -> (String, String)? {
            guard let space = text.firstIndex(of: " "), space > text.startIndex else { return nil }
            let after = text[text.index(after: space)...]
            return after.isEmpty ? nil : (String(text[..<space]), String(after))
        }
        if let (verdict, records) = rest("kaohe suspects decide ").flatMap(split) {
            self = .verdict(verdict, records: records)
        } else if let about = rest("kaohe remove ") {
            self = .removal(about)
        } else if let about = rest("kaohe equipment decide ") {
            self = .fault(about)
        } else if let (change, about) = rest("kaohe equipment ").flatMap(split) {
            self = .equipment(change, about: about)
        } else {
            return nil
        }
    }
}
