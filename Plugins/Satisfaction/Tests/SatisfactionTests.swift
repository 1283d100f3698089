import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Satisfaction

@Suite struct SatisfactionTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Satisfaction.self).failures()
        #expect(failures == [])
    }

    /// The points by whole-number arithmetic on the counts alone, for the usual weights: in units of a hundredth of a
    /// point 500 × (1 − rate), then to the nearest ten, the half upwards.
    private func expected(_ committee: (Int, Int, Int), _ resident: (Int, Int, Int)) -> Int {
        func tenths(_ votes: (Int, Int, Int)) -> (lost: Int, of: Int) {
            (votes.1 * 4 + votes.2 * 10, (votes.0 + votes.1 + votes.2) * 10)
        }
        let (one, other) = (tenths(committee), tenths(resident))
        let (lost, of) =
            one.of == 0
            ? other : other.of == 0 ? one : (one.lost * other.of + other.lost * one.of, 2 * one.of * other.of)
        // 50 tenths of a point × lost / of, rounded half up: floor(x + 1/2).
        return (2 * 50 * lost + of) / (2 * of)
    }

    @Test("Every small ballot gives the exact fraction, rounded once, half up")
    func exactFractions() throws {
        let item = try ExampleRunner(Satisfaction.self).item(
            for: Example("票", "ballot", tables: [:], costs: []))
        let satisfaction = try #require(item as? Satisfaction)
        let weights: [Share] = [Share(millionths: 1_000_000), Share(millionths: 600_000), .zero]
        let counts = [
            (0, 0, 0), (1, 0, 0), (0, 1, 0), (2, 0, 1), (1, 1, 1), (3, 0, 5), (7, 2, 4), (0, 0, 3), (11, 6, 0),
        ]
        for committee in counts {
            for resident in counts where committee != (0, 0, 0) || resident != (0, 0, 0) {
                var tally = BallotTally()
                for (rater, votes) in [(Rater.committee, committee), (.resident, resident)] {
                    for (weight, count) in zip(weights, [votes.0, votes.1, votes.2]) {
                        for _ in 0..<count { tally.add(weight, isContent: weight > .zero, from: rater) }
                    }
                }
                let points = tally.unearned(of: Points(5), satisfaction.groups, roundedTo: satisfaction.roundTo)
                #expect(points.hundredths == Int64(expected(committee, resident)) * 10, "\(committee) \(resident)")
            }
        }
    }

    @Test("A hundred thousand ballots in each group are counted exactly")
    func manyBallots() throws {
        let item = try ExampleRunner(Satisfaction.self).item(
            for: Example("票", "ballot", parameters: ["round_to": "0.01"], tables: [:], costs: []))
        let satisfaction = try #require(item as? Satisfaction)
        var tally = BallotTally()
        for place in 0..<100_000 {
            tally.add(.one, isContent: true, from: .committee)
            tally.add(place < 99_800 ? .one : .zero, isContent: place < 99_800, from: .resident)
        }
        // 5 × 0.5 × 200/100 000 is exactly half a hundredth of a point, and goes up.
        #expect(
            tally.unearned(of: Points(5), satisfaction.groups, roundedTo: satisfaction.roundTo)
                == Points(hundredths: 1))
    }

    @Test("Rounding may exceed the maximum; the closing caps the sum")
    func roundingAboveTheMaximum() throws {
        let example = Example(
            "步长", "step", parameters: ["round_to": "3"],
            tables: ["ballot": "ballot,date,rater,rating\nB1,2021-07-05,resident,dissatisfied"], costs: [])
        #expect(try ExampleRunner(Satisfaction.self).sheet(for: example).deductions.map(\.points) == [Points(6)])
    }

    @Test(
        "Invalid weights are refused",
        arguments: ["{committee: 0.5, resident: 0.4}", "{committee: 1.5, resident: 0}", "{committee: 1}", "0.5"])
    func groupsRefused(_ written: String) {
        #expect(throws: ParameterFault.self) { try GroupWeights(ParameterNode(flow: written)) }
    }

    @Test("A fault names the invalid weight")
    func pathOfAFault() {
        let fault = #expect(throws: ParameterFault.self) {
            try RatingWeights(ParameterNode(flow: "{satisfied: 1, fairly: 1.1, dissatisfied: 0}"))
        }
        #expect(fault?.path == "fairly")
    }

    @Test("A step of zero is refused")
    func stepRefused() {
        #expect(throws: ParameterFault.self) { try RoundingStep(ParameterNode(flow: "0")) }
    }

    /// The votes of an example of two committee and three resident ballots, of which one is unsure.
    private func votes(excusing records: [String] = []) throws -> SatisfactionVotes? {
        let example = Example(
            "票", "ballots",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,committee,satisfied
                B2,2021-07-05,committee,fairly
                B3,2021-07-06,resident,dissatisfied
                B4,2021-07-06,resident,fairly
                B5,2021-07-07,resident,unsure
                """
            ], excusedRecords: records, costs: [])
        let runner = ExampleRunner(Satisfaction.self)
        let item = try #require(try runner.item(for: example) as? Satisfaction)
        return item.satisfaction(try runner.evidence(for: example))
    }

    @Test("The votes of a period are the rate of the deduction and the heads of each group")
    func votesByHeads() throws {
        let votes = try #require(try votes())
        // (1 + 0.6) / 2 and (0 + 0.6) / 2, each weighed a half.
        #expect(votes.earned * 100 == votes.whole * 55)
        #expect(votes.heads == ["committee": .init(content: 2, counted: 2), "resident": .init(content: 1, counted: 2)])
    }

    @Test("An excused ballot counts as satisfied, an unsure one too")
    func excusedVotes() throws {
        let votes = try #require(try votes(excusing: ["ballot:B3", "ballot:B5"]))
        #expect(votes.heads["resident"] == .init(content: 3, counted: 3))
        // 0.8 and (1 + 0.6 + 1) / 3.
        #expect(votes.earned * 60 == votes.whole * 50)
    }

    @Test("Without ballots that count there are no votes")
    func noVotes() throws {
        let example = Example(
            "票", "ballots", tables: ["ballot": "ballot,date,rater,rating\nB1,2021-07-05,resident,unsure"], costs: [])
        let runner = ExampleRunner(Satisfaction.self)
        let item = try #require(try runner.item(for: example) as? Satisfaction)
        #expect(item.satisfaction(try runner.evidence(for: example)) == nil)
    }
}
