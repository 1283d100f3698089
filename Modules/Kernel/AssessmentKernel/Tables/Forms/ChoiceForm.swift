public import AssessmentValues

/// One of a list of choices, held as the place in the list; prints as its key, shown as its title.
struct ChoiceForm: ColumnForm {
    private let options: [ChoiceOption]
    private let keys: [[UInt8]]

    init(_ options: [ChoiceOption]) {
        self.options = options
        keys = options.map { Array($0.key.utf8) }
    }

    var contents: LocalText {
        LocalText(options.map(\.title.chinese).joined(separator: "/"), options.map(\.key).joined(separator: "/"))
    }

    func print(_ slot: Int64, _: [UInt8], to bytes: inout [UInt8]) {
        if let place = Int(exactly: slot), keys.indices.contains(place) { bytes.append(contentsOf: keys[place]) }
    }

    /// All keys are tried before all titles, so that a title can never hide a key.
    func slot(of text: String, into _: inout RowBlock) -> Int64? {
        let place =
            options.firstIndex { Text($0.key) == Text(text) }
            ?? options.firstIndex { Text($0.title.chinese) == Text(text) }
        return place.map { Int64($0) }
    }

    func shown(_ text: String) -> LocalText { title(of: text) ?? LocalText(text, text) }

    /// The title of a key; nil for any other text.
    func title(of key: String) -> LocalText? { options.first { $0.key == key }?.title }
}

extension ColumnSchema {
    /// The title of one of its choices by the key; nil for any other text, and in a column without choices.
    public func choiceTitle(of key: String) -> LocalText? { (kind.form as? ChoiceForm)?.title(of: key) }
}
