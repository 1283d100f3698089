import AssessmentKernel
import Desk
import Foundation
import Importing
import Intake
import Ledger
import LedgerTables
import Testing
import Workspace

/// Text files as offices have them, from the file to the explanation of a deduction.
@Suite struct TextImportTests {
    private static let text =
        "七月交办事项\r\n\r\n编号|工号|事项|截止日期|办结日期\r\nD1|M1|台账|2021-07-12|2021-07-14\r\n"
        + "D2|王芳||2021-07-13\r\n编号|工号|事项|截止日期|办结日期\r\n合　计|||2\r\n"

    private static func utf16(_ text: String) -> Data {
        Data("\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    }

    @Test("Rows are found again in a text of any delimiter and mark", arguments: [",", ";", "\t", "UTF-16"])
    func explained(_ kind: String) throws {
        let town = try TestTownship()
        let text = Self.text.replacing("|", with: kind == "UTF-16" ? "\t" : kind).replacing("王芳", with: "M1")
        let path = try town.write("交办事项.csv", text)
        if kind == "UTF-16" { try Self.utf16(text).write(to: URL(filePath: path)) }
        let report = try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        let file = try #require(report.files.first)
        #expect(report.isKept)
        #expect(report.rejectCount == 0)
        #expect(file.counts.inserted == 2)
        #expect(file.noticed.headers == 1)
        #expect(file.noticed.totals == 1)
        #expect(file.noticed.hidden == 0)
        try FileManager.default.removeItem(atPath: path)
        let told = try town.workspace.explain("M1", .month(#require(Month(text: "2021-07"))), item: "duties")
        let records = told.items.flatMap(\.deductions).flatMap(\.records).map { record in
            "\(record.file ?? "-") \(record.row ?? 0): "
                + record.cells.filter { !$0.value.isEmpty }.map { "\($0.header)=\($0.value)" }.joined(separator: "|")
        }
        #expect(
            records == [
                "交办事项.csv 4: 编号=D1|工号=M1|事项=台账|截止日期=2021-07-12|办结日期=2021-07-14",
                "交办事项.csv 5: 编号=D2|工号=M1|截止日期=2021-07-13",
            ])
        let layout = try town.workspace.openLedger(toRead: true).importedFile(2)?.layout
        #expect(layout?.summary == (kind == "UTF-16" ? "UTF16@3" : "UTF-8@3"))
    }

    @Test("A file of another table says so, and what it has is read as that table")
    func otherTable() throws {
        let town = try TestTownship()
        try town.write("交办事项.csv", "工号,日期,工作日志\nM1,2021-07-05,走访\n")
        let report = try town.importing([:])
        let reason = try #require(report.firstRejects.first?.reason.chinese)
        #expect(reason.hasPrefix("缺少列“编号”、“截止日期”，第 1 行是：工号、日期、工作日志。看来是“走访日志”的表"))
    }

    @Test("Damaged text refuses its file alone, at the row")
    func damaged() throws {
        let town = try TestTownship()
        try town.write("a/patrol.csv", "member,date\nM1,2021-07-05\n")
        let path = try town.write("b/patrol.csv", "工号,日期,工作日志\nM1,2021-07-06,")
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes.append(contentsOf: [0xE8, 0xB5, 0x0A])
        try bytes.write(to: URL(filePath: path))
        let report = try town.importing([:]) { $0.acceptValid = true }
        #expect(report.files.map { $0.refusal?.code } == [nil, "encoding"])
        #expect(report.counts.inserted == 1)
        #expect(report.firstRejects.map(\.row) == [2])
    }

    @Test(
        "A file that is no table whatever it is called says what it is",
        arguments: [
            ("考勤打卡.rar", "Rar!\u{1A}\u{07}", "RAR"), ("七月.7z", "7z\u{BC}\u{AF}", "不是任何表"),
            ("patrol.csv", "[{\"工号\":\"M1\"}]", "JSON"),
            ("patrol.txt", "%PDF-1.4", "PDF"), ("材料.pdf", "%PDF-1.4", "PDF"),
        ])
    func others(_ name: String, _ text: String, _ words: String) throws {
        let town = try TestTownship()
        let path = try town.write(name, text)
        let problem = #expect(throws: Problem.self) {
            try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        }
        #expect(problem?.what.chinese.contains(words) == true, "\(problem?.what.chinese ?? "")")
    }

    @Test("A file without a table's name says what its columns are like, and how a profile is made")
    func likely() throws {
        let town = try TestTownship()
        let path = try town.write("七月数据.csv", "工号,考勤日期,考勤状态,工作时长\nM1,2021-07-01,正常,8\nM2,2021-07-01,迟到,7\n")
        let problem = #expect(throws: Problem.self) {
            try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        }
        #expect(problem?.what.chinese.contains("内容像“考勤打卡”") == true, "\(problem?.what.chinese ?? "")")
        #expect(problem?.next?.chinese.text(in: TitleWords(.chinese)).contains("考勤打卡.csv") == true)
    }
}
