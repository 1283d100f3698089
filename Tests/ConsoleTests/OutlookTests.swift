import Foundation
import PaperWriter
import Testing

/// The page of a quarter that runs.
@Suite struct OutlookTests {
    private let draft = "0123456789abcdef"

    @Test("A quarter that runs is linked from the first page; its page leads to each member, with a text to send")
    func running() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        let roster = """
            工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期
            M1,<王>,专职,一办,东村,1,2020-01-01,
            M/2?,李强,专职,一办,东村,2,2020-01-01,

            """
        _ = await visitor.put("member.csv", into: draft, roster)
        _ = await visitor.put("publicity.csv", into: draft, "编号,工号,截止日期,完成日期\nP1,M1,2021-10-20,\n")
        _ = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=try"))
        _ = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=import"))

        #expect(await visitor.get("/").body.contains("href=\"/outlook/2021Q4\""))
        let page = await visitor.get("/outlook")
        #expect(page.status == 200 && page.body.contains("2021Q4 季中预警，截至 2021-10-15：考核 2 人"))
        #expect(page.body.contains("宣传任务 1 件将于10月20日到期，逾期扣 1 分"))
        #expect(page.body.contains("&lt;王&gt;") && !page.body.contains("<王>"))
        let link = "/outlook/2021Q4?member=M%2F2%3F&amp;day=2021-10-15"
        #expect(page.body.contains("href=\"\(link)\""))
        let member = await visitor.get(link.replacingOccurrences(of: "&amp;", with: "&"))
        #expect(member.status == 200 && member.body.contains("李强同志"))
        let earlier = await visitor.get("/outlook/2021Q4?member=M1&day=2021-10-08")
        #expect(earlier.body.contains("截至10月8日"))
        #expect(await visitor.get("/outlook/2021Q4?day=2021-10-16").status == 422)
        #expect(await visitor.get("/outlook/2021Q4?day=later").status == 422)
        #expect(await visitor.get("/outlook/2021Q4/M1").status == 404)
        #expect(page.body.contains("履职提醒单"))
        if (try? Typefaces()) != nil {
            _ = await visitor.finish(await visitor.post("/outlook/2021Q4", "do=print&day=2021-10-15&singly=yes"))
            let made = await visitor.get("/outlook")
            #expect(made.body.contains("/papers/2021Q4/file/") && made.body.contains("2021Q4-履职提醒单.pdf"))
            let file = "/papers/2021Q4/file/2021Q4-%E5%B1%A5%E8%81%8C%E6%8F%90%E9%86%92%E5%8D%95.pdf"
            #expect(await visitor.get(file).status == 200)
        }
        #expect(await visitor.get("/outlook/2021Q4?member=M9").status == 422)
        _ = desk
    }

    @Test("An empty workspace has the page and nothing on it; what is no quarter is not found")
    func empty() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        #expect(await visitor.get("/outlook").body.contains("还没有记录"))
        #expect(await visitor.get("/outlook/nothing").status == 404)
        #expect(await visitor.get("/outlook/2022Q4").status == 422)
        _ = desk
    }
}
