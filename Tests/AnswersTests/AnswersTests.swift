import Answers
import AssessmentKernel
import Closing
import Closings
import Desk
import Foundation
import ImportAnswers
import Importing
import ItemCatalog
import Ledger
import RuleAnswers
import Rulebook
import Testing
import TownshipTables
import Workspace

/// Answers in both languages, without running a command.
@Suite struct AnswersTests {
    private func object(_ answer: some EncodableAnswer, _ language: Language = .chinese) throws -> [String: Any] {
        let text = try answer.jsonText(in: language)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func hasChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    @Test func anImportSaysItsFilesAndWhatItLeftOut() throws {
        let town = try Township()
        let answer = ImportAnswer(try town.importRoster(), in: town.workspace, isRehearsal: false)
        let (chinese, english) = (answer.page(in: .chinese), answer.page(in: .english))
        #expect(chinese.tables.first?.rows == [["网格员名册", "member.csv", "3", "3", "0", "0", "0", "0"]])
        #expect(english.tables.first?.columns.map(\.title).contains("rejected") == true)
        #expect(chinese.notes.map(\.kind) == [.remark, .next])
        #expect(english.notes.map(\.kind) == [.remark, .next])
        #expect(chinese.said.contains("“网格员名册”中未用到的列：备考"))
        #expect(try object(answer)["kept"] as? Bool == true)
        #expect(try answer.jsonText(in: .chinese) == answer.jsonText(in: .english))
    }

    @Test func anImportSaysWhatItPassedOver() throws {
        let town = try Township()
        let header = "工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期\n"
        let report = try town.importing(
            "member.csv",
            "网格员名册\n" + header + "M1,王芳,专职,一办,东村,1,2020-01-01,\n" + header + "合计,1 人\n制表：李强\n")
        let answer = ImportAnswer(report, in: town.workspace, isRehearsal: false)
        #expect(answer.page(in: .chinese).said.contains("member.csv：略过合计、制表等 2 行；略过重复的表头 1 行"))
        #expect(
            answer.page(in: .english).said.contains(
                "member.csv: 2 rows of totals or signatures passed over; 1 repeated header passed over"))
        let file = try #require((try object(answer)["files"] as? [[String: Any]])?.first)
        #expect(file["totals"] as? Int == 2)
        #expect(file["repeatedHeaders"] as? Int == 1)
        #expect(file["hiddenRows"] as? Int == 0)
    }

    @Test func aRejectNamesTheColumnByItsTitle() throws {
        let town = try Township()
        let report = try town.importing(
            "member.csv",
            """
            工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期
            M1,王芳,临时,一办,东村,1,2020-01-01,
            M2,李强,专职,一办,,2,2020-01-01,

            """)
        let answer = ImportAnswer(report, in: town.workspace, isRehearsal: false)
        let notes = answer.page(in: .chinese).notes.map { $0.text.text(in: TitleWords(.chinese)) }
        #expect(notes.contains { $0.contains("“岗位”：临时") && $0.contains("专职") })
        #expect(notes.contains { $0.contains("“村”未填写") })
        let english = answer.page(in: .english).notes.map { $0.text.text(in: TitleWords(.english)) }
        #expect(!english.contains { $0.contains("village") && hasChinese($0) })
    }

    @Test func aStatusIsAChecklist() throws {
        let town = try Township()
        _ = try town.importRoster()
        let status = try town.workspace.status(town.quarter, acceptedEmpty: [], today: town.today())
        let answer = StatusAnswer(status, in: town.workspace)
        for language in Language.allCases {
            let list = try #require(answer.page(in: language).checklists.first)
            #expect(list.count(.blocked) > 0)
            #expect(list.count(.done) > 0)
            #expect(list.lines.filter { $0.state == .blocked }.allSatisfy { !$0.next.isEmpty })
            let json = try object(answer, language)
            #expect((json["checklist"] as? [[String: Any]])?.map { $0["text"] as? String } == list.lines.map(\.text))
        }
        #expect(answer.page(in: .chinese).said.last?.hasSuffix("暂不能结算。") == true)
        #expect(answer.page(in: .english).said.last?.hasSuffix("Cannot close yet.") == true)
    }

