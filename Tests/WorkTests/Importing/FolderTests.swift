import AssessmentKernel
import Desk
import Foundation
import Importing
import Intake
import Ledger
import TestValues
import Testing
import WorkbookMaking

/// Folders, archives and workbooks as clerks have them.
@Suite struct FolderTests {
    private typealias Cell = TestWorkbook.Cell
    private static let duties = "编号,工号,截止日期,办结日期\nD1,M1,2021-07-12,2021-07-14\n"
    private static let rows: [[Cell]] = [["编号", "工号", "截止日期"], ["D1", "M1", .day("44389")]]
    private static let more: [[Cell]] = [["编号", "工号", "截止日期"], ["D2", "M2", .day("44389")]]

    private func told(_ report: ImportReport) -> [String] {
        report.leftOut.map { "\($0.name)：\($0.reason.chinese)" }
    }

    private func imported(
        _ town: TestTownship, _ path: String, _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportReport {
        var options = ImportOptions()
        change(&options)
        return try town.workspace.importTables([path], options, now: TestTownship.now)
    }

    @Test("What systems and spreadsheet programs leave in a folder is passed over and said")
    func bystanders() throws {
        let town = try TestTownship()
        for name in [
            ".DS_Store", "._交办事项.csv", ".~交办事项.xlsx", "Thumbs.db", "__MACOSX/._交办事项.csv", "desktop.ini", "~$交办事项.xlsx",
            ".svn/交办事项.csv", "交办事项.csv.crdownload", "交办事项.rar", "说明.txt",
        ] { try town.write("七月/" + name, "x") }
        try town.write("七月/空/交办事项.csv", "")
        let report = try town.importing(["七月/交办事项.csv": Self.duties])
        #expect(report.isKept)
        #expect(report.files.map(\.name) == ["七月/交办事项.csv"])
        #expect(
            told(report) == [
                "七月/.DS_Store：系统文件", "七月/._交办事项.csv：系统文件", "七月/.svn/：隐藏文件", "七月/.~交办事项.xlsx：表格软件的临时文件",
                "七月/Thumbs.db：系统文件", "七月/__MACOSX/：系统文件", "七月/desktop.ini：系统文件", "七月/~$交办事项.xlsx：表格软件的临时文件",
                "七月/交办事项.csv.crdownload：未下载完或临时的文件", "七月/交办事项.rar：不能读取这种压缩包，请解压后导入", "七月/空/交办事项.csv：空文件",
                "七月/说明.txt：文件名不是任何表的名称",
            ])
    }

