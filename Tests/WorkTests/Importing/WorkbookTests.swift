import AssessmentKernel
import Desk
import Foundation
import Importing
import Intake
import Ledger
import Testing
import WorkbookMaking
import Workspace

/// Workbooks that are imported and explained.
@Suite struct WorkbookTests {
    typealias Cell = TestWorkbook.Cell

    private static let duties: [[Cell]] = [
        ["七月交办事项"], ["编号", "工号", "截止日期", "办结日期"], ["D1", "M1", .day("44389"), .day("44391")],
        ["D2", "M1", .day("44390"), ""],
    ]
    private static let events: [[Cell]] = [
        ["编号", "工号", "时间"], [12, "M1", .moment("44378.354166666664")], ["E2", "M2", .moment("44379.5")],
    ]

    @discardableResult
    private func imported(_ town: TestTownship, _ change: (inout ImportOptions) -> Void = { _ in }) throws
        -> ImportReport
    {
        try town.importing([:], change)
    }

    @Test("Each sheet is a table of its own; the workbook is kept once")
    func severalSheets() throws {
        let town = try TestTownship()
        let sheets: [(String, [[Cell]])] = [
            ("交办事项", Self.duties), ("说明", [["填表说明"]]), ("event", Self.events), ("藏", [["x"]]), ("Sheet3", []),
        ]
        try TestWorkbook(sheets, hidden: ["藏"]).copy(to: town.folder + "/in/7月/七月汇总.xlsx")
        let before = try FileManager.default.contentsOfDirectory(atPath: town.workspace.folder + "/imports").count
        let report = try imported(town)
        #expect(report.isKept)
        #expect(report.rejectCount == 0)
        #expect(report.files.map(\.name) == ["7月/七月汇总.xlsx#event", "7月/七月汇总.xlsx#交办事项"])
        #expect(report.files.map(\.counts.inserted) == [2, 2])
        #expect(report.passedOver == ["7月/七月汇总.xlsx#藏", "7月/七月汇总.xlsx#说明"])
        #expect(try town.records("event") == ["event:12"])
        let after = try FileManager.default.contentsOfDirectory(atPath: town.workspace.folder + "/imports").count
        #expect(after == before + 1)
        #expect(try imported(town).counts.unchanged == 4)
    }

    @Test("A deduction leads to file, sheet and row of the kept workbook")
    func explained() throws {
        let town = try TestTownship()
        try TestWorkbook([("交#办", Self.duties)]).copy(to: town.folder + "/in/交办事项.xlsx")
        try imported(town)
        try FileManager.default.removeItem(atPath: town.folder + "/in/交办事项.xlsx")
        let told = try town.workspace.explain("M1", .month(#require(Month(text: "2021-07"))), item: "duties")
        let records = told.items.flatMap(\.deductions).flatMap(\.records)
        let record = try #require(records.first { $0.reference.description == "duty:D1" })
        #expect(record.file == "交办事项.xlsx#交#办")
        #expect(record.row == 3)
        #expect(
            record.cells.map { "\($0.header)=\($0.value)" } == [
                "编号=D1", "工号=M1", "截止日期=2021-07-12", "办结日期=2021-07-14",
            ])
    }

    @Test("A single sheet gets its table from the file's name or the caller; several need names of their own")
    func onlySheet() throws {
        let town = try TestTownship()
        let path = town.folder + "/in/导出(1).xlsx"
        try TestWorkbook([("Sheet1", Self.duties), ("Sheet2", [])]).copy(to: path)
        #expect(throws: Problem.self) {
            try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        }
        var options = ImportOptions()
        options.table = "交办事项"
        let report = try town.workspace.importTables([path], options, now: TestTownship.now)
        #expect(report.files.map(\.name) == ["导出(1).xlsx#Sheet1"])
        #expect(report.isKept)
        try TestWorkbook([("Sheet1", Self.duties), ("Sheet2", Self.events)]).copy(to: path)
        // The header tells which of them is the table that the caller names.
        let first = try town.workspace.importTables([path], options, now: TestTownship.now)
        #expect(first.files.map(\.name) == ["导出(1).xlsx#Sheet1"])
        #expect(first.passedOver == ["导出(1).xlsx#Sheet2"])
        try TestWorkbook([("duty", Self.duties), ("event", Self.events)]).copy(to: path)
        let one = try town.workspace.importTables([path], options, now: TestTownship.now)
        #expect(one.files.map(\.name) == ["导出(1).xlsx#duty"])
        #expect(one.passedOver == ["导出(1).xlsx#event"])
    }

