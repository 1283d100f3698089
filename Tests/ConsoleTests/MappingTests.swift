import Foundation
import Testing
import WireTesting

/// A profile made by looking: what is asked, what can be changed, and an import read by it.
@Suite struct MappingTests {
    private let draft = "0123456789abcdef"
    private static let roster = """
        工号,姓名,岗位,办事处,村,网格,上岗日期
        FM0001,甲一,专职,东办,东村,1,2020-01-01
        FM0002,乙二,专职,东办,东村,1,2020-01-01

        """
    private static let clock = """
        人员编号,打卡时间
        FM0001,2021-07-01 08:35
        FM0001,2021-07-01 17:40
        FM0002,2021-07-01 08:20

        """

    private func desk() async throws -> (TestDesk, Visitor) {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        _ = await visitor.put("member.csv", into: draft, Self.roster)
        _ = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=try"))
        _ = await visitor.finish(await visitor.post("/import/draft/" + draft, "do=import"))
        return (desk, visitor)
    }

    @Test("Hours of duty, grace and single punches are set by form, and the days are read by them")
    func rules() async throws {
        var (desk, visitor) = try await desk()
        let other = "fedcba9876543210"
        _ = await visitor.put("%E6%89%93%E5%8D%A1%E6%B5%81%E6%B0%B4.csv", into: other, Self.clock)
        let page = await visitor.get("/mapping/\(other)").body
        #expect(page.contains("上下班时间") && page.contains("改列、取值和规则"))
        let rules = "r%3Aduty=08%3A30-17%3A30&r%3Agrace=10&r%3Asingle=missed"
        let shown = await visitor.post("/mapping/\(other)", rules).body
        #expect(shown.contains("profile: 1<br>table: attendance"))
        #expect(shown.contains("<td>正常</td>") && shown.contains("<td>未打卡</td>") && !shown.contains("<td>迟到</td>"))
        #expect(shown.contains("name=\"r:grace\" value=\"10\"") && shown.contains("保存并试导入"))
        let saved = await visitor.post("/mapping/\(other)", rules + "&do=save&name=x")
        let tried = await visitor.finish(saved).body
        #expect(tried.contains("将新增 2 条"))
        let again = await visitor.post("/mapping/\(other)", rules + "&do=save&name=x")
        #expect(again.status == 422 && again.body.contains("同名"))
        #expect(await visitor.post("/mapping/\(other)", rules + "&do=save&name=x&replace=yes").status == 303)
        _ = desk
    }

    @Test("A column is changed by form, and a wrong one is told by the trial")
    func columns() async throws {
        var (desk, visitor) = try await desk()
        let other = "fedcba9876543210"
        let text = "走访编号,网格员,走访日期,走访类型,户主,走访内容\nZ1,甲一,2021-07-01,普遍走访,王某,好\nZ2,乙二,2021-07-02,普遍走访,李某,好\n"
        _ = await visitor.put("%E5%85%A5%E6%88%B7%E8%B5%B0%E8%AE%BF.csv", into: other, text)
        let page = await visitor.get("/mapping/\(other)").body
        #expect(page.contains("name=\"c:household\"") && page.contains("<option value=\"户主\" selected>"))
        let changed = await visitor.post(
            "/mapping/\(other)", "c%3Ahousehold=%E8%B5%B0%E8%AE%BF%E5%86%85%E5%AE%B9&c%3Anote="
        ).body
        #expect(changed.contains("<td>普遍走访</td><td>好</td>"))
        _ = desk
    }

    @Test("Which row is the header is chosen by form, kept with what is chosen later, and imported by")
    func header() async throws {
        var (desk, visitor) = try await desk()
        let other = "fedcba9876543210"
        let text =
            "走访内容,户主,走访类型,走访日期,网格员,走访编号\n走访编号,网格员,走访日期,走访类型,户主,走访内容\n"
            + "Z1,甲一,2021-07-01,普遍走访,王某,好\nZ2,乙二,2021-07-02,普遍走访,李某,好\n"
        _ = await visitor.put("%E5%85%A5%E6%88%B7%E8%B5%B0%E8%AE%BF.csv", into: other, text)
        let page = await visitor.get("/mapping/\(other)").body
        #expect(page.contains("表头看来是第 1 行") && page.contains("改表头"))
        #expect(page.contains("<tr class=\"marked\"><td class=\"n\">1</td>"))
        let shown = await visitor.post("/mapping/\(other)", "h%3Arow=2&h%3Alevels=1").body
        #expect(shown.contains("表头是第 2 行") && shown.contains("header: 2<br>"))
        #expect(shown.contains("读出 2 行，拒收 0 行") && shown.contains("name=\"h:row\" value=\"2\""))
        let changed = await visitor.post("/mapping/\(other)", "h%3Arow=2&h%3Alevels=1&c%3Anote=%E6%88%B7%E4%B8%BB").body
        #expect(changed.contains("表头是第 2 行"))
        let saved = await visitor.post("/mapping/\(other)", "h%3Arow=2&h%3Alevels=1&do=save&name=x")
        #expect(await visitor.finish(saved).body.contains("将新增 2 条"))
        for rows in ["h%3Arow=4&h%3Alevels=3", "h%3Arow=99"] {
            #expect(await visitor.post("/mapping/\(other)", rows).body.contains("不能作表头"))
        }
        for rows in ["h%3Arow=0", "h%3Arow=9223372036854775807&h%3Alevels=9", "h%3Arow=x"] {
            #expect(await visitor.post("/mapping/\(other)", rows).body.contains("表头看来是第 1 行"))
        }
        _ = desk
    }

    @Test("Files that are all refused offer no import, and a trial can be made by another profile or by none")
    func refused() async throws {
        var (desk, visitor) = try await desk()
        let other = "fedcba9876543210"
        _ = await visitor.put(
            "%E8%80%83%E5%8B%A4%E6%89%93%E5%8D%A1.csv", into: other, "工号,考勤日期,考勤状态\nFM0001,2021-07-01,正常\n")
        let tried = await visitor.finish(await visitor.post("/import/draft/" + other, "do=try")).body
        #expect(tried.contains("做对照") && !tried.contains("先导入其余各行"))
        #expect(tried.contains("不用对照") && tried.contains("钉钉每日统计"))
        let by = await visitor.finish(await visitor.post("/import/draft/" + other, "do=try&profile=-"))
        #expect(by.status == 200 && by.body.contains("value=\"-\" selected"))
        #expect(await visitor.post("/import/draft/" + other, "do=try&profile=%2Fetc%2Fpasswd").status == 422)
        _ = desk
    }
}
