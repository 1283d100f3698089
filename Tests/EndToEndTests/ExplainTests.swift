import Foundation
import Testing

extension EndToEnd {
    /// From a deduction back to the row of a file, and the answers for programs.
    @Suite struct ExplainTests {
        @Test func chinese() throws {
            let answer = try Fixture.closed.get().run("explain", "FM0003", "2021Q3", "矛盾纠纷排查化解")
            #expect(answer.code == 0, "\(answer.all)")
            let told = [
                "任涛", "FM0003", "刘家岭", "第三季度", "2021Q3-r1", "矛盾纠纷排查化解", "7月23日", "附件第6项", "dispute:JF202107000301",
                "矛盾纠纷.csv", "第 13 行", "调解=未调解",
            ]
            for word in told { #expect(answer.output.contains(word), "\(word): \(answer.output)") }
        }

        @Test func english() throws {
            let answer = try Fixture.closed.get().run("explain", "FM0003", "2021Q3", "mediation", "--language", "en")
            #expect(answer.code == 0, "\(answer.all)")
            let told = [
                "FM0003", "2021Q3-r1", "Mediation of disputes", "2021-07-23", "Dispute not dealt with as required",
                "annex, item 6",
                "dispute:JF202107000301", "矛盾纠纷.csv", "row 13",
            ]
            for word in told { #expect(answer.output.contains(word), "\(word): \(answer.output)") }
        }

        /// An open quarter is computed from today's records and gives the same result, except for the rank.
        @Test func openQuarterAndMonth() throws {
            let open = try Fixture.imported.get().copy()
            let now: ExplainAnswer = try open.run("explain", "FM0017", "2021Q3", "--json").json()
            let later: ExplainAnswer = try Fixture.closed.get().run("explain", "FM0017", "2021Q3", "--json").json()
            #expect(now.closing == nil)
            #expect(later.closing == "2021Q3-r1")
            #expect(now.items == later.items)
            #expect(now.total == later.total)
            #expect(now.band == later.band)
            let month: ExplainAnswer = try open.run("explain", "FM0017", "2021-08", "--json").json()
            #expect(month.from == "2021-08-01")
            #expect(month.through == "2021-08-31")
            let rows = try Table(Fixture.closed.get().result("monthly_scores.csv"))
            let scores = rows.rows.filter { $0["member"] == "FM0017" && $0["month"] == "2021-08" }
            #expect(scores.count == month.items.count + 1)
            for row in scores where row["item"] != "total" {
                #expect(month.items.first { $0.item == row["item"] }?.score == row["score"])
            }
            #expect(scores.last?["score"] == month.total)
        }

        @Test("explain, in JSON, agrees with the files", arguments: ["FM0003", "FM0017", "FM0016", "FM0029", "FM0007"])
        func jsonAgrees(_ member: String) throws {
            let place = try Fixture.closed.get()
            let told: ExplainAnswer = try place.run("explain", member, "2021Q3", "--json").json()
            let total = try #require(Table(place.result("totals.csv")).rows.first { $0["member"] == member })
            #expect(told.total == total["total"])
            #expect(told.band == total["band"])
            #expect(told.rank.map(String.init) ?? "" == total["rank"])
            let scores = try Table(place.result("scores.csv")).rows.filter { $0["member"] == member }
            #expect(told.items.map(\.item) == scores.map { $0["item"] })
            #expect(told.items.map(\.deducted) == scores.map { $0["deducted"] })
            #expect(told.items.map(\.score) == scores.map { $0["score"] })
            let lines = try Table(place.result("deductions.csv")).rows.filter { $0["member"] == member }.map {
                // Votes are told by their number alone.
                let evidence = $0["evidence"].hasPrefix("ballot:") ? "" : $0["evidence"]
                return [$0["date"], $0["points"], $0["code"], $0["clause"], evidence]
            }
            let deductions = told.items.flatMap(\.deductions)
            #expect(
                deductions.map {
                    [$0.date, $0.points, $0.code, $0.clause, $0.records.map(\.reference).joined(separator: " ")]
                }
                    == lines)
            for record in deductions.flatMap(\.records) { try expectRow(record) }
        }

        /// The named row is the one that the platform wrote.
        private func expectRow(_ record: ExplainAnswer.Record) throws {
            let file = try #require(record.file)
            let row = try #require(record.row)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: try Fixture.sample.get().path + "/" + file))
            let rows = Table.records(of: Array(bytes))
            try #require(rows.indices.contains(row - 1))
            let parts = record.reference.split(separator: ":")[1].split(separator: "/")
            let key = parts.count == 1 ? parts[0] : parts.first { $0.hasPrefix("FM") } ?? parts[0]
            #expect(Data(rows[row - 1]).range(of: Data(key.utf8)) != nil, "\(record.reference): \(file), row \(row)")
            #expect(!record.cells.isEmpty)
            #expect(record.cells.allSatisfy { $0.count == 2 })
        }

        @Test func wrongQuestions() throws {
            let place = try Fixture.closed.get()
            let unknown = try place.run("explain", "FM9999", "2021Q3")
            #expect(unknown.code == 65)
            #expect(unknown.noteLines.count == 1)
            #expect(unknown.notes.contains("FM9999"))
            let partTime = try #require(
                LedgerLook.texts(
                    place.ledger, "SELECT member FROM member WHERE member NOT IN (SELECT member FROM closing_total)"
                ).first)
            let unassessed = try place.run("explain", partTime, "2021Q3")
            #expect(unassessed.code == 65, "\(unassessed.all)")
            #expect(unassessed.notes.contains("不参加考核"), "\(unassessed.all)")
            #expect(try place.run("explain", "FM0003", "2021Q3", "没有这项").code == 64)
            #expect(try place.run("explain", "FM0003", "2019Q3").code == 65)
        }

