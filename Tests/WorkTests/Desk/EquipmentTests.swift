import AssessmentKernel
import Closing
import Closings
import Desk
import Foundation
import Ledger
import RecordStore
import TestValues
import Testing
import TownshipTables
import Workspace

/// Entries about equipment: rows that go through the import, whoever typed them.
@Suite struct EquipmentTests {
    private func wish(
        _ change: EquipmentChange, _ assets: String..., of member: String = "M1", on date: String = "2021-08-02",
        serial: String? = nil
    ) -> EquipmentWish {
        var wish = EquipmentWish(member: member, assets: assets, change: change, date: day(date))
        wish.serial = serial
        return wish
    }

    @discardableResult
    private func enter(_ wish: EquipmentWish, in town: TestTownship) throws -> EquipmentReport {
        try town.workspace.enterEquipment(wish, now: TestTownship.now)
    }

    private func held(_ town: TestTownship, _ member: String = "M1", on date: String = "2021-12-31") throws -> [String]
    {
        try town.workspace.equipment(of: member, on: day(date)).members[0].inHand.map(\.piece.name)
    }

    @Test func numbersAreTheNextFreeOnesOfTheDay() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": "entry,member,date,asset,change\nEQ-2021-08-02-0007,M2,2021-01-01,包,配发\n"])
        let report = try enter(wish(.issued, "手机终端", "工作证"), in: town)
        #expect(report.entries.map(\.entry) == ["EQ-2021-08-02-0008", "EQ-2021-08-02-0009"])
        #expect(
            try enter(wish(.issued, "工作帽", on: "2021-08-03"), in: town).entries.map(\.entry) == ["EQ-2021-08-03-0001"])
        #expect(try enter(wish(.returned, "手机终端"), in: town).entries.map(\.entry) == ["EQ-2021-08-02-0010"])
        #expect(try held(town) == ["工作帽", "工作证"])
    }

    @Test func aDayHasNumbersForTenThousandLessOne() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": "entry,member,date,asset,change\nEQ-2021-08-02-9998,M2,2021-01-01,包,配发\n"])
        #expect(try enter(wish(.issued, "工作帽"), in: town).entries.map(\.entry) == ["EQ-2021-08-02-9999"])
        let before = try town.listing()
        #expect(throws: Problem.self) { try enter(wish(.issued, "工作证"), in: town) }
        try town.expectChanges(since: before, only: [])
        var own = wish(.issued, "工作证")
        own.entry = "甲-1"
        #expect(try enter(own, in: town).entries.map(\.entry) == ["甲-1"])
    }

    @Test func anEntryLeadsBackToTheCommandAndItsRow() throws {
        let town = try TestTownship()
        try enter(wish(.issued, "手机终端", "工作证"), in: town)
        let ledger = try Ledger(opening: town.workspace.folder + "/ledger.sqlite", tables: town.workspace.itemTables)
        let reference = try #require(RecordReference("equipment:EQ-2021-08-02-0002"))
        let record = try #require(try ledger.reading { try $0.record(reference, of: EquipmentTable.shared.schema) })
        let source = try #require(try ledger.importedFile(record.importID))
        #expect(source.name == "kaohe equipment issue 2021-08-02 M1")
        #expect(record.row == 3)
        #expect(source.counts.inserted == 2)
        #expect(town.isThere("imports/\(source.sha256).gz"))
    }

    @Test func aRehearsalAndARejectChangeNothing() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": "entry,member,date,asset\nD1,M1,2021-08-01,包\n"])
        let before = try town.listing()
        #expect(before["rejects.csv"] != nil)
        let report = try town.workspace.enterEquipment(wish(.issued, "工作证"), isRehearsal: true, now: TestTownship.now)
        #expect(!report.isKept)
        #expect(report.entries.map(\.entry) == ["EQ-2021-08-02-0001"])
        try town.expectChanges(since: before, only: [])
        var loss = wish(.lost, "工作证")
        loss.atFault = true
        let problem = #expect(throws: Problem.self) { try enter(loss, in: town) }
        #expect(problem?.what.chinese.contains("“费用”") == true)
        #expect(problem?.kind == .badInput)
        try town.expectChanges(since: before, only: [])
    }

    @Test(
        "Invalid entries are refused",
        arguments: ["nobody", "blank", "no asset", "two serials", "fault of an issue", "bad cost"])
    func refused(_ what: String) throws {
        let town = try TestTownship()
        let before = try town.listing()
        var wish = wish(.issued, "工作证")
        switch what {
        case "nobody": wish.member = "M9"
        case "blank": wish.assets = ["\u{3000}"]
        case "no asset": wish.assets = []
        case "two serials": (wish.assets, wish.serial) = (["工作证", "工作帽"], "S1")
        case "fault of an issue": wish.atFault = false
        default: (wish.change, wish.cost) = (.lost, "-1")
        }
        #expect(throws: Problem.self) { try enter(wish, in: town) }
        try town.expectChanges(since: before, only: [])
    }

    @Test func thePieceInHandIsMeantUnlessThereAreSeveral() throws {
        let town = try TestTownship()
        try enter(wish(.issued, "手机终端", serial: "S1"), in: town)
        #expect(try enter(wish(.damaged, "手机终端"), in: town).entries.map(\.piece.serial) == ["S1"])
        try enter(wish(.issued, "手机终端", serial: "S2"), in: town)
        let problem = #expect(throws: Problem.self) { try enter(wish(.returned, "手机终端"), in: town) }
        #expect(problem?.next?.plain.english.contains("S1 S2") == true)
        try enter(wish(.returned, "手机终端", serial: " Ｓ２ "), in: town)
        #expect(try held(town) == ["手机终端 S1"])
    }

    @Test func oddEntriesStandAndAreRemarkedOn() throws {
        let town = try TestTownship()
        func remarks(_ wish: EquipmentWish) throws -> Int { try enter(wish, in: town).remarks.count }
        #expect(try remarks(wish(.issued, "手机终端", serial: "S1")) == 0)
        #expect(try remarks(wish(.issued, "手机终端", serial: "S1")) == 1)  // in hand already
        #expect(try remarks(wish(.issued, "手机终端", of: "M2", serial: "S1")) == 1)  // in another's hand
        #expect(try remarks(wish(.issued, "水杯")) == 1)  // not of the kit
        #expect(try remarks(wish(.returned, "工作帽")) == 1)  // not in hand
        #expect(try remarks(wish(.lost, "手机终端")) == 1)  // nobody has decided
        // A later entry is kept, and another member has the piece.
        #expect(try remarks(wish(.issued, "手机终端", on: "2021-08-01", serial: "S1")) == 2)
    }

    @Test func aFaultIsDecidedLaterAndOnce() throws {
        let town = try TestTownship()
        try enter(wish(.issued, "手机终端"), in: town)
        let entry = try enter(wish(.lost, "手机终端"), in: town).entries[0].entry
        func decide(_ entry: String, _ atFault: Bool, _ cost: String?, amend: Bool = false) throws -> EquipmentReport {
            try town.workspace.decideEquipment(
                entry, atFault: atFault, cost: cost, amend: amend, now: TestTownship.now)
        }
        #expect(throws: Problem.self) { try decide("EQ-2021-08-02-0001", true, "1") }
        #expect(throws: Problem.self) { try decide("没有", true, "1") }
        #expect(throws: Problem.self) { try decide(entry, true, nil) }
        #expect(try decide(entry, true, "860").isKept)
        #expect(try decide(entry, true, "860.00").remarks.count == 1)
        #expect(throws: Problem.self) { try decide(entry, false, nil) }
        #expect(try decide(entry, false, nil, amend: true).isKept)
        let pay = try town.close().head
        #expect(pay.name == "2021Q3-r1")
        #expect(try town.text("closings/2021Q3-r1/warnings.csv").contains("fault-undecided") == false)
    }

    @Test func theListShowsWhatIsMissing() throws {
        let town = try TestTownship()
        try enter(wish(.issued, "手机终端", "工作证", "水杯", on: "2021-08-31"), in: town)
        try enter(wish(.issued, "工作证", of: "M2", on: "2021-08-01"), in: town)
        let list = try town.workspace.equipment(of: nil, on: day("2021-08-31"))
        #expect(list.members.map(\.member.code) == ["M1", "M2", "M3"])
        #expect(list.members[0].inHand.map(\.piece.name) == ["工作证", "手机终端", "水杯"])
        #expect(list.members[0].missing.count == 5)
        #expect(list.members[2].missing.count == 7)
        // The second left on 31 August with a piece; nothing of it is missing any more.
        let later = try town.workspace.equipment(of: nil, on: day("2021-09-01"))
        #expect(later.members.map(\.missing.count) == [5, 0, 7])
        #expect(try town.workspace.equipment(of: nil, on: day("2020-12-31")).kit == nil)
        #expect(throws: Problem.self) { try town.workspace.equipment(of: "M9", on: day("2021-08-31")) }
    }
}