    @Test func whatIsBlockedSaysWhyAndWhatNext() throws {
        let town = try Township()
        let blocked = #expect(throws: ClosingBlocked.self) {
            try town.workspace.close(
                town.quarter, acceptedEmpty: [], today: town.today(), now: Township.now, writing: [],
                progress: { _, _ in })
        }
        let answer = BlockedAnswer(try #require(blocked))
        #expect(answer.page(in: .chinese).parts.first == .text("暂不能结算："))
        let english = answer.page(in: .english)
        #expect(english.parts.first == .text("Cannot close yet:"))
        #expect(english.checklists.first?.lines.map(\.code).contains("nobody-assessed") == true)
        #expect(english.said.allSatisfy { !hasChinese($0) })
    }

    @Test func aClosingListsMembersByRank() throws {
        let town = try Township()
        _ = try town.importRoster()
        let answer = CloseAnswer(try town.close())
        let (chinese, english) = (answer.page(in: .chinese), answer.page(in: .english))
        // The part-time member is not assessed.
        #expect(chinese.tables.first?.rows.map { $0[1] }.sorted() == ["M1", "M2"])
        #expect(chinese.said.contains { $0.hasPrefix("应发合计") })
        #expect(english.said.contains { $0.hasPrefix("Total payable: ") })
        #expect(try answer.jsonText(in: .chinese) == answer.jsonText(in: .english))
        #expect(try object(answer)["closing"] as? String == "2021Q3-r1")

        let period = ExplainedPeriod.quarter(town.quarter)
        let explanation = try town.workspace.explain("M1", period, item: nil)
        let explained = ExplainAnswer(explanation, of: period, isWhole: true, in: town.workspace)
        let text = explained.page(in: .chinese).said.joined()
        #expect(text.contains("2021 年第三季度"))
        #expect(text.contains("附件第2项"))
        #expect(!text.contains("附件·"))
        #expect(explained.page(in: .english).said.joined().contains("annex, item 2"))
        // Programs read the citation.
        #expect(try explained.jsonText(in: .chinese).contains("附件·2"))
    }

    @Test func waysToABandAreTold() throws {
        let town = try Township()
        _ = try town.importRoster()
        _ = try town.close()
        let answer = WaysAnswer(try town.workspace.ways(of: "M1", in: town.quarter, toward: nil), in: town.quarter)
        // 60 points; 66 workdays without a clocking cost 33 points, of which 23 are beyond the maximum of ten.
        let text = answer.page(in: .chinese).said.joined(separator: "\n")
        #expect(text.contains("总分 60 分，等次“不合格”"))
        #expect(text.contains("要达到“较差”，至少要少扣 57 条"))
        #expect(text.contains("本季绩效补贴 -600.00 → -300.00 元（+300.00）"))
        #expect(text.contains("考勤打卡：当日无打卡记录，各扣 0.5 分，以下 66 条中的任意 57 条：7月1日、"))
        #expect(answer.page(in: .english).said.joined().contains("at least 57 deductions must be gone"))
        let json = try object(answer)
        #expect(json["outcome"] as? String == "ways")
        #expect(json["more"] as? Bool == false)
        #expect((json["ways"] as? [[String: Any]])?.map { $0["deductions"] as? Int } == [57])

        func told(_ band: String) throws -> [String] {
            WaysAnswer(try town.workspace.ways(of: "M1", in: town.quarter, toward: band), in: town.quarter)
                .page(in: .chinese).said
        }
        #expect(try told("failing").last == "已达到“不合格”。")
        #expect(try told("优秀") == told("top"))
        #expect(throws: Problem.self) { try town.workspace.ways(of: "M1", in: town.quarter, toward: "best") }
        #expect(throws: Problem.self) { try town.workspace.ways(of: "M3", in: town.quarter, toward: "top") }
    }

    @Test func aRangeOfAParameterIsATableAndCharts() throws {
        let town = try Township()
        _ = try town.importRoster()
        var wish = SimulationWish()
        wish.settings = ["base_pay=100", "items.attendance.per_late=0..0.5:0.25"]
        let (range, rest) = try #require(try wish.range())
        let values = try town.workspace.simulate([town.quarter], rest, over: range, today: try town.today())
        let answer = RangeAnswer(rest, range, values)
        let page = answer.page(in: .chinese)
        let table = try #require(page.tables.first)
        #expect(table.columns.map(\.title).prefix(3) == ["值", "优秀", "良好"])
        #expect(table.rows.map { $0[0] } == ["现行", "0", "0.25", "0.5"])
        // Without the clockings 70 points, with them 60.
        #expect(table.rows.map { $0[5] } == ["2", "0", "2", "2"])
        #expect(page.charts.map(\.rows.count) == [4, 4])
        #expect(page.charts.first?.rows[1].lengths == [0, 0, 0, 2, 0, 0])
        #expect(page.said.joined().contains("items.attendance.per_late 取 3 个数，并改 base_pay=100"))
        let json = try object(answer)
        let listed = try #require(json["values"] as? [[String: Any]])
        #expect(listed.map { $0["value"] as? String } == [nil, "0", "0.25", "0.5"])
        #expect(listed.map { $0["bandChanges"] as? Int } == [0, 2, 0, 0])
    }

