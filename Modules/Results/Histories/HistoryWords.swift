import AssessmentKernel
import Reports
import Rulebook

/// The words of a history in one language.
struct HistoryWords {
    let book: HistoryBook
    let language: Language

    /// Chooses between two texts.
    func callAsFunction(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    var owner: String { ShownText.short(book.owner) }

    /// Whose it is besides the owner.
    private var about: String { book.isOfOne ? "" : "网格员" }

    var title: String {
        guard let first = book.periods.first?.quarter, let last = book.periods.last?.quarter else {
            return self("\(owner)\(about)历季考核", "\(owner): closed quarters")
        }
        let span = first == last ? last.chinese : "\(first.chinese)至\(last.chinese)"
        return self(
            "\(owner)\(about)历季考核（\(span)）",
            "\(owner): closed quarters" + (first == last ? ", \(last)" : ", \(first) to \(last)"))
    }

    /// What it rests on.
    var basis: String {
        let names = book.periods.map(\.closing).joined(separator: self("、", ", "))
        let rest =
            book.unshown > 0
            ? self("；更早的 \(book.unshown) 季未列", "; \(book.unshown) earlier quarters are not shown") : ""
        return self("依据各季最近一次结算：", "By each quarter's latest closing: ") + names + rest
    }

    /// Below the members: why a cell is empty, and what the villages are.
    var remark: String {
        self(
            "“—”为该季未考核。办事处、村按现在的名册归属。",
            "— stands for a quarter without an assessment. Offices and villages are those of the roster as it is now.")
    }

    func band(_ key: String) -> String {
        if key == Band.unratedKey { return Band.unratedTitle[language] }
        let title = book.bands.first { $0.key == key }?.title ?? ""
        if title.isEmpty { return ShownText.short(key, to: 12) }
        return self(ShownText.short(title, to: 12), key)
    }

    func item(_ about: ItemDescriptor) -> String { "\(about.number). \(about.title[language])" }

    var total: String { book.isOfOne ? self("总分", "Total") : self("平均总分", "Mean total") }
    var lost: String { book.isOfOne ? self("各项扣分", "Points lost") : self("各项人均扣分", "Points lost a member") }
    var quarter: String { self("季度", "Quarter") }
    var due: String { self("应发（元）", "Payable (yuan)") }
    var members: String { self("人数", "Members") }

    /// `+3.5`, `−2`, `0`.
    func change(_ points: Points?) -> String {
        guard let points else { return "" }
        return points > .zero ? "+\(points)" : points < .zero ? "−\(Points.zero - points)" : "0"
    }
}
