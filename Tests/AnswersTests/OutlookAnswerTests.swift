import Answers
import AssessmentKernel
import Closings
import Desk
import Foundation
import Papers
import Testing
import Workspace

/// The outlook in both languages.
@Suite struct OutlookAnswerTests {
    private func town() throws -> Township {
        let town = try Township()
        _ = try town.importRoster()
        _ = try town.importing(
            "training.csv",
            "场次,工号,日期,类别,出席情况\nT1,M1,2021-07-05,例会,缺席\nT2,M1,2021-08-05,例会,缺席\n")
        _ = try town.importing(
            "publicity.csv",
            "编号,工号,截止日期,完成日期\nP1,M1,2021-08-20,\nP2,M1,2021-08-20,\nP3,M1,2021-07-20,\n")
        return town
    }

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

    private func hasChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    @Test func aListBeginsWithThoseToLookAtFirst() throws {
        let town = try town()
        let report = try town.workspace.outlook(town.quarter, asOf: try day("2021-08-15"), today: town.today())
        let answer = OutlookAnswer(report)
        let page = answer.page(in: .chinese)
        #expect(page.said.contains("2021Q3 季中预警，截至 2021-08-15：考核 2 人，请先关注 2 人。"))
        let table = try #require(page.tables.first)
        #expect(table.rows.map { $0[0] } == ["M1", "M2"])
        #expect(table.rows[0].last == "宣传任务 2 件将于8月20日到期，逾期每件扣 1 分")
        let line = try #require(page.checklists.first?.lines.first)
        #expect(line.code == "M1" && line.text.contains("王芳（M1，东村）：目前"))
        #expect(page.said.contains { $0.contains("“走访日志”还没有任何记录") })
        for text in answer.page(in: .english).tables.flatMap({ $0.columns.map(\.title) }) { #expect(!hasChinese(text)) }
    }

    @Test func aMemberIsToldWhatMatters() throws {
        let town = try town()
        let report = try town.workspace.outlook(
            of: "M1", in: town.quarter, asOf: try day("2021-08-15"), today: town.today())
        let answer = MemberOutlookAnswer(report)
        let letter = answer.letter(in: .chinese)
        #expect(letter.hasPrefix("王芳同志（M1）：\n截至8月15日，您 2021Q3 考核目前"))
        #expect(letter.contains("再缺席 1 次例会或培训（并取消全年评优）即多扣 5 分"))
        #expect(letter.contains("1. 宣传任务 2 件将于8月20日到期，逾期每件扣 1 分"))
        #expect(answer.letter(in: .english).contains("2 due on 2021-08-20, 1 point each"))
        #expect(answer.page(in: .chinese).tables.first?.rows.count == 10)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.jsonText(in: .chinese).utf8)) as? [String: Any])
        let member = try #require((json["members"] as? [[String: Any]])?.first)
        #expect((member["matters"] as? [[String: Any]])?.first?["day"] as? String == "2021-08-20")
        #expect((member["attention"] as? [String: Any])?["kind"] as? String != nil)
        #expect((member["items"] as? [[String: Any]])?.count == 10)
    }

    @Test func aReminderSaysWhatTheLetterSays() throws {
        let town = try town()
        let report = try town.workspace.outlook(
            town.quarter, asOf: try day("2021-08-15"), today: town.today(), matters: ReminderSlips.matters)
        let slips = ReminderSlips(report).all(in: .chinese)
        #expect(slips.map(\.member.code) == ["M1", "M2"])
        let letter = MemberOutlookAnswer(
            try town.workspace.outlook(of: "M1", in: town.quarter, asOf: try day("2021-08-15"), today: town.today())
        ).letter(in: .chinese)
        #expect(slips[0].matters.count == ReminderSlips.matters && slips[0].matters.allSatisfy { $0.points > .zero })
        for matter in slips[0].matters { #expect(letter.contains(matter.text)) }
        #expect(letter.contains("请注意：\(slips[0].alarm)。"))
        for loss in slips[0].losses { #expect(letter.contains("\(loss.item) \(loss.lost) 分")) }
        for figure in slips[0].figures { #expect(letter.contains("\(figure.total) 分（\(figure.band)）"), "\(figure)") }
        for slip in ReminderSlips(report).all(in: .english) {
            let texts = slip.figures.map(\.title) + slip.matters.map(\.text) + [slip.alarm, slip.note]
            #expect(texts.allSatisfy { !hasChinese($0) })
        }
    }

    @Test func withoutAnybodyInPostItSaysSo() throws {
        let town = try Township()
        let report = try town.workspace.outlook(town.quarter, asOf: try day("2021-08-15"), today: town.today())
        #expect(OutlookAnswer(report).page(in: .chinese).said == ["截至 2021-08-15，没有应考核的在岗网格员。"])
    }
}
