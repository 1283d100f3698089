import AssessmentKernel
import Foundation
import Importing
import Ledger
import Sheets
import Testing
import WorkbookMaking
import Workspace
import XLSX

/// `rejects-<file>.xlsx`: what was rejected, to be corrected and imported.
@Suite struct RejectsWorkbookTests {
    /// All cells of a workbook's sheets, one line per row.
    private func lines(_ town: TestTownship, _ name: String) throws -> [String] {
        let workbook = try WorkbookReader(path: town.workspace.folder + "/" + name)
        var lines: [String] = []
        for sheet in workbook.sheets {
            lines.append("[\(sheet.name)]")
            let rows = try workbook.open(sheet)
            while let row = try rows.next() {
                let cells = row.cells.map { "\($0.column)=\(String(decoding: $0.text, as: UTF8.self))" }
                #expect(row.cells.allSatisfy { $0.kind == .text })
                lines.append("\(row.number): " + cells.joined(separator: " | "))
            }
        }
        return lines
    }

    private static let duties = """
        编号,工号,截止日期,办结日期,督办人
        0012,M1,2021-07-12,,=1+1
        D2,M9,2021-07-12,,乙
        D3,M1,七月,,丙
        """

    @Test(
        "The rejected rows are in the clerk's own columns, each with its reason, and can be imported once corrected"
    )
    func corrected() throws {
        let town = try TestTownship()
        let report = try town.importing(["交办/duty.csv": Self.duties]) { $0.acceptValid = true }
        #expect(report.counts.inserted == 1)
        #expect(report.rejectsWorkbooks == ["rejects-交办-duty.xlsx"])
        #expect(
            try lines(town, "rejects-交办-duty.xlsx") == [
                "[交办事项]", "1: 0=编号 | 1=工号 | 2=截止日期 | 3=办结日期 | 4=督办人 | 5=原因",
                "2: 0=D2 | 1=M9 | 2=2021-07-12 | 4=乙 | 5=网格员名册中没有此工号",
                "3: 0=D3 | 1=M1 | 2=七月 | 4=丙 | 5=不是有效日期（如 2021-07-01、2021年7月1日）",
            ])
        let path = town.workspace.folder + "/rejects-交办-duty.xlsx"
        let same = try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        #expect(same.rejectCount == 2)
        #expect(same.files[0].unknownColumns == ["督办人"])
        try TestWorkbook([
            ("交办事项", [["编号", "工号", "截止日期", "原因"], ["D2", "M2", "2021-07-12", "网格员名册中没有此工号"]])
        ]).copy(to: path)
        let corrected = try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        #expect(corrected.counts.inserted == 1)
        #expect(corrected.files[0].unknownColumns == [])
    }

    @Test("They are removed when nothing is rejected any more, except one that the clerk has changed")
    func gone() throws {
        let town = try TestTownship()
        let files = ["duty.csv": Self.duties, "event.csv": "event,member,occurred_at\nE1,M9,2021-07-01 8:30\n"]
        #expect(try town.importing(files).rejectsWorkbooks == ["rejects-event.xlsx", "rejects-duty.xlsx"])
        let edited = town.workspace.folder + "/rejects-duty.xlsx"
        try TestWorkbook([("交办事项", [["编号"]])]).copy(to: edited)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: edited))
        #expect(try town.importing(files).rejectsWorkbooks == ["rejects-event.xlsx", "rejects-duty-2.xlsx"])
        #expect(try Data(contentsOf: URL(fileURLWithPath: edited)) == bytes)
        try FileManager.default.removeItem(atPath: town.folder + "/in/event.csv")
        try town.importing(["duty.csv": "编号,工号,截止日期\nD1,M1,2021-07-12\n"])
        #expect(!town.isThere("rejects-event.xlsx"))
        #expect(!town.isThere("rejects-duty-2.xlsx"))
        #expect(town.isThere("rejects-duty.xlsx"))
        #expect(!town.isThere(".rejects-workbooks"))
        #expect(!town.isThere("rejects.csv"))
    }

    @Test("Equal rejects give equal bytes")
    func deterministic() throws {
        var bytes: [Data] = []
        for _ in 0..<2 {
            let town = try TestTownship()
            try town.importing(["duty.csv": Self.duties])
            bytes.append(try Data(contentsOf: URL(fileURLWithPath: town.workspace.folder + "/rejects-duty.xlsx")))
        }
        #expect(bytes[0] == bytes[1])
    }

    @Test("Sheets keep their names, conflicts and checks their order, errors are blank, and strange files do no harm")
    func sheets() throws {
        let town = try TestTownship()
        try town.importing(["duty.csv": "编号,工号,截止日期\nD1,M1,2021-07-12\nD2,M1,2021-07-12\n"])
        try FileManager.default.removeItem(atPath: town.folder + "/in/duty.csv")
        let duties: [[TestWorkbook.Cell]] = [
            ["标题"], ["编号", "工号", "截止日期"], ["D1", "M1", .day("44390")], ["D4", .raw("e", "<v>#N/A</v>"), .day("44390")],
            ["D2", "M1", .day("44391")], ["D5", "M1", .day("44391"), "旁注"],
        ]
        let events: [[TestWorkbook.Cell]] = [["编号", "工号", "时间"], ["E1", "M1", .day("44390")]]
        try TestWorkbook([("duty", duties), ("事件登记", events)]).copy(to: town.folder + "/in/七月.xlsx")
        try town.write(
            "calendar.csv",
            "date,kind,\"note\nmore\"\n2021-13-01,holiday," + String(repeating: "长", count: 20_000) + "\n")
        let report = try town.importing([:])
        // What no cell of a sheet can hold is only in rejects.csv.
        #expect(report.rejectCount == 6)
        #expect(report.rejectsWorkbooks == ["rejects-七月.xlsx"])
        #expect(
            try lines(town, "rejects-七月.xlsx") == [
                "[事件登记]", "1: 0=编号 | 1=工号 | 2=时间 | 3=原因",
                "2: 0=E1 | 1=M1 | 2=2021-07-13 | 3=不是有效的日期时间（如 2021-07-01 08:30）：缺少时间", "[duty]",
                "1: 0=编号 | 1=工号 | 2=截止日期 | 3=原因",
                "2: 0=D1 | 1=M1 | 2=2021-07-13 | 3=编号“D1”：本行（七月.xlsx#duty 第 3 行）与账本（导入 2：duty.csv 第 2 行）不同：“截止日期”本行为“2021-07-13”，账本为“2021-07-12”。像是另一条记录用了同一编号：请先核对编号；确是同一条记录，才更正账本",
                "3: 0=D4 | 2=2021-07-13 | 3=单元格是公式错误值 | 4=标色的格原为公式错误或没有结果，填好后请删去此格",
                "4: 0=D2 | 1=M1 | 2=2021-07-14 | 3=编号“D2”：本行（七月.xlsx#duty 第 5 行）与账本（导入 2：duty.csv 第 3 行）不同：“截止日期”本行为“2021-07-14”，账本为“2021-07-12”。像是另一条记录用了同一编号：请先核对编号；确是同一条记录，才更正账本",
                "5: 0=D5 | 1=M1 | 2=2021-07-14 | 3=单元格数与表头不一致：表头右侧的 D 列有内容“旁注”；如属多余请删去，如是错列请改正 | 4=旁注",
            ])
        let path = town.workspace.folder + "/rejects-七月.xlsx"
        let again = try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        #expect(again.rejectCount == 5)
        #expect(again.counts.inserted == 0)
    }

    @Test("A profile finds again what it looks for: the rows above the header and the sheet's name")
    func profile() throws {
        let town = try TestTownship()
        let rows: [[TestWorkbook.Cell]] = [
            ["2021年7月走访"], ["统计日期", "2021-07-31"], ["编码", "日子", "备注"], ["M1", "2021-07-05", "好"],
            ["M8", "2021-07-05", "好", "旁注"],
        ]
        try TestWorkbook([("东村", rows)]).copy(to: town.folder + "/in/七月.xlsx")
        let yaml = "profile: 1\ntable: 走访日志\ncolumns: {member: 编码, date: 日子}\nignore: [备注]\n"
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: town.folder + "/p.yaml"))
        let report = try town.importing([:]) { options in
            options.profile = try? town.workspace.profile(at: town.folder + "/p.yaml")
            options.acceptValid = true
        }
        #expect(report.counts.inserted == 1)
        #expect(report.rejectsWorkbooks == ["rejects-七月.xlsx"])
        let listed = try lines(town, "rejects-七月.xlsx")
        #expect(
            listed.prefix(4) == ["[东村]", "1: 0=2021年7月走访", "2: 0=统计日期 | 1=2021-07-31", "3: 0=编码 | 1=日子 | 2=备注 | 3=原因"])
        var options = ImportOptions()
        options.profile = try town.workspace.profile(at: town.folder + "/p.yaml")
        let path = town.workspace.folder + "/rejects-七月.xlsx"
        let again = try town.workspace.importTables([path], options, now: TestTownship.now)
        #expect(again.rejectCount == 1)
        #expect(again.files.map(\.unknownColumns) == [[]])
    }
}
