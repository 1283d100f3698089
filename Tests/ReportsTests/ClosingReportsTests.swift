import AssessmentKernel
import Closing
import Digests
import Disk
import Foundation
import PageTemplates
import TestValues
import Testing
import ZIP

@testable import Reports

@Suite(.serialized) struct ClosingReportsTests {
    @Test("Equal closings give equal bytes, whatever folder, time zone and day")
    func determinism() async {
        await #expect(processExitsWith: .success) {
            let closing = try TestClosing()
            let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
            setenv("TZ", "America/New_York", 1)
            tzset()
            let names = try closing.write(to: first)
            setenv("TZ", "Asia/Shanghai", 1)
            tzset()
            try #require(try closing.write(to: second) == names)
            try #require(try first.files() == second.files())
            try #require(try first.files().keys.sorted() == names.sorted())
        }
    }

    @Test("Every file has an ASCII name that stays in the folder, and every link leads to a file")
    func names() throws {
        let folder = try TemporaryFolder()
        let names = try TestClosing().write(to: folder)
        #expect(names.contains("slips/0001.html"))
        #expect(names.contains("slips/index.html"))
        #expect(names.filter { $0.hasPrefix("slips/0") }.count == TestClosing.hostile.count)
        for name in names { #expect(name.wholeMatch(of: /(slips\/)?[a-z0-9-]+\.(html|xlsx)/) != nil, "\(name)") }
        for name in names where name.hasSuffix(".html") {
            let text = try folder.text(name)
            let base = name.hasPrefix("slips/") ? "slips/" : ""
            for link in text.matches(of: /href="([^"#]+)(#[^"]*)?"/) where link.1 != "data:," {
                let target = link.1.hasPrefix("../") ? String(link.1.dropFirst(3)) : base + link.1
                #expect(names.contains(target), "\(name) links to \(target)")
            }
            for link in text.matches(of: /href="#([^"]+)"/) { #expect(text.contains("id=\"\(link.1)\"")) }
        }
    }

    @Test("A page's policy allows its own style and script, pictures in the page, and nothing else")
    func policy() throws {
        let folder = try TemporaryFolder()
        for name in try TestClosing().write(to: folder) where name.hasSuffix(".html") {
            let text = try folder.text(name)
            let policy = try #require(text.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)).output.1
                .replacing("&#39;", with: "'")
            let rules = policy.split(separator: ";").map { rule in
                String(rule.drop { $0 == " " }).replacing(/sha256-[A-Za-z0-9+\/=]{44}/, with: "sha256")
            }
            let script = name == "report.html" ? ["script-src 'sha256'"] : []
            #expect(
                rules.sorted()
                    == (["base-uri 'none'", "default-src 'none'", "form-action 'none'", "img-src data:"] + script
                        + ["style-src 'sha256'"]),
                "\(name)")
        }
    }

    @Test("A hostile name is only ever displayed")
    func hostile() throws {
        let folder = try TemporaryFolder()
        for name in try TestClosing(township: "<img src=x onerror=alert(3)>").write(to: folder)
        where name.hasSuffix(".html") {
            let text = try folder.text(name)
            #expect(text.components(separatedBy: "<script").count == (name == "report.html" ? 2 : 1), "\(name)")
            #expect(!text.contains("<img"), "\(name)")
            #expect(!text.contains("\u{202E}"), "\(name)")
            // Every quote of a member's name is escaped; what remains before the word does not end an attribute.
            #expect(text.firstMatch(of: /"\u{301}? onmouseover/) == nil, "\(name)")
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(name)")
            #expect(!text.contains("{{{style}}}") || text.contains("{{name}}{{{style}}}"), "\(name)")
            #expect(!text.contains("http:"), "\(name)")
            #expect(!text.contains("https:"), "\(name)")
            #expect(!text.contains("//www"), "\(name)")
        }
        #expect(try folder.text("report.html").contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        // A slip names no file, from which that comes; it names the township.
        #expect(try folder.text("slips.html").contains("&lt;img src=x onerror=alert(3)&gt;"))
    }

    @Test("The workbook holds no formula and no link, and all its sheets")
    func workbook() throws {
        let folder = try TemporaryFolder()
        _ = try TestClosing().write(to: folder)
        let archive = try ZIPReader(path: folder.path + "/report.xlsx", policy: .gentle)
        var sheets = 0
        for entry in archive.entries where entry.name.hasPrefix("xl/worksheets/sheet") {
            let xml = String(decoding: try archive.bytes(of: entry, limit: 1 << 26), as: UTF8.self)
            #expect(!xml.contains("<f>"), "\(entry.name)")
            #expect(!xml.contains("<hyperlink"), "\(entry.name)")
            sheets += 1
        }
        #expect(sheets == 8)
        let entry = try #require(archive.entry("xl/workbook.xml"))
        let book = String(decoding: try archive.bytes(of: entry, limit: 1 << 20), as: UTF8.self)
        for name in ["概况", "总分排名", "各项得分", "扣分明细", "发放表", "发放明细", "认定与提示", "细则适用说明"] {
            #expect(book.contains("name=\"\(name)\""))
        }
        let rows = try #require(archive.entry("xl/worksheets/sheet2.xml"))
        #expect(String(decoding: try archive.bytes(of: rows, limit: 1 << 24), as: UTF8.self).contains("=1+1"))
    }

    @Test("A page too large is split by office, each member once")
    func split() throws {
        let folder = try TemporaryFolder()
        let small: ClosingReports.Maker = { head, folder throws(Problem) -> any ClosingReport in
            try ClosingPage(head, into: folder, sizeLimit: 10_000)
        }
        let names = try TestClosing().write([small], to: folder)
        let pages = names.filter { $0.wholeMatch(of: /report-\d+\.html/) != nil }
        #expect(pages.count == TestClosing.hostile.count)
        let sheets = try pages.map { try folder.text($0).components(separatedBy: "<article ").count - 1 }
        #expect(sheets.reduce(0, +) == TestClosing.hostile.count)
        let first = try folder.text("report.html")
        #expect(!first.contains("<article "))
        #expect(first.contains("report-1.html#m"))
    }

    @Test("The page of an office has its members in the order of the ranking, the unrated last")
    func orderOfAnOffice() throws {
        let folder = try TemporaryFolder()
        let whole: ClosingReports.Maker = { head, folder throws(Problem) -> any ClosingReport in
            try ClosingPage(head, into: folder, sizeLimit: 10_000_000)
        }
        let split: ClosingReports.Maker = { head, folder throws(Problem) -> any ClosingReport in
            try ClosingPage(head, into: folder, sizeLimit: 200_000)
        }
        var closing = try TestClosing(names: ["甲", "乙", "丙", "丁", "戊", "己"], office: "一办")
        closing.spared = [3, 5]
        func rows(_ page: String) throws -> [String] {
            try folder.text(page).components(separatedBy: "<tr id=\"r").dropFirst().map { row in
                String(row.prefix { $0 != "\"" })
            }
        }
        _ = try closing.write([whole], to: folder)
        let ranking = try rows("report.html")
        // Ranked by points, then by code; the second is in post for two days and has no rank.
        #expect(ranking == ["4", "6", "1", "3", "5", "2"])
        let pages = try closing.write([split], to: folder).filter { $0 != "report.html" }
        #expect(pages.count > 1)
        for page in pages { #expect(try rows(page) == ranking.filter(Set(try rows(page)).contains)) }
        #expect(try pages.flatMap(rows).count == 6)
        #expect(try pages.contains { try rows($0).count > 1 && rows($0) != rows($0).sorted() })
    }

    @Test("A large office continues on another page; a small closing is one page")
    func links() {
        let offices: [Text] = ["乙", "甲", "乙", "乙"]
        let links = PageLinks(offices, sizes: [5, 5, 5, 5], limit: 10)
        #expect(links.pages.map(\.places) == [[0, 2], [3], [1]] || links.pages.map(\.places) == [[1], [0, 2], [3]])
        #expect(Set(links.pages.map(\.file)).count == 3)
        #expect(PageLinks(offices, sizes: [1, 1, 1, 1], limit: 10).pages.isEmpty)
    }

    @Test("The policies name the style and the script as they are")
    func policies() {
        func digest(_ text: String) -> String { Data(SHA256.hash(data: Data(text.utf8)).bytes).base64EncodedString() }
        #expect(PageCode.style.hash == digest(PageCode.style.text), "page.css has changed")
        #expect(PageCode.script.hash == digest(PageCode.script.text), "page.js has changed")
        #expect(PageCode.slipStyle.hash == digest(PageCode.slipStyle.text), "slips.css has changed")
        let policy = PageCode.policy(style: .style)
        #expect(policy.hasPrefix("default-src 'none'"))
        #expect(!policy.contains("script-src"))
    }

    @Test("Reports of members outside the closing are refused")
    func disagreement() throws {
        let closing = try TestClosing(names: ["张三"])
        let folder = try TemporaryFolder()
        _ = try closing.write(to: folder)
        let other = try TemporaryFolder()
        let reports = try ClosingReports(of: closing.head, into: other.path)
        var rows = QuarterClosing(closing.head.rules, acceptedEmpty: [])
        rows.add(try closing.head.rules.decide(try closing.subject(closing.members[0])))
        let standings = rows.standings()
        let kind = #expect(throws: Problem.self) {
            try reports.finish(standings: standings, warnings: [], payDue: rows.payDue)
        }?.kind
        #expect(kind == .fault)
    }

    @Test("A page's digest is that of its file, and the same where there is none")
    func digests() throws {
        var closing = try TestClosing(names: ["甲", "乙"])
        let (kept, compared) = (try TemporaryFolder(), try TemporaryFolder())
        let files = try closing.make(in: kept)
        for file in files where file.name.hasSuffix(".html") {
            let digest = try #require(file.digest, "\(file.name)")
            #expect(digest == (try Files.digest(kept.path + "/" + file.name)), "\(file.name)")
        }
        closing.head.isKept = false
        let others = try closing.make(in: compared)
        #expect(others.map(\.name) == files.map(\.name).filter { !$0.contains("/") })
        for other in others where other.name.hasSuffix(".html") {
            let file = try #require(files.first { $0.name == other.name })
            #expect(try #require(other.digest) == (try #require(file.digest)))
            #expect(!Files.exists(compared.path + "/" + other.name))
        }
    }

    @Test("A folder that cannot be written to is reported")
    func noFolder() throws {
        let head = try TestClosing(names: []).head
        for make in ClosingReports.all {
            #expect(throws: Problem.self) {
                let reports = try ClosingReports([make], of: head, into: "/nowhere/kaohe")
                return try reports.finish(standings: [], warnings: [], payDue: .zero)
            }
        }
    }
}
