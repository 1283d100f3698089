public import AssessmentKernel

extension Finding {
    /// What a kind of finding is called; the key itself for one that only its item knows.
    public static func title(of key: String) -> LocalText { titles[key] ?? LocalText(key, key) }

    private static let titles: [String: LocalText] = [
        "streak": LocalText("连续不合格，须更换", "failing months running, to be replaced"),
        "merit": LocalText("缺席过多，取消评优", "too many absences for merit awards"),
        "recovery": LocalText("离岗未交回设备", "left with equipment to recover"),
        "low-satisfaction": LocalText("年度满意率过低（§4.6）", "low satisfaction over the year (§4.6)"),
    ]
}

extension Warning {
    /// What it says: the item's words for its own warnings, else the house's; the code where there are none.
    public var text: LocalText { title ?? Warning.words[code.string] ?? LocalText(code.string, code.string) }

    /// The detail; a detail may begin with a table's key, and people know tables by their titles.
    ///
    /// - Parameter title: gives the title of a table by its key, and any other word as it is.
    public func detailText(title: (String) -> LocalText) -> LocalText {
        let words = detail.string.split(separator: " ", omittingEmptySubsequences: false).map { title(String($0)) }
        return LocalText(
            words.map(\.chinese).joined(separator: " "), words.map(\.english).joined(separator: " "))
    }

    private static let words: [String: LocalText] = [
        "unrated": LocalText("应到岗日不足，本季不评等（天数）", "too few duty days, unrated (days)"),
        "no-rows": LocalText("有工作日但表中无任何记录", "has duty days and no row in a table"),
        "fault-undecided": LocalText("遗失或损坏的责任未定", "the fault of a loss or damage is undecided"),
        "out-of-post": LocalText("有不在岗期间的记录，不计入", "records out of post, which do not count"),
        "owes": LocalText("已不参加考核，尚欠（元）", "is no longer assessed and still owes (yuan)"),
        "is-owed": LocalText("已不参加考核，尚应补发（元）", "is no longer assessed and is still owed (yuan)"),
        "streak-contested": LocalText("连续不合格涉及未决申诉，月份", "an open appeal lies on the failing months"),
        "unknown-month": LocalText("上月得分未知，连续不合格无法判定", "an earlier month's score is unknown"),
        "empty-table": LocalText("本季度没有任何记录", "no row in the quarter"),
        "earlier-quarter-open": LocalText("更早的季度有记录而未结算", "an earlier quarter has records and is not closed"),
    ]
}
