public import AssessmentKernel
public import Closing
package import ResultTables
import Rulebook

/// The head of a closing's reports.
///
/// It has no clock time: equal closings give equal reports.
public struct ReportHead: Sendable {
    /// The township's name.
    public let township: String
    /// The closing's name, such as `2021Q3-r1`.
    public let name: String
    /// Why it revises an earlier closing; empty for the first.
    public let reason: String
    /// The product's version.
    public let product: String
    /// The rules that were applied.
    public let rules: QuarterRules
    /// The language of the reports; those of a bundle are in Chinese.
    public var language = Language.chinese
    /// Whether the files stay; of pages that are only compared with a bundle's there are only digests, the workbook is a sketch, and
    /// files that no bundle has are not made.
    public var isKept = true
    /// The result tables whose columns the reports show.
    package var tables = ReportTables()

    /// Describes a closing.
    public init(township: String, name: String, reason: String = "", product: String, rules: QuarterRules) {
        self.township = township
        self.name = name
        self.reason = reason
        self.product = product
        self.rules = rules
    }

    /// The words of the reports.
    var words: ReportWords { ReportWords(language) }

    /// The title of the reports: 冯卯镇2021年第三季度网格员考核.
    public var title: String {
        let township = ShownText.short(township)
        return words("\(township)\(quarter.chinese)网格员考核", "\(township): assessment of grid members, \(quarter)")
    }

    /// The title of one of the reports: 冯卯镇2021年第三季度网格员考核结果.
    func title(_ chinese: String, _ english: String) -> String { title + words(chinese, " – " + english) }

    /// The source of the rules, and the reason for the revision.
    public var basis: String {
        let (title, source) = (ShownText.short(rules.rulebook.title), ShownText.short(rules.rulebook.source))
        let again = reason.isEmpty ? "" : words("更正：", "Corrected: ") + ShownText.short(reason) + words("　", ". ")
        return again + words("依据《\(title)》（\(source)）", "By \(title) (\(source))")
    }

    /// The quarter.
    var quarter: Quarter { rules.quarter }

    /// The title of a band; 不评等 for an unrated member.
    func bandTitle(_ band: Band?) -> String {
        band.map { words(ShownText.short($0.title), $0.key) } ?? words(Band.unratedTitle)
    }

    /// The position of a band: `0` for the highest to `4` for the lowest; `none` without one.
    func rung(of band: Band?) -> String {
        let bands = rules.rulebook.bands.bands
        return ReportHead.rung(band.flatMap(bands.firstIndex), of: bands.count).map(String.init) ?? "none"
    }

    /// The rung of a band on the ladder of five colours, by its place among the bands from the highest; nil without one.
    package static func rung(_ place: Int?, of bands: Int) -> Int? {
        place.flatMap { bands > 1 && $0 < bands ? $0 * 4 / (bands - 1) : nil }
    }
}

/// The result tables of a closing whose columns its reports show.
package struct ReportTables: Sendable {
    /// The ranking.
    package var totals = ClosingTables.totals
    /// The deductions.
    package var deductions = ClosingTables.deductions
    /// The pay by month.
    package var pay = ClosingTables.pay

    /// The tables as they are shipped.
    package init() {}
}
