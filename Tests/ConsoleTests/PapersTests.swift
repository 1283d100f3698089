import AssessmentKernel
import Desk
import Foundation
import ItemCatalog
import Ledger
import Printing
import TestValues
import Testing
import Workspace

@testable import ClerkPages

/// The page of papers.
@Suite struct PapersTests {
    private func desk() async throws -> (TestDesk, Visitor) {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        return (desk, visitor)
    }

    @Test("Without a closed quarter the page says what comes first")
    func none() async throws {
        var (desk, visitor) = try await desk()
        #expect(await visitor.get("/papers").body.contains("结算后才有可打印的材料"))
        #expect(await visitor.get("/papers/2021Q3").headers["location"] == "/closing/2021Q3")
        let asked = await visitor.finish(await visitor.post("/papers/2021Q3", "do=print&paper=posting"))
        #expect(asked.body.contains("尚未结算"))
        _ = desk
    }

    @Test("What the papers say is kept, changed alone, removed when blank, and refused with the reason")
    func settings() async throws {
        var (desk, visitor) = try await desk()
        let place = "/papers/2021Q3/settings"
        let telephone = "telephone=0632-1"
        #expect(await visitor.post(place, telephone + "&posting-days=5").status == 303)
        let workspace = try Workspace(at: desk.workspace, items: ItemCatalog.items)
        #expect(try workspace.settings() == [.telephone: "0632-1", .postingDays: "5"])
        #expect(await visitor.get(place).body.contains("value=\"0632-1\""))
        #expect(await visitor.post(place, telephone + "&posting-days=99").status == 422)
        #expect(try workspace.settings()[.postingDays] == "5")
        let before = try workspace.journal().count
        #expect(await visitor.post(place, telephone + "&posting-days=5").status == 303)
        #expect(try workspace.journal().count == before, "nothing was changed, nothing is in the journal")
        #expect(await visitor.post(place, telephone + "&posting-days=").status == 303)
        #expect(try workspace.settings() == [.telephone: "0632-1"])
    }

    @Test("Only a paper of the quarter is given, and nothing without a choice is made")
    func files() async throws {
        var (desk, visitor) = try await desk()
        let papers = desk.workspace + "/papers"
        try FileManager.default.createDirectory(atPath: papers + "/2021Q3-告知单", withIntermediateDirectories: true)
        try "slip".write(toFile: papers + "/2021Q3-告知单/2021Q3-FM1-甲.pdf", atomically: true, encoding: .utf8)
        try "one".write(toFile: papers + "/2021Q3-posting.pdf", atomically: true, encoding: .utf8)
        try "other".write(toFile: papers + "/2021Q2-posting.pdf", atomically: true, encoding: .utf8)
        #expect(await visitor.get("/papers/2021Q3/file/2021Q3-posting.pdf").body == "one")
        let slip = "/papers/2021Q3/file/2021Q3-%E5%91%8A%E7%9F%A5%E5%8D%95/2021Q3-FM1-%E7%94%B2.pdf"
        let kept = await visitor.get(slip)
        #expect(kept.body == "slip" && kept.headers["content-disposition"]?.hasPrefix("attachment") == true)
        for path in ["2021Q2-posting.pdf", "..%2fledger.sqlite", "../ledger.sqlite", "2021Q3-", "", "2021Q3-告知单"] {
            let place = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
            let answer = await visitor.get("/papers/2021Q3/file/" + place)
            #expect([400, 404].contains(answer.status), "\(path)")
        }
        #expect(await visitor.post("/papers/2021Q3", "do=print").status == 422)
        #expect(await visitor.post("/papers/2021Q3", "do=print&paper=nothing").status == 422)
    }

    @Test("A year's papers are kept from beside its review, and are none of a quarter's")
    func year() async throws {
        var (desk, visitor) = try await desk()
        let papers = desk.workspace + "/papers"
        try FileManager.default.createDirectory(atPath: papers, withIntermediateDirectories: true)
        try "year".write(toFile: papers + "/2021-通报 #1%.pdf", atomically: true, encoding: .utf8)
        try "one".write(toFile: papers + "/2021Q3-posting.pdf", atomically: true, encoding: .utf8)
        let name = PaperPath.encoded("2021-通报 #1%.pdf")
        #expect(!name.contains("#") && !name.contains(" "))
        #expect(await visitor.get("/papers/2021/file/" + name).body == "year")
        for place in ["/papers/2021/file/2021Q3-posting.pdf", "/papers/2021Q3/file/" + name, "/papers/2021x"] {
            #expect(await visitor.get(place).status == 404, "\(place)")
        }
        let led = await visitor.get("/papers/2021")
        #expect(led.status == 303 && led.headers["location"] == "/notices/2021")
        #expect(await visitor.post("/papers/2021Q3", "do=print&paper=posting&date=2021-13-40").status == 422)
        // A year that is not reviewed has none to make.
        #expect(!(await visitor.get("/notices/2021").body.contains("年度材料")))
        let asked = await visitor.finish(await visitor.post("/notices/2021", "do=print"))
        #expect(asked.body.contains("尚未考评"))
        #expect(await visitor.post("/notices/2021", "do=nothing").status == 404)
        _ = desk
    }
}
