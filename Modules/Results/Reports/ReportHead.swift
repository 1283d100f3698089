public import AssessmentKernel
public import Closing
import Rulebook

/// What a closing's reports say of it as a whole.
///
/// There is no clock in it: equal closings give equal reports.
public struct ReportHead: Sendable {
    /// The township's name.
    public let township: String
    /// The closing's name, such as `2021Q3-r1`.
    public let name: String
    /// Why it revises an earlier closing; empty for a first one.
    public let reason: String
    /// The product's version.
    public let product: String
    /// The rules that were applied.
    public let rules: QuarterRules

    /// Describes a closing.
    public init(township: String, name: String, reason: String = "", product: String, rules: QuarterRules) {
        self.township = township
        self.name = name
        self.reason = reason
        self.product = product
        self.rules = rules
    }

    /// The quarter.
    var quarter: Quarter { rules.quarter }
    /// What the reports are called: 冯卯镇2021年第三季度网格员考核.
    var title: String { ShownText.short(township) + quarter.chinese + "网格员考核" }
    /// Where the rules come from, and why there is another closing.
    var basis: String {
        (reason.isEmpty ? "" : "更正：\(ShownText.short(reason))　")
            + "依据《\(ShownText.short(rules.rulebook.title))》（\(ShownText.short(rules.rulebook.source))）"
    }
}

/// Where a record came from, as a report shows it.
public struct RecordOrigin: Hashable, Sendable {
    /// The file as the clerk named it; nil when the ledger does not know.
    public let file: String?
    /// The row, as a spreadsheet shows it.
    public let row: Int?
    /// The table's title.
    public let table: LocalText
    /// The cells that tell the record from others, on one line.
    public let cells: String

    /// Describes where a record came from.
    public init(file: String?, row: Int?, table: LocalText, cells: String) {
        self.file = file
        self.row = row
        self.table = table
        self.cells = cells
    }

    /// File and row: `考勤打卡.csv 第 12 行`.
    var place: String {
        guard let file, let row else { return table.chinese }
        return "\(ShownText.short(file)) 第 \(row) 行"
    }
}

/// A member's result with the origin of every record that its deductions rest on.
public struct MemberReport: Sendable {
    /// The result.
    public let result: MemberResult
    /// Where its records came from.
    public let origins: [RecordReference: RecordOrigin]

    /// Brings a result and its origins together.
    public init(_ result: MemberResult, origins: [RecordReference: RecordOrigin]) {
        self.result = result
        self.origins = origins
    }

    /// The origins of a deduction's records, in the order of the records.
    func origins(of deduction: Deduction) -> [RecordOrigin] {
        deduction.evidence.map { reference in
            origins[reference]
                ?? RecordOrigin(
                    file: nil, row: nil, table: LocalText(reference.table, reference.table),
                    cells: ShownText.short(reference.parts.joined(separator: " ")))
        }
    }
}

extension Deduction {
    /// What is said to the member: the kind's title and what it leaves open.
    var told: String { kind.title.chinese + (reason.map { "：" + $0.chinese } ?? "") }
}

extension Quarter {
    /// 2021年第三季度.
    public var chinese: String { "\(year)年第\(["一", "二", "三", "四"][number - 1])季度" }
}

extension Month {
    /// 7月.
    var chinese: String { "\(number)月" }
}

extension CivilDate {
    /// 7月6日.
    var chinese: String { "\(parts.month)月\(parts.day)日" }
}
