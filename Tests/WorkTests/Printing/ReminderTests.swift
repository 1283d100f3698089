import AssessmentKernel
import Closings
import Foundation
import Ledger
import Outlook
import PaperWriter
import Papers
import Printing
import TestValues
import Testing
import Workspace

/// The reminders of a quarter that runs.
@Suite(.enabled(if: (try? Typefaces()) != nil, "this machine has no Chinese letters")) struct ReminderTests {
    private func report(_ town: TestTownship, matters: Int = 6) throws -> OutlookReport {
        try town.workspace.outlook(
            quarter("2021Q3"), asOf: day("2021-08-15"), today: day("2021-08-16"), matters: matters)
    }

    private func reminders(_ report: OutlookReport) -> [PaperReminder] {
        report.outlook.members.map { found in
            PaperReminder(
                member: found.member, figures: [.init("目前", total: found.present.total.description, band: "合格")],
                alarm: "", losses: [], matters: found.matters.map { .init($0.told.chinese, points: $0.points) },
                note: "")
        }
    }

    @Test("They are one file, and one a member where that is asked for; the ledger does not change")
    func files() throws {
        let town = try TestTownship()
        let before = try town.listing()["ledger.sqlite"]
        let report = try report(town)
        var options = PrintOptions()
        options.singly = true
        options.pictures = true
        let outcome = try town.workspace.print(reminders(report), of: report, options, to: nil)
        #expect(outcome.name == "2021Q3" && outcome.folder == town.workspace.folder + "/papers")
        #expect(outcome.files == ["2021Q3-履职提醒单.pdf", "2021Q3-履职提醒单/"] && outcome.leftOut.isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: outcome.folder + "/2021Q3-履职提醒单").sorted() == [
                "2021Q3-M1-王芳.pdf", "2021Q3-M1-王芳.png", "2021Q3-M2-李强.pdf", "2021Q3-M2-李强.png",
            ])
        #expect(outcome.blanks == [.telephone, .place])
        #expect(try town.listing()["ledger.sqlite"] == before)
        // Printed again, they take the place of the older ones, byte for byte.
        let first = FileManager.default.contents(atPath: outcome.folder + "/2021Q3-履职提醒单.pdf")
        _ = try town.workspace.print(reminders(report), of: report, options, to: nil)
        #expect(FileManager.default.contents(atPath: outcome.folder + "/2021Q3-履职提醒单.pdf") == first)
        #expect(throws: Problem.self) {
            try town.workspace.print(reminders(report), of: report, options, to: outcome.folder)
        }
    }

    @Test("A list keeps as many things that matter as are asked for")
    func matters() throws {
        let town = try TestTownship()
        #expect(try report(town, matters: 2).outlook.members.allSatisfy { $0.matters.count == 2 })
        #expect(try report(town, matters: 6).outlook.members.contains { $0.matters.count > 3 })
    }

    @Test("Of a closed quarter there are none, and without anybody assessed nothing is written")
    func none() throws {
        let town = try TestTownship(roster: nil)
        let empty = try report(town)
        let outcome = try town.workspace.print([], of: empty, PrintOptions(), to: nil)
        #expect(outcome.files.isEmpty && outcome.leftOut.map(\.paper) == [.outlook])
        let closed = try TestTownship()
        try closed.close()
        let late = try closed.workspace.outlook(
            quarter("2021Q3"), asOf: day("2021-09-30"), today: day("2021-10-08"))
        #expect(throws: Problem.self) { try closed.workspace.print(reminders(late), of: late, PrintOptions(), to: nil) }
        // Papers of a closed quarter never include them.
        let papers = try closed.workspace.print(quarter("2021Q3"), PrintOptions(), to: nil)
        #expect(!papers.files.contains { $0.contains("提醒单") } && papers.leftOut.map(\.paper) == [.bank, .receipt])
    }
}
