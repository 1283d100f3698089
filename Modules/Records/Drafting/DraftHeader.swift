import AssessmentKernel
import Intake

/// A column of a drafted file: its titles from the upper level to the lower, and what its cells look like.
struct DraftColumn {
    /// The place in the file.
    let place: Int
    /// The titles as they are written, without repeats and blanks.
    let levels: [String]
    /// All levels in one, without white space, marks of required columns and remarks in brackets.
    let title: String
    /// The lowest level alone, likewise.
    let last: String
    /// The cells that are not blank, normalised, in the order of the rows.
    let values: [String]
    /// How many cells look like what.
    let looks: [CellLook: Int]

    init(_ place: Int, _ levels: [String], body: [[String]]) {
        self.place = place
        self.levels = levels
        let plain = levels.map { DraftColumn.plain($0) }
        title = plain.joined()
        last = plain.last ?? ""
        var values: [String] = []
        var looks: [CellLook: Int] = [:]
        for cells in body where cells.indices.contains(place) {
            let look = CellLook(cells[place])
            looks[look, default: 0] += 1
            if look != .blank { values.append(Text(utf8: CellText.normalised(cells[place])).string) }
        }
        self.values = values
        self.looks = looks
    }

    /// Whether most of the filled cells look like one of these.
    func looksLike(_ wanted: CellLook...) -> Bool {
        !values.isEmpty && wanted.reduce(0) { $0 + (looks[$1] ?? 0) } * 10 >= values.count * 8
    }

    /// The different values in the order of their bytes; nil when there are too many for words.
    func words(atMost most: Int = 40) -> [String]? {
        var seen: Set<Text> = []
        for value in values {
            seen.insert(Text(value))
            if seen.count > most { return nil }
        }
        return seen.sorted().map(\.string)
    }

    /// A title for comparison: white space, a leading `*` and a remark in brackets at the end do not count.
    static func plain(_ title: String) -> String {
        var text = Folding.folded(title).string[...]
        while text.first == "*" { text = text.dropFirst() }
        if text.last == ")", let open = text.lastIndex(of: "("), open > text.startIndex { text = text[..<open] }
        return String(text)
    }
}

/// The header of a drafted file, and what stands above and below it.
struct DraftHeader {
    /// The rows of the header as a spreadsheet shows them, from the upper level to the lower.
    let rows: ClosedRange<Int>
    /// The columns with a title.
    let columns: [DraftColumn]
    /// The texts above the header.
    let above: [String]
    /// The cells of the rows below it.
    let body: [[String]]
    /// The places of the columns that are days, with the day as it is written; empty unless there are several.
    let days: [(place: Int, title: String)]

    /// Finds the header in the first rows.
    ///
    /// - Parameters:
    ///   - known: titles that tables are known to have, folded.
    ///   - chosen: the rows that a person named; nil to guess them.
    init?(_ rows: [(row: Int, cells: [String])], known: Set<Text>, at chosen: ClosedRange<Int>? = nil) {
        let rows = rows.map { (row: $0.row, cells: $0.cells) }
        let places = chosen.map { DraftHeader.places(of: $0, in: rows) } ?? DraftHeader.guess(rows, known)
        guard let first = places?.lowerBound, let last = places?.upperBound else { return nil }
        self.rows = rows[first].row...rows[last].row
        let body = rows[(last + 1)...].map(\.cells).filter { !FooterWords.isFooter($0) }
        self.body = body
        above = rows[..<first].flatMap { row in
            var seen: Set<Text> = []
            return row.cells.filter { !Text($0).isBlank && seen.insert(Text($0)).inserted }
        }
        let width = rows[first...last].map(\.cells.count).max() ?? 0
        let titles = DraftHeader.filled(rows[first...last].map(\.cells), width)
        columns = (0..<width).compactMap { place in
            var levels: [String] = []
            for row in titles where !Text(row[place]).isBlank {
                if levels.last.map({ Folding.folded($0) != Folding.folded(row[place]) }) ?? true {
                    levels.append(row[place])
                }
            }
            return levels.isEmpty ? nil : DraftColumn(place, levels, body: body)
        }
        // The day of the week may stand below the day.
        let lowest = columns.compactMap { column -> (place: Int, title: String)? in
            let title = column.levels.last { !DraftHeader.isWeekday($0) }
            return title.flatMap { DraftHeader.isDayTitle($0) ? (column.place, $0) : nil }
        }
        days = lowest.count >= 3 ? lowest : []
    }

    /// The places of the rows that a person named; nil where the sheet has none of them.
    private static func places(
        of chosen: ClosedRange<Int>, in rows: [(row: Int, cells: [String])]
    ) -> ClosedRange<Int>? {
        guard let first = rows.firstIndex(where: { chosen.contains($0.row) }),
            let last = rows.lastIndex(where: { chosen.contains($0.row) })
        else { return nil }
        return first...last
    }

