package import AssessmentKernel

extension Basis {
    /// Reads back what a closing or a review recorded: the other side of ``Basis/text``.
    ///
    /// Each kind of basis is written in a way of its own, so that its text says which it is. Nil for a text that is
    /// none of them, as that of a later version may be.
    ///
    /// - Parameter tables: the tables that it may name.
    package init?(recorded text: String, tables: [TableSchema]) {
        let words = text.split(separator: " ").map(String.init)
        let first = words.first ?? ""
        let (months, records) = (words.compactMap { Month(text: $0) }, words.compactMap { RecordReference($0) })
        if words.isEmpty {
            self = .nothing
        } else if months.count == words.count {
            self = .months(months)
        } else if records.count == words.count {
            self = .records(records)
        } else if words.count == 2, let table = tables.first(where: { $0.key == first }), let count = Int(words[1]) {
            self = .rows(count, of: table)
        } else if words.count == 1, let one = Basis(one: first, tables) {
            self = one
        } else {
            return nil
        }
    }

    private init?(one word: String, _ tables: [TableSchema]) {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        if let table = tables.first(where: { $0.key == word }) {
            self = .table(table)
        } else if let quarter = Quarter(text: word) {
            self = .quarter(quarter)
        } else if let days = Int(word) {
            self = .days(days)
        } else if parts.count == 2, let part = parts[0], let whole = parts[1] {
            self = .share(part, of: whole)
        } else if let amount = Yuan(text: word) {
            self = .amount(amount)
        } else {
            return nil
        }
    }
}
