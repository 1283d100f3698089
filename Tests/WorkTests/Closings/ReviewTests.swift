import AssessmentKernel
import Closing
import Disk
import Foundation
import Ledger
import TestValues
import Testing
import Workspace

@testable import Closings

@Suite struct ReviewTests {
    private static let quarters = ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]

    /// A township of three, one of them part-time, with its quarters closed.
    private func closed(_ quarters: [String] = quarters, _ files: [String: String] = [:]) throws -> TestTownship {
        let town = try TestTownship()
        if !files.isEmpty { try town.importing(files) }
        for text in quarters {
            _ = try town.workspace.close(
                quarter(text), acceptedEmpty: TestTownship.absent, today: day("2022-01-01"), now: TestTownship.now)
        }
        return town
    }

    @discardableResult
    private func review(
        _ town: TestTownship, reason: String? = nil, today: String = "2022-01-01"
    ) throws -> ReviewReport {
        try town.workspace.review(
            try #require(Year(2021)), reason: reason, today: day(today), now: TestTownship.now)
    }

    @Test func aReviewWritesItsFilesAndItsRows() throws {
        let town = try closed(
            Self.quarters,
            ["ballot.csv": "ballot,member,date,rater,rating\nB1,M1,2021-03-05,群众,不满意\nB2,M2,2021-03-05,村两委,满意\n"])
        let report = try review(town)
        #expect(report.head.name == "2021-r1")
        #expect(report.head.reason == "")
        #expect(report.folder.hasSuffix("/closings/2021-r1"))
        let names = try FileManager.default.contentsOfDirectory(atPath: report.folder)
        #expect(Set(names) == ["stars.csv", "annual.csv", "findings.csv", "report.html", "report.xlsx"])
        // Quarters of 55, 60, 60, 60 and of 60, 60, 60; a short February or October leaves 1.5 of the clockings, May 0.5.
        #expect(
            try town.text("closings/2021-r1/annual.csv") == """
                member,quarters_mean,months_mean,satisfaction,composite,merit_flag,eligible,excellent
                M1,58.75,59.88,0,47.11,no,no,no
                M2,60,60.25,100,68.03,no,no,no

                """)
        #expect(
            try town.text("closings/2021-r1/stars.csv") == "village,grid,composite,stars\n东村,1,47.11,0\n东村,2,68.03,1\n")
        #expect(
            try town.text("closings/2021-r1/findings.csv") == "member,finding,basis\nM1,low-satisfaction,0/1\n")
        let ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        #expect(try ledger.reviewNames() == ["2021-r1"])
    }

    @Test func aYearIsReviewedAgainOnlyWithAReason() throws {
        let town = try closed()
        let early = #expect(throws: Problem.self) { try review(town, reason: "早了") }
        #expect(early?.kind == .usage)
        try review(town)
        let before = try town.listing()
        let blocked = #expect(throws: ReviewBlocked.self) { try review(town) }
        #expect(blocked?.blockers == [.reviewedAlready(name: "2021-r1")])
        try town.expectChanges(since: before, only: [])
        #expect(try review(town, reason: "补录测评票").head.revision == 2)
        #expect(town.isThere("closings/2021-r1/annual.csv"))
        #expect(town.isThere("closings/2021-r2/annual.csv"))
    }

    @Test func anOpenQuarterBlocks() throws {
        let town = try closed(["2021Q1", "2021Q3"])
        let before = try town.listing()
        let blocked = #expect(throws: ReviewBlocked.self) { try review(town, today: "2021-12-31") }
        let open = [try quarter("2021Q2"), try quarter("2021Q4")]
        let year = try #require(Year(2021))
        #expect(blocked?.blockers == [.notOver(year)] + open.map { .notClosed($0) })
        try town.expectChanges(since: before, only: [])
    }

    @Test func aQuarterInWhichNobodyAssessedWasInPostDoesNotBlock() throws {
        let town = try TestTownship(roster: nil)
        try town.importing([
            "member.csv": """
            member,name,post,office,village,grid,joined_on,left_on
            M1,王芳,专职,一办,东村,1,2021-10-01,
            M3,赵敏,兼职,二办,西村,1,2020-07-05,

            """
        ])
        _ = try town.workspace.close(
            quarter("2021Q4"), acceptedEmpty: TestTownship.absent, today: day("2022-01-01"), now: TestTownship.now)
        #expect(try review(town).review.members.map(\.member.code) == ["M1"])
    }

    @Test func aYearWithoutAnybodyRatedIsNotReviewed() throws {
        let town = try TestTownship(roster: nil)
        try town.importing([
            "member.csv": "member,name,post,office,village,grid,joined_on\nM3,赵敏,兼职,二办,西村,1,2020-07-05\n"
        ])
        let blocked = #expect(throws: ReviewBlocked.self) { try review(town) }
        #expect(blocked?.blockers == [.nobodyRated])
    }

    @Test func equalLedgersGiveEqualBytes() throws {
        var reviews: [[String: Data]] = []
        for _ in 0..<2 {
            let town = try closed()
            try review(town)
            reviews.append(try town.listing().filter { $0.key.hasPrefix("closings/2021-r1") })
        }
        #expect(reviews[0].keys.contains("closings/2021-r1/report.xlsx"))
        #expect(reviews[0] == reviews[1])
    }

    @Test func aReviewThatWasKilledBeforeItsFolderWasNamedIsFinished() throws {
        let town = try closed()
        let report = try review(town)
        let draft = town.workspace.closingsFolder + "/.2021-r1" + Files.draftEnding
        try FileManager.default.moveItem(atPath: report.folder, toPath: draft)
        _ = try town.workspace.status(quarter("2021Q4"), acceptedEmpty: [], today: day("2022-01-01"))
        #expect(town.isThere("closings/2021-r1/annual.csv"))
    }

    @Test func aFolderThatIsInTheWayLeavesTheLedgerAlone() throws {
        let town = try closed()
        try FileManager.default.createDirectory(
            atPath: town.workspace.closingsFolder + "/2021-r1", withIntermediateDirectories: false)
        let problem = #expect(throws: Problem.self) { try review(town) }
        #expect(problem?.kind == .cannotWrite)
        let ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        #expect(try ledger.reviewNames().isEmpty)
    }
}