    @Test("Copies of a file are taken once; the same bytes as another table are not a copy")
    func copies() throws {
        let town = try TestTownship()
        let report = try town.importing([
            "交办事项 - 副本.csv": Self.duties, "交办事项.csv": Self.duties, "旧的/交办事项 (1).csv": Self.duties,
            "其他/交办事项.csv": Self.duties.replacing("D1", with: "D9"),
        ])
        #expect(report.isKept)
        #expect(report.files.map(\.name) == ["交办事项.csv", "其他/交办事项.csv"])
        #expect(
            told(report) == ["交办事项 - 副本.csv：与 交办事项.csv 内容完全相同", "旧的/交办事项 (1).csv：与 交办事项.csv 内容完全相同"])
        let rows = "工号,日期,状态\nM1,2021-07-05,正常\n"
        let two = try town.importing(["走访日志.csv": rows, "考勤打卡.csv": rows])
        #expect(two.files.filter { $0.counts.inserted > 0 }.map(\.table) == ["patrol", "attendance"])
    }

    @Test("All bad files of a folder are named in one run, and nothing is written")
    func badFiles() throws {
        let town = try TestTownship()
        let old = "\u{9}\u{8}\u{10}\u{0}"
        try town.write("走访日志.xls", old)
        try town.write("a/考勤打卡.xlsx", "PK\u{3}\u{4}broken")
        try town.write("民情走访.csv", "编号,工号\nV1,M1\n")
        try town.write("交办事项.csv", Self.duties)
        let before = try town.listing()
        let report = try town.importing([:])
        #expect(!report.isKept)
        #expect(report.rejectCount == 3)
        #expect(report.firstRejects.map(\.file) == ["a/考勤打卡.xlsx", "走访日志.xls", "民情走访.csv"])
        #expect(report.firstRejects.allSatisfy { !$0.reason.chinese.isEmpty && !$0.reason.english.isEmpty })
        // Reason and advice.
        #expect(report.firstRejects.prefix(2).allSatisfy { $0.reason.chinese.contains("；") })
        try town.expectChanges(since: before, only: ["rejects.csv"])
        // A person may take the rest.
        let rest = try town.importing([:]) { $0.acceptValid = true }
        #expect(rest.isKept)
        #expect(rest.counts.inserted == 1)
        #expect(rest.rejectCount == 3)
    }

    @Test("A ZIP of files is read as a folder, with names in GBK and folders in it")
    func archive() throws {
        let town = try TestTownship()
        var archive = TestArchive()
        // 导出\交办事项.csv in GBK, as Windows writes it.
        let gbk: [UInt8] = [
            0xB5, 0xBC, 0xB3, 0xF6, 0x5C, 0xBD, 0xBB, 0xB0, 0xEC, 0xCA, 0xC2, 0xCF, 0xEE, 0x2E, 0x63, 0x73, 0x76,
        ]
        archive.add(gbk, Array(Self.duties.utf8))
        archive.add("二/走访日志.csv", "工号,日期\nM1,2021-07-05\n")
        archive.add("__MACOSX/._走访日志.csv", "x")
        archive.add("说明.docx", "x")
        archive.add("空.csv", "")
        archive.add("二/", "")
        try archive.write(to: town.folder + "/in/7月/档案.zip")
        let report = try town.importing([:])
        #expect(report.isKept)
        #expect(report.rejectCount == 0)
        #expect(report.files.map(\.name) == ["7月/档案.zip/二/走访日志.csv", "7月/档案.zip/导出/交办事项.csv"])
        #expect(
            told(report) == [
                "7月/档案.zip/__MACOSX/._走访日志.csv：系统文件", "7月/档案.zip/空.csv：空文件", "7月/档案.zip/说明.docx：文件名不是任何表的名称",
            ])
        // A deduction leads to the file in the archive, whose bytes are kept.
        try FileManager.default.removeItem(atPath: town.folder + "/in/7月/档案.zip")
        let told = try town.workspace.explain("M1", .month(#require(Month(text: "2021-07"))), item: "duties")
        let record = try #require(told.items.flatMap(\.deductions).flatMap(\.records).first)
        #expect(record.file == "7月/档案.zip/导出/交办事项.csv")
        #expect(record.row == 2)
        #expect(record.cells.count == 4)
    }

    @Test("Archives that cannot be read say why, beside whatever else is wrong")
    func badArchives() throws {
        let town = try TestTownship()
        var inner = TestArchive()
        inner.add("交办事项.csv", Self.duties)
        var outer = TestArchive()
        outer.add(Array("里/内.zip".utf8), inner.bytes)
        outer.add(Array("里/内.xlsx".utf8), inner.bytes)
        try outer.write(to: town.folder + "/in/a.zip")
        var locked = TestArchive()
        locked.add("交办事项.csv", Self.duties, isLocked: true)
        try locked.write(to: town.folder + "/in/b.zip")
        for (name, path) in [("c.zip", "../交办事项.csv"), ("d.zip", "/etc/交办事项.csv"), ("e.zip", "C:\\交办事项.csv")] {
            var unsafe = TestArchive()
            unsafe.add(path, Self.duties)
            try unsafe.write(to: town.folder + "/in/" + name)
        }
        try town.write("f.zip", "PK\u{3}\u{4} cut off")
        let before = try town.listing()
        let report = try town.importing([:])
        #expect(!report.isKept)
        #expect(report.files.allSatisfy { $0.refusal != nil })
        let lines = report.firstRejects.map { "\($0.file) \($0.reason.chinese)" }
        #expect(
            report.firstRejects.map(\.file) == [
                "a.zip/里/内.xlsx", "a.zip/里/内.zip", "b.zip/交办事项.csv", "c.zip", "d.zip", "e.zip", "f.zip",
            ])
        #expect(lines[0].contains("压缩包里又有压缩包"))
        #expect(lines[1].contains("压缩包里又有压缩包"))
        #expect(lines[2].contains("加密"))
        #expect(lines[3...5].allSatisfy { $0.contains("不安全") })
        #expect(lines[6].contains("ZIP"))
        try town.expectChanges(since: before, only: ["rejects.csv"])
        let problem = #expect(throws: Problem.self) { try imported(town, town.folder + "/in/f.zip") }
        #expect(problem?.kind == .badInput)
        #expect(problem?.next != nil)
    }

    @Test("A workbook under a ZIP's name is a workbook, and a ZIP of files under a workbook's name is one of files")
    func otherNames() throws {
        let town = try TestTownship()
        try TestWorkbook([("交办事项", Self.rows)]).copy(to: town.folder + "/in/导出.zip")
        #expect(try imported(town, town.folder + "/in/导出.zip").files.map(\.name) == ["导出.zip#交办事项"])
        var archive = TestArchive()
        archive.add("交办事项.csv", Self.duties)
        try archive.write(to: town.folder + "/in/交办事项.xlsx")
        #expect(
            try imported(town, town.folder + "/in/交办事项.xlsx").files.map(\.name) == ["交办事项.xlsx/交办事项.csv"])
    }

    @Test("A workbook named after a table may hold it in several sheets of one header")
    func offices() throws {
        let town = try TestTownship()
        let sheets: [(String, [[Cell]])] = [("一办", Self.rows), ("二办", Self.more), ("填表说明", [["请逐行填写"]])]
        try TestWorkbook(sheets).copy(to: town.folder + "/in/交办事项_20210801.xlsx")
        let report = try town.importing([:])
        #expect(report.isKept)
        #expect(report.counts.inserted == 2)
        #expect(report.files.map(\.name) == ["交办事项_20210801.xlsx#一办", "交办事项_20210801.xlsx#二办"])
        #expect(told(report) == ["交办事项_20210801.xlsx#填表说明：没有“交办事项”的表头"])
        try TestWorkbook(sheets).copy(to: town.folder + "/in/汇总表.xlsx")
        let named = try imported(town, town.folder + "/in/汇总表.xlsx") { $0.table = "duty" }
        #expect(named.counts.unchanged == 2)
    }

    @Test("Sheets of two headers, none of them, and names that contradict each other are refused with both named")
    func unclear() throws {
        let town = try TestTownship()
        let other: [[Cell]] = [["编号", "工号", "截止日期", "事项"], ["D2", "M2", .day("44389"), "台账"]]
        let path = town.folder + "/in/交办事项.xlsx"
        try TestWorkbook([("一办", Self.rows), ("二办", other)]).copy(to: path)
        var problem = #expect(throws: Problem.self) { try imported(town, path) }
        #expect(problem?.what.chinese.contains("“一办”与“二办”") == true)
        #expect(problem?.what.english.contains("一办") == true)
        try TestWorkbook([("一办", [["甲"]]), ("二办", [["乙"]])]).copy(to: path)
        problem = #expect(throws: Problem.self) { try imported(town, path) }
        #expect(problem?.what.chinese.contains("必填列") == true)
        // The header decides between the names of file and sheet; where it cannot, a person does.
        try TestWorkbook([("走访日志", Self.rows)]).copy(to: path)
        #expect(try imported(town, path).files.map(\.table) == ["duty"])
        let both: [[Cell]] = [["工号", "日期", "状态"], ["M1", .day("44383"), "正常"]]
        try TestWorkbook([("考勤打卡", both)]).copy(to: town.folder + "/in/走访日志.xlsx")
        problem = #expect(throws: Problem.self) { try imported(town, town.folder + "/in/走访日志.xlsx") }
        #expect(problem?.what.chinese.contains("“走访日志”") == true)
        #expect(problem?.what.chinese.contains("“考勤打卡”") == true)
    }

    @Test("A doubtful name is refused with what makes it doubtful, and passed over in a folder")
    func doubtful() throws {
        let town = try TestTownship()
        let path = try town.write("交办事项情况说明.csv", Self.duties)
        let problem = #expect(throws: Problem.self) { try imported(town, path) }
        #expect(problem?.what.chinese.contains("可能是“交办事项”") == true)
        #expect(problem?.what.chinese.contains("情况说明") == true)
        #expect(
            problem?.next?.chinese.deeds.map(\.title.chinese) == ["按“交办事项”导入"], "\(String(describing: problem?.next))")
        #expect(try imported(town, path) { $0.table = "交办事项" }.isKept)
        try town.write("走访日志.csv", "工号,日期\nM1,2021-07-05\n")
        let report = try town.importing([:])
        #expect(report.files.map(\.table) == ["patrol"])
        #expect(report.passedOver == ["交办事项情况说明.csv"])
        let like = #expect(throws: Problem.self) { try imported(town, try town.write("事项.csv", Self.duties)) }
        #expect(like?.what.chinese.contains("“交办事项”") == true)
    }
}
