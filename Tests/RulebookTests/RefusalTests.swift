import AssessmentKernel
import Rulebook
import Testing

@Suite struct RefusalTests {
    @Test func theSampleItselfIsRead() throws {
        #expect(try SampleBook.read().items.count == 10)
    }

    @Test func unknownKeys() throws {
        try expectRefusal(
            "base_pay: 200", becomes: "base_pay: 200\nbonus: 1", line: 8, key: "bonus", saying: "no such key")
        try expectRefusal(
            "per_void: 2", becomes: "per_void: 2, per_viod: 2", line: 25, key: "items.activity.per_viod",
            saying: "no such key")
        try expectRefusal("months: 3,", becomes: "months: 3, days: 1,", line: 16, key: "failing_streak.days")
        try expectRefusal("1: 60", becomes: "1: 60, 0: 0", line: 33, key: "annual.stars.0")
        try expectRefusal(
            "fairly: 0.6", becomes: "fairly: 0.6, unsure: 0", line: 29, key: "items.satisfaction.weights.unsure")
        try expectRefusal("maximum: 4", becomes: "maximum: 4, 满分: 4", line: 23, key: "items.publicity.满分")
    }

    @Test(arguments: [
        "rulebook", "title", "source", "effective_from", "total", "assessed_posts", "base_pay", "gap_scores",
        "failing_penalty", "failing_streak", "proration", "registered_leave", "minimum_duty_days",
    ])
    func missingKeys(key: String) throws {
        let lines = SampleBook.text.split(separator: "\n", omittingEmptySubsequences: false)
        let without = lines.filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n")
        expectRefusal(of: Array(without.utf8), line: 1, key: key, saying: "missing")
    }

    @Test func missingKeysBelow() throws {
        try expectRefusal("per_void: 2, ", becomes: "", line: 25, key: "items.activity.per_void", saying: "missing")
        try expectRefusal("maximum: 4, ", becomes: "", line: 23, key: "items.publicity.maximum", saying: "missing")
        try expectRefusal(
            ", dissatisfied: 0", becomes: "", line: 29, key: "items.satisfaction.weights.dissatisfied",
            saying: "missing")
        try expectRefusal("  minimum_quarters: 4\n", becomes: "", line: 31, key: "annual.minimum_quarters")
        try expectRefusal("months: 0.1, ", becomes: "", line: 32, key: "annual.weights.months")
        try expectRefusal("3: 80, ", becomes: "", line: 33, key: "annual.stars.3")
    }

    @Test func wrongTypes() throws {
        try expectRefusal("total: 100", becomes: "total: 一百", line: 5, key: "total")
        try expectRefusal("total: 100", becomes: "total: \"100\"", line: 5, key: "total", saying: "points")
        try expectRefusal("total: 100", becomes: "total: 1e2", line: 5, key: "total")
        try expectRefusal("total: 100", becomes: "total: 100.001", line: 5, key: "total")
        try expectRefusal("total: 100", becomes: "total:", line: 5, key: "total")
        try expectRefusal("total: 100", becomes: "total: [100]", line: 5, key: "total")
        try expectRefusal("title: 冯卯", becomes: "title: [冯卯]\n#", line: 2, key: "title")
        try expectRefusal("[full-time]", becomes: "full-time", line: 6, key: "assessed_posts", saying: "a list")
        try expectRefusal("[full-time]", becomes: "[]", line: 6, key: "assessed_posts")
        try expectRefusal("[full-time]", becomes: "[full-time, full-time]", line: 6, key: "assessed_posts.2")
        try expectRefusal("[full-time]", becomes: "[专职]", line: 6, key: "assessed_posts.1", saying: "part-time")
        try expectRefusal("gap_scores: round", becomes: "gap_scores: up", line: 14, key: "gap_scores", saying: "lower")
        try expectRefusal("per-month", becomes: "\"per month\"", line: 15, key: "failing_penalty")
        try expectRefusal("months: 3", becomes: "months: 0", line: 16, key: "failing_streak.months")
        try expectRefusal("monthly-scores", becomes: "monthly", line: 16, key: "failing_streak.basis")
        try expectRefusal("calendar-days", becomes: "days", line: 17, key: "proration")
        try expectRefusal("excuses", becomes: "true", line: 18, key: "registered_leave")
        try expectRefusal("days: 10", becomes: "days: 9.5", line: 19, key: "minimum_duty_days")
        try expectRefusal("days: 10", becomes: "days: -1", line: 19, key: "minimum_duty_days")
        try expectRefusal(
            "{maximum: 4, per_task: 1}", becomes: "4", line: 23, key: "items.publicity", saying: "a mapping")
        try expectRefusal("[2, 5, 10]", becomes: "[2, 五, 10]", line: 21, key: "items.training.steps")
        try expectRefusal("[2, 5, 10]", becomes: "[2, 5]", line: 21, key: "items.training.steps", saying: "three steps")
        try expectRefusal("per_task: 1", becomes: "per_task: \"1\"", line: 23, key: "items.publicity.per_task")
        try expectRefusal("[resident]", becomes: "[villager]", line: 38, key: "annual.low_satisfaction_raters.1")
        try expectRefusal("[resident]", becomes: "[]", line: 38, key: "annual.low_satisfaction_raters")
        try expectRefusal("share: 0.2", becomes: "share: 1.2", line: 36, key: "annual.excellent_share")
        try expectRefusal("share: 0.2", becomes: "share: 20%", line: 36, key: "annual.excellent_share")
        try expectRefusal("quarters: 4", becomes: "quarters: 5", line: 34, key: "annual.minimum_quarters")
        expectRefusal(of: Array("- 1\n- 2\n".utf8), line: 1, key: nil, saying: "a mapping")
        expectRefusal(of: Array("just words".utf8), line: 1, key: nil, saying: "a mapping")
    }

