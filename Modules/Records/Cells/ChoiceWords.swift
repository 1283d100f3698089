import AssessmentKernel

/// The words that a table's choice columns accept, with their bytes in one run.
struct ChoiceWords: Sendable {
    /// The words of one column.
    typealias Run = Range<Int>

    private struct Word: Sendable {
        let start: Int
        let count: Int
        let slot: Int64
    }

    /// Whether codes are checked for damage; false for those that were accepted before.
    let checksCodes: Bool

    private var words: [Word] = []
    private var bytes: [UInt8] = []

    init(checksCodes: Bool = true) { self.checksCodes = checksCodes }

    /// Adds the keys and titles of a column.
    mutating func add(_ options: [ChoiceOption]) -> Run {
        let first = words.count
        // All keys go before all titles, so that a title can never hide a key.
        let keys = options.map { CellText.normalised($0.key) }
        let titles = options.map { CellText.normalised($0.title.chinese) }
        for (place, word) in (keys + titles).enumerated() {
            words.append(Word(start: bytes.count, count: word.count, slot: Int64(place % options.count)))
            bytes += word
        }
        return first..<words.count
    }

    /// The place of the choice that a word names.
    func slot(of cell: UnsafeBufferPointer<UInt8>, in run: Run) -> Int64? {
        bytes.withUnsafeBufferPointer { bytes in
            for place in run {
                let word = words[place]
                guard word.count == cell.count else { continue }
                var matched = 0
                while matched < word.count && bytes[word.start + matched] == cell[matched] { matched += 1 }
                if matched == word.count { return word.slot }
            }
            return nil
        }
    }
}
