import AssessmentKernel
import Desk
import Foundation
import Importing
import Ledger
import TestValues
import Testing

/// Suspects of a quarter, and the verdicts on them.
@Suite struct SuspectTests {
    private static let events = """
        编号,工号,时间,地点,人物,描述,附件数,核查结论
        E1,M1,2021-07-05 08:00:30,村东,张三,"路灯, 不亮
        请派人",2,
        E2,M1,2021-07-06 09:00,村东,李四,"路灯, 不亮
        请派人",,
        E3,M1,2021-07-06 09:00,村东,李四,井盖 破损,,
        E4,M3,2021-07-06 09:00,村东,李四,井盖 破损,,
        E5,M3,2021-07-06 10:00,村东,李四,井盖 破损,,

        """

    private func town() throws -> TestTownship {
        let town = try TestTownship()
        try #require(try town.importing(["event.csv": Self.events]).isKept)
        return town
    }

    private func listed(_ town: TestTownship) throws -> [String] {
        try town.workspace.suspects(quarter("2021Q3")).map {
            "\($0.suspect.reference) \($0.first.reference) \($0.kind)"
        }
    }

    @discardableResult
    private func decide(
        _ town: TestTownship, _ names: String..., as verdict: RepeatVerdict, amend: Bool = false, anyway: Bool = false,
        rehearse: Bool = false
    ) throws -> VerdictReport {
        try town.workspace.decideSuspects(
            names, verdict, amend: amend, anyway: anyway, isRehearsal: rehearse, now: TestTownship.now)
    }

    @Test func pairsStandSideBySideWithFileAndRow() throws {
        let town = try town()
        // The part-time member is not assessed, so her records are not judged.
        #expect(try listed(town) == ["event:E2 event:E1 exact", "event:E3 event:E2 minute"])
        let pair = try town.workspace.suspects(quarter("2021Q3"))[0]
        #expect(pair.suspect.file == "event.csv")
        #expect(pair.suspect.row == 3)
        #expect(pair.first.row == 2)
        let columns = pair.judgement.table.columns.map(\.key)
        #expect(pair.differing.map { columns[$0] } == ["occurred_at", "persons", "media"])
        #expect(try town.workspace.suspects(quarter("2021Q3"), member: "M2").isEmpty)
        #expect(throws: Problem.self) { try town.workspace.suspects(quarter("2021Q3"), member: "M9") }
        #expect(try town.workspace.suspects(quarter("2021Q4")).isEmpty)
    }

