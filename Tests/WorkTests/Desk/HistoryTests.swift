import AssessmentKernel
import Desk
import Foundation
import Ledger
import TestValues
import Testing
import Workspace

/// Closed quarters beside each other.
@Suite struct HistoryTests {
    @Test("A township's quarter is the mean of its members, with their bands and their pay")
    func township() throws {
        let town = try TestTownship.afterTwoQuarters()
        let history = try town.workspace.history(of: .township)
        #expect(history.periods.map(\.closing.name) == ["2021Q3-r1", "2021Q4-r1"])
        #expect(history.periods.map(\.members) == [2, 1])
        // 59 and 60 points, then 60.
        #expect(history.periods.map(\.total.description) == ["59.5", "60"])
        #expect(history.periods.map { $0.bands["failing"] } == [2, 1])
        #expect(history.bands.map(\.key) == ["top", "good", "fair", "poor", "failing"])
        #expect(history.items.map(\.key) == ["collection", "publicity", "activity", "attendance"])
        #expect(history.periods.map { $0.lost["publicity"]?.description } == ["0.5", "0"])
        #expect(history.periods.map { $0.lost["activity"]?.description } == ["20", "20"])
        #expect(history.periods.map(\.rank) == [nil, nil])
        #expect(history.member == nil)
    }

    @Test("A member has the quarters in which it was assessed, by code or name")
    func member() throws {
        let town = try TestTownship.afterTwoQuarters()
        let first = try town.workspace.history(of: .member("M1"))
        #expect(first.periods.map(\.total.description) == ["59", "60"])
        #expect(first.periods.map(\.rank) == [2, 1])
        #expect(first.member?.code == "M1")
        #expect(try town.workspace.history(of: .member("M2")).periods.map(\.closing.name) == ["2021Q3-r1"])
        #expect(try town.workspace.history(of: .member("M3")).periods.isEmpty)
        #expect(throws: Problem.self) { try town.workspace.history(of: .member("M9")) }
    }

    @Test("A village or an office has its own members, and an unknown one is refused")
    func groups() throws {
        let town = try TestTownship.afterTwoQuarters()
        #expect(try town.workspace.history(of: .village("东村")).periods.map(\.members) == [2, 1])
        #expect(try town.workspace.history(of: .office("一办")).periods.map(\.members) == [2, 1])
        // The second office's only member is part-time.
        #expect(try town.workspace.history(of: .village("西村")).periods.isEmpty)
        #expect(try town.workspace.history(of: .office("二办")).periods.isEmpty)
        for subject in [HistorySubject.village("南村"), .village(""), .office("一")] {
            #expect(throws: Problem.self) { try town.workspace.history(of: subject) }
        }
    }

    @Test("A revision takes the place of its quarter, and without closings there is nothing")
    func revisions() throws {
        let town = try TestTownship.afterTwoQuarters()
        try town.importing(["publicity.csv": "task,member,due,done\nP2,M1,2021-07-06,\n"])
        try town.revise("2021Q3")
        let history = try town.workspace.history(of: .member("M1"))
        #expect(history.periods.map(\.closing.name) == ["2021Q3-r2", "2021Q4-r1"])
        #expect(history.periods.map(\.total.description) == ["58", "60"])
        let open = try TestTownship()
        #expect(try open.workspace.history(of: .township).periods.isEmpty)
    }

    @Test("The files are the tables, and none is written over")
    func files() throws {
        let town = try TestTownship.afterTwoQuarters()
        let history = try town.workspace.history(of: .township)
        let folder = town.folder + "/out"
        try HistoryTables.write(history, to: folder)
        func lines(_ name: String) throws -> [String] {
            try String(contentsOfFile: folder + "/" + name, encoding: .utf8).split(separator: "\n").map(String.init)
        }
        let quarters = try lines("history.csv")
        #expect(quarters[0] == "quarter,closing,members,total,rank,due")
        #expect(quarters.count == 3)
        #expect(quarters[1].hasPrefix("2021Q3,2021Q3-r1,2,59.5,,"))
        #expect(try lines("history-bands.csv") == ["quarter,band,members", "2021Q3,failing,2", "2021Q4,failing,1"])
        #expect(try lines("history-items.csv").contains("2021Q3,publicity,0.5"))
        #expect(throws: Problem.self) { try HistoryTables.write(history, to: folder) }
        #expect(try lines("history.csv") == quarters)
    }
}

extension TestTownship {
    /// Two closed quarters without any work; the second member leaves in the first of them.
    static func afterTwoQuarters() throws -> TestTownship {
        let town = try TestTownship()
        try town.importing(["publicity.csv": "task,member,due,done\nP1,M1,2021-07-05,\n"])
        try town.close("2021Q3")
        try town.close("2021Q4", today: "2022-01-05", now: "2022-01-05T00:00:00Z")
        return town
    }
}
