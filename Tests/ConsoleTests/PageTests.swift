import Answers
import AssessmentKernel
import Closings
import Foundation
import Importing
import ItemCatalog
import TestValues
import Testing
import Workspace

@testable import ClerkPages
@testable import Console
@testable import OfficePages

/// The pages of a desk, and what they are made of.
@Suite struct PageTests {
    @Test("Every page of the navigation can be read in both languages, of an empty workspace too")
    func empty() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        for language in ["zh", "en"] {
            _ = await visitor.get("/?language=" + language)
            for page in ClerkDesk.pages {
                var answer = await visitor.get(page.address)
                if answer.status == 303, let next = answer.headers["location"] { answer = await visitor.get(next) }
                #expect(answer.status == 200, "\(page.name)")
                #expect(answer.body.contains("<html lang=\"\(language == "zh" ? "zh-CN" : "en")\">"))
                #expect(answer.body.contains("aria-current=\"page\""))
            }
        }
    }

    @Test("Each page has an address and a title of its own")
    func names() {
        let clerks = Router<ClerkDesk>.pages
        #expect(Set(clerks.map(\.name)).count == clerks.count)
        #expect(Set(ClerkDesk.pages.map(\.title)).count == ClerkDesk.pages.count)
        let offices = Router<OfficeDesk>.pages
        #expect(Set(offices.map(\.name)).count == offices.count)
        #expect(Set(OfficeDesk.pages.map(\.title)).count == OfficeDesk.pages.count)
    }

    @Test("Before anything else is asked who works; the name given on the command line stands until then")
    func who() async throws {
        let desk = try TestDesk()
        var visitor = Visitor(desk)
        _ = await visitor.get(desk.entry)
        _ = await visitor.get("/setup")
        _ = await visitor.post("/setup", "township=X")
        #expect(await visitor.get("/journal").headers["location"] == "/who?then=%2Fjournal")
        let named = try TestDesk(operatorName: "张三")
        var other = Visitor(named)
        _ = await other.get(named.entry)
        _ = await other.get("/setup")
        _ = await other.post("/setup", "township=X")
        #expect(await other.get("/journal").body.contains("张三"))
    }

    @Test("A page that does not exist says so, and a problem is told in the reader's language")
    func problems() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        #expect(await visitor.post("/setup", "township=").status == 422)
        _ = await visitor.post("/setup", "township=X")
        #expect(await visitor.get("/nothing").status == 404)
        let problem = await visitor.get("/members/2021Q3/FM9")
        #expect(problem.status == 422 && problem.body.contains("FM9"))
    }

    @Test(
        "The first page of a large township does not wait for its records to be checked, and has the check soon after")
    func large() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        let town = try Workspace(at: desk.workspace, items: ItemCatalog.items)
        let file = desk.folder.path + "/member.csv"
        let roster = (1...301).map { "M\($0),王\($0),专职,一办,东村,1,2020-01-01\n" }.joined()
        try Data(("工号,姓名,岗位,办事处,村,网格,上岗日期\n" + roster).utf8).write(to: URL(filePath: file))
        let duties = desk.folder.path + "/duty.csv"
        try Data("编号,工号,截止日期\nD1,M1,2021-07-12\n".utf8).write(to: URL(filePath: duties))
        _ = try town.importTables([file, duties], ImportOptions(), now: "2021-10-08T00:00:00Z")
        var (page, tries) = (await visitor.get("/").body, 0)
        while page.contains("data-again"), tries < 600 {
            #expect(page.contains("正在核对 301 人的记录") && page.contains("http-equiv=\"refresh\""))
            try await Task.sleep(for: .milliseconds(50))
            (page, tries) = (await visitor.get("/").body, tries + 1)
        }
        #expect(page.contains("2021年第三季度结算前") && page.contains("走访日志"))
        #expect(!page.contains("http-equiv=\"refresh\""))
    }

    @Test("A second desk of the same workspace is refused")
    func two() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        let box = DraftBox(in: desk.workspace)
        #expect(throws: (any Error).self) { try box.open() }
    }

    @Test("Deeds are pages and fields at the desk, with a link to each page")
    func deeds() throws {
        let words = DeskWords(say: .chinese, places: ClerkDesk.place)
        let list = Advice("\(by: .listImports)查看编号", "see the numbers \(by: .listImports)")
        #expect(words.html(list.chinese) == "<a href=\"/import\">在“导入”页</a>查看编号")
        let english = DeskWords(say: .english, places: ClerkDesk.place)
        #expect(list.english.text(in: english) == "see the numbers on the page “Import”")
        let reason = Advice("\(by: .reason)写明", "say it \(by: .reason)")
        #expect(words.html(reason.chinese) == "在“原因”栏写明")
        let revise = Advice("<b>：\(deed: .revise(Quarter(text: "2021Q3")))", "")
        #expect(words.html(revise.chinese) == "&lt;b&gt;：<a href=\"/closing\">“结算”页的“更正结算”</a>")
        let amend = Advice("确要更正，\(adding: .amend)", "to correct it, \(adding: .amend)")
        #expect(words.html(amend.chinese) == "确要更正，选“更正账本”")
    }

    @Test("The district's desk has places of its own, and none for a township's deeds")
    func office() throws {
        let words = DeskWords(say: .chinese, places: OfficeDesk.place)
        let keys = Advice("\(by: .listKeys)查看", "see them \(by: .listKeys)")
        #expect(words.html(keys.chinese) == "<a href=\"/townships\">在“乡镇”页</a>查看")
        let close = Advice("先\(deed: .close(nil))", "\(deed: .close(nil)) first")
        #expect(!words.html(close.chinese).contains("href"))
    }
}

