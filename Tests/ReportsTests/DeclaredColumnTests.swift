import AssessmentKernel
import Closing
import ResultTables
import TestValues
import Testing
import ZIP

@testable import Reports

/// A column that a result table declares is in every report that shows the table.
@Suite struct DeclaredColumnTests {
    private func text(_ path: String, _ workbook: String) throws -> String {
        let archive = try ZIPReader(path: workbook, policy: .gentle)
        let entry = try #require(archive.entry(path))
        return String(decoding: try archive.bytes(of: entry, limit: 1 << 24), as: UTF8.self)
    }

    @Test func aNewPayColumnIsInWorkbookPageAndSlips() throws {
        let closing = try TestClosing(names: ["张三"]) { tables in
            tables.pay = ClosingTables.pay.adding([
                .yuan("heat_bonus", "高温补贴", "Heat bonus") { $0.pay.base + Yuan(1) },
                .yuan("heat_fine", "高温扣款", "Heat fine") { _ in Yuan(7) }.shown(taken: true),
                .yuan("cold_bonus", "低温补贴", "Cold bonus") { _ in .zero },
                .text("note", "发放说明", "Note") { _ in "<说明>" },
                .yuan("inner", "内部数", "Inner") { _ in Yuan(9_999) }.shown(to: []),
            ])
        }
        let folder = try TemporaryFolder()
        _ = try closing.write(to: folder)
        func row(_ title: String, _ cells: [String]) -> String {
            "<tr><th scope=\"row\">\(title)</th>" + cells.map { "<td class=\"n\">\($0)</td>" }.joined() + "</tr>"
        }
        for name in ["report.html", "slips.html", "slips/0001.html"] {
            let page = try folder.text(name)
            #expect(page.contains(row("高温补贴", ["201.00", "201.00", "201.00", "603.00"])), "\(name)")
            #expect(page.contains(row("高温扣款", ["-7.00", "-7.00", "-7.00", "-21.00"])), "\(name)")
            #expect(page.contains(row("发放说明", ["&lt;说明&gt;", "&lt;说明&gt;", "&lt;说明&gt;", ""])), "\(name)")
            #expect(!page.contains("低温补贴"), "\(name) has a column without a value")
            #expect(!page.contains("内部数"), "\(name)")
            #expect(!page.contains("9999"), "\(name)")
        }
        let workbook = folder.path + "/report.xlsx"
        let words = try text("xl/worksheets/sheet6.xml", workbook)
        for title in ["高温补贴", "高温扣款", "低温补贴", "发放说明", "&lt;说明&gt;"] { #expect(words.contains(title)) }
        #expect(!words.contains("内部数"))
        #expect(words.contains("<v>201</v>"))
        // On the sheet that everybody signs the columns stand with their sums, but for one that nobody has.
        let signed = try text("xl/worksheets/sheet3.xml", workbook)
        for title in ["高温补贴", "高温扣款"] { #expect(signed.contains(title)) }
        #expect(signed.contains("<v>603</v>") && signed.contains("<v>-21</v>"))
        for title in ["低温补贴", "发放说明", "内部数"] { #expect(!signed.contains(title)) }
    }

    @Test func aNewColumnOfTheRankingIsInWorkbookAndPage() throws {
        let closing = try TestClosing(names: ["张三"]) { tables in
            tables.totals = ClosingTables.totals.adding([
                .count("quarters", "季度数", "Quarters") { _ in 4_321 },
                .flag("is_new", "新任", "New") { _ in true },
            ])
        }
        let folder = try TemporaryFolder()
        _ = try closing.write(to: folder)
        let page = try folder.text("report.html")
        #expect(page.contains("<th scope=\"col\" class=\"n\">季度数</th><th scope=\"col\">新任</th></tr>"))
        #expect(page.contains("<td class=\"n\">4321</td><td>是</td></tr>"))
        let workbook = folder.path + "/report.xlsx"
        let ranking = try text("xl/worksheets/sheet2.xml", workbook)
        #expect(ranking.contains("季度数"))
        #expect(ranking.contains("<v>4321</v>"))
    }

    @Test func aNewColumnOfTheNoticeIsInWorkbookAndPage() throws {
        let closing = try TestClosing(names: ["张三", "李四", "王五"])
        let rules = closing.head.rules
        let month = try month("2021-08")
        let rows = try closing.members.compactMap {
            try rules.notice(try closing.subject($0), month: month, asOf: month.range.last, owed: .zero)
        }
        let table = NoticeTables.members.adding([
            .yuan("heat_bonus", "高温补贴", "Heat bonus") { $0.base + Yuan(1) }
        ])
        let notice = MonthNotice(rows, month: month, asOf: month.range.last, rules: rules)
        let report = TableReport(notice, table, township: "冯卯镇")
        let titles = report.tables[0].columns.map(\.title)
        #expect(Array(titles.prefix(5)) == ["名次", "工号", "姓名", "村", "得分"])
        #expect(Array(titles.suffix(5)) == ["基本补贴", "抵扣", "实发", "高温补贴", "签收"])
        // One member has left before the month.
        #expect(report.tables[0].rows.count == 2)
        #expect(report.tables[0].rows[0].contains("201.00"))
        #expect(try TablePage.text(report).contains("<td class=\"n\">201.00</td>"))
    }

    @Test("Every name that a table puts first is one of its columns or comes with the measures")
    func leading() throws {
        let tables = ClosingTables.all + ReviewTables.all.map(\.schema) + [NoticeTables.members.schema]
        for table in tables {
            #expect(Set(table.leading).isSubset(of: table.columns.map(\.key)), "\(table.title.english)")
            let keys = table.columns.filter { $0.place != .readers }.map(\.key)
            #expect(Set(keys).count == keys.count, "\(table.title.english)")
        }
    }
}