    @Test func aVerdictIsARecordsOwnCellAndNothingElseChanges() throws {
        let town = try town()
        let report = try decide(town, "E2", as: .duplicate)
        #expect(report.isKept)
        #expect(report.unchanged == 0)
        #expect(report.touchedClosings.isEmpty)
        #expect(try listed(town) == ["event:E3 event:E2 minute"])
        let cells = try town.workspace.suspects(quarter("2021Q3"))[0].first
        #expect(cells.file == "kaohe suspects decide duplicate event:E2")
        #expect(cells.row == 2)
        #expect(
            cells.cells == ["E2", "M1", "2021-07-06 09:00:00", "村东", "李四", "路灯, 不亮\n请派人", "", "", "", "duplicate"])
        try decide(town, "event:E3", as: .valid)
        #expect(try listed(town) == [])
        try town.close()
        let taken = try town.text("closings/2021Q3-r1/deductions.csv").split(separator: "\n")
        #expect(
            taken.filter { $0.contains(".void") } == ["M1,activity,2021-07-06,2,activity.void,附件·5,event:E2"])
    }

    @Test func anotherVerdictNeedsAmending() throws {
        let town = try town()
        try decide(town, "E2", as: .duplicate)
        #expect(try decide(town, "E2", as: .duplicate).unchanged == 1)
        let before = try town.listing()
        #expect(throws: Problem.self) { try decide(town, "E2", "E3", as: .valid) }
        try town.expectChanges(since: before, only: [])
        #expect(try decide(town, "E2", "E3", as: .valid, amend: true).isKept)
    }

    @Test(
        "What is no record is refused", arguments: ["E9", "event:E9", "visit:E2", "", "event:", "E2/x", "event:E2/M1"])
    func unknown(_ name: String) throws {
        let town = try town()
        let before = try town.listing()
        #expect(throws: Problem.self) { try decide(town, "E3", name, as: .valid) }
        try town.expectChanges(since: before, only: [])
    }

    @Test func aRehearsalChangesNothing() throws {
        let town = try town()
        let before = try town.listing()
        #expect(try !decide(town, "E2", as: .duplicate, rehearse: true).isKept)
        try town.expectChanges(since: before, only: [])
    }

    @Test func aClosingThatIsTouchedIsNamed() throws {
        let town = try town()
        try town.close()
        #expect(try decide(town, "E2", as: .valid).touchedClosings == ["2021Q3-r1"])
        #expect(try decide(town, "E2", as: .valid).touchedClosings == [])
    }

    @Test func aMarkedSheetImportsAgain() throws {
        let town = try town()
        let path = town.folder + "/疑似.csv"
        let sheet = try town.workspace.exportSuspects(quarter("2021Q3"), to: path)
        #expect(sheet.count == 2)
        #expect(sheet.table.key == "event")
        #expect(throws: Problem.self) { try town.workspace.exportSuspects(quarter("2021Q3"), to: path) }
        var options = ImportOptions()
        options.table = "event"
        // Unmarked, it contains nothing new.
        let same = try town.workspace.importTables([path], options, now: TestTownship.now)
        #expect(same.isKept)
        #expect(same.counts.unchanged == 2)
        #expect(same.files[0].unknownColumns.count == 15)
        let marked = try String(contentsOfFile: path, encoding: .utf8).replacing(",,,,地点描述相同", with: ",,,重复,地点描述相同")
        try Data(marked.utf8).write(to: URL(fileURLWithPath: path))
        options.amend = true
        let amended = try town.workspace.importTables([path], options, now: TestTownship.now)
        #expect(amended.isKept)
        #expect(amended.counts.filled == 1)
        #expect(amended.counts.unchanged == 1)
        #expect(try listed(town) == ["event:E3 event:E2 minute"])
        try decide(town, "E3", as: .valid)
        #expect(throws: Problem.self) { try town.workspace.exportSuspects(quarter("2021Q3"), to: path + "2") }
    }

    @Test func whatIsNoSuspectIsRefusedUnlessToldOtherwise() throws {
        let town = try town()
        let before = try town.listing()
        let first = #expect(throws: Problem.self) { try decide(town, "E1", as: .duplicate) }
        #expect(first?.what.chinese.contains("先报") == true)
        #expect(first?.next?.plain.chinese.contains("event:E2") == true)
        let other = #expect(throws: Problem.self) { try decide(town, "E2", "E4", as: .duplicate) }
        #expect(other?.what.chinese.contains("event:E4 不是疑似重复") == true)
        #expect(other?.next?.english.deeds.last == .anyway)
        try town.expectChanges(since: before, only: [])
        let report = try decide(town, "E2", "E4", as: .duplicate, anyway: true)
        #expect(report.isKept)
        #expect(report.pairs.map { "\($0.suspect.reference) \($0.first.reference)" } == ["event:E2 event:E1"])
        #expect(report.others.map { "\($0.record) \($0.verdict?.chinese ?? "-")" } == ["event:E4 -"])
        let again = try decide(town, "E2", as: .valid, amend: true)
        #expect(again.pairs.isEmpty)
        #expect(again.others.map { $0.verdict?.chinese } == ["重复"])
    }

    @Test func theNameSaysTheFormatOfTheSheet() throws {
        let town = try town()
        for name in ["疑似", "疑似.xls", "疑似.et", "疑似.csv.txt", "疑似."] {
            let problem = #expect(throws: Problem.self) {
                try town.workspace.exportSuspects(quarter("2021Q3"), to: town.folder + "/" + name)
            }
            #expect(problem?.kind == .usage)
            #expect(problem?.next?.plain.chinese.contains(".xlsx") == true)
            #expect(!FileManager.default.fileExists(atPath: town.folder + "/" + name))
        }
        let path = town.folder + "/疑似核查.XLSX"
        let sheet = try town.workspace.exportSuspects(quarter("2021Q3"), to: path)
        #expect(sheet.isWorkbook)
        #expect(sheet.count == 2)
        // Its sheet says what it is.
        let same = try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        #expect(same.isKept)
        #expect(same.counts.unchanged == 2)
        #expect(same.files.map(\.table) == ["event"])
    }
}
