import AssessmentKernel
import Closing
import Desk
import Foundation
import TestValues
import Testing
import TownshipTables

/// `remove`: a row of the table of removals, and its consequences (§4).
@Suite struct RemovalTests {
    private func wish(_ member: String = "M1", on date: String = "2021-08-02") -> RemovalWish {
        RemovalWish(member: member, ground: .ended, date: day(date))
    }

    @Test func payEndsWithTheDay() throws {
        let town = try TestTownship()
        let report = try town.workspace.remove(wish(), now: TestTownship.now)
        #expect(report.isKept)
        #expect(!report.isKnown)
        #expect(report.lastDay == day("2021-08-02"))
        try town.close()
        let pay = try town.text("closings/2021Q3-r1/pay.csv").split(separator: "\n").filter { $0.hasPrefix("M1,") }
        #expect(pay.map { $0.split(separator: ",")[2] } == ["31", "2", "0"])
    }

    @Test func theRostersEarlierDayStands() throws {
        let town = try TestTownship()
        #expect(
            try town.workspace.remove(wish("M2", on: "2021-08-31"), now: TestTownship.now).lastDay == day("2021-08-31"))
        let before = try town.listing()
        #expect(throws: Problem.self) { try town.workspace.remove(wish("M2", on: "2021-09-01"), now: TestTownship.now) }
        try town.expectChanges(since: before, only: [])
    }

    @Test func theFirstDayInPostIsTheEarliest() throws {
        let town = try TestTownship()
        #expect(throws: Problem.self) { try town.workspace.remove(wish("M3", on: "2021-07-04"), now: TestTownship.now) }
        #expect(try town.workspace.remove(wish("M3", on: "2021-07-05"), now: TestTownship.now).isKept)
    }

    @Test func anotherDayNeedsAmending() throws {
        let town = try TestTownship()
        #expect(try town.workspace.remove(wish(), now: TestTownship.now).isKept)
        #expect(try town.workspace.remove(wish(), now: TestTownship.now).isKnown)
        var other = wish(on: "2021-08-09")
        #expect(throws: Problem.self) { try town.workspace.remove(other, now: TestTownship.now) }
        other.amend = true
        other.note = "辞职, “本人”申请\n附信"
        #expect(try town.workspace.remove(other, now: TestTownship.now).isKept)
        #expect(try town.records("removal") == ["removal:M1"])
    }

    @Test func aRehearsalChangesNothing() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let report = try town.workspace.remove(wish(), isRehearsal: true, now: TestTownship.now)
        #expect(!report.isKept)
        try town.expectChanges(since: before, only: [])
    }

    @Test func theEquipmentIsThatOfTheDayWithoutWhatCameBackSince() throws {
        let town = try TestTownship()
        try town.importing([
            "equipment.csv": """
            entry,member,date,asset,change
            D1,M1,2021-01-01,工作证,配发
            D2,M1,2021-01-01,工作帽,配发
            D3,M1,2021-01-01,工具包,配发
            D4,M1,2021-08-02,工具包,收回
            D5,M1,2021-08-03,工作帽,收回
            D6,M1,2021-08-04,手机终端,配发

            """
        ])
        let report = try town.workspace.remove(wish(), now: TestTownship.now)
        #expect(report.toRecover.map(\.piece.name) == ["工作证"])
    }

    @Test func closingsAreTouchedAndFindingsTold() throws {
        let town = try TestTownship()
        try town.close("2021Q2")
        try town.close("2021Q3")
        let report = try town.workspace.remove(wish(on: "2021-06-30"), isRehearsal: true, now: TestTownship.now)
        #expect(report.touchedClosings == ["2021Q3-r1"])
        #expect(
            report.findings.map { "\($0.closing) \($0.key) \($0.title.english)" }
                == ["2021Q2-r1 streak failing months running, to be replaced"])
        let earlier = try town.workspace.remove(wish(on: "2021-06-29"), isRehearsal: true, now: TestTownship.now)
        #expect(earlier.touchedClosings == ["2021Q2-r1", "2021Q3-r1"])
        let later = try town.workspace.remove(wish(on: "2021-09-30"), isRehearsal: true, now: TestTownship.now)
        #expect(later.touchedClosings == [])
        #expect(later.findings.count == 2)
    }
}
