import Answers
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

    @Test(
        "Words that name a command are left out of what a page shows",
        arguments: [
            ("没有申诉。", "没有申诉。"), ("上报包 a.zip（未签名：先用 kaohe keys new 生成）", "上报包 a.zip"),
            ("受阻 1 项。可以结算：kaohe close 2021Q3", "受阻 1 项。"), ("导入缺少的表；确无记录时加 --accept-empty event", "导入缺少的表"),
            ("Withdraw one: kaohe import withdraw N", ""), ("Ready (see kaohe list). Done.", "Ready. Done."),
        ])
    func commands(_ text: String, _ shown: String) {
        #expect(PlainWords.without(commandsIn: text) == shown)
    }
}
