import AssessmentKernel
import Closing
import Foundation
import GRDB
import Ledger
import ResultTables
import TestValues
import Testing
import Workspace

@testable import Closings
@testable import Desk

@Suite struct CloseTests {
    @Test func aClosingWritesItsFilesAndItsRows() throws {
        let town = try TestTownship()
        let report = try town.close()
        #expect(report.head.name == "2021Q3-r1")
        #expect(report.standings.map(\.member.code) == ["M1", "M2"])
        let names = try FileManager.default.contentsOfDirectory(atPath: report.folder)
        #expect(Set(names) == Set(ClosingTables.firstFiles))
        for table in ClosingTables.files(revision: 1) {
            let header = String(decoding: table.header, as: UTF8.self)
            #expect(try town.text("closings/2021Q3-r1/" + #require(table.file)).hasPrefix(header))
        }
        #expect(try town.text("closings/2021Q3-r1/scores.csv").split(separator: "\n").count == 21)
        #expect(
            try town.text("closings/2021Q3-r1/totals.csv") == """
                member,name,post,office,village,grid,total,band,monthly_amount,rank
                M1,王芳,full-time,一办,东村,1,60,failing,-200.00,1
                M2,李强,full-time,一办,东村,2,60,failing,-200.00,1

                """)
        let ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        #expect(try ledger.closingNames() == ["2021Q3-r1"])
        #expect(try ledger.result(of: "M1", in: report.head)?.total == Points(60))
        #expect(report.findings == [.streak: 1])
        #expect(report.payDue == .zero)
    }

    @Test func equalLedgersGiveEqualBytes() throws {
        let hazards = ["hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-05 08:30,检查发现\n"]
        var closings: [[String: Data]] = []
        for _ in 0..<2 {
            let town = try TestTownship()
            try town.importing(hazards)
            try town.close()
            closings.append(try town.listing().filter { $0.key.hasPrefix("closings/") })
        }
        #expect(closings[0].count == 9)
        #expect(closings[0] == closings[1])
    }

    /// What stands at a closing's place is nobody's to write over: its ZIP without the folder, or the folder without ZIP.
    @Test(arguments: [ClosingParts([]), .bundle], ["2021Q3-r1.zip", "2021Q3-r1"])
    func whatIsThereAlreadyStays(writing: ClosingParts, name: String) throws {
        let town = try TestTownship()
        let place = town.workspace.folder + "/closings/" + name
        if name.hasSuffix(".zip") {
            try Data("kept".utf8).write(to: URL(fileURLWithPath: place))
        } else {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        }
        let before = try town.listing()
        let problem = #expect(throws: Problem.self) { try town.close(writing: writing) }
        #expect(problem?.kind == .cannotWrite)
        #expect(problem?.place.file?.hasSuffix(name) == true)
        #expect(problem?.next?.plain.english.contains("move them away") == true)
        try town.expectChanges(since: before, only: [])
        #expect(try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables).closingNames() == [])
    }

    @Test func ablockedClosingWritesNothing() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let blocked = #expect(throws: ClosingBlocked.self) { try town.close(accepting: ["patrol", "event", "visit"]) }
        #expect(blocked?.blockers.map(\.code) == ["no-rows", "no-rows", "no-rows"])
        try town.expectChanges(since: before, only: [])
    }

    @Test func aQuarterThatIsNotOverIsNotClosed() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let third = try quarter("2021Q3")
        let blocked = #expect(throws: ClosingBlocked.self) {
            try town.workspace.close(third, acceptedEmpty: TestTownship.absent, today: day("2021-09-30"), now: "")
        }
        #expect(blocked?.blockers == [.notOver(third)])
        try town.expectChanges(since: before, only: [])
        let report = try town.workspace.close(
            third, acceptedEmpty: TestTownship.absent, today: day("2021-10-01"), now: "")
        #expect(report.head.quarter == third)
    }

    @Test func aQuarterIsClosedOnce() throws {
        let town = try TestTownship()
        try town.close()
        let before = try town.listing()
        let blocked = #expect(throws: ClosingBlocked.self) { try town.close() }
        #expect(blocked?.blockers == [.closedAlready(name: "2021Q3-r1")])
        try town.expectChanges(since: before, only: [])
    }

    @Test func aTownshipWithoutAssessedMembersIsNotClosed() throws {
        let town = try TestTownship(roster: nil)
        let blocked = #expect(throws: ClosingBlocked.self) { try town.close() }
        #expect(blocked?.blockers == [.nobodyAssessed])
    }

    @Test(arguments: ["patrols", "member", ""])
    func whatIsNoItemsTableCannotBeAcceptedAsEmpty(name: String) throws {
        let town = try TestTownship()
        let before = try town.listing()
        let problem = #expect(throws: Problem.self) {
            try town.close(accepting: TestTownship.absent + [EmptyTable(name)])
        }
        #expect(problem?.kind == .usage)
        try town.expectChanges(since: before, only: [])
    }

    @Test func aTableThatNoItemReadsForAbsenceIsNoDecision() throws {
        let town = try TestTownship()
        try town.close(accepting: TestTownship.absent + ["training"])
        let ledger = try DatabaseQueue(path: town.workspace.ledgerPath)
        let decided = try ledger.read {
            try String.fetchAll($0, sql: "SELECT subject FROM closing_decision ORDER BY subject")
        }
        #expect(decided == TestTownship.absent.map(\.name).sorted())
    }

    @Test func aTableIsAcceptedByItsTitleToo() throws {
        let town = try TestTownship()
        try town.close(accepting: ["走访日志", "event", "民情走访", "attendance", "patrol"])
        let ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        #expect(try ledger.closingNames() == ["2021Q3-r1"])
    }

    @Test func theNextClosingBuildsOnTheOneBefore() throws {
        let town = try TestTownship()
        try town.importing([
            "equipment.csv": "entry,member,date,asset,change,at_fault,cost\nD1,M1,2021-06-05,手机,遗失,是,300\n"
        ])
        try town.close("2021Q2")
        try town.close("2021Q3")
        let first = try town.text("closings/2021Q2-r1/pay.csv").split(separator: "\n").map(String.init)
        #expect(first.contains("M1,2021-06,30,200.00,-200.00,300.00,0.00,0.00,0.00,0.00,300.00"))
        let pay = try town.text("closings/2021Q3-r1/pay.csv").split(separator: "\n").map(String.init)
        #expect(pay.contains("M1,2021-07,31,200.00,-200.00,0.00,0.00,0.00,300.00,0.00,300.00"))
        let findings = try town.text("closings/2021Q3-r1/findings.csv")
        #expect(findings.contains("M1,streak,2021-04 2021-05 2021-06 2021-07 2021-08 2021-09\n"))
        #expect(findings.contains("M2,streak,2021-04 2021-05 2021-06 2021-07 2021-08\n"))
    }

    @Test func anEarlierQuarterWithRecordsThatIsOpenIsNamed() throws {
        let town = try TestTownship()
        try town.importing([
            "hazard.csv": """
            hazard,member,found_at,source
            H1,M1,2020-12-31 23:59:59,self
            H2,M1,2021-03-31 23:59,self
            H3,M1,2021-10-01 00:00,self

            """
        ])
        let report = try town.close()
        let open = report.warnings.filter { $0.kind == .earlierQuarterOpen }.map(\.subject.text)
        #expect(open == ["2020Q4", "2021Q1"])
    }

    @Test func statusSaysWhatTheClosingWouldAndWritesNothing() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let status = try town.workspace.status(quarter("2021Q3"), acceptedEmpty: ["patrol"], today: day("2021-09-30"))
        #expect(status.blockers.first == .notOver(try quarter("2021Q3")))
        #expect(Set(status.blockers.dropFirst().map(\.code)) == ["no-rows"])
        #expect(status.blockers.count == 10)
        #expect(status.assessed == 2)
        #expect(status.records.map(\.table.key).contains("patrol"))
        #expect(status.records.allSatisfy { $0.count == 0 })
        // A read-only connection may not remove the log's files; they contain nothing new.
        for name in ["ledger.sqlite-shm", "ledger.sqlite-wal"] {
            try? FileManager.default.removeItem(atPath: town.workspace.folder + "/" + name)
        }
        try town.expectChanges(since: before, only: [])
    }

    @Test func anExplanationLeadsBackToTheRowOfTheFile() throws {
        let town = try TestTownship()
        try town.importing([
            "七月/问题隐患.csv": "备注,编号,工号,发现时间,来源\n,H0,M2,2021-07-05 08:30,自报\n急,H 1,M1,2021-07-05 08:30,检查发现\n"
        ])
        try town.close()
        for item in ["hazards", "问题隐患上报"] {
            let explanation = try town.workspace.explain("M1", .quarter(try quarter("2021Q3")), item: item)
            #expect(explanation.closing?.name == "2021Q3-r1")
            #expect(explanation.total == Points(59))
            #expect(explanation.rank == 1)
            #expect(explanation.band?.key == "failing")
            let explained = try #require(explanation.items.first)
            #expect(explanation.items.count == 1)
            #expect(explained.deducted == Points(1))
            let record = try #require(explained.deductions.first?.records.first)
            #expect(explained.deductions.first?.clause == "附件·4")
            #expect(record.reference.description == "hazard:H%201")
            #expect(record.file == "七月/问题隐患.csv")
            #expect(record.row == 3)
            #expect(record.importedAt == TestTownship.now)
            #expect(
                record.cells.map { "\($0.header)=\($0.value)" } == [
                    "备注=急", "编号=H 1", "工号=M1", "发现时间=2021-07-05 08:30", "来源=检查发现",
                ])
        }
    }

    @Test func aClosedQuarterIsExplainedAsItWasClosed() throws {
        let town = try TestTownship()
        let third = ExplainedPeriod.quarter(try quarter("2021Q3"))
        #expect(try town.workspace.explain("M1", third, item: nil).closing == nil)
        try town.close()
        try town.importing(["hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-05 08:30,检查发现\n"])
        #expect(try town.workspace.explain("M1", third, item: nil).total == Points(60))
        let july = try #require(ExplainedPeriod(text: "2021-07"))
        #expect(try town.workspace.explain("M1", july, item: nil).total == Points(59))
    }

    @Test(
        arguments: [("M9", nil, Problem.Kind.badInput), ("M3", nil, .badInput), ("M1", "none", .usage)]
            as [(String, String?, Problem.Kind)])
    func whoOrWhatCannotBeExplainedIsSaid(member: String, item: String?, kind: Problem.Kind) throws {
        let town = try TestTownship()
        for isClosed in [false, true] {
            if isClosed { try town.close() }
            let problem = #expect(throws: Problem.self) {
                _ = try town.workspace.explain(member, .quarter(quarter("2021Q3")), item: item)
            }
            #expect(problem?.kind == kind)
        }
    }
}
