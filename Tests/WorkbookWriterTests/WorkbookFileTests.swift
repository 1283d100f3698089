import AssessmentKernel
import Foundation
import TestValues
import Testing
import ZIP

@testable import WorkbookWriter

@Suite(.serialized) struct WorkbookFileTests {
    private let created = CivilDate(dayNumber: 18_900)

    /// Writes a workbook of one sheet and returns its bytes and the text of a part.
    private func written(
        _ part: String = "xl/worksheets/sheet1.xml", streamed: Bool = true,
        created: CivilDate = CivilDate(dayNumber: 18_900), _ fill: (SheetWriter) -> Void
    ) throws -> (bytes: Data, part: String) {
        let folder = try TemporaryFolder()
        let path = folder.path + "/book.xlsx"
        let workbook = try WorkbookFile(path, title: "表 <1>", created: created, streamed: streamed)
        fill(try workbook.sheet("得分"))
        try workbook.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["book.xlsx"])
        let archive = try ZIPReader(path: path, policy: .gentle)
        let entry = try #require(archive.entry(part))
        let text = String(decoding: try archive.bytes(of: entry, limit: 1 << 24), as: UTF8.self)
        return (try Data(contentsOf: URL(fileURLWithPath: path)), text)
    }

    @Test("A text stays a text, whatever it begins with", arguments: [true, false])
    func noFormula(streamed: Bool) throws {
        let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org", "mailto:a@b", "0012", "TRUE", "1e9"]
        let (_, xml) = try written(streamed: streamed) { sheet in
            for (row, text) in texts.enumerated() { sheet.write(text, row: row, column: 0) }
        }
        #expect(!xml.contains("<f>"))
        #expect(!xml.contains("hyperlink"))
        #expect(xml.components(separatedBy: streamed ? #"t="inlineStr""# : #"t="s""#).count == texts.count + 1)
    }

    @Test("What XML cannot hold is replaced, and markup is escaped")
    func hostile() throws {
        let (_, xml) = try written { sheet in
            sheet.write("a\0b\u{FFFE}c", row: 0, column: 0)
            sheet.write("</t><f>1</f>&\"", row: 1, column: 0)
            sheet.write("_x0041_", row: 2, column: 0)
            sheet.write("\u{1}", row: 3, column: 0)
            sheet.write(String(repeating: "长", count: 40_000), row: 4, column: 0)
        }
        #expect(xml.contains("a\u{FFFD}b\u{FFFD}c"))
        #expect(!xml.contains("<f>"))
        #expect(xml.contains("_x005F_x0041_"))
        #expect(xml.contains("_x0001_"))
        #expect(xml.contains("长…<"))
    }

    @Test("Hundredths are written as decimal numbers")
    func numbers() throws {
        let (_, xml) = try written { sheet in
            sheet.write(hundredths: 2_856_322, row: 0, column: 0)
            sheet.write(hundredths: -5, row: 0, column: 1)
            sheet.write(7, row: 0, column: 2)
        }
        #expect(xml.contains("<v>28563.22</v>"))
        #expect(xml.contains("<v>-0.05</v>"))
        #expect(xml.contains("<v>7</v>"))
    }

    @Test("Equal calls give equal bytes, in another time zone too")
    func determinism() async throws {
        await #expect(processExitsWith: .success) {
            func book() throws -> Data {
                try WorkbookFileTests().written { sheet in
                    sheet.print(isLandscape: true, headerRows: 0...0, foot: "A & B")
                    sheet.freeze(rows: 1)
                    sheet.write("工号", row: 0, column: 0, .header)
                    sheet.write("FM0001", row: 1, column: 0)
                    sheet.write(hundredths: 100, row: 1, column: 1)
                    sheet.draw(
                        .init(.bars, title: "图", axis: "分", rows: 1...1, names: 0, values: 1), row: 3, column: 0,
                        width: 300, height: 200)
                }.bytes
            }
            setenv("TZ", "America/New_York", 1)
            tzset()
            let first = try book()
            setenv("TZ", "Asia/Shanghai", 1)
            tzset()
            try #require(try book() == first)
        }
        let core = try written("docProps/core.xml") { _ in }.part
        #expect(core.contains("2021-09-30T00:00:00Z"))
        let epoch = try written("docProps/core.xml", created: CivilDate(dayNumber: 0)) { _ in }.part
        #expect(epoch.contains("1970-01-01T00:00:01Z"))
    }

    @Test("Choices, bounds and comments reach the file")
    func checks() throws {
        let fill: (SheetWriter) -> Void = { sheet in
            sheet.write("岗位", row: 0, column: 0)
            sheet.comment("专职或兼职", row: 0, column: 0)
            sheet.check(.oneOf(["专职", "兼职"]), rows: 1...99, column: 0, message: "请从列表中选")
            sheet.check(.oneOf(["a,b"]), rows: 1...99, column: 1, message: "")
            sheet.check(.day, rows: 1...99, column: 2, message: "日期")
            sheet.check(.decimal(0...100), rows: 1...99, column: 3, message: "数")
        }
        let xml = try written(streamed: false, fill).part
        #expect(xml.contains("&quot;专职,兼职&quot;") || xml.contains("\"专职,兼职\""))
        #expect(!xml.contains("a,b"))
        #expect(xml.contains(#"type="date""#))
        #expect(xml.contains(#"type="decimal""#))
        #expect(try written("xl/comments1.xml", streamed: false, fill).part.contains("专职或兼职"))
    }

    @Test("A missing folder, a bad sheet name and a row out of order are reported")
    func failures() throws {
        let nowhere = NSTemporaryDirectory() + "/kaohe-\(UUID().uuidString)/book.xlsx"
        let kind = #expect(throws: Problem.self) {
            let workbook = try WorkbookFile(nowhere, title: "", created: created)
            _ = try workbook.sheet("a")
            try workbook.close()
        }?.kind
        #expect(kind == .cannotWrite || kind == .fault)
        let folder = try TemporaryFolder()
        let workbook = try WorkbookFile(folder.path + "/b.xlsx", title: "", created: created)
        #expect(throws: Problem.self) { try workbook.sheet("a/b") }
        let sheet = try workbook.sheet("a")
        sheet.write("2", row: 2, column: 0)
        sheet.write("1", row: 1, column: 0)
        #expect(throws: Problem.self) { try workbook.close() }
    }
}
