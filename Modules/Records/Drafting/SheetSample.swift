import AssessmentKernel
public import FileFormats

/// The first rows of a file or sheet, from which a profile is drafted.
public struct SheetSample: Sendable {
    /// The file's name, without its folder.
    public let file: String
    /// The sheet; nil in a file that is one table.
    public let sheet: String?
    /// Whether the file has other filled sheets too.
    public let isOneOfSeveral: Bool
    /// The rows with the numbers that a spreadsheet shows; empty rows are left out.
    public let rows: [(row: Int, cells: [String])]

    /// The most rows that a draft looks at.
    public static let mostRows = 300
    /// The most columns of a row, and bytes of a cell, that a draft looks at.
    private static let (mostColumns, mostBytes) = (200, 400)

    /// Takes the first rows.
    public init(file: String, sheet: String?, isOneOfSeveral: Bool = false, rows: [(row: Int, cells: [String])]) {
        self.file = file
        self.sheet = sheet
        self.isOneOfSeveral = isOneOfSeveral
        self.rows = rows.prefix(SheetSample.mostRows).compactMap { row, cells in
            let cells = cells.prefix(SheetSample.mostColumns).map {
                $0.utf8.count <= SheetSample.mostBytes ? $0 : String(decoding: $0.utf8.prefix(400), as: UTF8.self)
            }
            return cells.allSatisfy { Text($0).isBlank } ? nil : (row, cells)
        }
    }

    /// Reads the first rows of a source.
    public init(
        file: String, sheet: String?, isOneOfSeveral: Bool = false, reading records: any RecordSource
    ) throws(RecordFault) {
        var rows: [(row: Int, cells: [String])] = []
        while rows.count < SheetSample.mostRows, let record = try records.next() {
            rows.append((record.row, record.cells.map { String(decoding: $0, as: UTF8.self) }))
        }
        self.init(file: file, sheet: sheet, isOneOfSeveral: isOneOfSeveral, rows: rows)
    }
}

/// What a cell looks like.
enum CellLook: Hashable, Sendable {
    /// Nothing, or a sign for nothing: `--`, `无`.
    case blank
    /// A day, in any common form, with or without its year.
    case day
    /// A time of day: `08:21`, `次日00:10`.
    case time
    /// A day with its time.
    case moment
    /// Several times, or a time with a remark: `08:21\n12:01`, `08:21(外勤)`.
    case punches
    /// A number.
    case number
    /// A mark: √ × △.
    case mark
    /// Anything else.
    case text

    /// The words that stand for an empty cell.
    static let blankWords: Set<Text> = ["-", "--", "---", "—", "——", "/", "无", "\\", "N/A", "null"]
    private static let marks: Set<Text> = ["√", "✓", "✔", "×", "✗", "✘", "△", "▲", "○", "●", "☆", "★", "◇"]

    /// Whether it is a value rather than a title.
    var isValue: Bool { self == .day || self == .time || self == .moment || self == .number || self == .punches }

    /// Looks at a cell.
    init(_ cell: String) {
        let text = Text(utf8: CellText.normalised(cell))
        if text.isBlank {
            self = .blank
            return
        }
        if CellLook.blankWords.contains(text) {
            self = .blank
        } else if CellLook.marks.contains(text) {
            self = .mark
        } else {
            self = CellLook.look(CellShape(text.string))
        }
    }

    private static func look(_ shape: CellShape) -> CellLook {
        if shape.text == "D" { return .day }
        if shape.isDecimal { return .number }
        switch shape.text {
        case "Y-n-n", "n-n-n", "n-n": return .day
        case "n:n", "n:n:n": return .time
        case "Y-n-n n:n", "Y-n-n n:n:n", "n-n-n n:n", "n-n-n n:n:n", "n-n n:n": return .moment
        default:
            return shape.text.contains("n:n") && shape.text.utf8.count <= 120 && shape.startsWithTime ? .punches : .text
        }
    }
}

/// A cell's text with its digits replaced by their kind, so that equal forms are equal texts.
///
/// One or two digits are `n`, four `Y`, eight `D`, any others `#`; the signs of a date are `-`, those of a time `:`; the
/// day of the week is left out, and so is 次日.
struct CellShape {
    private(set) var text = ""
    /// Whether it is digits with a decimal point, with or without a percent sign.
    private(set) var isDecimal = false
    var startsWithTime: Bool { text.hasPrefix("n:n") }

    init(_ cell: String) {
        var rest = cell
        for word in ["星期", "周", "礼拜"] {
            guard let range = rest.firstRange(of: word), let day = rest[range.upperBound...].first,
                "一二三四五六日天".contains(day)
            else { continue }
            rest.removeSubrange(range.lowerBound..<rest.index(after: range.upperBound))
            rest = rest.replacing("()", with: "").replacing("（）", with: "")
        }
        for word in ["次日", "当日", "上午", "下午"] { rest = rest.replacing(word, with: "") }
        var digits = 0
        func run() -> String { digits == 0 ? "" : digits <= 2 ? "n" : digits == 4 ? "Y" : digits == 8 ? "D" : "#" }
        isDecimal = CellShape.isDecimal(rest)
        for scalar in rest.unicodeScalars {
            if ("0"..."9").contains(scalar) {
                digits += 1
                continue
            }
            text += run()
            digits = 0
            switch scalar {
            case "-", "/", ".", "年", "月": text += "-"
            case ":", "：", "时": text += ":"
            case "日", "号", "分", "秒": text += " "
            case "T", " ", "\n", "\r", "\t": text += " "
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += run()
        text = text.split(separator: " ").joined(separator: " ")
    }

    private static func isDecimal(_ text: String) -> Bool {
        let number = text.hasSuffix("%") ? text.dropLast() : Substring(text)
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }
}

/// Texts made comparable, as headers are.
enum Folding {
    /// The text without white space and with ASCII for full-width forms.
    static func folded(_ text: String) -> Text { Text(utf8: CellText.normalised(text)).withoutWhiteSpace }
}
