public import AssessmentKernel
import FileFormats

/// Finds the table of a file or sheet by its name.
///
/// The name is the table's key or its Chinese title. White space is ignored, full-width forms match their ASCII
/// counterparts, as in headers, and case does not matter, since some systems change it when copying a file. Stamps, the
/// marks of copies, periods and places around it (`考勤打卡_20210801093015`, `考勤打卡 (1)`, `2021年7月考勤打卡`,
/// `考勤打卡-城关办事处`) cannot make it another table's name and are dropped. With any other addition the name is
/// doubtful: a person decides.
public enum TableMatch: Sendable {
    /// The name of this table.
    case table(TableSchema)
    /// A name that may be that of one of these tables, in their order; the addition that makes it doubtful, if it is
    /// only that.
    case doubtful([TableSchema], addition: String?)
    /// No table's name; the tables whose names are most like it, which may be none.
    case none(alike: [TableSchema])

    /// Matches a name without the extension of its file.
    public init(_ name: String, among tables: [TableSchema]) {
        if let schema = TableMatch.table(named: name, among: tables) {
            self = .table(schema)
            return
        }
        let name = FoldedName(name)
        let found = TableMatch.longest(tables.compactMap { table in name.place(of: table).map { (table, $0) } })
        guard let (schema, place) = found.first else {
            self = .none(alike: TableMatch.alike(name, tables))
            return
        }
        guard Set(found.map(\.0.key)).count == 1 else {
            self = .doubtful(found.map(\.0), addition: nil)
            return
        }
        let rest = name.around(place)
        let addition = rest.map(\.text).joined(separator: "…")
        self = NameAddition.isHarmless(rest) ? .table(schema) : .doubtful([schema], addition: addition)
    }

    /// The table with this key or Chinese title, without any addition; nil when no table matches.
    public static func table(named name: String, among tables: [TableSchema]) -> TableSchema? {
        let wanted = folded(name)
        if wanted.utf8.isEmpty { return nil }
        return tables.first { folded($0.key) == wanted } ?? tables.first { folded($0.title.chinese) == wanted }
    }

    private static func folded(_ name: String) -> Text {
        let plain = HeaderText.plain(Array(name.utf8))
        return Text(utf8: plain.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
    }

    /// The tables whose names are not merely a part of another one's that stands there.
    private static func longest(_ found: [(TableSchema, Range<Int>)]) -> [(TableSchema, Range<Int>)] {
        found.filter { _, place in
            !found.contains { _, other in
                other != place && other.lowerBound <= place.lowerBound
                    && other.upperBound >= place.upperBound
            }
        }
    }

    /// The tables that share at least two Chinese or four other characters in a row with a name, those with most first.
    private static func alike(_ name: FoldedName, _ tables: [TableSchema]) -> [TableSchema] {
        let shared = tables.map { table in
            (
                table,
                max(name.shared(with: FoldedName(table.title.chinese)), name.shared(with: FoldedName(table.key)) / 2)
            )
        }
        let most = shared.map(\.1).max() ?? 0
        return most < 2 ? [] : shared.filter { $0.1 == most }.prefix(3).map(\.0)
    }
}

/// A name in lower-case ASCII twins, white space as `_`.
struct FoldedName {
    let characters: [Unicode.Scalar]

    init(_ name: String) {
        // No honest name is longer; what is compared with it stays bounded.
        characters = String(decoding: CellText.normalised(name), as: UTF8.self).unicodeScalars.prefix(200).map {
            scalar in
            if scalar.properties.isWhitespace { return "_" }
            return scalar.isASCII ? Unicode.Scalar(UInt8(ascii: scalar).lowercased) : scalar
        }
    }

    /// Where a table's title or key stands in the name; a key only as a word of its own.
    func place(of table: TableSchema) -> Range<Int>? {
        if let place = places(of: FoldedName(table.title.chinese).characters.filter { $0 != "_" }).first {
            return place
        }
        return places(of: FoldedName(table.key).characters).first { place in
            let before = place.lowerBound > 0 ? characters[place.lowerBound - 1] : "_"
            let after = place.upperBound < characters.count ? characters[place.upperBound] : "_"
            return !before.isLetterOfKey && !after.isLetterOfKey
        }
    }

    private func places(of wanted: [Unicode.Scalar]) -> [Range<Int>] {
        guard !wanted.isEmpty, wanted.count <= characters.count else { return [] }
        return (0...(characters.count - wanted.count)).map { $0..<($0 + wanted.count) }
            .filter { characters[$0].elementsEqual(wanted) }
    }

    /// What stands before and after a place.
    func around(_ place: Range<Int>) -> [NameAddition] {
        [
            NameAddition(characters[..<place.lowerBound], side: .before),
            NameAddition(characters[place.upperBound...], side: .after),
        ].filter { !$0.characters.isEmpty }
    }

    /// The length of the longest run of characters that two names share.
    func shared(with other: FoldedName) -> Int {
        var best = 0
        var row = [Int](repeating: 0, count: other.characters.count + 1)
        for left in characters {
            var diagonal = 0
            for (place, right) in other.characters.enumerated() {
                let above = row[place + 1]
                row[place + 1] = left == right && left != "_" && left != "-" ? diagonal + 1 : 0
                best = max(best, row[place + 1])
                diagonal = above
            }
        }
        return best
    }
}

extension UInt8 {
    fileprivate var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Unicode.Scalar {
    fileprivate var isLetterOfKey: Bool { value >= 0x61 && value <= 0x7A }
}
