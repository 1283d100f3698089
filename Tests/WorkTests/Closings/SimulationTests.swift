import AssessmentKernel
import Closing
import Closings
import Foundation
import Ledger
import ResultTables
import Rulebook
import TestValues
import Testing
import Workspace

/// Quarters under other rules.
@Suite struct SimulationTests {
    private func simulate(
        _ town: TestTownship, _ quarters: [String] = ["2021Q3"], set: [String] = [], interpretations: [String] = [],
        rulebook: String? = nil, output: String? = nil
    ) throws -> [SimulatedQuarter] {
        var wish = SimulationWish()
        wish.settings = set
        wish.interpretations = interpretations
        wish.rulebook = rulebook
        wish.output = output
        return try town.workspace.simulate(try quarters.map { try quarter($0) }, wish, today: day("2022-01-05"))
    }

    /// A read-only connection may not remove the log's files; they contain nothing new.
    private func expectNoChange(
        _ town: TestTownship, since before: [String: Data], at location: SourceLocation = #_sourceLocation
    ) throws {
        for name in ["ledger.sqlite-shm", "ledger.sqlite-wal"] {
            try? FileManager.default.removeItem(atPath: town.workspace.folder + "/" + name)
        }
        try town.expectChanges(since: before, only: [], at: location)
    }

    /// A quarter in which the first member has all marks but three: a patrol log is missing on one day, and a task.
    private func town() throws -> TestTownship {
        let town = try TestTownship()
        try town.importing([
            "publicity.csv": "task,member,due,done\nP1,M1,2021-07-05,\nP2,M2,2021-08-05,\nP3,M3,2021-08-05,\n",
            "equipment.csv": "entry,member,date,asset,change,at_fault,cost\nD1,M1,2021-09-05,包,遗失,是,900\n",
        ])
        return town
    }

    /// What leaves only the tasks and the charge.
    private static let lenient = [
        "items.collection.per_missing_patrol=0", "items.activity.per_missing=0",
        "items.attendance.missing_record=ignore",
    ]

    @Test func theRulesInForceChangeNothingAndEqualTheClosing() throws {
        let town = try town()
        try town.close()
        let before = try town.listing()
        let book = town.workspace.folder + "/rulebooks/fengmao-2021-71.yaml"
        let result = try simulate(town, rulebook: book, output: town.folder + "/out")[0]
        #expect(result.changes.isEmpty)
        #expect(result.changedSinceClosing.isEmpty)
        #expect(result.closing?.name == "2021Q3-r1")
        #expect(result.payDue.before == result.payDue.after)
        #expect(result.owed.before == result.owed.after)
        let names = try FileManager.default.contentsOfDirectory(atPath: town.folder + "/out/2021Q3").sorted()
        #expect(names == ClosingTables.firstFiles.sorted())
        for name in names {
            let simulated = FileManager.default.contents(atPath: town.folder + "/out/2021Q3/" + name)
            #expect(simulated == before["closings/2021Q3-r1/" + name], "\(name)")
        }
        try expectNoChange(town, since: before)
    }

