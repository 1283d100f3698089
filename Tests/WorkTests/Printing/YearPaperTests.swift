import AssessmentKernel
import Closings
import Desk
import Foundation
import Ledger
import PaperWriter
import Papers
import Printing
import TestValues
import Testing
import Workspace

/// The papers of a reviewed year.
@Suite(.enabled(if: (try? Typefaces()) != nil, "this machine has no Chinese letters")) struct YearPaperTests {
    private func reviewed() throws -> TestTownship {
        let town = try TestTownship()
        try town.importing([
            "ballot.csv": "ballot,member,date,rater,rating\nB1,M1,2021-03-05,群众,不满意\nB2,M2,2021-03-05,村两委,满意\n"
        ])
        for text in ["2021Q1", "2021Q2", "2021Q3", "2021Q4"] { try town.close(text, today: "2022-01-01") }
        _ = try town.workspace.review(year(), today: day("2022-01-01"), now: "2022-01-01T00:00:00Z")
        return town
    }

    private func year() throws -> Year { try #require(Year(2021)) }

    @Test("All papers of a year are made, and nothing in the ledger changes")
    func all() throws {
        let town = try reviewed()
        let before = try town.listing()["ledger.sqlite"]
        var options = PrintOptions()
        options.singly = true
        options.pictures = true
        let outcome = try town.workspace.print(year(), options, to: nil)
        #expect(outcome.name == "2021-r1")
        #expect(
            outcome.files == [
                "2021-公示表.pdf", "2021-公示表.docx", "2021-告知单.pdf", "2021-告知单/", "2021-通报.pdf", "2021-通报.docx",
                "2021-认定表.pdf",
            ])
        #expect(outcome.leftOut.map(\.paper) == [.receipt] && outcome.missing.isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: outcome.folder + "/2021-告知单").sorted() == [
                "2021-M1-王芳.pdf", "2021-M1-王芳.png", "2021-M2-李强.pdf", "2021-M2-李强.png",
            ])
        #expect(try town.listing()["ledger.sqlite"] == before)
        _ = try town.workspace.print(year(), options, to: town.folder + "/again")
        for name in outcome.files where !name.hasSuffix("/") {
            #expect(
                FileManager.default.contents(atPath: outcome.folder + "/" + name)
                    == FileManager.default.contents(atPath: town.folder + "/again/" + name), "\(name)")
        }
    }

    @Test("A closing that was revised since the review is told, until the year is reviewed again")
    func revisedSince() throws {
        let fresh = try TestTownship()
        #expect(try fresh.workspace.revisedSinceReview(of: year()).isEmpty)
        let town = try reviewed()
        #expect(try town.workspace.revisedSinceReview(of: year()).isEmpty)
        _ = try town.revise("2021Q2")
        #expect(try town.workspace.revisedSinceReview(of: year()).map(\.name) == ["2021Q2-r2"])
        _ = try town.workspace.review(
            year(), reason: "更正", today: day("2022-01-01"), now: "2022-01-02T00:00:00Z")
        #expect(try town.workspace.revisedSinceReview(of: year()).isEmpty)
    }

    @Test("A year that is not reviewed has none, nor has a year a pay sheet")
    func refusals() throws {
        let town = try TestTownship()
        #expect(throws: Problem.self) { try town.workspace.print(year(), PrintOptions(), to: nil) }
        #expect(!FileManager.default.fileExists(atPath: town.workspace.folder + "/papers"))
        let later = try reviewed()
        for kind in PaperKind.allCases where !PaperKind.ofYear.contains(kind) {
            var options = PrintOptions()
            options.papers = [kind]
            #expect(throws: Problem.self, "\(kind)") { try later.workspace.print(year(), options, to: nil) }
        }
    }
}
