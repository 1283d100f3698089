import Foundation
import Testing

extension Fixture {
    /// A workspace with the sample township's year in it, its quarters closed and the year reviewed.
    static let reviewed = Result {
        let place = try Place.new()
        let folder = try TemporaryFolder("year")
        for quarter in 1...4 {
            let answer = try Running(
                Built.sampleTownship, [folder / "\(quarter)", "--quarter", "2021Q\(quarter)"]
            ).answer()
            try #require(answer.code == 0, "\(answer.all)")
        }
        for arguments in [["import", folder.path]] + (1...4).map({ ["close", "2021Q\($0)"] }) + [["review", "2021"]] {
            let answer = try kaohe(arguments + ["--workspace", place.path])
            try #require(answer.code == 0, "\(answer.all)")
        }
        return place
    }
}

extension EndToEnd {
    /// The month and the year on the command line.
    @Suite struct YearTests {
        private static let golden = Fixture.sources.appendingPathComponent("Golden/2021")

        @Test("the sample's review is the golden one", arguments: ["stars.csv", "annual.csv", "findings.csv"])
        func review(_ name: String) throws {
            let place = try Fixture.reviewed.get()
            let result = try Data(contentsOf: URL(fileURLWithPath: place.path + "/closings/2021-r1/" + name))
            let file = YearTests.golden.appendingPathComponent(name)
            if ProcessInfo.processInfo.environment["KAOHE_RENEW_GOLDEN"] == "1" { try result.write(to: file) }
            expectSame(result, try Data(contentsOf: file), name)
            #expect(
                try place.names("closings/2021-r1")
                    == ["annual.csv", "findings.csv", "report.html", "report.xlsx", "stars.csv"])
        }

        @Test func aReviewIsBlockedUntilItsQuartersAreClosed() throws {
            let place = try Fixture.closed.get().copy()
            let before = try Snapshot(place.path)
            let answer = try place.run("review", "2021")
            #expect(answer.code == 1)
            #expect(answer.output.isEmpty)
            for word in ["2021Q1", "2021Q2", "2021Q4", "kaohe close 2021Q4", "未写入任何内容"] {
                #expect(answer.notes.contains(word), "\(answer.notes)")
            }
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        @Test func aYearIsReviewedAgainForAReason() throws {
            let place = try Fixture.reviewed.get().copy()
            let again = try place.run("review", "2021")
            #expect(again.code == 1)
            #expect(again.notes.contains("2021-r1"))
            #expect(again.notes.contains("--reason"))
            #expect(try place.run("review", "2021", "--reason", " ").code == 64)
            let second = try place.run("review", "2021", "--reason", "补录测评票", "--json")
            #expect(second.code == 0, "\(second.all)")
            struct Reviewed: Decodable {
                let review, cut: String
                let places: Int
                let award: [String]
            }
            let answer = try second.json(Reviewed.self)
            #expect(answer.review == "2021-r2")
            #expect(answer.places == 8)
            #expect(answer.award.count == 8)
            #expect(answer.award.first == "FM0016")
            #expect(answer.cut == "93.89")
            #expect(
                try place.names("closings").filter { $0.hasPrefix("2021-") && !$0.hasSuffix(".zip") }
                    == ["2021-r1", "2021-r2"])
        }

        @Test(arguments: [
            ["review", "21"], ["review", "2021Q3"], ["review"], ["notice", "2021-13"], ["notice", "2021Q3"],
            ["notice", "2021-07", "--as-of", "2021-08-01"], ["notice", "2021-07", "--as-of", "7月5日"],
            ["notice", "2021-07", "--issue", "--as-of", "2021-07-31"], ["notice", "2999-01"],
        ])
        func whatIsNoMonthOrYearIsUsage(arguments: [String]) throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            let answer = try kaohe(arguments + ["--workspace", place.path])
            #expect(answer.code == 64, "\(answer.all)")
            #expect(answer.output.isEmpty)
            #expect(!answer.notes.isEmpty)
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        /// The month's scores in the notice are those of the closing, and the issued amount is paid.
        @Test func aNoticeAgreesWithTheClosing() throws {
            let place = try Fixture.imported.get().copy()
            let shown = try place.run("notice", "2021-08")
            #expect(shown.code == 0, "\(shown.all)")
            for word in ["2021-08 月通报", "有效走访", "办结率", "未发放"] { #expect(shown.output.contains(word)) }
            let issued = try place.run("notice", "2021-07", "--issue", "--language", "en")
            #expect(issued.code == 0, "\(issued.all)")
            #expect(issued.output.contains("Issued: 7800.00 yuan"), "\(issued.all)")
            #expect(try place.run("notice", "2021-07", "--issue").code == 1)
            #expect(try place.run("close", "2021Q3").code == 0)
            #expect(try place.run("notice", "2021-09", "--issue").code == 1)

            func table(_ path: String) throws -> [Table.Row] {
                Table(try Data(contentsOf: URL(fileURLWithPath: place.path + "/" + path))).rows
            }
            let totals = try table("closings/2021Q3-r1/monthly_scores.csv").filter { $0["item"] == "total" }
            for month in ["2021-07", "2021-08"] {
                let scores = Dictionary(
                    uniqueKeysWithValues: totals.filter { $0["month"] == month }.map { ($0["member"], $0["score"]) })
                let notice = try table("notices/\(month)/notice.csv")
                #expect(notice.count == scores.count)
                #expect(notice.count > 35)
                for row in notice { #expect(scores[row["member"]] == row["score"], "\(row["member"])") }
            }
            for row in try table("closings/2021Q3-r1/pay.csv") {
                #expect(row["already_paid"] == (row["month"] == "2021-07" ? row["base"] : "0.00"))
            }
        }
    }
}