    @Test func whatChangesIsSaidWithWhy() throws {
        let town = try town()
        let result = try simulate(town, set: Self.lenient)[0]
        #expect(result.closing == nil)
        #expect(!result.blockers.isEmpty)
        #expect(result.assessed.before == 2)
        #expect(result.assessed.after == 2)
        #expect(result.bandChanges.map(\.member.code) == ["M1", "M2"])
        let change = result.changes[0]
        #expect(change.outcome.before?.total == Points(59))
        #expect(change.outcome.after?.total == Points(99))
        #expect(change.outcome.before?.band == "failing")
        #expect(change.outcome.after?.band == "top")
        #expect(
            change.items.map { "\($0.about.key) \($0.deducted.before) \($0.deducted.after)" } == [
                "activity 20 0", "collection 10 0", "attendance 10 0",
            ])
        let lost = result.lost.filter { $0.points.isDifferent }.map {
            "\($0.about.key) \($0.points.before?.description ?? "") \($0.points.after?.description ?? "")"
        }
        #expect(lost == ["collection 20 0", "activity 40 0", "attendance 20 0"])
        // 400 a month for the first and the second, less what was lost in September.
        #expect(result.payDue.before == .zero)
        #expect(result.payDue.after == Yuan(1600))
        #expect(result.owed.before == Yuan(900))
        #expect(result.owed.after == Yuan(500))
        #expect(result.findings.map { "\($0.kind.key) \($0.members.before) \($0.members.after)" } == ["streak 1 0"])
    }

    @Test func onlyTheBandsMayBeWhy() throws {
        let result = try simulate(try town(), set: Self.lenient + ["bands.1.above=99", "bands.2.through=99"])
        #expect(result[0].changes.map(\.isByBandsAlone) == [false, false])
        let alone = try simulate(try town(), set: ["minimum_duty_days=60"])[0]
        #expect(alone.bandChanges.map(\.isByBandsAlone) == [true])
        #expect(alone.bandChanges[0].outcome.after?.band == "unrated")
    }

    @Test func otherPostsMayBeAssessed() throws {
        let result = try simulate(try town(), interpretations: ["I-15=full-time part-time"])[0]
        #expect(result.assessed.before == 2)
        #expect(result.assessed.after == 3)
        #expect(result.bandChanges.map(\.member.code) == ["M3"])
        #expect(result.bandChanges[0].outcome.before == nil)
    }

    @Test func oneQuarterHandsOnToTheNext() throws {
        let town = try town()
        try town.close("2021Q3")
        let alone = try simulate(town, ["2021Q4"], set: ["base_pay=100"])[0]
        // The closing passed on 900; so do the other rules when they begin only now.
        #expect(alone.owed.before == Yuan(900))
        #expect(alone.owed.after == Yuan(1200))
        let both = try simulate(town, ["2021Q3", "2021Q4"], set: ["base_pay=100"])
        #expect(both[0].owed.before == Yuan(900))
        #expect(both[0].owed.after == Yuan(1400))
        #expect(both[1].owed.before == Yuan(900))
        #expect(both[1].owed.after == Yuan(1500))
        let streak = try simulate(town, ["2021Q3", "2021Q4"], set: Self.lenient + ["failing_streak.months=4"])
        #expect(streak[1].findings.map { "\($0.kind.key) \($0.members.before) \($0.members.after)" } == ["streak 1 0"])
    }

    @Test func openQuartersHandOnToo() throws {
        let town = try town()
        let both = try simulate(town, ["2021Q3", "2021Q4"], set: ["items.publicity.per_task=1"])
        #expect(both[1].owed.before == Yuan(900))
        #expect(both[1].changes.isEmpty)
        #expect(both[1].findings.map { "\($0.kind.key) \($0.members.before) \($0.members.after)" } == ["streak 1 1"])
    }

    @Test func recordsThatChangedSinceTheClosingAreSaid() throws {
        let town = try town()
        try town.close()
        try town.importing(["publicity.csv": "task,member,due,done\nP9,M1,2021-07-05,\n"])
        let result = try simulate(town, set: ["items.publicity.per_task=1"])[0]
        #expect(result.changedSinceClosing == ["M1"])
        #expect(result.changes.isEmpty)
    }

    @Test(
        "What is refused leaves nothing behind",
        arguments: [
            "--set x", "--set =1", "--set items.nope=1", "--set total=99", "--interpretation I-0=1",
            "--interpretation I-7=week", "--rulebook nowhere.yaml",
        ])
    func refused(_ what: String) throws {
        let town = try town()
        let before = try town.listing()
        let (option, value) = (what.split(separator: " ")[0], String(what.split(separator: " ")[1]))
        #expect(throws: Problem.self) {
            try simulate(
                town, set: option == "--set" ? [value] : [],
                interpretations: option == "--interpretation" ? [value] : [],
                rulebook: option == "--rulebook" ? value : nil, output: town.folder + "/out")
        }
        try expectNoChange(town, since: before)
    }

    @Test func otherResultsAreLeftAlone() throws {
        let town = try town()
        _ = try simulate(town, set: ["base_pay=100"], output: town.folder + "/out")
        #expect(throws: Problem.self) { try simulate(town, set: ["base_pay=90"], output: town.folder + "/out") }
        let summary = try String(contentsOfFile: town.folder + "/out/summary.csv", encoding: .utf8)
        #expect(summary.split(separator: "\n").count == 2)
    }

    @Test func noRulebookInForceIsRefused() throws {
        #expect(throws: Problem.self) { try simulate(try town(), ["2020Q4"], set: ["base_pay=100"]) }
    }
}
