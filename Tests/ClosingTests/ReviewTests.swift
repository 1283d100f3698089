import AssessmentKernel
import Closing
import ItemCatalog
import ResultTables
import Rulebook
import TestValues
import Testing

@Suite struct ReviewTests {
    private static let four = [1: "90", 2: "90", 3: "90", 4: "90"]

    @Test func theCompositeIsWeighed() throws {
        var scene = try ReviewScene()
        // 0.7 × 88 + 0.1 × 85 + 0.2 × 100 × 2/3 = 61.6 + 8.5 + 13.33…
        try scene.add(
            member(), totals: [2: "86", 4: "90"], months: ["80", "85", "90"],
            opinions:
                "1,2021-01-01,resident,100\n2,2021-06-01,committee,100\n3,2021-12-31,resident,0\n4,2022-01-01,resident,0"
        )
        #expect(try scene.lines(ReviewTables.members) == ["M1,88,85,66.67,83.43,no,no,no"])
    }

    @Test func withoutBallotsTheOtherWeightsAreScaledUp() throws {
        var scene = try ReviewScene()
        try scene.add(member(), totals: [1: "88"], months: ["85"])
        // (61.6 + 8.5) / 0.8
        #expect(try scene.lines(ReviewTables.members) == ["M1,88,85,,87.63,no,no,no"])
    }

    @Test func meansAreRoundedHalfUpAndTheCompositeOnlyAtItsEnd() throws {
        var scene = try ReviewScene()
        // Means 90.005 and 90.005: the composite uses them unrounded and is 90.005.
        try scene.add(member(), totals: [1: "90", 2: "90.01"], months: ["90", "90.01"])
        #expect(try scene.lines(ReviewTables.members) == ["M1,90.01,90.01,,90.01,no,no,no"])
        var thirds = try ReviewScene()
        try thirds.add(member(), totals: [1: "90", 2: "90", 3: "90.01"], months: ["90.04"])
        // (0.7 × 90.00333… + 0.1 × 90.04) / 0.8 = 90.0079…
        #expect(try thirds.lines(ReviewTables.members) == ["M1,90,90.04,,90.01,no,no,no"])
    }

    @Test func whoWasNeverRatedIsNotInTheReview() throws {
        var scene = try ReviewScene()
        try scene.add(member("U"), totals: [:], months: ["100"], opinions: "1,2021-01-01,resident,0")
        #expect(try scene.review().members.isEmpty)
        #expect(try scene.lines(ReviewTables.findings).isEmpty)
        #expect(try scene.lines(ReviewTables.stars).isEmpty)
    }

    @Test("Readers see each quarter's total, and a grid without a star as such")
    func quartersBesideEachOther() throws {
        var scene = try ReviewScene()
        try scene.add(member("M1"), totals: [1: "50", 3: "58.5"])
        let review = try scene.review()
        let row = try #require(review.members.first)
        let shown = ReviewTables.members.columns(for: .workbook).filter { $0.column.key.hasPrefix("quarter_") }
        #expect(shown.map(\.column.title.chinese) == ["一季度", "二季度", "三季度", "四季度"])
        #expect(shown.map { $0.cell(row).text(in: .chinese) } == ["50", "", "58.5", ""])
        let stars = try #require(ReviewTables.stars.columns(for: .workbook).last)
        #expect(stars.cell(try #require(review.stars.first)).text(in: .chinese) == "无")
    }

    @Test func starsComeByTheHighestEdgeReached() throws {
        let edges = ["100": 5, "95": 5, "94.99": 4, "90": 4, "89.99": 3, "80": 3, "70": 2, "60": 1, "59.99": 0, "0": 0]
        for (total, stars) in edges {
            var scene = try ReviewScene()
            try scene.add("M1", total)
            #expect(try scene.lines(ReviewTables.stars) == ["东村,1,\(total),\(stars)"])
        }
    }

    @Test func aGridIsWeighedByDaysInPostAndKnowsItsVillage() throws {
        var scene = try ReviewScene()
        func member(_ code: String, _ village: Text, joined: String) -> Member {
            Member(
                code: Text(code), name: "王", post: .fullTime, office: "一办", village: village, grid: "1",
                joinedOn: day(joined), leftOn: nil, removedOn: nil)
        }
        try scene.add(member("M1", "西村", joined: "2021-07-01"), totals: [3: "100", 4: "100"])
        try scene.add(member("M2", "西村", joined: "2020-01-01"), totals: [1: "80", 2: "80", 3: "80", 4: "80"])
        try scene.add(member("M3", "东村", joined: "2020-01-01"), totals: [1: "70"])
        // (100 × 184 + 80 × 365) / 549 = 86.703…
        #expect(try scene.lines(ReviewTables.stars) == ["东村,1,70,2", "西村,1,86.7,3"])
        #expect(try scene.review().stars(of: member("X", "西村", joined: "2020-01-01")) == 3)
        #expect(try scene.review().stars(of: member("X", "北村", joined: "2020-01-01")) == nil)
    }