    @Test func closedQuartersAreTablesAndCharts() throws {
        let town = try Township()
        _ = try town.importRoster()
        let none = HistoryAnswer(try town.workspace.history(of: .township))
        #expect(none.page(in: .chinese).said.last == "没有已结算的季度。")
        _ = try town.close()
        let page = HistoryAnswer(try town.workspace.history(of: .township)).page(in: .chinese)
        #expect(page.tables.map(\.rows.count) == [1, 3])
        #expect(page.tables[0].rows[0].prefix(8) == ["2021Q3", "2", "60", "0", "0", "0", "0", "2"])
        #expect(page.charts.map(\.title) == ["平均总分", "各等次人数", "应发（元）"])
        let one = HistoryAnswer(try town.workspace.history(of: .member("M1")))
        #expect(one.page(in: .chinese).said.first == "王芳（M1），一办，东村：已结算的季度")
        #expect(one.page(in: .chinese).tables[0].rows[0].prefix(4) == ["2021Q3", "60", "不合格", "1"])
        #expect(one.page(in: .chinese).charts.map(\.title) == ["总分", "应发（元）"])
        let json = try object(one)
        #expect((json["quarters"] as? [[String: Any]])?.first?["closing"] as? String == "2021Q3-r1")
        #expect(try one.jsonText(in: .chinese) == one.jsonText(in: .english))
    }

    @Test func whatWasEnteredHereIsToldByWhatItSays() throws {
        let town = try Township()
        _ = try town.importRoster()
        let ground = try #require(RemovalGround.allCases.first)
        _ = try town.workspace.remove(
            RemovalWish(member: "M1", ground: ground, date: try #require(CivilDate(iso: "2021-08-31"))),
            isRehearsal: false, now: Township.now)
        let table = ImportListAnswer(try town.workspace.imports(), in: town.workspace).page(in: .chinese).tables[0]
        #expect(table.rows.last?[4] == "登记更换：2021-08-31 M1")
        #expect(table.rows.first?[4].hasSuffix(".csv") == true)
    }

    @Test func theJournalIsReadInBeijingTime() throws {
        let town = try Township()
        _ = try town.importRoster()
        let answer = JournalAnswer(try town.workspace.journal())
        let table = try #require(answer.page(in: .chinese).tables.first)
        #expect(table.columns.map(\.title).last == "校验值")
        #expect(table.rows.first?[1] == "2021-10-09 00:30:00")
        #expect(try answer.jsonText(in: .chinese).contains(Township.now))
        _ = try town.close()
        let closed = JournalAnswer(try town.workspace.journal(), in: town.workspace).page(in: .chinese).tables[0]
        #expect(closed.rows.last?[5].contains("“走访日志”确无记录") == true)
        #expect(JournalCheckAnswer([]).page(in: .chinese).said == ["一切与日志一致。"])
    }

    @Test func itemsAreShownBesideARulebook() throws {
        let book = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: ItemCatalog.items)
        #expect(ItemListAnswer(ItemCatalog.items, book).page(in: .english).tables.first?.rows.count == 10)
        for item in ItemCatalog.items {
            let answer = ItemAnswer(item, book)
            for language in Language.allCases {
                let said = answer.page(in: language).said.joined()
                for kind in item.deductions { #expect(said.contains(kind.title[language])) }
            }
            #expect(try object(answer)["key"] as? String == item.about.key)
        }
    }

    @Test func aProblemIsOneLine() {
        let problem = Problem(
            .badInput, LocalText("“村”未填写", "no village"), at: .init(file: "a.csv", row: 2),
            next: LocalText("补上", "fill it in"))
        #expect(ProblemAnswer(problem).page(in: .chinese).said == ["错误：a.csv：第 2 行：“村”未填写。补上。"])
        #expect(ProblemAnswer(problem).page(in: .english).said == ["Error: a.csv: row 2: no village. fill it in."])
    }
}
