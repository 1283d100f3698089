import Answers
import AssessmentKernel
import Testing

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