    @Test(
        arguments: [
            (member(), four, "", true), (member(post: .partTime), four, "", false),
            (member(), [1: "100", 2: "100", 3: "100"], "", false),
            (member(), [1: "90", 2: "90", 3: "90", 4: "89.99"], "", true),
            (member(), [1: "90", 2: "90", 3: "90", 4: "89.97"], "", false), (member(), four, "1,2021-12-31,,", false),
            (member(), [1: "100", 2: "100", 3: "100", 4: "(99)"], "", false),
            (member(removed: "2021-12-31"), four, "", false), (member(removed: "2022-01-01"), four, "", true),
            (member(left: "2021-12-31"), four, "", true),
        ] as [(Member, [Int: String], String, Bool)])
    func whoCanBeExcellent(member: Member, totals: [Int: String], opinions: String, isEligible: Bool) throws {
        var scene = try ReviewScene()
        try scene.add(member, totals: totals, opinions: opinions)
        let row = try #require(try scene.review().members.first)
        #expect(row.isEligible == isEligible)
        #expect(row.isExcellent == isEligible)
        #expect(row.hasMeritFlag == !opinions.isEmpty)
    }

    @Test func fewerQuartersAreEnoughWhereTheRulebookSaysSo() throws {
        var scene = try ReviewScene(["minimum_quarters: 4": "minimum_quarters: 1"])
        try scene.add(member(), totals: [4: "90"])
        #expect(try scene.award() == "M1")
    }

