import AssessmentKernel
import Desk
import Digests
import Foundation
import Importing
import Ledger
import Rulebook
import Sheets
import TestValues
import Testing
import Workspace
import XLSX

@testable import Histories

/// Closed quarters as a page and a workbook.
@Suite struct HistoryBookTests {
    @Test("The book has the figures of the history, by group and by member")
    func figures() throws {
        let town = try TestTownship.afterTwoQuarters()
        let (book, history) = (
            try town.workspace.historyBook(of: .township), try town.workspace.history(of: .township)
        )
        #expect(book.periods.map(\.closing) == history.periods.map(\.closing.name))
        #expect(book.whole.quarters.map { $0?.total } == history.periods.map(\.total))
        #expect(book.whole.quarters.map { $0?.bands } == history.periods.map(\.bands))
        #expect(book.whole.quarters.map { $0?.lost } == history.periods.map(\.lost))
        #expect(book.whole.quarters.map { $0?.due } == history.periods.map(\.due))
        #expect(book.items.map(\.key) == history.items.map(\.key) && book.bands.map(\.key) == history.bands.map(\.key))
        #expect(book.unshown == 0 && !book.isOfOne && book.ranked == 5)
        // By the rank of the latest quarter; who was not in it comes last.
        #expect(book.people.map(\.member.code) == ["M1", "M2"])
        #expect(book.people[0].quarters.map { $0?.total } == [Points(59), Points(60)])
        #expect(book.people[0].change == Points(1))
        #expect(book.people[1].quarters.map { $0 == nil } == [false, true] && book.people[1].change == nil)
        #expect(book.villages.map(\.name) == ["东村"] && book.villages[0].quarters.map { $0?.members } == [2, 1])
        for subject in [HistorySubject.village("东村"), .office("一办")] {
            #expect(try town.workspace.historyBook(of: subject).whole.quarters.map { $0?.members } == [2, 1])
        }
        let one = try town.workspace.historyBook(of: .member("M1"))
        #expect(one.isOfOne && one.people.map(\.member.code) == ["M1"] && one.villages.isEmpty)
        #expect(one.whole.quarters.map { $0?.total.description } == ["59", "60"])
        #expect(throws: Problem.self) { try town.workspace.historyBook(of: .member("M9")) }
        #expect(throws: Problem.self) { try town.workspace.historyBook(of: .village("南村")) }
    }

    @Test("Without a closed quarter the page and the workbook say so")
    func nothing() throws {
        let town = try TestTownship()
        let book = try town.workspace.historyBook(of: .township)
        #expect(String(decoding: book.page(in: .chinese), as: UTF8.self).contains("没有已结算的季度"))
        #expect(try !book.workbook(in: .chinese).isEmpty)
    }

    @Test("The page runs and loads nothing, and its policy names both of its styles", arguments: Language.allCases)
    func page(_ language: Language) throws {
        let town = try TestTownship.afterTwoQuarters()
        let book = try town.workspace.historyBook(of: .township)
        let page = String(decoding: book.page(in: language), as: UTF8.self)
        let styles = page.components(separatedBy: "<style>").dropFirst().map {
            $0.components(separatedBy: "</style>")[0]
        }
        #expect(styles.count == 2)
        for style in styles {
            let hash = Data(SHA256.hash(data: Data(style.utf8)).bytes).base64EncodedString()
            #expect(page.contains("'sha256-\(hash)'"))
        }
        #expect(!page.contains("<script") && !page.contains("style=") && !page.contains("http://"))
        for text in ["2021Q3", "2021Q4", "M1", "59.50", "<svg"] { #expect(page.contains(text), "\(text)") }
        #expect(page.contains(language == .chinese ? "平均总分" : "Mean total"))
        #expect(page.contains(language == .chinese ? "各网格员" : "Members"))
        #expect(book.page(in: language) == (try town.workspace.historyBook(of: .township)).page(in: language))
    }

    @Test("Names cannot become markup, nor formulas")
    func hostile() throws {
        let town = try TestTownship.afterTwoQuarters()
        let row = "M1,\"<b>&\"\"'\",full-time,=1+1,<i>,1,2020-01-01,\n"
        let report = try town.importing(
            ["member.csv": "member,name,post,office,village,grid,joined_on,left_on\n" + row]
        ) { $0.amend = true }
        #expect(report.isKept)
        let page = String(
            decoding: try town.workspace.historyBook(of: .township).page(in: .chinese), as: UTF8.self)
        #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;") && !page.contains("<b>&"))
        #expect(!page.contains("<i>"))
    }

    @Test("The files are written whole, and never over another")
    func files() throws {
        let town = try TestTownship.afterTwoQuarters()
        let book = try town.workspace.historyBook(of: .township)
        let (page, workbook) = (town.folder + "/h.html", town.folder + "/h.xlsx")
        try book.write(page: page, workbook: workbook, in: .chinese)
        #expect(FileManager.default.contents(atPath: page).map { [UInt8]($0) } == book.page(in: .chinese))
        #expect(FileManager.default.contents(atPath: workbook).map { [UInt8]($0) } == (try book.workbook(in: .chinese)))
        let read = try WorkbookReader(path: workbook)
        #expect(read.sheets.map(\.name) == ["走势", "各项人均扣分", "网格员"])
        try FileManager.default.removeItem(atPath: page)
        #expect(throws: Problem.self) { try book.write(page: page, workbook: workbook, in: .chinese) }
        #expect(!FileManager.default.fileExists(atPath: page))
    }
}
