import AssessmentKernel
import Closing
import TestValues
import Testing

@Suite struct BandAndRankTests {
    @Test(
        arguments: [
            ("0", "round", "top", "200.00"), ("4.6", "round", "top", "200.00"), ("4.99", "lower", "top", "200.00"),
            ("5", "round", "good", "100.00"), ("14", "round", "good", "100.00"), ("14.5", "round", "good", "100.00"),
            ("14.5", "lower", "fair", "0.00"), ("14.5", "upper", "good", "100.00"), ("14.51", "round", "fair", "0.00"),
            ("24", "round", "fair", "0.00"), ("24.5", "round", "fair", "0.00"), ("24.51", "round", "poor", "-100.00"),
            ("34", "round", "poor", "-100.00"), ("34.5", "round", "poor", "-100.00"),
            ("34.51", "round", "failing", "-200.00"),
            ("34.99", "upper", "poor", "-100.00"), ("34.01", "lower", "failing", "-200.00"),
            ("35", "upper", "failing", "-200.00"),
            ("90", "round", "failing", "-200.00"),
        ])
    func aTotalTakesItsBandAndTheGapRuleDecidesBetween(deducted: String, gap: String, band: String, amount: String)
        throws
    {
        let rules = try Book.rules(["gap_scores: round": "gap_scores: \(gap)"])
        let result = try rules.decide(subject(rules, marks: "a,2021-07-05,\(deducted),"))
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        closing.add(result)
        let standing = try #require(closing.standings().first)
        #expect(standing.total == Points(100) - (try #require(Points(text: deducted))))
        #expect(standing.bandKey == band)
        #expect(standing.monthlyAmount.description == amount)
        #expect(standing.isFailing == (band == "failing"))
    }

    @Test func anItemsDeductionsStopAtItsMaximum() throws {
        let rules = try Book.rules()
        let decided = try assessed(rules, subject(rules, marks: "a,2021-07-05,60,\nb,2021-08-05,60,"))
        let tally = try #require(decided.quarter.items.first)
        #expect(tally.deducted == Points(90))
        #expect(tally.score == .zero)
        #expect(tally.deductions.map(\.points) == [Points(60), Points(60)])
        #expect(decided.quarter.total == Points(10))
        #expect(decided.months.map(\.score.total) == [Points(40), Points(40), Points(100)])
    }

    @Test(arguments: [("2021-09-17", 10, "top"), ("2021-09-18", 9, "unrated")])
    func fewerThanTheMinimumOfDutyDaysIsUnrated(joined: String, dutyDays: Int, band: String) throws {
        // 18 and 26 September 2021 are worked weekend days, 20 and 21 are days off.
        let rules = try Book.rules()
        let result = try rules.decide(subject(rules, member(joined: joined)))
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        closing.add(result)
        let standing = try #require(closing.standings().first)
        #expect(standing.dutyDays == dutyDays)
        #expect(standing.bandKey == band)
        #expect(result.warningTexts == (band == "unrated" ? ["unrated 9"] : []))
    }

    @Test func anUnratedMemberHasNoRankAndNoAmountAndIsPaidTheBase() throws {
        let rules = try Book.rules()
        let result = try rules.decide(subject(rules, member(joined: "2021-09-18"), marks: "a,2021-09-20,90,"))
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        closing.add(result)
        let standing = try #require(closing.standings().first)
        #expect(standing.rank == nil)
        #expect(standing.band == nil)
        #expect(standing.monthlyAmount == .zero)
        #expect(!standing.isFailing)
        #expect(standing.total == Points(10))
        let pay = try #require(result.assessed?.pay)
        #expect(pay.map(\.base.description) == ["0.00", "0.00", "86.67"])
        #expect(pay.map(\.performance) == [.zero, .zero, .zero])
        #expect(pay.map(\.due.description) == ["0.00", "0.00", "86.67"])
    }

    @Test func daysOnLeaveAreNoDutyDays() throws {
        let rules = try Book.rules()
        let decided = try assessed(
            rules, subject(rules, leave: "2021-06-01,2021-07-30\n2021-08-02,2021-08-31\n2021-08-10,2021-09-16"))
        #expect(decided.dutyDays == 10)
    }

    @Test func equalTotalsShareARankAndTheNextSkips() throws {
        let rules = try Book.rules()
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        for (code, deducted) in [("A", "2"), ("B", "0"), ("C", "2"), ("D", "3"), ("F", "2.01"), ("G", "3")] {
            closing.add(try rules.decide(subject(rules, member(code), marks: "\(code),2021-07-05,\(deducted),")))
        }
        closing.add(try rules.decide(subject(rules, member("E", joined: "2021-09-18"))))
        let standings = closing.standings()
        #expect(standings.map(\.member.code) == ["A", "B", "C", "D", "F", "G", "E"])
        #expect(standings.map(\.rank) == [2, 1, 2, 5, 4, 5, nil])
    }

    @Test(
        arguments: [
            (Post.partTime, "2020-01-01", nil), (.fullTime, "2021-10-01", nil), (.fullTime, "2020-01-01", "2021-06-30"),
        ] as [(Post, String, String?)])
    func whoIsOfAnotherPostOrOutOfPostIsNotAssessed(post: Post, joined: String, left: String?) throws {
        let rules = try Book.rules()
        let result = try rules.decide(subject(rules, member(post: post, joined: joined, left: left)))
        #expect(result.assessed == nil)
        var closing = QuarterClosing(rules, acceptedEmpty: [])
        closing.add(result)
        #expect(closing.standings().isEmpty)
        #expect(closing.blockers() == [.nobodyAssessed])
    }

    @Test func theRulebookSaysWhichPostsAreAssessed() throws {
        let rules = try Book.rules(["assessed_posts: [full-time]": "assessed_posts: [part-time]"])
        #expect(try rules.decide(subject(rules, member(post: .partTime))).assessed != nil)
        #expect(try rules.decide(subject(rules, member(post: .fullTime))).assessed == nil)
    }
}

@Suite struct RanksTests {
    @Test func tiesShareARankAndTheNextSkips() {
        let ranks = Ranks([Points(90), Points(95), Points(90), Points(80)])
        #expect([95, 90, 80].map { ranks[Points($0)] } == [1, 2, 4])
        #expect(ranks[Points(70)] == nil)
        #expect(Ranks([Points]())[Points(90)] == nil)
    }

    @Test func lookingBackEndsAtAGapOrTheFirstThatPassed() throws {
        let july = try month("2021-07")
        func back(_ known: [String: Bool]) -> FailingRun<Month> { FailingRun(from: july) { known[$0.description] } }
        #expect(back([:]).throughTheFirstPassing.isEmpty)
        #expect(back([:]).failing.isEmpty)
        #expect(back(["2021-06": true]).failing.isEmpty, "nothing is known of July")
        let run = back(["2021-07": true, "2021-06": true, "2021-05": false, "2021-04": true])
        #expect(run.throughTheFirstPassing.map(\.period.description) == ["2021-07", "2021-06", "2021-05"])
        #expect(run.failing.map(\.description) == ["2021-07", "2021-06"])
    }
}