    @Test func theShareIsRoundedDownButLeavesOne() throws {
        for (count, places) in [(1, 1), (4, 1), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3)] {
            var scene = try ReviewScene()
            for place in 0..<count {
                try scene.add("M" + String(place + 10), "\(99 - place / 2).\(place % 2 == 0 ? 5 : 0)")
            }
            #expect(try scene.review().places == places)
            #expect(try scene.review().award.count == places)
        }
    }

    @Test func theShareIsOfAllInTheReviewNotOfTheEligible() throws {
        var scene = try ReviewScene()
        for place in 0..<10 { try scene.add("M\(place)", place < 2 ? "95" : "70") }
        #expect(try scene.award() == "M0 M1")
    }

    @Test func whoTiesWithTheLastIsIn() throws {
        var scene = try ReviewScene()
        for (code, total) in ["A": "95", "B": "99", "C": "95", "D": "94.99", "E": "95"].sorted(by: { $0.key < $1.key })
        {
            try scene.add(code, total)
        }
        #expect(try scene.award() == "B")
        for code in ["F", "G", "H", "I", "J"] { try scene.add(code, "60") }
        #expect(try scene.award() == "B A C E")
        #expect(try scene.review().cut == Points(95))
        #expect(try scene.review().eligible.map(\.member.code) == ["B", "A", "C", "E", "D"])
    }

    @Test func equalCompositesAreOrderedByTheExactMeanOfQuarters() throws {
        var scene = try ReviewScene()
        // Composites of 90.01 all, from 0.875 of the quarters' mean and 0.125 of the months'.
        try scene.add(member("A"), totals: [1: "90", 2: "90", 3: "90", 4: "90.01"], months: ["90.08"])
        try scene.add(member("B"), totals: [1: "90", 2: "90", 3: "90.01", 4: "90.01"], months: ["90.06"])
        try scene.add(member("C"), totals: [1: "90", 2: "90", 3: "90", 4: "90.01"], months: ["90.07"])
        #expect(try scene.review().members.map(\.composite.description) == ["90.01", "90.01", "90.01"])
        #expect(try scene.review().eligible.map(\.member.code) == ["B", "A", "C"])
        #expect(try scene.award() == "B A C")
    }

    @Test func nobodyIsExcellentWhereNobodyIsEligible() throws {
        var scene = try ReviewScene()
        try scene.add("M1", "89.99")
        #expect(try scene.award() == "")
        #expect(try scene.review().cut == nil)
        #expect(try scene.lines(ReviewTables.members) == ["M1,89.99,89.99,,89.99,no,no,no"])
    }

    @Test(
        arguments: [
            ("1,2021-05-01,resident,0", ["M1,low-satisfaction,0/1"]),
            ("1,2021-05-01,resident,60\n2,2021-05-01,resident,0", []),
            (
                "1,2021-05-01,resident,60\n2,2021-05-01,resident,0\n3,2021-12-31,resident,59",
                ["M1,low-satisfaction,1/3"]
            ),
            ("1,2021-05-01,committee,0", []), ("", []), ("1,2022-01-01,resident,0", []),
            ("1,2020-12-31,resident,0", []),
            ("1,2021-05-01,,\n2,2021-06-01,resident,0", ["M1,low-satisfaction,0/1", "M1,merit,opinion:1"]),
        ] as [(String, [String])])
    func findings(opinions: String, expected: [String]) throws {
        var scene = try ReviewScene()
        try scene.add("M1", "90", opinions: opinions)
        #expect(try scene.lines(ReviewTables.findings) == expected)
    }

    @Test func theHeadsOfAllRatersThatAreAskedAreCountedTogether() throws {
        var scene = try ReviewScene([
            "low_satisfaction_raters: [resident]": "low_satisfaction_raters: [committee, resident]"
        ])
        try scene.add(
            "M1", "90", opinions: "1,2021-05-01,resident,100\n2,2021-05-01,committee,0\n3,2021-05-01,committee,0")
        #expect(try scene.lines(ReviewTables.findings) == ["M1,low-satisfaction,1/3"])
    }

    @Test func rowsOutOfPostDoNotCount() throws {
        var scene = try ReviewScene()
        try scene.add("M1", "90", opinions: "1,2021-07-01,resident,0\n2,2021-07-02,,", left: "2021-06-30")
        #expect(try scene.lines(ReviewTables.members) == ["M1,90,90,,90,no,yes,yes"])
    }

    @Test func anUpheldAppealTakesTheFlagAway() throws {
        var scene = try ReviewScene()
        let row = try #require(RecordReference("opinion:1"))
        try scene.add(
            member(), totals: Self.four, opinions: "1,2021-07-01,,", excused: Excuses(records: [row], days: [:]))
        #expect(try scene.lines(ReviewTables.members) == ["M1,90,90,,90,no,yes,yes"])
    }

    @Test func twoItemsThatRateSatisfactionAreRefused() throws {
        let book = try Book.rulebook(
            ReviewScene.items.merging([
                "  roll: {maximum: 10, per_row: 0, per_missing: 0}\n": "  second: {maximum: 10}\n"
            ]) { $1 },
            installed: [Opinion.self, SecondOpinion.self])
        let year = try #require(Year(2021))
        let problem = #expect(throws: Problem.self) { try YearRules(year, rulebook: book, calendar: WorkCalendar()) }
        #expect(problem?.kind == .fault)
        #expect(problem?.place.key == "second")
    }

    @Test func twoItemsWithOneFindingAreRefused() throws {
        let problem = #expect(throws: Problem.self) {
            try Book.rulebook(installed: [Tally.self, Roll.self, OtherFlag.self])
        }
        #expect(problem?.kind == .fault)
        #expect(problem?.what.english.contains("flag") == true)
    }

    @Test func noInstalledItemTakesAFindingOfTheHouse() {
        let keys = FindingKinds(ItemCatalog.items).all.map(\.key)
        #expect(Set(keys).count == keys.count)
        #expect(keys.contains("merit"))
    }

    @Test func whatCostsTheAwardsIsSaidByTheKind() throws {
        let rules = try Book.rules()
        let result = try rules.decide(subject(rules, marks: "x,2021-07-05,,flag"))
        #expect(result.findings.map(\.kind) == [Tally.annualFinding])
        #expect(!Tally.annualFinding.costsAwards)
        #expect(Opinion.annualFinding.costsAwards)
        #expect(!FindingKind.streak.costsAwards)
        #expect(!FindingKind.lowSatisfaction.costsAwards)
    }

    @Test func votesThatCannotBeAreNone() {
        #expect(SatisfactionVotes(earned: 0, of: 0, heads: [:]) == nil)
        #expect(SatisfactionVotes(earned: 2, of: 1, heads: [:]) == nil)
        #expect(SatisfactionVotes(earned: -1, of: 1, heads: [:]) == nil)
        #expect(SatisfactionVotes(earned: 1, of: 1, heads: [:])?.whole == 1)
    }

    @Test func onlyTheItemsThatSeeTheYearAreAsked() throws {
        let scene = try ReviewScene()
        #expect(scene.rules.itemsAsked.map(\.key) == ["opinion"])
        #expect(scene.rules.tables.map(\.key) == ["opinion"])
    }
}
