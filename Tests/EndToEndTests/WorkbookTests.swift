import Foundation
import Testing
import WorkbookMaking

extension EndToEnd {
    /// Workbooks and profiles on the command line.
    @Suite struct WorkbookTests {
        private static let calendar: [[TestWorkbook.Cell]] = [
            ["工作日历"], ["日期", "类别"], [.day("44561"), "休息日"], ["2021.12.30", "holiday"],
        ]

        @Test("A workbook is imported by its sheets; what is left out is reported on standard error")
        func imported() throws {
            let place = try Fixture.imported.get().copy()
            let path = place.home / "年底.xlsx"
            try TestWorkbook([("工作日历", Self.calendar), ("草稿", [["x"]])]).copy(to: path)
            let answer = try place.run("import", path, "--json")
            #expect(answer.code == 0, "\(answer.all)")
            let json = try answer.json(ImportAnswer.self)
            #expect(json.files.map(\.file) == ["年底.xlsx#工作日历"])
            #expect(answer.notes.contains("年底.xlsx#草稿"))
            let found = "SELECT count(*) FROM calendar WHERE date IN (20211230, 20211231)"
            #expect(try LedgerLook.number(place.ledger, found) == 2)
        }

        @Test("A file with a workbook's name that is not one is reported as what it is, with how to save it")
        func forms() throws {
            let place = try Fixture.imported.get().copy()
            let forms: [(name: String, bytes: [UInt8], words: String, next: String)] = [
                ("calendar.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "不完整", "重新导出"),
                ("calendar.xls", Array("<html><table></table></html>".utf8), "网页", "另存"),
                ("calendar.et", [0x09, 0x08, 0x10, 0x00], "不完整", "重新导出"),
                ("calendar.xlsx", [0x50, 0x4B, 3, 4], "ZIP", "另存"),
                ("calendar.xlsx", Array("%PDF-1.7".utf8), "不是表格文件", "重新导出"),
            ]
            for form in forms {
                let before = try Snapshot(place.path)
                let answer = try place.run("import", try place.write(form.name, form.bytes))
                #expect(answer.code == 65, "\(answer.all)")
                #expect(answer.notes.contains(form.words), "\(answer.notes)")
                #expect(answer.notes.contains(form.next), "\(answer.notes)")
                #expect(try Snapshot(place.path).difference(before) == [])
            }
        }

        @Test("A completed draft of a profile imports a file whose column names alone would fail")
        func profile() throws {
            let place = try Fixture.imported.get().copy()
            let rows: [[TestWorkbook.Cell]] = [["放假安排"], ["放假日期", "日期类别"], [.day("44561"), "停工"]]
            let path = place.home / "放假.xlsx"
            try TestWorkbook([("Sheet1", rows)]).copy(to: path)
            #expect(try place.run("import", path).code == 65)
            let draft = try place.run("profile", path, "--table", "工作日历")
            #expect(draft.code == 0, "\(draft.all)")
            #expect(draft.output.contains("\"停工\": ?"), "\(draft.output)")
            #expect(draft.notes.contains("待定"))
            let yaml = draft.output + "\nvalues: {kind: {停工: 休息日}}\n"
            let profile = try place.write("放假.yaml", yaml)
            let answer = try place.run("import", path, "--profile", profile)
            #expect(answer.code == 0, "\(answer.all)")
            let bad = try place.write("错.yaml", yaml + "extra: 1\n")
            let refused = try place.run("import", path, "--profile", bad)
            #expect(refused.code == 65, "\(refused.all)")
            #expect(refused.notes.contains("extra"), "\(refused.all)")
            #expect(try place.run("import", path, "--profile", profile, "--table", "event").code == 64)
        }
    }
}
