import AssessmentKernel
import Foundation
import Testing

@testable import Reports

@Suite struct TableReportTests {
    private static func report(_ name: String = "张三") -> TableReport {
        TableReport(
            "冯卯镇<b>通报", basis: "截至 2021-07-31", day: CivilDate(dayNumber: 18_839),
            tables: [
                .init(
                    "月通报", [.init("姓名"), .init("得分", isNumber: true), .init("走访", isNumber: true)],
                    rows: [[name, "96.5", "18/18"], ["李四", "100"]], note: "斜线后为应达到的数量")
            ])
    }

    @Test("A text of a record is shown and never runs")
    func escaped() throws {
        let page = String(decoding: try Self.report("<script>alert(1)</script>").page(), as: UTF8.self)
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("冯卯镇&lt;b&gt;通报"))
        #expect(page.contains("Content-Security-Policy") && !page.contains("script-src"))
    }

    @Test("Numbers stand to the right, a row may be short")
    func cells() throws {
        let page = String(decoding: try Self.report().page(), as: UTF8.self)
        #expect(page.contains("<td class=\"n\">96.5</td><td class=\"n\">18/18</td>"))
        #expect(page.contains("<td class=\"k\">李四</td><td class=\"n\">100</td></tr>"))
    }

    @Test("Equal tables give equal bytes, page and workbook")
    func equal() throws {
        let folder = NSTemporaryDirectory() + "table-report-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["a.xlsx", "b.xlsx"] { try Self.report().writeWorkbook(to: folder + "/" + name) }
        let first = try #require(FileManager.default.contents(atPath: folder + "/a.xlsx"))
        #expect(first == FileManager.default.contents(atPath: folder + "/b.xlsx") && first.starts(with: "PK".utf8))
        #expect(try Self.report().page() == Self.report().page())
    }
}
