import AssessmentKernel
import Closings
import Desk
import Foundation
import Importing
import Intake
import Ledger
import PaperWriter
import Papers
import Printing
import TestValues
import Testing
import Workspace

@Suite(.enabled(if: (try? Typefaces()) != nil, "this machine has no Chinese letters")) struct PrintTests {
    private func closed(_ files: [String: String] = [:]) throws -> TestTownship {
        let town = try TestTownship()
        if !files.isEmpty { #expect(try town.importing(files).isKept) }
        try town.close()
        return town
    }

    private static let accounts = """
        工号,身份证号,开户行,银行账号
        M1,11010519491231002X,农商行冯卯支行,6223190012345678901
        M2,440524188001010014,农商行冯卯支行,6223190012345678902

        """

    @Test("All papers of a closed quarter are made, and nothing in the ledger changes")
    func allPapers() throws {
        let town = try closed()
        let before = try town.listing()["ledger.sqlite"]
        let outcome = try town.workspace.print(quarter("2021Q3"), PrintOptions(), to: nil)
        #expect(outcome.name == "2021Q3-r1" && outcome.folder == town.workspace.folder + "/papers")
        #expect(
            outcome.files == [
                "2021Q3-公示表.pdf", "2021Q3-公示表.docx", "2021Q3-发放表.pdf", "2021Q3-告知单.pdf", "2021Q3-通报.pdf",
                "2021Q3-通报.docx", "2021Q3-简报.pdf", "2021Q3-认定表.pdf",
            ])
        #expect(outcome.leftOut.map(\.paper) == [.bank, .receipt])
        #expect(outcome.missing.isEmpty && outcome.blanks == [.telephone, .place])
        let there = try FileManager.default.contentsOfDirectory(atPath: outcome.folder).sorted()
        #expect(there == outcome.files.sorted())
        #expect(try town.listing()["ledger.sqlite"] == before)
    }

    @Test("Printed again, the papers are the same to the byte")
    func again() throws {
        let town = try closed()
        _ = try town.workspace.print(quarter("2021Q3"), PrintOptions(), to: town.folder + "/a")
        _ = try town.workspace.print(quarter("2021Q3"), PrintOptions(), to: town.folder + "/b")
        for name in try FileManager.default.contentsOfDirectory(atPath: town.folder + "/a") {
            let (first, second) = (town.folder + "/a/" + name, town.folder + "/b/" + name)
            #expect(
                FileManager.default.contents(atPath: first) == FileManager.default.contents(atPath: second), "\(name)")
        }
    }

    @Test("Slips are one file, and one each by name where they are asked for")
    func slips() throws {
        let town = try closed()
        var options = PrintOptions()
        options.papers = [.slips]
        options.singly = true
        options.pictures = true
        let outcome = try town.workspace.print(quarter("2021Q3"), options, to: town.folder + "/out")
        #expect(outcome.files == ["2021Q3-告知单.pdf", "2021Q3-告知单/"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: town.folder + "/out/2021Q3-告知单").sorted() == [
                "2021Q3-M1-王芳.pdf", "2021Q3-M1-王芳.png", "2021Q3-M2-李强.pdf", "2021Q3-M2-李强.png",
            ])
    }

    @Test("A quarter that is not closed has no papers, and a named folder's files stay")
    func refusals() throws {
        let town = try TestTownship()
        #expect(throws: Problem.self) {
            try town.workspace.print(quarter("2021Q3"), PrintOptions(), to: town.folder + "/out")
        }
        #expect(!FileManager.default.fileExists(atPath: town.folder + "/out"))
        try town.close()
        _ = try town.workspace.print(quarter("2021Q3"), PrintOptions(), to: town.folder + "/out")
        let path = town.folder + "/out/2021Q3-公示表.pdf"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: Problem.self) {
            try town.workspace.print(quarter("2021Q3"), PrintOptions(), to: town.folder + "/out")
        }
        #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
        let left = try FileManager.default.contentsOfDirectory(atPath: town.folder + "/out").filter {
            $0.hasPrefix(".")
        }
        #expect(left.isEmpty)
    }

    @Test("Accounts are on the bank list, and nowhere else unless asked for")
    func accounts() throws {
        // Whoever joined late is not rated, and so is paid something of the base.
        let town = try closed([
            "member.csv": "工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期\nM4,孙丽,专职,二办,西村,2,2021-09-27,\n",
            "account.csv": "工号,身份证号,开户行,银行账号\nM4,11010519491231002X,农商行冯卯支行,6223190012345678901\n",
        ])
        let outcome = try town.workspace.print(quarter("2021Q3"), PrintOptions(), to: town.folder + "/out")
        #expect(outcome.files.contains("2021Q3-银行代发清单.xlsx"))
        #expect(outcome.leftOut.map(\.paper) == [.receipt])
    }

    @Test("The original of accounts is not kept, and the journal misses nothing")
    func unkeptOriginal() throws {
        let town = try closed(["account.csv": PrintTests.accounts])
        // The roster's original alone.
        #expect(try town.listing().keys.filter { $0.hasPrefix("imports/") }.count == 1)
        #expect(try town.workspace.checkJournal().isEmpty)
    }

    @Test(
        "An identity number needs 18 characters and its check digit",
        arguments: [
            ("11010519491231002X", true), ("11010519491231002x", true), ("110105194912310021", false),
            ("110105491231002", false), ("1101051949123100 2X", false), ("４４０５２４１８８００１０１００１４", true), ("", true),
        ])
    func identityNumbers(_ number: String, _ isValid: Bool) throws {
        let town = try TestTownship()
        let report = try town.importing(["account.csv": "工号,身份证号\nM1,\(number)\n"])
        #expect(report.isKept == isValid)
        if !isValid { #expect(report.firstRejects.first?.column == "id_number") }
    }

    @Test("Settings are kept, journalled and checked")
    func settings() throws {
        let town = try TestTownship()
        #expect(try town.workspace.settings().isEmpty)
        _ = try town.workspace.set([.telephone: "0632-1", .postingDays: "7"], now: TestTownship.now)
        let now = try town.workspace.set([.telephone: "0632-2", .postingDays: ""], now: TestTownship.now)
        #expect(now == [.telephone: "0632-2"])
        let entries = try town.workspace.journal().filter { $0.kind == "setting" }
        #expect(entries.map(\.subject) == ["telephone", "posting-days", "telephone", "posting-days"])
        #expect(try town.workspace.checkJournal().isEmpty)
        for wrong in [[SettingKey.postingDays: "0"], [.appealDays: "五"], [.place: "一\n二"], [.leader: " "]] {
            #expect(throws: Problem.self) { try town.workspace.set(wrong, now: TestTownship.now) }
        }
    }
}