    @Test("Rejects name sheet, row, column and what the cell shows; conflicts too")
    func rejects() throws {
        let town = try TestTownship()
        try TestWorkbook([("event", Self.events)]).copy(to: town.folder + "/in/a.xlsx")
        try imported(town)
        let rows: [[Cell]] = [
            ["编号", "工号", "时间", "办结期限"], ["E2", "M2", .moment("44379.5"), .day("44400")],
            ["E2", "M2", .moment("44379.75"), ""], ["E3", "M2", .day("44379"), ""],
            ["E4", "M9", .moment("44379.5"), ""],
        ]
        try TestWorkbook([("event", rows)]).copy(to: town.folder + "/in/a.xlsx")
        let report = try imported(town) { $0.acceptValid = true }
        #expect(report.counts.filled == 1)
        let lines = report.firstRejects.map { "\($0.file) \($0.row ?? 0) \($0.column) \($0.value) \($0.code)" }
        #expect(
            lines == [
                "a.xlsx#event 3 occurred_at 2021-07-02 18:00:00 conflict",
                "a.xlsx#event 4 occurred_at 2021-07-02 date-time",
                "a.xlsx#event 5 member M9 unknown-member",
            ])
    }

    @Test("A file named .xls may be text; other contents are reported as what they are")
    func otherForms() throws {
        let town = try TestTownship()
        try town.write("交办事项.xls", "编号\t工号\t截止日期\nD1\tM1\t2021-07-12\n")
        try town.write("~$交办事项.xlsx", "x")
        try town.write("通讯录.xls", "<html><table></table></html>")
        let report = try imported(town)
        #expect(report.files.map(\.name) == ["交办事项.xls"])
        #expect(report.counts.inserted == 1)
        #expect(report.passedOver == ["~$交办事项.xlsx", "通讯录.xls"])
        for (name, text) in [("事件登记.xls", "<html></html>"), ("事件登记.et", "\u{9}\u{8}\u{10}\u{0}")] {
            let path = try town.write(name, text)
            // In a folder it is a reject beside whatever else is wrong; alone it is the whole answer.
            let report = try imported(town)
            #expect(!report.isKept)
            #expect(report.firstRejects.map(\.file) == [name])
            #expect(report.firstRejects[0].reason.chinese.contains("；"))
            let problem = #expect(throws: Problem.self) {
                try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
            }
            #expect(problem?.kind == .badInput)
            #expect(problem?.next != nil)
            #expect(problem?.place.file == path)
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test("A damaged workbook stops the import; one that breaks in its middle is a reject, and nothing of it is kept")
    func damaged() throws {
        let town = try TestTownship()
        let path = town.folder + "/in/event.xlsx"
        try TestWorkbook(bytes: Array("PK\u{3}\u{4}".utf8)).copy(to: path)
        let before = try town.listing()
        let problem = #expect(throws: Problem.self) {
            try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        }
        #expect(problem?.kind == .badInput)
        try town.expectChanges(since: before, only: [])
        let refused = try imported(town)
        #expect(!refused.isKept)
        #expect(refused.files.map { $0.refusal != nil } == [true])
        try town.expectChanges(since: before, only: ["rejects.csv"])
        let row = "<row><c t=\"inlineStr\"><is><t>"
        let header =
            row
            + "编号</t></is></c><c t=\"inlineStr\"><is><t>工号</t></is></c><c t=\"inlineStr\"><is><t>时间</t></is></c></row>"
        let good =
            row
            + "E1</t></is></c><c t=\"inlineStr\"><is><t>M1</t></is></c><c t=\"inlineStr\"><is><t>2021-07-01 8:30</t></is></c></row>"
        try TestWorkbook(sheets: [("event", header + good + "<row r=\"1\"/>")]).copy(to: path)
        let report = try imported(town) { $0.acceptValid = true }
        #expect(report.files.first?.refusal?.code == "bad-reference")
        #expect(report.counts.inserted == 0)
        #expect(try town.records("event") == [])
    }
}
