import AssessmentKernel
import Closing
import Closings
import Foundation
import Importing
import Ledger
import ResultTables
import TestValues
import Testing
import Workspace

/// Revisions of closed quarters through real imports.
@Suite struct ReviseTests {
    private static let loss = "entry,member,date,asset,change,at_fault,cost\nD1,M1,2021-06-05,手机,遗失,是,300\n"

    @Test func aRevisionWithoutAChangeAdjustsNothing() throws {
        let town = try TestTownship()
        try town.close()
        let before = try town.listing()
        let report = try town.revise()
        #expect(report.head.name == "2021Q3-r2")
        #expect(report.head.reason == "更正")
        #expect(report.adjusted == AdjustedPay())
        #expect(try town.rows("adjustments.csv", of: "2021Q3-r2").isEmpty)
        for file in ClosingTables.firstFiles {
            let path = "closings/2021Q3-r1/\(file)"
            #expect(try town.listing()[path] == before[path], "the first one stays")
            #expect(try town.text("closings/2021Q3-r2/\(file)") == town.text(path))
        }
    }

    @Test("What a revision would change is foreseen as it then comes, and nothing is written")
    func foreseen() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": ReviseTests.loss])
        try town.close("2021Q2", today: "2022-02-01")
        try town.close("2021Q3", today: "2022-02-01")
        #expect(try town.workspace.foreseeRevision(of: quarter("2021Q2")).changes.isEmpty, "nothing has changed")
        try town.importing(["equipment.csv": ReviseTests.loss.replacing("300", with: "100")]) { $0.amend = true }
        let before = try town.listing()
        let foreseen = try town.workspace.foreseeRevision(of: quarter("2021Q2"))
        // A reader leaves SQLite's own files beside the ledger, which hold no rows.
        #expect(try town.listing().filter { !$0.key.hasPrefix("ledger.sqlite-") } == before)
        let change = try #require(foreseen.changes.first)
        #expect(foreseen.changes.count == 1)
        #expect(change.member == "M1")
        #expect(change.before == change.after, "the pay alone changes")
        #expect(change.adjustment == Yuan(200))
        #expect(try town.revise("2021Q2").adjusted == foreseen.adjusted)
        #expect(try town.rows("adjustments.csv", of: "2021Q2-r2").map { $0.hasSuffix(",200.00") } == [true])
    }

    @Test("Only a closed quarter can be revised, or what that would change be foreseen")
    func notClosed() throws {
        let town = try TestTownship()
        #expect(throws: Problem.self) { try town.workspace.foreseeRevision(of: quarter("2021Q3")) }
    }

    @Test func theNextClosingSettlesWhatARevisionChanged() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": ReviseTests.loss])
        try town.close("2021Q2")
        try town.importing(["equipment.csv": ReviseTests.loss.replacing("300", with: "100")]) { $0.amend = true }
        #expect(try town.revise("2021Q2").adjusted == AdjustedPay(), "the next closing brings forward less")
        #expect(try town.rows("adjustments.csv", of: "2021Q2-r2") == ["M1,0.00,0.00,300.00,100.00,0.00"])
        try town.close("2021Q3")
        #expect(try town.rows("pay.csv", of: "2021Q3-r1")[0].hasSuffix(",0.00,0.00,100.00,0.00,100.00"))
    }

    @Test func afterTheNextClosingTheChangeIsOpenTillTheOneAfter() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": ReviseTests.loss])
        try town.close("2021Q1", today: "2022-02-01")
        try town.close("2021Q2", today: "2022-02-01")
        try town.close("2021Q3", today: "2022-02-01")
        try town.importing(["equipment.csv": ReviseTests.loss.replacing("是", with: "否")]) { $0.amend = true }
        let revised = try town.workspace.revise(quarter("2021Q2"), reason: "非本人责任", now: "", writing: [])
        var underpaid = AdjustedPay()
        underpaid.add(Yuan(300))
        #expect(revised.report.adjusted == underpaid)
        #expect(revised.later == [try quarter("2021Q3")])
        #expect(try town.rows("adjustments.csv", of: "2021Q2-r2") == ["M1,0.00,0.00,300.00,0.00,300.00"])
        // What was not changed is not paid again.
        #expect(try town.revise("2021Q3").adjusted == AdjustedPay())
        #expect(try town.rows("pay.csv", of: "2021Q3-r2") == town.rows("pay.csv", of: "2021Q3-r1"))
        try town.close("2021Q4", today: "2022-02-01")
        let pay = try town.rows("pay.csv", of: "2021Q4-r1")
        #expect(pay[0] == "M1,2021-10,31,200.00,-200.00,0.00,300.00,0.00,300.00,0.00,0.00")
        // The revision of the quarter that settled it shows the same.
        #expect(try town.revise("2021Q4").adjusted == AdjustedPay())
        #expect(try town.rows("pay.csv", of: "2021Q4-r2") == pay)
    }

    @Test func aQuarterClosedAfterALaterOneBringsNothingForwardTwice() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": ReviseTests.loss.replacing("2021-06", with: "2021-03")])
        for name in ["2021Q1", "2021Q3", "2021Q2"] { try town.close(name) }
        #expect(try town.rows("pay.csv", of: "2021Q3-r1")[0].hasSuffix(",300.00,0.00,300.00"))
        #expect(try town.rows("pay.csv", of: "2021Q2-r1")[0].hasSuffix(",0.00,0.00,0.00"))
        try town.close("2021Q4", today: "2022-02-01")
        #expect(try town.rows("pay.csv", of: "2021Q4-r1")[0].hasSuffix(",300.00,0.00,300.00"))
    }

    @Test func whoLeftBeforeTheQuarterOwesWhatWasPaid() throws {
        let town = try TestTownship()
        try town.importing(["equipment.csv": ReviseTests.loss.replacing("2021-06", with: "2021-07")])
        try town.close()
        try town.importing(["member.csv": TestTownship.roster.replacing("M1,王芳,专职", with: "M1,王芳,兼职")]) {
            $0.amend = true
        }
        try town.revise()
        #expect(try town.rows("adjustments.csv", of: "2021Q3-r2") == ["M1,0.00,0.00,300.00,0.00,0.00"])
        #expect(try town.rows("warnings.csv", of: "2021Q3-r2").contains("M1,owes,300.00"))
        #expect(try town.rows("pay.csv", of: "2021Q3-r2").allSatisfy { $0.hasPrefix("M2,") })
        // And back again.
        try town.importing(["member.csv": TestTownship.roster]) { $0.amend = true }
        try town.revise()
        #expect(try town.rows("adjustments.csv", of: "2021Q3-r3") == ["M1,0.00,0.00,0.00,300.00,0.00"])
        #expect(try town.rows("pay.csv", of: "2021Q3-r3") == town.rows("pay.csv", of: "2021Q3-r1"))
    }

    @Test func anIssuedNoticesPayIsPartOfEveryRevision() throws {
        let town = try TestTownship()
        _ = try town.workspace.issueNotice(
            try #require(Month(text: "2021-07")), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"),
            now: TestTownship.now)
        try town.close()
        try town.revise()
        #expect(try town.rows("adjustments.csv", of: "2021Q3-r2").isEmpty)
        #expect(try town.rows("pay.csv", of: "2021Q3-r2") == town.rows("pay.csv", of: "2021Q3-r1"))
        #expect(try town.rows("pay.csv", of: "2021Q3-r2")[0].contains(",0.00,200.00,0.00,"))
    }

    @Test func whatCannotBeRevisedIsSaid() throws {
        let town = try TestTownship()
        let open = #expect(throws: Problem.self) { try town.revise() }
        #expect(open?.kind == .usage)
        #expect(open?.what.english.contains("not closed") == true)
        try town.close()
        let before = try town.listing()
        for reason in ["", " \n"] {
            let problem = #expect(throws: Problem.self) {
                try town.workspace.revise(quarter("2021Q3"), reason: reason, now: "", writing: [])
            }
            #expect(problem?.kind == .usage)
        }
        try town.expectChanges(since: before, only: [])
    }

    @Test func acceptedTablesAreAcceptedAgain() throws {
        let town = try TestTownship()
        try town.close()
        try town.revise()
        let ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        let head = try #require(try ledger.closings().first)
        #expect(head.revision == 2)
        #expect(try ledger.decisions(in: head).map(\.subject) == TestTownship.absent.map(\.name).sorted())
    }
}
