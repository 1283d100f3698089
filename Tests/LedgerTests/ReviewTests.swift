import AssessmentKernel
import Closing
import GRDB
import Ledger
import ResultTables
import TestValues
import Testing

@Suite struct ReviewTests {
    private static let year = Year(2021)

    private func head(_ revision: Int = 1, reason: String? = nil) throws -> ReviewHead {
        ReviewHead(
            year: try #require(Self.year), revision: revision, reviewedAt: "2022-01-10T00:00:00Z", rulebook: "test",
            rulebookSHA256: String(repeating: "a", count: 64), product: "0",
            reason: reason ?? (revision == 1 ? "" : "漏计一票"))
    }

    /// One row of everything.
    private func fill(_ writer: ReviewWriter) throws {
        try writer.addClosing(try quarter("2021Q3"), revision: 2)
        try writer.addItem(key: "tally", version: "1")
        try writer.add(row())
        try writer.add(
            ClosingBook.row(
                ReviewTables.stars.schema,
                [
                    "village": .text("东村"), "grid": .text("1"), "composite": .of(Points(hundredths: 9_512)),
                    "stars": .number(5),
                ]))
        try writer.add(
            ClosingBook.row(
                ReviewTables.findings.schema,
                ["member": .text("M1"), "finding": .text("low-satisfaction"), "basis": .text("1/3")]))
        try writer.addFile(name: "stars.csv", sha256: String(repeating: "b", count: 64), bytes: 10)
    }

    private func row(
        _ member: Text = "M1", rated: Int64 = 4, flag: Bool = false, eligible: Bool = true, excellent: Bool = true
    ) -> ResultRecord {
        ClosingBook.row(
            ReviewTables.members.schema,
            [
                "member": .of(member), "rated_quarters": .number(rated), "quarters_mean": .of(Points(95)),
                "months_mean": .of(Points(96)), "composite": .of(Points(hundredths: 9_512)),
                "days_in_post": .number(365), "merit_flag": .of(flag), "eligible": .of(eligible),
                "excellent": .of(excellent),
            ])
    }

    private func reviewed() throws -> TestLedger {
        let test = try TestLedger()
        try test.ledger.recordReview(head(), fill)
        return test
    }

    @Test func aReviewIsKept() throws {
        let test = try reviewed()
        let year = try #require(Self.year)
        #expect(try test.ledger.review(of: year) == head())
        #expect(try test.ledger.reviewNames() == ["2021-r1"])
        #expect(try test.ledger.review(of: try #require(Year(2020))) == nil)
        #expect(try test.query("SELECT sealed, imported_through FROM review") == ["1|1"])
        #expect(try test.query("SELECT * FROM review_member") == ["1|M1|4|9500|9600|-|9512|365|0|1|1"])
    }

    @Test func aSecondRevisionSaysWhyAndTheFirstStays() throws {
        let test = try reviewed()
        try test.ledger.recordReview(head(2), fill)
        #expect(try test.ledger.review(of: try #require(Self.year))?.reason == "漏计一票")
        #expect(try test.ledger.reviewNames() == ["2021-r1", "2021-r2"])
    }

    @Test(arguments: [(1, ""), (3, "跳过"), (2, ""), (1, "多余")])
    func aRevisionOutOfOrderIsRefused(revision: Int, reason: String) throws {
        let test = try reviewed()
        #expect(throws: Problem.self) { try test.ledger.recordReview(head(revision, reason: reason), fill) }
        #expect(try test.ledger.reviewNames() == ["2021-r1"])
        #expect(try test.query("SELECT count(*) FROM review_member") == ["1"])
    }

    @Test func aReviewThatFailsLeavesNothing() throws {
        struct Torn: Error {}
        let test = try TestLedger()
        #expect(throws: Problem.self) {
            try test.ledger.recordReview(head()) { writer in
                try fill(writer)
                throw Torn()
            }
        }
        #expect(try test.ledger.reviewNames().isEmpty)
        #expect(try test.query("SELECT count(*) FROM review_star") == ["0"])
    }

    @Test(arguments: [
        "DELETE FROM review", "UPDATE review SET sealed = 0", "UPDATE review SET reason = 'x'",
        "INSERT OR REPLACE INTO review SELECT * FROM review", "UPDATE review_member SET excellent = 0",
        "DELETE FROM review_member", "INSERT INTO review_star VALUES (1, '西村', '1', 0, 0)",
        "UPDATE review_star SET stars = 4", "DELETE FROM review_finding", "DELETE FROM review_file",
        "UPDATE review_closing SET revision = 1", "INSERT INTO review_item VALUES (1, 'x', '1')",
    ])
    func whatIsReviewedStays(sql: String) throws {
        let test = try reviewed()
        let error = #expect(throws: DatabaseError.self) { try test.execute(sql) }
        let own = [
            "a review cannot be deleted", "a closed revision cannot be changed", "this revision is there already",
        ]
        #expect(own.contains(error?.message ?? ""), "\(String(describing: error))")
    }

    @Test func rowsThatCannotBeAreRefused() throws {
        let test = try TestLedger()
        for row in [
            row(rated: 0), row(rated: 5), row("M9"), row(flag: true), row(eligible: false),
        ] {
            #expect(throws: Problem.self) { try test.ledger.recordReview(head()) { try $0.add(row) } }
        }
        try test.ledger.recordReview(head()) { try $0.add(row(flag: true, eligible: false, excellent: false)) }
    }

    @Test func theYearsHistoryIsThatOfTheLatestRevisions() throws {
        let test = try TestLedger()
        func close(_ text: String, _ revision: Int, total: Points, isRated: Bool = true) throws {
            try test.ledger.recordClosing(try ClosingBook.head(text, revision: revision)) { writer in
                try ClosingBook.total(
                    writer, "M1", total, band: isRated ? "good" : "unrated", rank: isRated ? 1 : nil, dutyDays: 60,
                    isRated: isRated, isFailing: revision == 2)
                let first = try #require(try quarter(text).months.first)
                try ClosingBook.monthTotal(writer, "M1", first, total + Points(1), isFailing: false)
            }
        }
        try close("2020Q4", 1, total: Points(10))
        try close("2021Q1", 1, total: Points(20))
        try close("2021Q1", 2, total: Points(30))
        try close("2021Q2", 1, total: Points(40), isRated: false)
        try close("2022Q1", 1, total: Points(50))
        let history = try test.ledger.history(of: try #require(Self.year))
        #expect(history.count == 1)
        let year = try #require(history["M1"])
        #expect(year.rated.map(\.total) == [Points(30)])
        #expect(year.rated.map(\.isFailing) == [true])
        #expect(year.months.map(\.total) == [Points(31), Points(41)])
    }
}
