import Foundation
import Testing
import WireTesting

/// Files that are dragged in, and what becomes of them.
@Suite struct DraftTests {
    private let draft = "0123456789abcdef"

    private static let roster = """
        工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期
        FM0001,<script>alert(1)</script>,专职,东,甲村,一,2021-01-01,
        FM0002,李四,专职,东,"乙""村",一,2021-01-01,

        """

    private func desk() async throws -> (TestDesk, Visitor) {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=%E5%86%AF%E5%8D%AF%E9%95%87")
        return (desk, visitor)
    }

    private func left(_ desk: TestDesk) -> [String] {
        (FileManager.default.enumerator(atPath: desk.workspace + "/.desk")?.compactMap { $0 as? String } ?? []).sorted()
    }

    @Test("A file is tried, imported and then gone from the draft; text of a record is text")
    func whole() async throws {
        var (desk, visitor) = try await desk()
        #expect(
            await visitor.put("%E7%BD%91%E6%A0%BC%E5%91%98%E5%90%8D%E5%86%8C.csv", into: draft, Self.roster).status
                == 204)
        #expect(left(desk) == [draft, draft + "/网格员名册.csv"])
        let tried = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=try"))
        #expect(tried.body.contains("将新增 2 条"))
        #expect(await visitor.get("/members").body.contains("名册为空"))
        let done = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=import"))
        #expect(done.body.contains("已导入。"))
        #expect(left(desk) == [])
        let journal = await visitor.get("/journal").body
        #expect(journal.contains("王"), "who works stands in the journal")
        let list = await visitor.get("/members/2021Q3").body
        #expect(list.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !list.contains("<script>alert"))
        #expect(list.contains("乙&quot;村"))
        _ = desk
    }

    @Test("Rejected rows are shown with the cell at fault and the reason, and can be kept as a workbook")
    func rejects() async throws {
        var (desk, visitor) = try await desk()
        let bad = Self.roster.replacingOccurrences(of: "李四,专职", with: "李四,全职")
        _ = await visitor.put("member.csv", into: draft, bad)
        let tried = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=try"))
        #expect(tried.body.contains("<td class=\"fault\">全职</td>") && tried.body.contains("只能填"))
        #expect(tried.body.contains("先导入其余各行"))
        let workbook = await visitor.get("/import/rejects/rejects-member.xlsx")
        #expect(workbook.status == 200 && workbook.headers["content-disposition"]?.hasPrefix("attachment") == true)
        #expect(await visitor.get("/import/rejects/rejects.csv").status == 200)
        _ = desk
    }

    @Test("A file that no table is like is shown with the way to a profile, and a profile is saved and found again")
    func mapping() async throws {
        var (desk, visitor) = try await desk()
        _ = await visitor.put("member.csv", into: draft, Self.roster)
        _ = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=try"))
        _ = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=import"))
        let other = "fedcba9876543210"
        let days = (1...9).map { "FM0001,某,2021-07-0\($0),\($0 == 3 ? "晚到" : "正常"),8" }.joined(separator: "\n")
        _ = await visitor.put("%E4%B8%83%E6%9C%88.csv", into: other, "员工编号,员工姓名,打卡日期,考勤结果,工作时长\n\(days)\n")
        let tried = await visitor.finish(await visitor.post("/import/draft/" + other, "do=try"))
        #expect(tried.body.contains("/mapping/\(other)/0"))
        let asked = await visitor.get("/mapping/\(other)/0")
        #expect(asked.status == 200 && asked.body.contains("2021-07-09") && asked.body.contains("晚到"))
        _ = desk
    }

    @Test(
        "A name that leads elsewhere is refused and leaves nothing",
        arguments: ["..%2fx.csv", "a%2f..%2f..%2fx.csv", "%2e%2e", "a%00b.csv", "a%0ab.csv", "a%5cb.csv", "", "%2f"])
    func names(_ name: String) async throws {
        var (desk, visitor) = try await desk()
        let answer = await visitor.put(name, into: draft, "x")
        #expect(answer.status == 422 || answer.status == 404)
        #expect(left(desk) == [])
        #expect(!FileManager.default.fileExists(atPath: desk.workspace + "/x.csv"))
    }

    @Test("A draft's number is one of ours", arguments: ["..", "x", "0123456789ABCDEF", "0123456789abcdef0"])
    func numbers(_ number: String) async throws {
        var (desk, visitor) = try await desk()
        #expect([400, 422].contains(await visitor.put("a.csv", into: number, "x").status))
        #expect(left(desk) == [])
    }

    @Test("A file over the limit is refused before its first byte, and one that breaks off leaves nothing")
    func broken() async throws {
        var (desk, visitor) = try await desk()
        let large = await visitor.send(
            "PUT", "/drafts/\(draft)?name=a.csv", ["X-Form-Token": visitor.token, "Content-Length": "1073741825"])
        #expect(large.status == 422 && large.body.contains("1 GiB"))
        do {
            let wire = try #require(Wire(desk.port))
            let cookie = visitor.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            wire.send(
                "PUT /drafts/\(draft)?name=b/c.csv HTTP/1.1\r\nHost: 127.0.0.1:\(desk.port)\r\nCookie: \(cookie)\r\n"
                    + "X-Form-Token: \(visitor.token)\r\nContent-Length: 500000\r\n\r\n"
                    + String(repeating: "x", count: 200_000))
        }
        // The connection is closed now; the desk notices while other requests are answered.
        for _ in 0..<200 where !left(desk).isEmpty { _ = await visitor.get("/import") }
        #expect(left(desk) == [])
    }
}
