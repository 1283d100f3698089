import AssessmentKernel
import ItemCatalog
import RuleChecks
import Rulebook
import Testing

@Suite struct RulebookCheckTests {
    @Test(arguments: ["round", "lower", "upper"])
    func everyTotalIsInTheRunOfItsBand(gapScores: String) throws {
        let book = try changed("gap_scores", gapScores)
        let runs = RulebookCheck(book).totals
        #expect(runs.first?.through == book.total)
        #expect(runs.last?.from == .zero)
        for hundredths in 0...book.total.hundredths {
            let total = Points(hundredths: hundredths)
            let holding = runs.filter { $0.from <= total && total <= $0.through }
            try #require(holding.count == 1, "\(total) is in \(holding.count) runs")
            try #require(holding[0].band == book.bands.band(of: total), "\(total)")
            try #require((holding[0].gapRule == nil) == holding[0].band.contains(total), "\(total)")
        }
    }

    @Test func neighbouringRunsDiffer() throws {
        let runs = RulebookCheck(try changed("gap_scores", "round")).totals
        for (above, below) in zip(runs, runs.dropFirst()) {
            #expect(above.band != below.band || above.gapRule != below.gapRule)
            #expect(below.through.hundredths == above.from.hundredths - 1)
        }
        // 95.01–100, 86–95 with 85.5–85.99 rounded up, and so on down.
        #expect(
            runs.map { "\($0.from)-\($0.through) \($0.band.key)\($0.gapRule == nil ? "" : " gap")" } == [
                "95.01-100 top", "86-95 good", "85.5-85.99 good gap", "85.01-85.49 fair gap", "76-85 fair",
                "75.5-75.99 fair gap", "75.01-75.49 poor gap", "66-75 poor", "65.5-65.99 poor gap",
                "65.01-65.49 failing gap",
                "0-65 failing",
            ])
    }

    @Test func theShippedRulesPayNobodyMoreForLess() throws {
        let check = RulebookCheck(try changed("gap_scores", "round"))
        #expect(check.reversals.isEmpty)
        #expect(check.unreachable.isEmpty)
        #expect(
            check.edges.map { "\($0.upper) \($0.lower) \($0.cost)" } == [
                "95.01 95 300.00", "85.5 85.49 300.00", "75.5 75.49 300.00", "65.5 65.49 300.00",
            ])
    }

    @Test func aPenaltyTakenOnceCanBeCheaperThanTheBandAbove() throws {
        let check = RulebookCheck(try changed("failing_penalty", "once"))
        #expect(check.reversals.map { "\($0.higher.key) \($0.lower.key) \($0.gain)" } == ["poor failing 100.00"])
        #expect(check.edges.last?.cost == Yuan(-100))
    }

    @Test func aBandAboveTheMaximumIsReachedByNobody() throws {
        // Without rounding, so that the total of 100 falls to the band below.
        let lower = RulebookChange("gap_scores", to: "lower", by: .setting(nil))
        #expect(RulebookCheck(try changed("bands.1.above", "100", lower)).unreachable.map(\.key) == ["top"])
        #expect(RulebookCheck(try changed("bands.1.above", "99.99", lower)).unreachable.isEmpty)
    }

    @Test func deductionsThatCannotBiteAreNamed() throws {
        let usual = RulebookCheck(try changed("gap_scores", "round")).idle
        #expect(
            usual.map(\.path) == [
                "items.activity.per_overdue", "items.activity.per_missing_general",
                "items.activity.per_missing_appointed",
            ])
        #expect(usual.allSatisfy { $0.reason == .free })
        #expect(try added("items.publicity.per_task", "4") == [])
        #expect(try added("items.publicity.per_task", "4.01") == [.beyondMaximum(Points(hundredths: 401))])
        #expect(try added("items.training.steps", "[2, 5, 10.01]") == [.beyondMaximum(Points(hundredths: 1001))])
        #expect(
            try added("items.training.steps", "[2, 10, 12]") == [
                .repeatedSteps([Points(2), Points(10), Points(12)])
            ])
        #expect(try added("items.training.steps", "[0, 0, 0]") == [.free])
    }

    /// The reasons that a change adds to those of the shipped rulebook.
    private func added(_ path: String, _ value: String) throws -> [IdleDeduction.Reason] {
        let check = RulebookCheck(try changed(path, value))
        return check.idle.filter { $0.path == path }.map(\.reason)
    }
}

private func changed(_ path: String, _ value: String, _ others: RulebookChange...) throws -> Rulebook {
    try Rulebook(
        yaml: Rulebook.shipped, file: "rules.yaml", installed: ItemCatalog.items,
        changes: others + [RulebookChange(path, to: value, by: .setting(nil))])
}
