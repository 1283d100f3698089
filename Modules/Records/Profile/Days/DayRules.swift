import AssessmentKernel
import Patterns

/// How the columns of days become rows.
struct DayRules: Sendable {
    /// The forms of their titles; nil for the usual ones.
    let titles: [DateForm]?
    /// The title that a day's column must bear in another level; nil for any.
    let of: Text?
    /// The table's columns of the day and of the cell; nil cell with punches.
    let day: Int
    let cell: Int?
    /// The cells that make no row.
    let ignored: Words
}

/// The columns of a file whose titles are days.
struct DayTitles {
    /// The place of each and what its title says.
    private(set) var columns: [(place: Int, reading: DateForm.Reading)] = []

    var isEmpty: Bool { columns.isEmpty }

    init(_ rules: DayRules, _ header: FileHeader) {
        let forms = rules.titles ?? DateForm.ofDays
        for (place, column) in header.columns.enumerated() {
            let titles = column.levels.count > 1 ? column.levels + [column.joined] : column.levels
            let found = titles.lazy.compactMap { title in DayTitles.read(title, forms).map { (title, $0) } }.first
            guard let (title, found) = found else { continue }
            let others = column.levels.filter { $0 != title }
            if let of = rules.of, !others.contains(of) { continue }
            var reading = found
            for other in others { reading.weekday = reading.weekday ?? other.withBytes { DateMatch.weekday(of: $0) } }
            columns.append((place, reading))
        }
    }

    private static func read(_ title: Text, _ forms: [DateForm]) -> DateForm.Reading? {
        title.withBytes { bytes in
            forms.lazy.compactMap { $0.read(bytes) }.first { (1...31).contains($0.day ?? 0) && $0.hour == nil }
        }
    }
}
