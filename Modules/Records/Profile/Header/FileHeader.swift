import AssessmentKernel
import FileFormats

/// The header of a file: its rows, joined by position.
struct FileHeader: Sendable {
    /// A column's titles.
    struct Column: Sendable {
        /// The title of each level from the top, without white space; merged ones and blanks left out.
        let levels: [Text]
        /// The titles joined.
        let joined: Text
        /// The lowest title.
        var last: Text { levels.last ?? "" }
        /// The title as it is shown.
        let shown: String
    }

    /// The number of the last row.
    let row: Int
    let columns: [Column]
    /// The texts above the header.
    let above: [String]
    /// The cells of its rows, to know a repetition further down.
    let cells: [[[UInt8]]]

    /// The columns in which its first row has a text.
    private let tops: [Bool]
    /// Whether a row above the last is a title of the whole file: it has one text alone.
    let hasTitleRow: Bool

    /// Joins the rows of a header.
    ///
    /// An upper title holds for all columns of its merged range: in some files each of its cells has the text, in
    /// others only the first.
    init(_ rows: [HeaderRow], above: [String]) {
        row = rows.last?.row ?? 1
        cells = rows.map(\.cells)
        self.above = above
        let width = rows.map(\.cells.count).max() ?? 0
        var levels = rows.map { row in
            (0..<width).map { $0 < row.cells.count ? Profile.folded(row.cells[$0]) : "" }
        }
        tops = (levels.first ?? []).map { !$0.utf8.isEmpty }
        hasTitleRow = levels.dropLast().contains { level in Set(level.filter { !$0.utf8.isEmpty }).count < 2 }
        for level in levels.indices.dropLast() {
            for place in levels[level].indices.dropFirst() where levels[level][place].utf8.isEmpty {
                let below = levels[level + 1]
                let isGroup = !below[place - 1].utf8.isEmpty && below[place - 1] != levels[level][place - 1]
                let isSameGroup = level == 0 || levels[level - 1][place] == levels[level - 1][place - 1]
                if isGroup, isSameGroup, !below[place].utf8.isEmpty { levels[level][place] = levels[level][place - 1] }
            }
        }
        columns = (0..<width).map { place in
            var titles: [Text] = []
            for level in levels where !level[place].utf8.isEmpty && titles.last != level[place] {
                titles.append(level[place])
            }
            let joined = Text(titles.map(\.string).joined())
            let shown =
                rows.count == 1 && place < rows[0].cells.count
                ? String(decoding: rows[0].cells[place], as: UTF8.self) : titles.map(\.string).joined(separator: " ")
            return Column(levels: titles, joined: joined, shown: shown)
        }
    }

    /// Whether a name fits a column to whose title the first row belongs.
    func usesTop(_ name: TitleName) -> Bool {
        places(of: name).contains { tops[$0] && (columns[$0].joined == name.title || name.under != nil) }
    }

    /// Whether a column has a title in the first row and another below it.
    func isJoined(_ place: Int) -> Bool { tops[place] && columns[place].levels.count > 1 }

    /// The places that a name fits: by the joined title, else by the lowest alone.
    func places(of name: TitleName) -> [Int] {
        func fitting(_ title: (Column) -> Text) -> [Int] {
            columns.indices.filter { place in
                let column = columns[place]
                guard title(column) == name.title else { return false }
                return name.under.map { column.levels.dropLast().contains($0) } ?? true
            }
        }
        var places = name.under == nil ? fitting(\.joined) : []
        if places.isEmpty { places = fitting(\.last) }
        if places.isEmpty { places = fitting { FileHeader.plain($0.joined) } }
        guard let nth = name.nth else { return places }
        return nth <= places.count ? [places[nth - 1]] : []
    }

    /// A title without the star of a required column and a remark in brackets at its end.
    static func plain(_ title: Text) -> Text {
        var text = Substring(title.string)
        if text.hasPrefix("*") { text = text.dropFirst() }
        if text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex { text = text[..<open] }
        return Text(String(text))
    }
}

/// A row of a header as delivered.
struct HeaderRow: Sendable {
    let row: Int
    let cells: [[UInt8]]

    init(_ record: Record) {
        row = record.row
        var cells = record.cells.map { Array($0) }
        while let last = cells.last, CellText.isBlank(last) { cells.removeLast() }
        self.cells = cells
    }

    init(row: Int, cells: [[UInt8]]) {
        self.row = row
        self.cells = cells
    }

    var isBlank: Bool { cells.isEmpty }
}
