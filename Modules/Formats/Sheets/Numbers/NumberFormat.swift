/// How a spreadsheet shows the numbers of a cell: a format code such as `yyyy/m/d h:mm`, `0.00%` or `"FM"0000`.
///
/// ```swift
/// let format = NumberFormat(code: "\"FM\"0000")
/// let cell = SheetCell(column: 0, kind: .number, format: format, text: twelve)
/// try cell.render(for: .code, countsFrom1904: false, into: &bytes)  // FM0012
/// ```
/// A code is read once, and then used by all cells that have it. Any text is a format: what no spreadsheet
/// would accept, or what depends on a system's settings, is one that cannot be reproduced, and a cell says so when it is
/// rendered as a code or a number.
public final class NumberFormat: Sendable {
    /// What a format makes of a number, by the part for positive ones.
    public enum Kind: Sendable {
        /// The number as it is.
        case general
        /// A number with digits, signs and words as the code gives them.
        case number
        /// A number in hundredths with `%`.
        case percent
        /// A day: year, month or day without a time.
        case date
        /// A day with a time.
        case dateTime
        /// A time of day.
        case time
        /// A duration: `[h]:mm`.
        case duration
        /// A number that is shown as a text: `@`.
        case text
    }

    /// The code as it was given.
    public let code: String
    /// What it makes of a number.
    public let kind: Kind
    /// Whether it shows a number as it is.
    public let isGeneral: Bool
    /// Whether it shows a text otherwise than it is: `"FM"@`, or `;;;`, which hides everything.
    public let changesText: Bool

    /// The parts for positive numbers, for negative ones and for zero, or those with conditions.
    let sections: [FormatSection]
    /// The part for texts; nil when they are shown as they are.
    let textSection: FormatSection?

    /// Numbers as they are.
    public static let general = NumberFormat(code: "General")

    /// Reads a format code.
    ///
    /// - Parameter code: as a workbook stores it, in the English form, and as LibreOffice or Excel in Chinese write it.
    public init(code: String) {
        self.code = code
        var sections = FormatScanner.sections(of: code)
        // The last part is the one for texts if it is the fourth or shows one.
        if sections.count > 4 {
            sections = [FormatSection.unknown]
            textSection = nil
        } else if let last = sections.last, sections.count == 4 || last.kind == .text {
            textSection = last
            sections.removeLast()
        } else {
            textSection = nil
        }
        kind = sections.first?.kind ?? .text
        isGeneral =
            sections.isEmpty ? textSection?.isTextAlone ?? true : sections.count == 1 && sections[0].isGeneralAlone
        changesText = textSection.map { !$0.isTextAlone } ?? false
        self.sections = sections
    }

    /// Whether it shows a day, a time or a duration.
    var isDate: Bool { sections.first?.isDate ?? false }

    /// The part that shows a number, and whether a minus sign goes before it; nil when that cannot be told.
    func section(for number: SpreadsheetNumber) -> (section: FormatSection, needsSign: Bool)? {
        guard let first = sections.first else { return nil }
        let conditions = sections.prefix(2).map(\.condition)
        if conditions.contains(where: { $0 != nil }) {
            // Which parts drop the sign of a negative number depends on the program.
            guard !number.isNegative, let one = conditions[0], sections.count > 1 else { return nil }
            if one.holds(for: number) { return (first, false) }
            guard let other = conditions[1] else { return sections.count == 2 ? (sections[1], false) : nil }
            if other.holds(for: number) { return (sections[1], false) }
            return sections.count > 2 ? (sections[2], false) : nil
        }
        if number.isNegative { return sections.count > 1 ? (sections[1], false) : (first, true) }
        if number.isZero, sections.count > 2 { return (sections[2], false) }
        return (first, false)
    }
}

extension NumberFormat {
    /// The format of a built-in number, by the standard and as a Chinese system shows it; general for an unknown one.
    public convenience init(builtIn number: Int) {
        self.init(code: NumberFormat.builtIn[number] ?? "General")
    }

    private static let builtIn: [Int: String] = [
        1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "\"¥\"#,##0;\"¥\"\\-#,##0", 6: "\"¥\"#,##0;[Red]\"¥\"\\-#,##0",
        7: "\"¥\"#,##0.00;\"¥\"\\-#,##0.00", 8: "\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00", 9: "0%", 10: "0.00%",
        11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
        18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
        27: "yyyy\"年\"m\"月\"", 28: "m\"月\"d\"日\"", 29: "m\"月\"d\"日\"", 30: "m/d/yy",
        31: "yyyy\"年\"m\"月\"d\"日\"", 32: "h\"时\"mm\"分\"", 33: "h\"时\"mm\"分\"ss\"秒\"",
        34: "上午/下午h\"时\"mm\"分\"", 35: "上午/下午h\"时\"mm\"分\"ss\"秒\"", 36: "yyyy\"年\"m\"月\"",
        37: "#,##0;\\-#,##0", 38: "#,##0;[Red]\\-#,##0", 39: "#,##0.00;\\-#,##0.00", 40: "#,##0.00;[Red]\\-#,##0.00",
        41: "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42: "_ \"¥\"* #,##0_ ;_ \"¥\"* \\-#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43: "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44: "_ \"¥\"* #,##0.00_ ;_ \"¥\"* \\-#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ", 45: "mm:ss", 46: "[h]:mm:ss",
        47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: "yyyy\"年\"m\"月\"", 51: "m\"月\"d\"日\"", 52: "yyyy\"年\"m\"月\"",
        53: "m\"月\"d\"日\"", 54: "m\"月\"d\"日\"", 55: "上午/下午h\"时\"mm\"分\"", 56: "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        57: "yyyy\"年\"m\"月\"", 58: "m\"月\"d\"日\"",
    ]
}

extension NumberFormat: CustomStringConvertible {
    /// Its kind, such as `dateTime`.
    public var description: String { "\(kind)" }
}
