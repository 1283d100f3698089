import AssessmentKernel
import Foundation
import Intake
import Ledger
import Testing

@testable import Importing
@testable import Workspace

@Suite struct ImportTests {
    @Test func aFolderInAnyOrderGoesInByTable() throws {
        let town = try TestTownship(roster: nil)
        let report = try town.importing([
            "a-notes.md": "x", "attendance.csv": "member,date,status\nM1,2021-07-05,正常\n",
            "b/走访日志.csv": "工号,日期,工作日志\nM1,2021-07-05,走访\n", "a/patrol.csv": "member,date\nM1,2021-07-06\n",
            "c/d/网格员名册.csv": TestTownship.roster, "e/更换情形.CSV": "工号,日期,情形\nM3,2021-08-31,2\n",
            "leave.csv": "member,from,through\nM1,2021-07-07,2021-07-08\n",
            "请假.tsv": "member\tfrom\tthrough\nM3\t2021-08-31\t2021-08-31\n", ".hidden.csv": "x",
        ])
        #expect(report.isKept)
        #expect(report.rejectCount == 0)
        #expect(
            report.files.map(\.name) == [
                "c/d/网格员名册.csv", "e/更换情形.CSV", "leave.csv", "请假.tsv", "a/patrol.csv", "b/走访日志.csv", "attendance.csv",
            ])
        #expect(report.files.map(\.table) == ["member", "removal", "leave", "leave", "patrol", "patrol", "attendance"])
        #expect(report.passedOver == [".hidden.csv", "a-notes.md"])
        #expect(report.counts.rows == 9)
        #expect(report.counts.inserted == 9)
        #expect(try town.members() == ["M1", "M2", "M3"])
        #expect(try town.records("patrol") == ["patrol:M1/2021-07-05", "patrol:M1/2021-07-06"])
        #expect(!town.isThere("rejects.csv"))
    }

    @Test func aRemovalOfTheSameImportEndsThePost() throws {
        let town = try TestTownship()
        let report = try town.importing([
            "patrol.csv": "member,date\nM1,2021-07-31\nM1,2021-08-01\n",
            "removal.csv": "member,date,ground\nM1,2021-07-31,2\n",
        ])
        #expect(!report.isKept)
        #expect(report.firstRejects.map { "\($0.row ?? 0) \($0.column) \($0.code)" } == ["3 date not-in-post"])
    }

    @Test func removalsInAnyOrderOfDatesAreRead() throws {
        let town = try TestTownship()
        try town.importing(["removal.csv": "member,date,ground\nM1,2021-09-30,2\nM2,2021-07-31,1\nM3,2021-08-31,1\n"])
        let report = try town.importing(["leave.csv": "member,from,through\nM1,2021-09-01,2021-09-02\n"])
        #expect(report.isKept)
    }

    @Test func anImportIsWholeOrNothing() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let report = try town.importing([
            "patrol.csv": "member,date\nM1,2021-07-05\n",
            "hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-05 08:30,self\n",
            "training.csv": "session,member,date,kind,status\nS1,M9,2021-07-05,例会,缺席\n",
        ])
        #expect(!report.isKept)
        #expect(report.rejectCount == 1)
        #expect(report.counts.rejected == 1)
        try town.expectChanges(since: before, only: [".rejects-workbooks", "rejects-training.xlsx", "rejects.csv"])
    }

    @Test func theGoodRowsAreTakenWhereThatIsWanted() throws {
        let town = try TestTownship()
        let files = ["patrol.csv": "member,date\nM1,2021-07-05\nM9,2021-07-05\nM1,2021-07-06\n"]
        let report = try town.importing(files) { $0.acceptValid = true }
        #expect(report.isKept)
        #expect(report.rejectCount == 1)
        #expect(report.counts.inserted == 2)
        #expect(try town.records("patrol").count == 2)
        #expect(try town.text("rejects.csv").split(separator: "\n").count == 2)
    }

    @Test func aRefusedFileIsLeftOutWholeAndTheOthersAreTaken() throws {
        let town = try TestTownship()
        let files = [
            "a/patrol.csv": "member,date,summary\nM1,2021-07-05,甲\nM1,2021-07-06,\"乙\n",
            "b/patrol.csv": "member,date,summary\nM1,2021-07-05,丙\n",
            "visit.csv": "visit,member,kind\nV1,M1,普遍走访\n",
        ]
        let report = try town.importing(files) { $0.acceptValid = true }
        #expect(report.isKept)
        #expect(report.files.map { $0.refusal?.code } == ["open-quote", nil, "missing-column"])
        #expect(report.counts.inserted == 1)
        #expect(report.rejectCount == 2)
        #expect(try town.records("patrol") == ["patrol:M1/2021-07-05"])
        #expect(
            try town.text("rejects.csv").contains("visit.csv,1,date,,missing-column,缺少列“日期”，第 1 行是：visit、member、kind\n")
        )
    }

    @Test func aRehearsalOfGoodFilesWritesNothing() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let report = try town.importing(["patrol.csv": "member,date\nM1,2021-07-05\n"]) { $0.isRehearsal = true }
        #expect(!report.isKept)
        #expect(report.rejectCount == 0)
        #expect(report.counts.inserted == 1)
        try town.expectChanges(since: before, only: [])
    }

    @Test func aRehearsalOfBadFilesChangesNothingButTheListOfRejects() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let report = try town.importing(["patrol.csv": "member,date\nM9,2021-07-05\n"]) { options in
            options.isRehearsal = true
            options.acceptValid = true
        }
        #expect(!report.isKept)
        #expect(report.rejectCount == 1)
        try town.expectChanges(since: before, only: [".rejects-workbooks", "rejects-patrol.xlsx", "rejects.csv"])
    }

    @Test func aRowThatDiffersIsAmendedWhereThatIsWanted() throws {
        let town = try TestTownship()
        try town.importing(["patrol.csv": "member,date,summary\nM1,2021-07-05,甲\n"])
        let files = ["patrol.csv": "member,date,summary\nM1,2021-07-05,乙\nM1,2021-07-06,丙\n"]
        let refused = try town.importing(files)
        #expect(!refused.isKept)
        #expect(refused.firstRejects.map(\.code) == ["conflict"])
        let amended = try town.importing(files) { $0.amend = true }
        #expect(amended.isKept)
        #expect(amended.counts.amended == 1)
        #expect(amended.counts.inserted == 1)
        let again = try town.importing(files)
        #expect(again.isKept)
        #expect(again.counts.unchanged == 2)
    }

    @Test func anAmendedRecordKeepsTheRulesBetweenItsCells() throws {
        let town = try TestTownship()
        // The file has no column of the last day in post, so M2's stays: 2021-08-31.
        let files = ["member.csv": "member,name,post,office,village,grid,joined_on\nM2,李强,专职,一办,东村,2,2021-09-15\n"]
        let report = try town.importing(files) { $0.amend = true }
        #expect(report.firstRejects.map(\.code) == ["left-before-joined"])
    }

    @Test func theOriginalOfARefusedFileIsNotKept() throws {
        let town = try TestTownship()
        let files = ["patrol.csv": "member,date\nM1,2021-07-05\n", "visit.csv": "visit,member,kind\nV1,M1,普遍走访\n"]
        try town.importing(files) { $0.acceptValid = true }
        let kept = try town.listing().keys.filter { $0.hasPrefix("imports/") }
        #expect(kept.count == 2)
    }

    @Test func theOriginalsAreKeptOnceByTheirDigest() throws {
        let town = try TestTownship(roster: nil)
        try town.importing(["member.csv": TestTownship.roster])
        try town.importing(["网格员名册.csv": TestTownship.roster])
        let kept = try town.listing().keys.filter { $0.hasPrefix("imports/") }
        #expect(kept.count == 1)
        let name = "imports/" + String(repeating: "0", count: 64) + ".gz"
        #expect(kept.first?.utf8.count == name.utf8.count)
    }

    @Test func aFileMayBeNamedWithItsTable() throws {
        let town = try TestTownship()
        let path = try town.write("导出 (1).dat", "member,date\nM1,2021-07-05\n")
        let unnamed = #expect(throws: Problem.self) {
            try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        }
        #expect(unnamed?.kind == .badInput)
        #expect(unnamed?.place.file == path)
        var options = ImportOptions()
        options.table = "走访日志"
        #expect(try town.workspace.importTables([path], options, now: TestTownship.now).counts.inserted == 1)
        options.table = "patrols"
        let unknown = #expect(throws: Problem.self) {
            try town.workspace.importTables([path], options, now: TestTownship.now)
        }
        #expect(unknown?.kind == .usage)
    }

    @Test func whatIsNotThereIsSaid() throws {
        let town = try TestTownship()
        let problem = #expect(throws: Problem.self) {
            try town.workspace.importTables([town.folder + "/none.csv"], ImportOptions(), now: TestTownship.now)
        }
        #expect(problem?.kind == .notFound)
        #expect(problem?.place.file == town.folder + "/none.csv")
        let empty = #expect(throws: Problem.self) {
            try town.workspace.importTables([town.folder + "/in"], ImportOptions(), now: TestTownship.now)
        }
        #expect(empty?.kind == .badInput)
        let nowhere = try Workspace(at: town.folder + "/in", items: town.workspace.items)
        try town.write("patrol.csv", "member,date\n")
        let noWorkspace = #expect(throws: Problem.self) {
            try nowhere.importTables([town.folder + "/in"], ImportOptions(), now: TestTownship.now)
        }
        #expect(noWorkspace?.kind == .notFound)
        #expect(try FileManager.default.contentsOfDirectory(atPath: town.folder + "/in") == ["patrol.csv"])
    }

    @Test func columnsThatNoTableKnowsAreNamed() throws {
        let town = try TestTownship()
        let report = try town.importing(["patrol.csv": "member,date,天气,\nM1,2021-07-05,晴,\n"])
        #expect(report.isKept)
        #expect(report.files.map(\.unknownColumns) == [["天气"]])
        let middle = try town.importing(["patrol.csv": "member,,date,天气\nM1,,2021-07-06,晴\n"])
        #expect(middle.files.map(\.unknownColumns) == [["(B)", "天气"]])
    }
}

