import AssessmentKernel
import Closings
import Desk
import Foundation
import Histories
import Importing
import Ledger
import Outlook
import PaperWriter
import Papers
import Printing
import Sheets
import TestValues
import Testing
import Workspace
import XLSX

/// Holds `docs/privacy.md`: what is marked in the records is looked for in all that is written for people.
@Suite struct PrivacyTests {
    /// Free texts of records, which mention residents.
    private static let freeTexts = ["隐私甲一", "隐私乙二", "隐私丙三", "隐私丁四", "隐私戊五"]
    /// Numbers of identity and accounts.
    private static let secrets = ["11010519491231002X", "6223190012345678901", "农商行冯卯支行"]

    private func closed() throws -> TestTownship {
        let town = try TestTownship()
        let report = try town.importing([
            "account.csv":
                "工号,身份证号,开户行,银行账号\nM1,\(PrivacyTests.secrets[0]),\(PrivacyTests.secrets[2]),\(PrivacyTests.secrets[1])\n",
            "event.csv": """
            编号,工号,时间,地点,人物,描述,核查结论
            SJ1,M1,2021-07-05 09:00,隐私甲一,隐私乙二,隐私丙三,虚假
            SJ2,M1,2021-07-06 09:00,隐私甲一,,隐私丙三,

            """,
            "visit.csv": "编号,工号,日期,类别,走访对象,记录,核查结论\nZF1,M1,2021-07-05,普遍走访,隐私丁四,隐私戊五,无效\n",
            "ballot.csv": """
            编号,工号,日期,评议人,评价
            MY1,M1,2021-09-20,群众,不满意
            MY2,M1,2021-09-21,群众,满意
            MY3,M1,2021-09-22,村两委,基本满意

            """,
        ])
        #expect(report.isKept)
        try town.close(accepting: ["patrol", "attendance", "event", "visit"], writing: [.reports])
        return town
    }

    /// What is written for people in a closing: the page, the slips, the workbook.
    private func pages(_ town: TestTownship) throws -> [String: String] {
        var pages: [String: String] = [:]
        for (name, bytes) in try town.listing() where name.hasSuffix(".html") || name.hasSuffix(".csv") {
            pages[name] = String(decoding: bytes, as: UTF8.self)
        }
        #expect(pages.count > 8)
        let name = "closings/2021Q3-r1/report.xlsx"
        let workbook = try WorkbookReader(path: town.workspace.folder + "/" + name)
        var cells: [String] = []
        for sheet in workbook.sheets {
            let rows = try workbook.open(sheet)
            while let row = try rows.next() { cells += row.cells.map { String(decoding: $0.text, as: UTF8.self) } }
        }
        #expect(cells.count > 100)
        pages[name] = cells.joined(separator: "\n")
        return pages
    }

    @Test("Pages and result files have no free text, no vote, no identity or account")
    func closing() throws {
        let town = try closed()
        for (name, text) in try pages(town) {
            for secret in PrivacyTests.freeTexts + PrivacyTests.secrets {
                #expect(!text.contains(secret), "\(secret) in \(name)")
            }
            if !name.hasSuffix(".csv") {
                for vote in ["MY1", "MY3", "9月20日", "评议人"] {
                    #expect(!text.contains(vote), "\(vote) in \(name)")
                }
            }
        }
    }

    @Test("A group of fewer than three votes is not told by itself")
    func fewVotes() throws {
        let town = try closed()
        let explained = try town.workspace.explain("M1", .quarter(try quarter("2021Q3")), item: "satisfaction")
        let taken = try #require(explained.items.first?.deductions.first)
        #expect(taken.records.isEmpty && taken.counted?.count == 3)
        #expect(taken.reason?.chinese == "得分按满意度折算；共计入 3 票，某一组不足 3 票，不分组列出")
    }

    @Test("Originals, journal and rejects list of the workspace hold no account")
    func workspace() throws {
        let town = try closed()
        for entry in try town.workspace.journal() {
            for secret in PrivacyTests.secrets { #expect(!entry.detail.contains(secret)) }
        }
        #expect(!town.isThere("rejects.csv"))
    }

    @Test("Papers show accounts where they are asked for alone, and never a free text or a vote", .enabled(if: canRead))
    func papers() throws {
        let town = try closed()
        var options = PrintOptions()
        _ = try town.workspace.print(quarter("2021Q3"), options, to: town.folder + "/without")
        options.withAccounts = true
        options.papers = [.payroll]
        _ = try town.workspace.print(quarter("2021Q3"), options, to: town.folder + "/with")
        for name in try FileManager.default.contentsOfDirectory(atPath: town.folder + "/without")
        where name.hasSuffix(".pdf") {
            let text = try PrivacyTests.text(town.folder + "/without/" + name)
            #expect(text.contains("冯卯镇"))
            for secret in PrivacyTests.freeTexts + PrivacyTests.secrets + ["不满意", "MY1"] {
                #expect(!text.contains(secret), "\(secret) in \(name)")
            }
        }
        #expect(try PrivacyTests.text(town.folder + "/with/2021Q3-发放表.pdf").contains(PrivacyTests.secrets[1]))
    }

    @Test("Histories, outlooks and the papers of a year have none of it either", .enabled(if: canRead))
    func laterPapers() throws {
        let town = try closed()
        for text in ["2021Q1", "2021Q2", "2021Q4"] { try town.close(text, today: "2022-01-01") }
        let year = try #require(Year(2021))
        _ = try town.workspace.review(year, today: day("2022-01-01"), now: "2022-01-01T00:00:00Z")
        _ = try town.workspace.print(year, PrintOptions(), to: town.folder + "/year")
        var texts: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: town.folder + "/year")
        where name.hasSuffix(".pdf") { texts[name] = try PrivacyTests.text(town.folder + "/year/" + name) }
        #expect(texts.count == 4)
        let book = try town.workspace.historyBook(of: .township)
        texts["history"] = String(decoding: book.page(in: .chinese), as: UTF8.self)
        let outlook = try town.workspace.outlook(
            quarter("2021Q3"), asOf: day("2021-09-25"), today: day("2022-01-01"), matters: 20)
        texts["outlook"] = outlook.outlook.members.flatMap(\.matters).map(\.told.chinese).joined(separator: "\n")
        for (name, text) in texts {
            #expect(!text.isEmpty)
            for secret in PrivacyTests.freeTexts + PrivacyTests.secrets + ["MY1", "不满意", "9月20日"] {
                #expect(!text.contains(secret), "\(secret) in \(name)")
            }
        }
    }

    private static let canRead =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext") && (try? Typefaces()) != nil

    private static func text(_ path: String) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
        process.arguments = [path, "-"]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).filter { !$0.isNewline }
    }
}
