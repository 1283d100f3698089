public import AssessmentKernel

/// Where a sheet's header is.
public enum HeaderPlace: Sendable {
    /// In this row, as the spreadsheet shows it.
    case row(Int)
    /// In the first of the first twenty rows that has all required titles; titles and notes may be above it.
    ///
    /// Without such a row, the row with most of them, so that the message can name what is missing.
    case names(HeaderNames)
}

/// The titles by which a header is recognised.
public struct HeaderNames: Sendable {
    /// The required columns, each by any of its names.
    package let required: [Set<Text>]
    /// All names that a header may have.
    package let known: Set<Text>

    /// Lists the required columns, each by any of its names: without white space, and with ASCII for full-width forms.
    public init(required: [Set<Text>]) {
        self.required = required
        known = required.reduce(into: []) { $0.formUnion($1) }
    }

    /// Lists the required columns, each by any of its names, and all names that a header may have.
    package init(required: [Set<Text>], known: Set<Text>) {
        self.required = required
        self.known = known
    }
}

/// The search for a header among the first rows.
package struct HeaderSearch {
    /// The row that has all required titles; nil when none has.
    private(set) var found: Int?
    /// The row with most known titles, and how many; nil without a filled row.
    private(set) var best: (row: Int, count: Int)?
    /// The first row that is not blank.
    private(set) var firstFilled: Int?
    /// Why the rows end before the header.
    private(set) var fault: RecordFault?
    /// The most cells of a row, as a mark of the right delimiter.
    private(set) var mostCells = 0

    /// The last row in which a header is looked for.
    package static let lastRow = 20

    /// Searches rows from the first on.
    init(_ names: HeaderNames, in records: any RecordSource) {
        do throws(RecordFault) {
            while let record = try records.next(), record.row <= HeaderSearch.lastRow {
                guard take(record, names) else { continue }
                let (row, titles) = (record.row, record.cells.map { HeaderText.readings($0) })
                // What is wrong with the next row is said when it is read as one.
                if let below = try? records.next(), below.row == row + 1,
                    HeaderSearch.isLowerLevel(below, of: titles, names)
                {
                    found = below.row
                }
                return
            }
        } catch {
            fault = error
        }
    }

    /// Whether a row is the lower level of a header: the required titles stand in both, as merged cells have them, and
    /// others under titles that span them.
    private static func isLowerLevel(_ record: Record, of titles: [[Text]], _ names: HeaderNames) -> Bool {
        let below = record.cells.map { HeaderText.readings($0) }
        let isSame = names.required.allSatisfy { name in
            titles.indices.contains { place in
                place < below.count && !name.isDisjoint(with: titles[place]) && !name.isDisjoint(with: below[place])
            }
        }
        // A header that is repeated at once is none.
        return isSame
            && below.indices.contains {
                !below[$0].isEmpty && (!titles.indices.contains($0) || below[$0] != titles[$0])
            }
    }

    private mutating func take(_ record: Record, _ names: HeaderNames) -> Bool {
        let titles = record.cells.flatMap { HeaderText.readings($0) }
        if titles.isEmpty { return false }
        if firstFilled == nil { firstFilled = record.row }
        mostCells = max(mostCells, record.cells.count)
        let all = Set(titles)
        if names.required.allSatisfy({ !$0.isDisjoint(with: all) }) {
            found = record.row
            return true
        }
        let count = all.intersection(names.known).count
        if count > best?.count ?? -1 { best = (record.row, count) }
        return false
    }
}
