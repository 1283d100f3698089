import AssessmentKernel
import Closing
import Closings
import Foundation
import Ledger
import Rulebook
import TestValues
import Testing
import Workspace

/// A parameter at each value of a range.
@Suite struct SimulationRangeTests {
    @Test(
        "A range is its values, by exact steps",
        arguments: [
            ("a.b=0..2:0.25", ["0", "0.25", "0.5", "0.75", "1", "1.25", "1.5", "1.75", "2"]),
            ("a.b=1..3", ["1", "2", "3"]), ("a.b=0..1:0.3", ["0", "0.3", "0.6", "0.9"]),
            ("a.b=-200..-50:75", ["-200", "-125", "-50"]), ("a.b=0..0.000002:0.000001", ["0", "0.000001", "0.000002"]),
        ])
    func values(_ setting: String, _ values: [String]) throws {
        let range = try #require(try ParameterRange(setting: setting))
        #expect(range.path == "a.b")
        #expect(range.values == values)
    }

    @Test("What is no range is a single value", arguments: ["a.b=0.5", "a.b=", "a.b", "a..b=1", "a.b=[1, 2]"])
    func single(_ setting: String) throws { #expect(try ParameterRange(setting: setting) == nil) }

    @Test(
        "A range that cannot be tried is refused",
        arguments: [
            "a=0..", "a=..1", "a=0..1:0", "a=0..1:-1", "a=2..1", "a=1..1", "a=0..100", "a=0..1:0.0000001", "a=0..1:2",
            "a=0..1:1:1", "a=x..y", "a=0..99999999999999999999", "a=0..1e3",
        ])
    func refused(_ setting: String) { #expect(throws: Problem.self) { try ParameterRange(setting: setting) } }

    @Test("Only one parameter has a range, and no files are written")
    func oneRange() throws {
        var wish = SimulationWish()
        wish.settings = ["base_pay=100", "a=0..1"]
        let found = try #require(try wish.range())
        #expect(found.range.path == "a")
        #expect(found.rest.settings == ["base_pay=100"])
        wish.output = "out"
        #expect(throws: Problem.self) { try wish.range() }
        wish.output = nil
        wish.settings.append("b=0..1")
        #expect(throws: Problem.self) { try wish.range() }
        wish.settings = ["base_pay=100"]
        #expect(try wish.range() == nil)
    }

    @Test("Each value gives what it gives alone, in every quarter")
    func asAlone() throws {
        let town = try TestTownship()
        try town.importing(["publicity.csv": "task,member,due,done\nP1,M1,2021-07-05,\nP2,M2,2021-08-05,\n"])
        let quarters = try ["2021Q3", "2021Q4"].map { try quarter($0) }
        var wish = SimulationWish()
        wish.settings = [
            "items.collection.per_missing_patrol=0", "items.attendance.missing_record=ignore",
            "items.activity.per_missing=0..0.5:0.25",
        ]
        let (range, rest) = try #require(try wish.range())
        let today = day("2022-01-05")
        let values = try town.workspace.simulate(quarters, rest, over: range, today: today)
        #expect(values.map(\.value) == ["0", "0.25", "0.5"])
        for one in values {
            var alone = rest
            alone.settings.append("items.activity.per_missing=\(one.value)")
            let expected = try town.workspace.simulate(quarters, alone, today: today)
            #expect(one.results.map(\.quarter) == quarters)
            #expect(one.results.map(\.payDue.after) == expected.map(\.payDue.after))
            #expect(one.results.map(\.bands.after) == expected.map(\.bands.after))
            for result in one.results {
                #expect(result.bands.before.reduce(0) { $0 + $1.members } == result.assessed.before)
                #expect(result.bands.after.reduce(0) { $0 + $1.members } == result.assessed.after)
            }
        }
        #expect(values[0].results[0].bands.after.first?.members == 2)
        #expect(values[0].results[0].bands.before.last { $0.key == "failing" }?.members == 2)
        let bad = try #require(try ParameterRange(setting: "items.nope.x=0..1"))
        #expect(throws: Problem.self) { try town.workspace.simulate(quarters, rest, over: bad, today: today) }
    }
}