@Suite struct RejectsFileTests {
    private static let header = "file,row,column,value,code,reason\n"

    @Test func everyRejectIsListedAsItStandsInItsFile() throws {
        let town = try TestTownship()
        try town.importing(["patrol.csv": "member,date,summary\nM1,2021-07-05,甲\n"])
        try town.importing([
            "patrol.csv": """
            member,date,summary
            M9,2021-07-05,
            M1,2021-13-01,
            M1,2019-12-31,
            M1,2021-07-06
            " M1",2021-07-05,"乙,
            丙"
            "a ""b""
            c",2021-07-05,
            ,2021-07-07,
            M2,2021-09-01,
            M1,2021-07-08,好

            """,
            "leave.csv": "member,from,through\nM1,2021-07-09,2021-07-08\n",
        ])
        #expect(
            try town.text("rejects.csv") == RejectsFileTests.header + """
                leave.csv,2,through,2021-07-08,through-before-from,结束日期早于开始日期
                patrol.csv,2,member,M9,unknown-member,网格员名册中没有此工号
                patrol.csv,3,date,2021-13-01,date,不是有效日期（如 2021-07-01、2021年7月1日）
                patrol.csv,4,date,2019-12-31,not-in-post,该网格员当日不在岗（2020-01-01 上岗）
                patrol.csv,6,summary,"乙,
                丙",conflict,"工号“M1”、日期“2021-07-05”：本行（patrol.csv 第 6 行）与账本（导入 2：patrol.csv 第 2 行）不同：“工作日志”本行为“乙,⏎丙”，账本为“甲”。请核对；确要按本行更正账本，只留核对过的行，选“更正账本”导入"
                patrol.csv,7,member,"a ""b""
                c",unknown-member,网格员名册中没有此工号
                patrol.csv,8,member,,missing,“工号”未填写
                patrol.csv,9,date,2021-09-01,not-in-post,该网格员当日不在岗（2020-01-01 上岗，最后一天 2021-08-31）

                """)
    }

    @Test func theListIsOfTheLatestImportAndGoneWhenThereIsNothingToList() throws {
        let town = try TestTownship()
        try town.importing(["patrol.csv": "member,date\nM8,2021-07-05\n"])
        try town.importing(["patrol.csv": "member,date\nM9,2021-07-05\n"])
        #expect(try !town.text("rejects.csv").contains("M8"))
        try town.importing(["patrol.csv": "member,date\nM1,2021-07-05\n"])
        #expect(!town.isThere("rejects.csv"))
        #expect(try town.listing().keys.allSatisfy { !$0.contains(".partial") })
    }

    @Test func manyRejectsAndConflictsStandInTheOrderOfRows() throws {
        let town = try TestTownship()
        try town.importing(["patrol.csv": "member,date,summary\nM1,2021-07-05,甲\n"])
        var text = "member,date,summary\n"
        var expected: [String] = []
        for row in 2..<10_002 {
            if row % 7 == 0 {
                text += "M1,2021-07-05,乙\n"
                expected.append("patrol.csv,\(row),summary,乙,conflict")
            } else {
                text += "M9,2021-07-05,\(row)\n"
                expected.append("patrol.csv,\(row),member,M9,unknown-member")
            }
        }
        let report = try town.importing(["patrol.csv": text])
        #expect(report.rejectCount == 10_000)
        #expect(report.firstRejects.count == 10)
        #expect(report.firstRejects.map(\.row) == Array(2...11))
        let listed = try town.text("rejects.csv").split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).prefix(5).joined(separator: ",")
        }
        #expect(listed == expected)
    }

    @Test func theSameHoldsWithinOneImport() throws {
        let town = try TestTownship()
        let report = try town.importing([
            "a/event.csv": "event,member,occurred_at,place\nE1,M1,2021-07-09 08:30,甲\n",
            "b/event.csv":
                "event,member,occurred_at,place\nE1,M2,2021-07-05 08:30,乙\nE2,M2,2021-07-05 08:30,\nE2,M2,2021-07-05 08:30,丙\n",
        ]) { $0.acceptValid = true }
        #expect(
            report.files.map { "\($0.counts.inserted) \($0.counts.filled) \($0.counts.rejected)" } == [
                "1 0 0", "1 1 1",
            ])
        #expect(
            try town.text("rejects.csv") == RejectsFileTests.header
                + "b/event.csv,2,member,M2,conflict,编号“E1”：本行（b/event.csv 第 2 行）与本次导入的 a/event.csv 第 2 行互相矛盾："
                + "“工号”本行为“M2”，另一行为“M1”；“时间”本行为“2021-07-05 08:30:00”，另一行为“2021-07-09 08:30:00”；"
                + "“地点”本行为“乙”，另一行为“甲”。请核实哪一行正确，改正或删去另一行\n")
        #expect(try town.records("event", "M1") == ["event:E1"])
        #expect(try town.records("event", "M2") == ["event:E2"])
    }
}