    /// The places of the rows that are most like a header; nil where none is like one.
    private static func guess(_ rows: [(row: Int, cells: [String])], _ known: Set<Text>) -> ClosedRange<Int>? {
        var best: (place: Int, score: Int)?
        for (place, row) in rows.prefix(20).enumerated() {
            guard let score = DraftHeader.score(row.cells, known) else { continue }
            if score > best?.score ?? 0 { best = (place, score) }
        }
        guard let best else { return nil }
        var (first, last) = (best.place, best.place)
        while first > 0, last - first < 2, DraftHeader.continues(rows[first - 1], rows[first], known) { first -= 1 }
        while last + 1 < rows.count, last - first < 2, DraftHeader.continues(rows[last], rows[last + 1], known) {
            last += 1
        }
        return first...last
    }

    /// The rows of a header with an upper title over each of the lower ones that it spans, as in a file without merged
    /// cells.
    private static func filled(_ rows: [[String]], _ width: Int) -> [[String]] {
        var rows = rows.map { cells in (0..<width).map { $0 < cells.count ? cells[$0] : "" } }
        func isBlank(_ level: Int, _ place: Int) -> Bool { Text(rows[level][place]).isBlank }
        for level in rows.indices.dropLast() {
            for place in (0..<width).dropFirst() where isBlank(level, place) && !isBlank(level + 1, place) {
                let before = place - 1
                if isBlank(level, before) || isBlank(level + 1, before) { continue }
                if Folding.folded(rows[level][before]) != Folding.folded(rows[level + 1][before]) {
                    rows[level][place] = rows[level][before]
                }
            }
        }
        return rows
    }

    /// Whether a title is a day of a month: `1`, `07-01`, `1日`, `1\n星期四`.
    static func isDayTitle(_ title: String) -> Bool {
        let shape = CellShape(title)
        if ["n-n", "Y-n-n", "n-n-n", "D"].contains(shape.text) { return true }
        guard shape.text == "n" || shape.text == "n-" else { return false }
        let digits = title.unicodeScalars.prefix { ("0"..."9").contains($0) }
        return (1...31).contains(Int(String(String.UnicodeScalarView(digits))) ?? 0)
    }

    /// Whether a title is a day of the week alone: `星期四`, `周四`, `四`.
    static func isWeekday(_ title: String) -> Bool {
        var text = Folding.folded(title).string[...]
        for word in ["星期", "礼拜", "周"] where text.hasPrefix(word) { text = text.dropFirst(word.count) }
        return text.count == 1 && "一二三四五六日天".contains(text)
    }

    /// Whether a row has days of the week alone, each beside a day of the month in the other row.
    private static func isWeek(_ cells: [String], beside days: [String]) -> Bool {
        let filled = cells.indices.filter { !Text(cells[$0]).isBlank }
        let isBesideDay = filled.allSatisfy { place in
            isWeekday(cells[place]) && days.indices.contains(place) && isDayTitle(days[place])
        }
        return filled.count >= 3 && isBesideDay
    }

    /// How much a row is a header; nil for one that cannot be one.
    private static func score(_ cells: [String], _ known: Set<Text>) -> Int? {
        let filled = Set(cells.filter { !Text($0).isBlank }.map { Text(DraftColumn.plain($0)) })
        guard filled.count >= 2 else { return nil }
        let days = cells.count { isDayTitle($0) }
        var score = 0
        for title in filled {
            if known.contains(title) {
                score += 4
            } else if days >= 3, isDayTitle(title.string) {
                score += 1
            } else {
                score += CellLook(title.string).isValue ? -3 : title.utf8.count <= 36 ? 1 : -1
            }
        }
        return score
    }

    /// Whether two rows are levels of one header: titles over several columns or rows, and no value in either.
    private static func continues(
        _ upper: (row: Int, cells: [String]), _ lower: (row: Int, cells: [String]), _ known: Set<Text>
    ) -> Bool {
        guard lower.row == upper.row + 1 else { return false }
        if isWeek(lower.cells, beside: upper.cells) || isWeek(upper.cells, beside: lower.cells) { return true }
        func titles(_ cells: [String]) -> [Text] { cells.map { Text(DraftColumn.plain($0)) } }
        let (above, below) = (titles(upper.cells), titles(lower.cells))
        guard Set(above.filter { !$0.utf8.isEmpty }).count >= 2, Set(below.filter { !$0.utf8.isEmpty }).count >= 2
        else { return false }
        guard
            !(above + below).contains(where: {
                !known.contains($0) && CellLook($0.string).isValue && !isDayTitle($0.string)
            })
        else { return false }
        var (spans, shared, named) = (0, 0, 0)
        for place in below.indices where !below[place].utf8.isEmpty {
            let over = above.indices.contains(place) ? above[place] : Text("")
            if over == below[place] {
                shared += 1
            } else if over.utf8.isEmpty || (place > 0 && above.indices.contains(place) && above[place - 1] == over) {
                spans += 1
            }
            if over != below[place], known.contains(below[place]) { named += 1 }
        }
        // A level below has titles of its own under spanning ones; a row of values never has two known titles.
        return spans > 0 && (shared > 0 || named > 0) && named + shared >= 2
    }
}
