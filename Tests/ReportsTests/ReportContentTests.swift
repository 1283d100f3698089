import AssessmentKernel
import Closing
import Foundation
import PageTemplates
import TestValues
import Testing
import ZIP

@testable import Reports

/// What the page, the slips and the workbook tell.
@Suite struct ReportContentTests {
    private func written(_ closing: TestClosing) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try closing.write(to: folder)
        return folder
    }

    @Test("Each member stands under the office, and leads back to the line of the ranking")
    func offices() throws {
        let page = try written(try TestClosing(names: ["张三", "李四", "𠮷䶮"])).text("report.html")
        for (place, name) in ["张三", "李四", "𠮷䶮"].enumerated() {
            #expect(page.contains("<bdi>办\(name)</bdi> <small>1 人，平均"), "\(name)")
            #expect(page.contains("<tr id=\"r\(place + 1)\""))
            #expect(page.contains("href=\"#r\(place + 1)\">回到名次</a>"))
        }
        #expect(page.components(separatedBy: "<section class=\"office\"").count == 4)
    }

    @Test("Rank, name, total and band come first in the ranking")
    func ranking() throws {
        let page = try written(try TestClosing(names: ["张三"])).text("report.html")
        let heads = page.matches(of: /<th scope="col"[^>]*>([^<]*)<\/th>/).map { String($0.1) }
        let first = try #require(heads.firstIndex(of: "名次"))
        #expect(Array(heads[first..<first + 4]) == ["名次", "姓名", "总分", "等次"])
    }

    @Test("Page and slips tell a member's rank, or that there is none", arguments: [Language.chinese, .english])
    func ranks(language: Language) throws {
        var closing = try TestClosing(names: ["张三", "李四", "王五"])
        closing.head.language = language
        closing.spared = [2]
        let folder = try written(closing)
        let told = language == .chinese ? ["第 2 名", "不排名", "第 1 名"] : ["rank 2", "not ranked", "rank 1"]
        for name in ["report.html", "slips.html"] {
            let text = try folder.text(name)
            // In the order of the members; the second is in post for two days.
            let places = told.map { text.firstRange(of: $0)?.lowerBound }
            #expect(!places.contains(nil) && places.compactMap { $0 }.elementsEqual(places.compactMap { $0 }.sorted()))
        }
    }

    @Test("The warnings are listed by kind, each with its member, as many as fit")
    func warnings() throws {
        let few = try written(try TestClosing(names: ["张三"])).text("report.html")
        #expect(few.contains("<h2 id=\"warnings\">"))
        #expect(few.contains("<tr><th scope=\"row\"><a href=\"#m1\">M0/../张三</a></th><td><bdi>张三</bdi></td>"))
        let folder = try TemporaryFolder()
        _ = try TestClosing(names: (0..<102).map { "名\($0)" }).write([ClosingPage.init(_:into:)], to: folder)
        let many = try folder.text("report.html")
        #expect(many.contains("另有 2 条，全部见 warnings.csv 和工作簿。"))
    }

    @Test("A charge names device, serial number and day on slip and page")
    func charges() throws {
        var closing = try TestClosing(names: ["张三"])
        closing.losesEquipment = true
        let folder = try written(closing)
        for name in ["report.html", "slips.html"] {
            #expect(
                try folder.text(name).contains("设备扣款：8月3日 手机终端（SN&lt;7&gt;）遗失，本人责任，860.00 元"), "\(name)")
        }
        // Brought forward and carried on do not repeat from month to month.
        #expect(
            try folder.text("slips.html").contains("设备扣款</th><td class=\"n\">0.00</td><td class=\"n\">-860.00</td>"))
    }

    @Test("An unrated member reads why")
    func unrated() throws {
        // The second member left on the second day.
        let slips = try written(try TestClosing(names: ["张三", "李四"])).text("slips/0002.html")
        #expect(slips.contains("按细则不评等、不排名"))
    }

    @Test("A slip keeps its size however much it tells, and no style sets less than 9 pt or 14 px")
    func sizes() throws {
        for style in [PageCode.slipStyle.text, PageCode.style.text] {
            for size in style.matches(of: /font-size: ([\d.]+)pt/) {
                let points = try #require(Double(String(size.1)))
                #expect(points >= 9, "\(size.0)")
            }
            for size in style.matches(of: /font-size: ([\d.]+)(px|rem)/) {
                let number = try #require(Double(String(size.1)))
                #expect(number * (size.2 == "px" ? 1 : 16) >= 14, "\(size.0)")
            }
        }
        let slip = try written(try TestClosing(names: ["张三"])).text("slips/0001.html")
        #expect(!slip.contains("dense") && !slip.contains("tight"))
        #expect(!slip.contains(".csv"))
    }

    @Test("In English no word of the forms is Chinese")
    func english() throws {
        var closing = try TestClosing(names: ["Zhang San"], township: "Fengmao")
        closing.losesEquipment = true
        let folder = try TemporaryFolder()
        let names = try closing.write(ClosingReports.all(in: .english), to: folder)
        #expect(names.count { !$0.hasPrefix("en/") } == names.count { $0.hasPrefix("en/") })
        // What is beside them stays as it is without them.
        let alone = try written(closing).files()
        for (name, bytes) in alone { #expect(try folder.files()[name] == bytes, "\(name)") }
        for name in ["en/report.html", "en/slips.html", "en/slips/index.html"] {
            let page = try folder.text(name)
            #expect(page.contains("<html lang=\"en\">"), "\(name)")
            for word in [
                "名次", "姓名", "总分", "等次", "应考核", "优秀", "不合格", "扣分", "考核项", "办事处", "村", "应发", "提示", "条款", "回到", "发放", "申诉",
                "月份", "本季",
            ] {
                // The rulebook and the roster are in the language in which they were written.
                let body = page.replacing(/《[^》]*》|办Zhang San|By [^<]*|<td[^>]*>[^<]*<\/td>/, with: "")
                #expect(!body.contains(word), "\(word) in \(name)")
            }
        }
    }

    @Test("The workbook counts pages by sheet, groups deductions by member and has the pay sheet early")
    func workbook() throws {
        let folder = try written(try TestClosing(names: ["张三", "李四"]))
        let archive = try ZIPReader(path: folder.path + "/report.xlsx", policy: .gentle)
        func xml(_ path: String) throws -> String {
            let entry = try #require(archive.entry(path))
            return String(decoding: try archive.bytes(of: entry, limit: 1 << 24), as: UTF8.self)
        }
        let book = try xml("xl/workbook.xml")
        let names = book.matches(of: /<sheet name="([^"]*)"/).map { String($0.1) }
        #expect(names.prefix(3) == ["概况", "总分排名", "发放表"])
        for place in 1...8 {
            let sheet = try xml("xl/worksheets/sheet\(place).xml")
            #expect(sheet.contains("useFirstPageNumber=\"1\"") && sheet.contains("第 &amp;P 页"), "\(place)")
            #expect(!sheet.contains("&amp;N"), "\(place)")
        }
        let deductions = try xml("xl/worksheets/sheet5.xml")
        #expect(deductions.contains("outlineLevel=\"1\""))
        #expect(deductions.contains("扣分 "))
        let pay = try xml("xl/worksheets/sheet3.xml")
        for word in ["办张三（1 人）", "小计", "主要领导：", "领款人签字"] { #expect(pay.contains(word), "\(word)") }
    }
}
