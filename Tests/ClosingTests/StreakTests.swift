import AssessmentKernel
import Closing
import TestValues
import Testing

@Suite struct StreakTests {
    /// The streaks of a member whose months of the quarter fail or not, `x` or `-` each, after months that closings know.
    private func streaks(
        _ months: String, past known: String = "", joined: String = "2020-01-01", changes: [String: String] = [:]
    ) throws -> [String] {
        let rules = try Book.rules(changes)
        var fails: [Month: Bool] = [:]
        for entry in known.split(separator: " ") {
            fails[try month(String(entry.dropLast()))] = entry.hasSuffix("x")
        }
        let marks = zip(months, ["2021-07", "2021-08", "2021-09"]).filter { $0.0 == "x" }.map {
            "\($0.1),\($0.1)-25,35,"
        }
        let result = try rules.decide(
            subject(
                rules, member(joined: joined), marks: marks.joined(separator: "\n"),
                past: PastClosings(monthlyScoreFails: fails)))
        let months = try #require(result.assessed?.months)
        #expect(months.allSatisfy { $0.isFailing == ($0.score.total <= Points(65)) })
        return result.findings.filter { $0.kind == .streak }.map(\.basis.text)
    }

    @Test(
        arguments: [
            ("xxx", "", ["2021-07 2021-08 2021-09"]), ("xx-", "", []), ("-xx", "", []), ("x-x", "", []),
            ("---", "", []),
            ("x--", "2021-05x 2021-06x", ["2021-05 2021-06 2021-07"]), ("xx-", "2021-06x", ["2021-06 2021-07 2021-08"]),
            ("xxx", "2021-05x 2021-06x", ["2021-05 2021-06 2021-07 2021-08 2021-09"]),
            ("xx-", "2021-05x", []), ("xx-", "2021-05x 2021-06-", []), ("---", "2021-04x 2021-05x 2021-06x", []),
            ("-xx", "2021-04x 2021-05x 2021-06x", []),
            ("x--", "2021-04- 2021-05x 2021-06x", ["2021-05 2021-06 2021-07"]),
            (
                "x--", "2020-11x 2020-12x 2021-01x 2021-02x 2021-03x 2021-04x 2021-05x 2021-06x",
                ["2020-11 2020-12 2021-01 2021-02 2021-03 2021-04 2021-05 2021-06 2021-07"]
            ),
        ])
    func threeFailingMonthsRunningThatReachIntoTheQuarterAreAStreak(
        months: String, past: String, expected: [String]
    ) throws { #expect(try streaks(months, past: past) == expected) }

    @Test func aMonthOutOfPostEndsARun() throws {
        #expect(try streaks("xx-", past: "2021-05x 2021-06x", joined: "2021-07-01") == [])
        #expect(try streaks("xx-", past: "2021-05x 2021-06x", joined: "2021-06-30") == ["2021-06 2021-07 2021-08"])
        #expect(try streaks("xxx", joined: "2021-07-20") == ["2021-07 2021-08 2021-09"])
        #expect(try streaks("-xx", joined: "2021-08-01") == [])
    }

    @Test func twoRunsAreTwoFindings() throws {
        let one = ["{months: 3, basis": "{months: 1, basis"]
        #expect(try streaks("x-x", past: "2021-06x", changes: one) == ["2021-06 2021-07", "2021-09"])
        #expect(try streaks("-x-", past: "2021-06x", changes: one) == ["2021-08"])
        #expect(try streaks("---", past: "2021-06x", changes: one) == [])
    }

    @Test func theGapRuleDecidesAboutAMonthToo() throws {
        for (gap, expected) in [("round", []), ("upper", []), ("lower", ["2021-07 2021-08 2021-09"])]
            as [(String, [String])]
        {
            let rules = try Book.rules(["gap_scores: round": "gap_scores: \(gap)"])
            let marks = "a,2021-07-15,34.5,\nb,2021-08-15,34.5,\nc,2021-09-15,34.5,"
            let result = try rules.decide(subject(rules, marks: marks))
            #expect(result.findings.filter { $0.kind == .streak }.map(\.basis.text) == expected)
        }
    }

    /// The streaks when the quarter's own total decides.
    private func quarterStreaks(
        deducted: String, past: [String: Bool] = [:], joined: String = "2020-01-01", left: String? = nil,
        months: Int = 3
    ) throws -> [String] {
        let rules = try Book.rules(["{months: 3, basis: monthly-scores}": "{months: \(months), basis: quarter-score}"])
        var fails: [Quarter: Bool] = [:]
        for (text, isFailing) in past { fails[try quarter(text)] = isFailing }
        // The months must make no difference.
        let past = PastClosings(monthlyScoreFails: [try month("2021-06"): true], quarterTotalFails: fails)
        let marks = joined > "2021-07-15" ? "a,2021-09-25,\(deducted)," : "a,2021-07-15,\(deducted),"
        let subject = try subject(rules, member(joined: joined, left: left), marks: marks, past: past)
        return try rules.decide(subject).findings.filter { $0.kind == .streak }.map(\.basis.text)
    }

    @Test func byTheQuartersTotalEachMonthTakesItsQuarters() throws {
        #expect(try quarterStreaks(deducted: "35") == ["2021-07 2021-08 2021-09"])
        #expect(try quarterStreaks(deducted: "34") == [])
        #expect(
            try quarterStreaks(deducted: "35", past: ["2021Q2": true])
                == ["2021-04 2021-05 2021-06 2021-07 2021-08 2021-09"])
        #expect(
            try quarterStreaks(deducted: "35", past: ["2021Q2": false, "2021Q1": true]) == ["2021-07 2021-08 2021-09"])
        #expect(try quarterStreaks(deducted: "35", past: ["2021Q1": true]) == ["2021-07 2021-08 2021-09"])
        #expect(try quarterStreaks(deducted: "0", past: ["2021Q2": true]) == [])
    }

    @Test func byTheQuartersTotalAMonthOutOfPostEndsARunToo() throws {
        #expect(
            try quarterStreaks(deducted: "35", past: ["2021Q2": true], joined: "2021-05-31")
                == ["2021-05 2021-06 2021-07 2021-08 2021-09"])
        #expect(try quarterStreaks(deducted: "35", left: "2021-08-31") == [])
    }

    @Test func anUnratedMemberHasNoQuartersTotalForAStreak() throws {
        #expect(try quarterStreaks(deducted: "90", joined: "2021-09-18", months: 1) == [])
        #expect(try quarterStreaks(deducted: "90", joined: "2021-09-17", months: 1) == ["2021-09"])
    }
}

