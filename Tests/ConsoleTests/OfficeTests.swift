import AssessmentKernel
import Bundle
import DistrictOffice
import Foundation
import ItemCatalog
import Register
import TestValues
import Testing

@testable import Console
@testable import OfficePages

/// The district's pages.
@Suite struct OfficeTests {
    private let draft = "0123456789abcdef"

    private func desk() async throws -> (TestDesk, Visitor) {
        let desk = try TestDesk(isOffice: true)
        var visitor = await Visitor.welcomed(desk)
        #expect(await visitor.post("/setup", "name=%E5%8C%BA%E5%A7%94").status == 303)
        return (desk, visitor)
    }

    private func office(_ desk: TestDesk) -> DistrictOffice {
        DistrictOffice(at: desk.folder.path + "/office", items: ItemCatalog.items)
    }

    @Test("Every page of the navigation can be read in both languages, of an office just made too")
    func empty() async throws {
        var (desk, visitor) = try await desk()
        for language in ["zh", "en"] {
            _ = await visitor.get("/?language=" + language)
            for page in OfficeDesk.pages {
                let answer = await visitor.get(page.address)
                #expect(answer.status == 200, "\(page.name)")
                #expect(answer.body.contains("<html lang=\"\(language == "zh" ? "zh-CN" : "en")\">"))
                #expect(answer.body.contains("aria-current=\"page\""))
            }
        }
        _ = desk
    }

    @Test("A key is registered only with the digits that somebody read from it, and the page does not show them before")
    func trust() async throws {
        var (desk, visitor) = try await desk()
        let key = SigningKey.make().publicKey
        let line = try #require(key.line.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let wrong = await visitor.post("/townships/trust", "township=A&key=\(line)&fingerprint=00000")
        #expect(wrong.body.contains("指纹不符") && wrong.body.contains("value=\"A\"") && wrong.body.contains(key.line))
        #expect(!wrong.body.contains(key.fingerprint))
        #expect(try office(desk).trustedKeys().isEmpty)
        let digits = key.fingerprint.replacingOccurrences(of: " ", with: "+")
        #expect(await visitor.post("/townships/trust", "township=A&key=\(line)&fingerprint=\(digits)").status == 303)
        #expect(try office(desk).trustedKeys().map(\.township) == ["A"])
        // Revoked, with its reason and from a time of Beijing.
        let asked = await visitor.get("/townships/revoke/\(key.identifier)")
        #expect(asked.body.contains("0 份"))
        let noReason = await visitor.finish(await visitor.post("/townships/revoke/\(key.identifier)", "reason="))
        #expect(noReason.body.contains("理由"))
        #expect(try office(desk).trustedKeys().allSatisfy { $0.isInUse })
        _ = await visitor.finish(
            await visitor.post("/townships/revoke/\(key.identifier)", "reason=lost&date=2021-10-08&time=07:30"))
        #expect(try office(desk).trustedKeys().first?.revoked?.since == "2021-10-07T23:30:00Z")
        #expect(await visitor.get("/townships/revoke/\(key.identifier)").status == 303)
    }

    @Test("What is no bundle is refused with its reason under the name that it was dragged in with, and leaves nothing")
    func refused() async throws {
        var (desk, visitor) = try await desk()
        #expect(await visitor.put("%3Cb%3E.zip", into: draft, "no bundle").status == 204)
        let told = await visitor.finish(await visitor.post("/received/" + draft, "do=try"))
        #expect(told.status == 200 && told.body.contains("共 1 份"))
        #expect(told.body.contains("&lt;b&gt;.zip") && !told.body.contains("/.desk/"))
        #expect(told.body.contains("card danger"))
        let left = FileManager.default.enumerator(atPath: desk.folder.path + "/office/.desk")?.allObjects ?? []
        #expect(left.isEmpty)
        #expect(await visitor.get("/received/" + draft).status == 200)
        #expect(await visitor.get("/received/ffffffffffffffff").status == 303)
    }

    @Test("A rulebook is approved from its file after a look at what it changes, and withdrawn with a reason")
    func rulebooks() async throws {
        var (desk, visitor) = try await desk()
        let shipped = try #require(try office(desk).approvedRulebooks().first)
        let text = String(decoding: shipped.yaml, as: UTF8.self)
        let changed = text.replacingOccurrences(of: "base_pay: 200", with: "base_pay: 250")
        #expect(changed != text)
        _ = await visitor.put("new.yaml", into: draft, changed)
        #expect(
            await visitor.post("/rulebooks/file/" + draft, "do=try").headers["location"] == "/rulebooks/file/" + draft)
        let looked = await visitor.get("/rulebooks/file/" + draft)
        #expect(looked.body.contains("250"))
        #expect(try office(desk).approvedRulebooks().count == 1)
        let done = await visitor.finish(await visitor.post("/rulebooks/file/" + draft, "do=approve"))
        #expect(done.body.contains("已核准"))
        let added = try #require(try office(desk).approvedRulebooks().last)
        #expect(added.isApproved && added.file == "new.yaml")
        #expect(await visitor.get("/rulebooks/withdraw/" + added.sha256).body.contains("0 份"))
        #expect(await visitor.post("/rulebooks/withdraw/" + added.sha256, "reason=").status == 422)
        #expect(await visitor.post("/rulebooks/withdraw/" + added.sha256, "reason=x").status == 303)
        #expect(try office(desk).approvedRulebooks().last?.isApproved == false)
    }

    @Test(
        "A file of the office that is no receipt is not given",
        arguments: [
            "/receipts/..%2fdistrict.sqlite", "/receipts/district.sqlite", "/receipts/district.key", "/receipts/a/b",
            "/summary/2021Q3/members.sqlite", "/summary/x",
        ])
    func paths(_ path: String) async throws {
        var (desk, visitor) = try await desk()
        #expect([400, 404].contains(await visitor.get(path).status))
        #expect(await visitor.get("/receipts/district.pub").body.contains("RW"))
        _ = desk
    }

    @Test("A period that is none is said to be none")
    func periods() async throws {
        var (desk, visitor) = try await desk()
        #expect(await visitor.get("/summary?period=2021Q4").headers["location"] == "/summary/2021Q4")
        #expect(await visitor.get("/summary?period=x").status == 422)
        #expect(await visitor.get("/summary/2021Q4").status == 200)
        _ = desk
    }
}
