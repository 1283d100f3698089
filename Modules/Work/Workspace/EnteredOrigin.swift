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

    /// How the names begin.
    private static let (suspects, remove, decide, equip) = (
        "kaohe suspects decide", "kaohe remove", "kaohe equipment decide", "kaohe equipment"
    )

    /// The name in the journal, such as `kaohe remove 2021-08-02 FM0003`.
    public var name: String {
        switch self {
        case .verdict(let verdict, let records): "\(Self.suspects) \(verdict) \(records)"
        case .removal(let about): "\(Self.remove) \(about)"
        case .fault(let about): "\(Self.decide) \(about)"
        case .equipment(let change, let about): "\(Self.equip) \(change) \(about)"
        }
    }

    /// Recognises a name; nil for that of a file.
    public init?(name: String) {
        func rest(_ beginning: String) -> String? {
            guard name.utf8.starts(with: (beginning + " ").utf8) else { return nil }
            let rest = String(name.dropFirst(beginning.count + 1))
            return rest.isEmpty ? nil : rest
        }
        /// The first word, and the words after it.
        func split(_ text: String) -> (String, String)? {
            guard let space = text.firstIndex(of: " "), space > text.startIndex else { return nil }
            let after = text[text.index(after: space)...]
            return after.isEmpty ? nil : (String(text[..<space]), String(after))
        }
        if let (verdict, records) = rest(Self.suspects).flatMap(split) {
            self = .verdict(verdict, records: records)
        } else if let about = rest(Self.remove) {
            self = .removal(about)
        } else if let about = rest(Self.decide) {
            self = .fault(about)
        } else if let (change, about) = rest(Self.equip).flatMap(split) {
            self = .equipment(change, about: about)
        } else {
            return nil
        }
    }
}
