import AssessmentKernel
import Rulebook

/// What the parameters of a rulebook are called, by path.
struct ParameterWords {
    private let items: [RuledItem]

    /// Knows the parameters of items too, which declare them.
    init(_ items: [RuledItem]) { self.items = items }

    /// The title of a parameter; its path when nobody declared it.
    func title(of path: String) -> LocalText {
        let parts = path.split(separator: ".").map(String.init)
        switch (parts.first, parts.count) {
        case ("items", 3...): return item(parts)
        case ("bands", 3):
            let end = ParameterWords.bandParts[parts[2]] ?? LocalText(parts[2], parts[2])
            return LocalText("档次 \(parts[1])：\(end.chinese)", "band \(parts[1]): \(end.english)")
        default: return ParameterWords.titles[path] ?? LocalText(path, path)
        }
    }

    private func item(_ parts: [String]) -> LocalText {
        guard let ruled = items.first(where: { $0.about.key == parts[1] }) else {
            return LocalText(parts.joined(separator: "."), parts.joined(separator: "."))
        }
        var title = ParameterWords.maximum
        if parts[2] != "maximum" {
            title = ruled.type.parameters.first { $0.key == parts[2] }?.title ?? LocalText(parts[2], parts[2])
        }
        let rest = parts.dropFirst(3).joined(separator: ".")
        let end = rest.isEmpty ? LocalText("", "") : LocalText("（\(rest)）", " (\(rest))")
        let about = ruled.about.title
        return LocalText(
            "\(about.chinese)：\(title.chinese)\(end.chinese)", "\(about.english): \(title.english)\(end.english)")
    }

    private static let maximum = LocalText("满分", "maximum")

    private static let bandParts = [
        "title": LocalText("名称", "title"), "above": LocalText("高于", "above"), "from": LocalText("起分", "from"),
        "through": LocalText("止分", "through"), "amount": LocalText("绩效补贴（元/月）", "performance pay in yuan a month"),
    ]

    private static let titles = [
        "effective_from": LocalText("施行首日", "first day in force"),
        "effective_through": LocalText("施行末日", "last day in force"),
        "total": LocalText("总分", "total"),
        "assessed_posts": LocalText("参加考核的岗位", "posts that are assessed"),
        "base_pay": LocalText("基本补贴（元/月）", "base pay in yuan a month"),
        "gap_scores": LocalText("两档之间的分数", "totals between two bands"),
        "failing_penalty": LocalText("最低档扣款", "penalty of the lowest band"),
        "failing_streak.months": LocalText("连续最低档须更换的月数", "failing months in a row that lead to a replacement"),
        "failing_streak.basis": LocalText("连续最低档的口径", "what makes a month failing"),
        "proration": LocalText("不满一个月的计发", "pay of a month partly in post"),
        "registered_leave": LocalText("登记的请假对培训、点名、查岗", "registered leave on trainings, roll-calls and checks"),
        "minimum_duty_days": LocalText("评等所需应到岗日", "duty days needed for a band"),
        "kit": LocalText("七件套", "equipment of a member"),
        "annual.weights.quarters": LocalText("年评：季均分权重", "review: weight of the quarters"),
        "annual.weights.months": LocalText("年评：月均分权重", "review: weight of the months"),
        "annual.weights.satisfaction": LocalText("年评：满意度权重", "review: weight of satisfaction"),
        "annual.stars.5": LocalText("五星至少", "five stars from"), "annual.stars.4": LocalText("四星至少", "four stars from"),
        "annual.stars.3": LocalText("三星至少", "three stars from"), "annual.stars.2": LocalText("二星至少", "two stars from"),
        "annual.stars.1": LocalText("一星至少", "one star from"),
        "annual.minimum_quarters": LocalText("优秀：至少评定的季度数", "excellent: fewest rated quarters"),
        "annual.minimum_composite": LocalText("优秀：最低综合分", "excellent: lowest composite"),
        "annual.excellent_share": LocalText("优秀名额比例", "share of the excellent"),
        "annual.low_satisfaction": LocalText("满意度低：低于", "low satisfaction: below"),
        "annual.low_satisfaction_raters": LocalText("满意度低：以谁的票计", "low satisfaction: by whose ballots"),
    ]
}
