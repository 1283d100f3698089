import AssessmentKernel
import Closings
import Foundation
import TestValues
import Testing
import Workspace

/// What `status` reports besides blockers and warnings.
@Suite struct StatusTests {
    private func status(_ town: TestTownship, accepting: [String] = []) throws -> QuarterStatus {
        try town.workspace.status(quarter("2021Q3"), acceptedEmpty: accepting, today: day("2021-10-08"))
    }

    private func unmet(_ town: TestTownship) throws -> [String] {
        try status(town).unmet.map { unmet in
            "\(unmet.expectation.title.english): \(unmet.months.map(\.description).joined(separator: " "))"
        }
    }

    @Test func meetingsAndTrainingsAndBallotsAreExpected() throws {
        let town = try TestTownship()
        #expect(
            try unmet(town) == [
                "monthly meeting: 2021-07 2021-08 2021-09", "quarterly training: ", "satisfaction ballot: ",
            ])
        try town.importing([
            "training.csv": """
            session,member,date,kind,status
            S1,M1,2021-07-31,例会,出席
            S2,M2,2021-08-01,集中培训,缺席
            S3,M3,2021-09-30,meeting,请假
            S4,M1,2021-10-01,meeting,出席

            """,
            "ballot.csv": "ballot,member,date,rater,rating,counts_on\nB1,M1,2021-10-03,群众,满意,2021-09-30\n",
        ])
        #expect(try unmet(town) == ["monthly meeting: 2021-08"])
    }

    @Test func recordsAreCountedByMonth() throws {
        let town = try TestTownship()
        try town.importing([
            "event.csv":
                "event,member,occurred_at\nE1,M1,2021-07-31 23:59:59\nE2,M1,2021-08-01 00:00\nE3,M1,2021-08-02 1:00\n"
        ])
        let status = try status(town)
        #expect(status.monthly.first { $0.table.key == "event" }?.counts == [1, 2, 0])
        #expect(status.records.first { $0.table.key == "event" }?.count == 3)
        #expect(status.quarterlyTables == ["ballot"])
        #expect(status.suspectWarnings.map(\.code) == ["activity.suspect"])
    }

    @Test func theEndOfTheRulebookIsSeen() throws {
        let town = try TestTownship()
        #expect(try !status(town).endsWithoutSuccessor)
        let book = town.workspace.folder + "/rulebooks/fengmao-2021-71.yaml"
        let text = try String(contentsOfFile: book, encoding: .utf8)
        func end(_ day: String) throws {
            try text.replacing(
                "effective_from: 2021-01-01", with: "effective_from: 2021-01-01\neffective_through: \(day)"
            )
            .write(toFile: book, atomically: true, encoding: .utf8)
        }
        try end("2021-10-01")
        #expect(try !status(town).endsWithoutSuccessor)
        try end("2021-09-30")
        #expect(try status(town).endsWithoutSuccessor)
        try text.replacing("effective_from: 2021-01-01", with: "effective_from: 2021-10-01")
            .write(toFile: town.workspace.folder + "/rulebooks/later.yaml", atomically: true, encoding: .utf8)
        #expect(try !status(town).endsWithoutSuccessor)
    }

    @Test func acceptedTablesAreNamed() throws {
        let town = try TestTownship()
        #expect(try status(town, accepting: ["走访日志", "event"]).acceptedEmpty == ["patrol", "event"])
    }
}