/// What rules would have done, and what quarters have been, as the desk shows it.
@Suite struct RulePageTests {
    /// A desk with a member whose quarter is closed though nothing was delivered.
    private func visitor() async throws -> Visitor {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        let town = try Workspace(at: desk.workspace, items: ItemCatalog.items)
        let roster = "工号,姓名,岗位,办事处,村,网格,上岗日期\nM1,王<b>,专职,一办,东/村,1,2020-01-01\n"
        let file = desk.folder.path + "/member.csv"
        try Data(roster.utf8).write(to: URL(filePath: file))
        _ = try town.importTables([file], ImportOptions(), now: "2021-10-08T00:00:00Z")
        let quarter = try #require(Quarter(text: "2021Q3"))
        let today = try #require(CivilDate(iso: "2021-10-08"))
        _ = try town.close(
            quarter, acceptedEmpty: ["attendance", "event", "patrol", "visit"], today: today,
            now: "2021-10-08T00:00:00Z", writing: [], progress: { _, _ in })
        return visitor
    }

    @Test("A member's page says what stood between the total and the next band, and the quarters so far")
    func ways() async throws {
        var visitor = try await visitor()
        let page = await visitor.get("/members/2021Q3/M1").body
        #expect(page.contains("怎样能到“较差”"))
        #expect(page.contains("至少要少扣 57 条"))
        #expect(page.contains("历季得分") && page.contains("class=\"lengths\""))
        #expect(!page.contains("<b>"))
        #expect(await visitor.get("/members/2021-07/M1").body.contains("怎样能到") == false)
    }

    @Test("A range of a parameter gives a table and charts; the quarters may begin earlier")
    func range() async throws {
        var visitor = try await visitor()
        let form = await visitor.get("/simulate/2021Q3").body
        #expect(form.contains("<select name=\"first\">") && form.contains("0..2:0.25"))
        let path = "set%3Aitems.attendance.per_late"
        let started = await visitor.post(
            "/simulate/2021Q3", "first=2021Q3&now-\(path)=0.5&new-\(path)=0..0.5%3A0.25")
        let answer = await visitor.finish(started).body
        #expect(answer.contains("取 3 个数") && answer.contains("class=\"lengths\"") && answer.contains("rung-4"))
        let later = await visitor.post("/simulate/2021Q3", "first=2021Q4&now-\(path)=0.5&new-\(path)=1")
        #expect(later.status == 404)
        let wrong = await visitor.post("/simulate/2021Q3", "first=2021Q3&now-\(path)=0.5&new-\(path)=1..0")
        #expect(wrong.status == 422)
    }

    @Test("The history of the township, an office and a village, whatever they are called")
    func history() async throws {
        var visitor = try await visitor()
        let page = await visitor.get("/history").body
        #expect(page.contains("2021Q3") && page.contains("平均总分"))
        #expect(page.contains("/history?village=%E4%B8%9C%2F%E6%9D%91"))
        #expect(await visitor.get("/history?village=%E4%B8%9C%2F%E6%9D%91").body.contains("村“东/村”"))
        #expect(await visitor.get("/history?office=%E4%B8%80%E5%8A%9E").body.contains("办事处“一办”"))
        #expect(await visitor.get("/history?office=nowhere").status == 422)
        #expect(await visitor.get("/history/x").status == 404)
        #expect(page.contains("href=\"/history/page\"") && page.contains("href=\"/history/workbook\""))
        let kept = await visitor.get("/history/page?village=%E4%B8%9C%2F%E6%9D%91")
        #expect(kept.status == 200 && kept.body.contains("各网格员") && kept.body.contains("2021Q3-r1"))
        #expect(kept.headers["content-disposition"]?.contains("attachment") == true)
        #expect(await visitor.get("/history/workbook").status == 200)
        #expect(await visitor.get("/history/page?member=nobody").status == 422)
    }
}