    @Test func negativeAmounts() throws {
        try expectRefusal("per_void: 2", becomes: "per_void: -2", line: 25, key: "items.activity.per_void")
        try expectRefusal("maximum: 6", becomes: "maximum: -6", line: 26, key: "items.mediation.maximum")
        try expectRefusal("base_pay: 200", becomes: "base_pay: -200", line: 7, key: "base_pay", saying: "not negative")
        try expectRefusal("fairly: 0.6", becomes: "fairly: -0.6", line: 29, key: "items.satisfaction.weights")
    }

    @Test func days() throws {
        for wrong in ["2021-02-29", "2021/1/1", "2021-1-1", "+021-01-01", "'2021-01-01'", "today"] {
            try expectRefusal("2021-01-01", becomes: wrong, line: 4, key: "effective_from", saying: "a day")
        }
        try expectRefusal(
            "2021-01-01", becomes: "2021-01-01\neffective_through: 2020-12-31", line: 5, key: "effective_through",
            saying: "before 2021-01-01")
        let sameDay = try SampleBook.text("2021-01-01", becomes: "2021-01-01\neffective_through: 2021-01-01")
        #expect(try SampleBook.read(sameDay).effectiveThrough?.description == "2021-01-01")
    }

    @Test func theMaximaAddUpToTheTotal() throws {
        try expectRefusal("maximum: 6", becomes: "maximum: 6.01", line: 5, key: "total", saying: "add up to 100.01")
        try expectRefusal("  mediation: {maximum: 6, per_dispute: 2}\n", becomes: "", line: 5, key: "total")
        try expectRefusal("total: 100", becomes: "total: 99.99", line: 5, key: "total", saying: "add up to 100")
        let smaller = try SampleBook.text("  mediation: {maximum: 6, per_dispute: 2}\n", becomes: "")
            .replacing("total: 100", with: "total: 94")
        #expect(try SampleBook.read(smaller).items.map(\.about.number) == [1, 2, 3, 4, 5, 7, 8, 9, 10])
    }

    @Test func itemsMustBeInstalled() throws {
        try expectRefusal(
            "  mediation:", becomes: "  meditation:", line: 26, key: "items.meditation", saying: "installed")
        let problem = #expect(throws: Problem.self) {
            try Rulebook(yaml: Array(SampleBook.text.utf8), file: "f", installed: stubs + [TrainingStub.self])
        }
        #expect(problem?.kind == .fault)
        let none = #expect(throws: Problem.self) {
            try Rulebook(yaml: Array(SampleBook.text.utf8), file: "f", installed: [])
        }
        #expect(none?.place.key == "items.training")
    }

    @Test func annualRules() throws {
        try expectRefusal("months: 0.1", becomes: "months: 0.2", line: 32, key: "annual.weights", saying: "not 1.1")
        try expectRefusal(
            "{quarters: 0.7, months: 0.1, satisfaction: 0.2}", becomes: "{quarters: 0, months: 0, satisfaction: 1}",
            line: 32, key: "annual.weights.satisfaction")
        try expectRefusal("4: 90", becomes: "4: 95", line: 33, key: "annual.stars.4", saying: "below the 95")
        try expectRefusal("1: 60", becomes: "1: 70.01", line: 33, key: "annual.stars.1")
    }

    @Test func names() throws {
        for wrong in ["Fengmao", "../../x", "a b", "-a", "冯卯", "\"\"", "[a]", String(repeating: "a", count: 65)] {
            try expectRefusal("fengmao-2021-71", becomes: wrong, line: 1, key: "rulebook")
        }
        let quoted = try SampleBook.text("fengmao-2021-71", becomes: "'fengmao-2021-71'")
        #expect(try SampleBook.read(quoted).key == "fengmao-2021-71")
    }
}