@Suite struct FindingTests {
    private func recovery(_ equipment: String, left: String? = "2021-08-31", post: Post = .fullTime) throws -> [String]
    {
        let rules = try Book.rules()
        return try rules.decide(subject(rules, member(post: post, left: left), equipment: equipment))
            .findings.filter { $0.kind == .recovery }.map(\.basis.text)
    }

    @Test(
        arguments: [
            ("D1,2020-01-01,手机,issued,,,S1", ["equipment:D1"]),
            ("D1,2020-01-01,手机,issued,,,S1\nD2,2021-07-01,手机,damaged,no,,S1", ["equipment:D2"]),
            ("D1,2020-01-01,手机,issued,,,S1\nD2,2021-07-01,手机,returned,,,S1", []),
            ("D1,2020-01-01,手机,issued,,,S1\nD2,2021-07-01,手机,lost,no,,S1", []),
            ("D1,2020-01-01,手机,issued,,,S1\nD2,2021-07-01,手机,faulty,,,S1", []),
            ("D1,2020-01-01,手机,returned,,,S1\nD2,2021-07-01,手机,issued,,,S1", ["equipment:D2"]),
            ("D1,2020-01-01,手机,issued,,,S1\nD2,2021-07-01,手机,returned,,,S2", ["equipment:D1"]),
            ("D1,2020-01-01,手机,issued,,,\nD2,2021-07-01,手机,returned,,,S1", ["equipment:D1"]),
            ("D1,2020-01-01,手机,issued,,,\nD2,2021-07-01,手机,returned,,,", []),
            ("D1,2020-01-01,手机,issued,,,S1\nD2,2021-07-01,胸牌,returned,,,S1", ["equipment:D1"]),
            ("D2,2021-07-01,手机,issued,,,S1\nD1,2021-07-01,手机,returned,,,S1", ["equipment:D2"]),
            ("D1,2021-07-01,手机,issued,,,S1\nD2,2021-07-01,手机,returned,,,S1", []),
            ("D1,2020-01-01,手机,issued,,,S1\nD2,2021-09-30,手机,returned,,,S1", []),
            ("b 2,2020-01-01,手机,issued,,,S1\nB1,2020-01-01,胸牌,issued,,,", ["equipment:B1 equipment:b%202"]),
            ("", []),
        ])
    func whatALeaverHasInHandAtTheQuartersEndIsToBeRecovered(equipment: String, expected: [String]) throws {
        #expect(try recovery(equipment) == expected)
    }

    @Test(
        arguments: [
            (nil, []), ("2021-06-30", []), ("2021-10-01", []), ("2021-07-01", ["equipment:D1"]),
            ("2021-09-30", ["equipment:D1"]),
        ] as [(String?, [String])])
    func onlyWhoseLastDayIsInTheQuarterGivesBack(left: String?, expected: [String]) throws {
        #expect(try recovery("D1,2020-01-01,手机,issued,,,S1", left: left) == expected)
    }

    @Test func whoIsNotAssessedGivesBackToo() throws {
        #expect(try recovery("D1,2020-01-01,手机,issued,,,S1", post: .partTime) == ["equipment:D1"])
    }

    @Test func aRemovalEndsThePostAsTheRosterDoes() throws {
        let rules = try Book.rules()
        let subject = try subject(rules, member(removed: "2021-08-31"), equipment: "D1,2020-01-01,手机,issued,,,S1")
        #expect(try rules.decide(subject).findingTexts == ["recovery: equipment:D1"])
    }

    @Test func theItemsFindingOnTheYearIsAmongThemInTheOrderOfKeyAndBasis() throws {
        let rules = try Book.rules(["{months: 3, basis": "{months: 1, basis"])
        let result = try rules.decide(
            subject(
                rules, member(left: "2021-09-29"), marks: "x,2021-07-05,,flag\nF1,2021-08-05,,flag\na,2021-07-06,35,",
                equipment: "D1,2020-01-01,手机,issued,,,S1"))
        #expect(
            result.findingTexts == ["flag: mark:F1 mark:x", "recovery: equipment:D1", "streak: 2021-07"])
    }
}
