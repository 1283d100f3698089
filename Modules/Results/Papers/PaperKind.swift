public import AssessmentKernel

/// The papers that are signed, posted, handed out and filed.
public enum PaperKind: String, Sendable, CaseIterable {
    /// 公示表, for the notice board.
    case posting
    /// 发放表, to be signed by whom is paid.
    case payroll
    /// 银行代发清单, for the bank.
    case bank
    /// 告知单, one per member.
    case slips
    /// 通报, the covering text.
    case circular
    /// 简报, one page for the leader.
    case brief
    /// 回执, the district's receipt.
    case receipt
    /// 认定表, findings with the grounds.
    case findings
    /// 履职提醒单, one per member while a quarter runs.
    case outlook

    /// Those of a closed quarter.
    public static let ofQuarter = allCases.filter { $0 != .outlook }

    /// Those of a reviewed year.
    public static let ofYear: [PaperKind] = [.posting, .slips, .circular, .receipt, .findings]

    /// What it is called.
    public var title: LocalText {
        switch self {
        case .posting: LocalText("公示表", "Public posting")
        case .payroll: LocalText("发放表", "Pay sheet")
        case .bank: LocalText("银行代发清单", "Bank list")
        case .slips: LocalText("告知单", "Slips")
        case .circular: LocalText("通报", "Circular")
        case .brief: LocalText("简报", "Brief")
        case .receipt: LocalText("回执", "Receipt")
        case .findings: LocalText("认定表", "Findings")
        case .outlook: LocalText("履职提醒单", "Reminders")
        }
    }

    /// The paper with a key or Chinese title.
    public init?(named name: String) {
        guard let kind = PaperKind.allCases.first(where: { $0.rawValue == name || $0.title.chinese == name }) else {
            return nil
        }
        self = kind
    }

    /// What its file is called, without the ending: `2021Q3-公示表`.
    ///
    /// - Parameter period: the quarter or the year.
    public func fileName(of period: some CustomStringConvertible, in language: Language) -> String {
        "\(period)-\(language == .chinese ? title.chinese : rawValue)"
    }

    /// The paper that a file is; nil for one that is called otherwise.
    ///
    /// - Parameter name: the file's, or that of its folder with a slash and its own, as single slips have.
    public init?(file name: String, of period: some CustomStringConvertible) {
        let first = name.split(separator: "/", omittingEmptySubsequences: false).first.map(String.init) ?? ""
        let own = first == name ? String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)]) : first
        let kind = PaperKind.allCases.first { kind in
            Language.allCases.contains { Text(kind.fileName(of: period, in: $0)) == Text(own) }
        }
        guard let kind else { return nil }
        self = kind
    }
}
