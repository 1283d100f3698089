public import AssessmentKernel

extension [Interpretation] {
    /// The register in numeric order, for people: 1, 2, 3 … 21.
    public var byNumber: [Interpretation] {
        sorted { (Int($0.id.dropFirst(2)) ?? .max) < (Int($1.id.dropFirst(2)) ?? .max) }
    }
}

extension Interpretation {
    /// The answer in words, for people; an answer without words stays as written.
    public var answer: LocalText {
        let parts = choice.split(separator: "; ").map { part -> LocalText in
            let sides = part.split(separator: "=", maxSplits: 1)
            let isNamed = sides.count == 2
            let path = isNamed ? String(sides[0]) : paths.first ?? ""
            let value = Interpretation.value(String(sides.last ?? ""), at: path)
            guard isNamed else { return value }
            let key = path.split(separator: ".").last.map(String.init) ?? path
            let name = Interpretation.names[key] ?? LocalText(key, key.replacing("_", with: " "))
            return LocalText("\(name.chinese) \(value.chinese)", "\(name.english) \(value.english)")
        }
        return LocalText(
            parts.map(\.chinese).joined(separator: "；"), parts.map(\.english).joined(separator: "; "))
    }

    private static func value(_ written: String, at path: String) -> LocalText {
        let words = written.split(separator: " ").map { word -> LocalText in
            let word = String(word)
            return values[word] ?? LocalText(word, word.replacing("-", with: " "))
        }
        let unit = path.split(separator: ".").last.flatMap { units[String($0)] } ?? LocalText("", "")
        return LocalText(
            words.map(\.chinese).joined(separator: "、") + unit.chinese,
            words.map(\.english).joined(separator: ", ") + unit.english)
    }

    /// The answers that are words.
    private static let values: [String: LocalText] = [
        "round": LocalText("取整", "round to a whole point"), "lower": LocalText("归低一档", "the lower band"),
        "upper": LocalText("归高一档", "the higher band"), "monthly-scores": LocalText("各月得分", "the months' scores"),
        "quarter-score": LocalText("季度得分", "the quarter's score"), "per-month": LocalText("逐月", "every month"),
        "once": LocalText("一季一次", "once a quarter"), "calendar-days": LocalText("按在岗天数", "by days in post"),
        "whole-month": LocalText("按整月", "the whole month"), "absence": LocalText("算缺席", "an absence"),
        "ignore": LocalText("不计", "not counted"), "day": LocalText("逐日", "day by day"),
        "period": LocalText("全期合计", "over the whole period"), "place": LocalText("地点", "place"),
        "persons": LocalText("人员", "persons"), "description": LocalText("内容", "description"),
        "missed": LocalText("作未打卡", "as not clocked"), "full-time": LocalText("专职", "full-time"),
        "part-time": LocalText("兼职", "part-time"), "review": LocalText("交人核查", "a person decides"),
        "deduct": LocalText("直接扣分", "deduct"), "excuses": LocalText("免除", "excused"),
        "counts": LocalText("照计", "counted"), "resident": LocalText("群众", "residents"),
        "committee": LocalText("村两委", "committees"),
    ]

    /// The names of the parameters in an answer of several.
    static let names: [String: LocalText] = [
        "satisfied": LocalText("满意", "satisfied"), "fairly": LocalText("基本满意", "fairly satisfied"),
        "dissatisfied": LocalText("不满意", "dissatisfied"), "committee": LocalText("村两委", "committees"),
        "resident": LocalText("群众", "residents"), "round_to": LocalText("取整到", "rounded to"),
        "quarters": LocalText("季均分权重", "weight of the quarters"),
        "months": LocalText("月均分权重", "weight of the months"),
        "satisfaction": LocalText("满意度得分权重", "weight of satisfaction"), "5": LocalText("五星", "five stars"),
        "4": LocalText("四星", "four stars"), "3": LocalText("三星", "three stars"),
        "2": LocalText("二星", "two stars"), "1": LocalText("一星", "one star"),
        "minimum_quarters": LocalText("参评至少", "rated in at least"),
        "minimum_composite": LocalText("优秀至少", "excellent from"),
        "excellent_share": LocalText("优秀名额比例", "share of the excellent"),
        "low_satisfaction": LocalText("满意度低于", "low satisfaction below"),
        "low_satisfaction_raters": LocalText("以谁的票计", "by the ballots of"),
        "per_missing_general": LocalText("缺普遍走访每次扣", "each general visit missing"),
        "per_missing_appointed": LocalText("缺约访每次扣", "each appointed visit missing"),
    ]

    /// The unit of a numeric answer, by parameter.
    private static let units: [String: LocalText] = [
        "per_missing_patrol": LocalText(" 分", " points"), "per_overdue": LocalText(" 分", " points"),
        "per_missing_general": LocalText(" 分", " points"), "per_missing_appointed": LocalText(" 分", " points"),
        "round_to": LocalText(" 分", " points"), "satisfaction_standard": LocalText("%", "%"),
        "report_within_hours": LocalText(" 小时", " hours"), "minimum_duty_days": LocalText(" 天", " days"),
        "minimum_quarters": LocalText(" 个季度", " quarters"), "minimum_composite": LocalText(" 分", " points"),
        "5": LocalText(" 分", " points"), "4": LocalText(" 分", " points"), "3": LocalText(" 分", " points"),
        "2": LocalText(" 分", " points"), "1": LocalText(" 分", " points"),
    ]
}