        @Test func importInJSON() throws {
            let answer: ImportAnswer = try Place.new().run("import", try Fixture.sample.get().path, "--json").json()
            #expect(answer.kept)
            #expect(answer.rejects == 0)
            #expect(answer.files.count == 27)
            #expect(answer.files.reduce(0) { $0 + $1.rows } == 19_868)
            #expect(answer.files.allSatisfy { $0.rows == $0.inserted })
            let again: ImportAnswer = try Fixture.imported.get().copy().run(
                "import", try Fixture.sample.get().path, "--json"
            ).json()
            #expect(again.files.allSatisfy { $0.rows == $0.unchanged && $0.inserted == 0 })
        }

        @Test func statusInJSON() throws {
            let status: StatusAnswer = try Fixture.imported.get().run("status", "2021Q3", "--json").json()
            let place = try Fixture.closed.get()
            #expect(status.blockers.isEmpty)
            let warnings = try Table(place.result("warnings.csv")).rows.map {
                [$0["subject"], $0["code"], $0["detail"]]
            }
            #expect(status.warnings.map { [$0.subject, $0.code, $0.detail] } == warnings)
            #expect(status.assessed == (try Table(place.result("totals.csv")).rows.count))
            let blocked = try place.run("status", "2021Q3", "--json")
            #expect(blocked.code == 1)
            #expect(try blocked.json(StatusAnswer.self).blockers.map(\.code) == ["closed-already"])
        }

        @Test func closingInJSON() throws {
            let place = try Fixture.imported.get().copy()
            let closed: ClosingAnswer = try place.run("close", "2021Q3", "--json").json()
            #expect(closed.closing == "2021Q3-r1")
            let rows = try Table(place.result("totals.csv")).rows
            #expect(
                closed.members.map { [$0.member, $0.name, $0.total, $0.band, $0.monthlyAmount] }
                    == rows.map {
                        [$0["member"], $0["name"], $0["total"], $0["band"], $0["monthly_amount"]]
                    })
            #expect(closed.members.map { $0.rank.map(String.init) ?? "" } == rows.map { $0["rank"] })
            let findings = try Table(place.result("findings.csv")).rows
            #expect(closed.findings == Dictionary(grouping: findings) { $0["finding"] }.mapValues(\.count))
            let due = try Table(place.result("pay.csv")).rows.map { $0["due"].replacingOccurrences(of: ".", with: "") }
            #expect(
                Int(closed.payDue.replacingOccurrences(of: ".", with: "")) == due.compactMap { Int($0) }.reduce(0, +))
        }
    }
}
