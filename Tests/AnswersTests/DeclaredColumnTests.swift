import AssessmentKernel
import Closing
import Closings
import Foundation
import ResultTables
import Rulebook
import Testing
import Workspace

@testable import Answers

/// A column that a result table declares is in the answer's table and in its JSON.
@Suite struct DeclaredColumnTests {
    private func members(_ answer: some EncodableAnswer) throws -> [[String: Any]] {
        let json = Data(try answer.jsonText(in: .chinese).utf8)
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        return try #require(object["members"] as? [[String: Any]])
    }

    private func closed() throws -> (Township, ClosingOutcome) {
        let town = try Township()
        _ = try town.importRoster()
        return (town, try town.close())
    }

    @Test func ofTheRanking() throws {
        let (_, outcome) = try closed()
        var answer = CloseAnswer(outcome)
        let keys = try members(answer).map { Set($0.keys) }
        #expect(keys == Array(repeating: ["member", "name", "total", "band", "monthlyAmount", "rank"], count: 2))
        answer.totals = ClosingTables.totals.adding([
            .yuan("heat_bonus", "高温补贴", "Heat bonus") { $0.monthlyAmount + Yuan(1) },
            .count("days_off", "休息天数", "Days off", optional: true) { _ in nil },
        ])
        let amounts = outcome.standings.map { ($0.monthlyAmount + Yuan(1)).description }.sorted()
        for (language, titles) in [(Language.chinese, ["高温补贴", "休息天数"]), (.english, ["heat bonus", "days off"])] {
            let table = try #require(answer.page(in: language).tables.first)
            #expect(table.columns.suffix(2).map(\.title) == titles)
            #expect(table.columns.last?.kind == .number)
            #expect(table.rows.map { $0[8] }.sorted() == amounts)
            #expect(table.rows.map(\.last) == ["—", "—"])
        }
        let rows = try members(answer)
        #expect(rows.compactMap { $0["heatBonus"] as? String }.sorted() == amounts)
        #expect(rows.allSatisfy { $0["daysOff"] == nil })
    }

    @Test func ofANotice() throws {
        let (town, _) = try closed()
        let month = try #require(Month(text: "2021-08"))
        var answer = NoticeAnswer(try town.workspace.notice(month, asOf: nil, today: town.today()))
        let known = try members(answer)
        #expect(
            Set(known[0].keys) == [
                "member", "name", "score", "rank", "dutyDays", "base", "withheld", "paid", "measures",
            ])
        answer.members = NoticeTables.members.adding([.yuan("heat_bonus", "高温补贴", "Heat bonus") { $0.base + Yuan(1) }])
        let table = try #require(answer.page(in: .english).tables.first)
        #expect(table.columns.suffix(2).map(\.title) == ["paid", "heat bonus"])
        #expect(table.rows.map(\.last) == ["201.00", "201.00"])
        #expect(try members(answer).compactMap { $0["heatBonus"] as? String } == ["201.00", "201.00"])
        #expect(try members(answer).allSatisfy { ($0["measures"] as? [Any])?.isEmpty == false })
    }

    @Test func ofWhatPeopleAreToldInstead() throws {
        let (_, outcome) = try closed()
        let band = try #require(outcome.standings.first?.band)
        let page = CloseAnswer(outcome).page(in: .chinese)
        #expect(page.tables.first?.rows.contains { $0.contains(band.title) } == true)
        let english = CloseAnswer(outcome).page(in: .english)
        #expect(english.tables.first?.rows.contains { $0.contains(band.key) } == true)
    }
}
