import AssessmentKernel
import Foundation
import Importing
import ItemCatalog
import Ledger
import TestValues
import Testing
import WireTesting
import Workspace

/// Tables that a clerk confirms to have no rows, each with the reason, at the desk.
@Suite struct EmptyTablePageTests {
    private static let tables = ["patrol", "event", "visit", "attendance"]

    private func desk() async throws -> (TestDesk, Visitor) {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        let town = try Workspace(at: desk.workspace, items: ItemCatalog.items)
        let file = desk.folder.path + "/member.csv"
        try Data("工号,姓名,岗位,办事处,村,网格,上岗日期\nM1,王芳,专职,一办,东村,1,2020-01-01\n".utf8).write(to: URL(filePath: file))
        _ = try town.importTables([file], ImportOptions(), now: "2021-10-08T00:00:00Z")
        return (desk, visitor)
    }

    private func fields(_ reason: String, _ tables: [String] = tables) -> String {
        tables.map { "accept-\($0)=yes&why-\($0)=\(reason)" }.joined(separator: "&")
    }

    private func decisions(_ desk: TestDesk) throws -> [Decision] {
        let town = try Workspace(at: desk.workspace, items: ItemCatalog.items)
        let ledger = try Ledger(opening: town.ledgerPath, tables: town.itemTables)
        return try ledger.closings().first.map { try ledger.decisions(in: $0) } ?? []
    }

    @Test("A tick without its reason confirms nothing, and says so")
    func incomplete() async throws {
        var (desk, visitor) = try await desk()
        let page = await visitor.get("/closing/2021Q3?" + fields("")).body
        #expect(page.contains("请写明原因，再核对。") && !page.contains("可以结算"))
        #expect(await visitor.post("/closing/2021Q3", "do=close&" + fields("")).status == 422)
        #expect(try decisions(desk).isEmpty)
        _ = desk
    }

    @Test("With their reasons the quarter is closed; they stand on its page and in the journal, as text")
    func closed() async throws {
        var (desk, visitor) = try await desk()
        let reason = "%3Cb%3E%E5%81%9C%E7%94%A8"
        let page = await visitor.get("/closing/2021Q3?" + fields(reason)).body
        #expect(page.contains("可以结算") && page.contains("考勤打卡（&lt;b&gt;停用）"))
        #expect(page.contains("name=\"why-patrol\" value=\"&lt;b&gt;停用\""))
        let done = await visitor.finish(await visitor.post("/closing/2021Q3", "do=close&" + fields(reason)))
        #expect(done.body.contains("2021Q3-r1"))
        #expect(try decisions(desk).map(\.reason) == Array(repeating: "<b>停用", count: 4))
        let after = await visitor.get("/closing/2021Q3").body
        #expect(after.contains("结算时确认“考勤打卡”无记录：&lt;b&gt;停用"))
        #expect(!after.contains("<fieldset"), "nothing is left to confirm")
        let foreseen = await visitor.finish(await visitor.post("/closing/2021Q3", "do=foresee"))
        #expect(foreseen.body.contains("更正不改变 2021Q3-r1"))
        #expect(await visitor.get("/closing/2021Q3").body == after, "nothing is written")
        #expect(await visitor.get("/journal").body.contains("“走访日志”确无记录：&lt;b&gt;停用"))
        _ = desk
    }

    @Test("A notice is issued at the desk although tables have no rows, with the reasons")
    func notice() async throws {
        var (desk, visitor) = try await desk()
        let page = await visitor.get("/notices/2021-07").body
        #expect(page.contains("accept-attendance") && page.contains("确实没有记录的表"))
        #expect(await visitor.post("/notices/2021-07", "do=issue&sum=yes&accept-patrol=yes&why-patrol=").status == 422)
        let blocked = await visitor.finish(await visitor.post("/notices/2021-07", "do=issue&sum=yes"))
        #expect(blocked.body.contains("暂不能发放"))
        let done = await visitor.finish(
            await visitor.post("/notices/2021-07", "do=issue&sum=yes&" + fields("%E5%81%9C%E7%94%A8")))
        #expect(done.body.contains("已发放") && done.body.contains("考勤打卡（停用）"))
        _ = desk
    }
}
