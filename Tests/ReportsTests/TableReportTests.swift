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
                    "月通报", of: [(name, "96.5", "18/18"), ("李四", "100", "")],
                    [
                        .init("姓名") { $0.0 }, .init("得分", isNumber: true) { $0.1 },
                        .init("走访", isNumber: true) { $0.2 },
                    ], note: "斜线后为应达到的数量")
            ])
    }

    @Test("A text of a record is shown and never runs")
    func escaped() throws {
        let page = try TablePage.text(Self.report("<script>alert(1)</script>"))
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("冯卯镇&lt;b&gt;通报"))
        #expect(page.contains("Content-Security-Policy"))
        #expect(!page.contains("script-src"))
    }

    @Test("Numbers are right-aligned, and an empty cell stays empty")
    func cells() throws {
        let page = try TablePage.text(Self.report())
        #expect(page.contains("<td class=\"n\">96.5</td><td class=\"n\">18/18</td>"))
        #expect(page.contains("<td class=\"k\">李四</td><td class=\"n\">100</td><td class=\"n\"></td></tr>"))
    }

    @Test("Equal tables give equal bytes, page and workbook")
    func equal() throws {
        let folder = NSTemporaryDirectory() + "table-report-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let names = try ["a", "b"].map { try Self.report().write(as: $0, into: folder) }
        #expect(names == [["a.xlsx", "a.html"], ["b.xlsx", "b.html"]])
        for (one, other) in zip(names[0], names[1]) {
            let first = try #require(FileManager.default.contents(atPath: folder + "/" + one))
            #expect(first == FileManager.default.contents(atPath: folder + "/" + other))
            #expect(!first.isEmpty)
        }
        let workbook = try #require(FileManager.default.contents(atPath: folder + "/a.xlsx"))
        #expect(workbook.starts(with: "PK".utf8))
    }
}
