import AssessmentKernel
import Desk
import FileFormats
import Foundation
import Importing
import ItemCatalog
import Ledger
import LedgerTables
import Testing
import Workspace

/// An invented format: sheets begin with `= name`, rows are `number: cell; cell`.
private struct TallyFormat: WorkbookFormat {
    let key = "TALLY"
    let endings = ["tally"]

    func recognises(_ head: [UInt8]) -> Bool { head.starts(with: "TALLY\n".utf8) }

    func open(_ file: InputFile) throws(RecordFault) -> any Workbook {
        try file.atPath { (path: String) throws(RecordFault) in
            let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            if text.contains("locked") {
                throw .refused(
                    Refusal(
                        row: nil, code: "locked", reason: LocalText("已上锁", "locked"), next: LocalText("解锁", "unlock it")
                    ))
            }
            return TallyBook(text)
        }
    }
}

private final class TallyBook: Workbook {
    let sheets: [WorkbookSheet]
    private let rows: [[(number: Int, cells: [String])]]

    init(_ text: String) {
        let parts = text.components(separatedBy: "\n= ").dropFirst().map { $0.split(separator: "\n") }
        sheets = parts.map { WorkbookSheet(String($0.first ?? "")) }
        rows = parts.map { lines in
            lines.dropFirst().map { line in
                let row = line.components(separatedBy: ": ")
                return (Int(row[0]) ?? 0, row[1].components(separatedBy: "; "))
            }
        }
    }

    func rows(ofSheet place: Int) -> any RecordSource { TallyRows(rows[place]) }
}

private final class TallyRows: RecordSource {
    private var rows: ArraySlice<(number: Int, cells: [String])>
    private var room: [UnsafeMutableBufferPointer<UInt8>] = []
    private var cells: [UnsafeBufferPointer<UInt8>] = []

    init(_ rows: [(number: Int, cells: [String])]) { self.rows = rows[...] }

    deinit { for part in room { part.deallocate() } }

    func next() -> Record? {
        guard let row = rows.popFirst() else { return nil }
        cells = row.cells.map { cell in
            let part = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: cell.utf8.count)
            _ = part.initialize(from: cell.utf8)
            room.append(part)
            return UnsafeBufferPointer(part)
        }
        return cells.withUnsafeBufferPointer { Record(row: row.number, cells: $0) }
    }
}

/// The cost of one more format: the format, and its entry in the list.
@Suite struct FormatTests {
    private static let text = """
        TALLY
        = 交办事项
        3: 七月交办事项
        5: 编号; 工号; 事项; 截止日期; 办结日期
        8: D1; M1; 台账; 2021-07-12; 2021-07-14
        9: D2; M1; ; 2021-07-13
        = 说明
        1: 填表说明

        """

    private func town() throws -> (TestTownship, Workspace) {
        let town = try TestTownship()
        let formats = FileFormats([TallyFormat(), XLSXFormat()])
        return (town, try Workspace(at: town.workspace.folder, items: ItemCatalog.items, formats: formats))
    }

    @Test("An invented format is recognised by its bytes and imported, and its rows are found again")
    func imported() throws {
        let (town, workspace) = try town()
        for name in ["七月.tally", "交办.xls"] {
            let path = try town.write(name, FormatTests.text)
            let report = try workspace.importTables([path], ImportOptions(), now: TestTownship.now)
            #expect(report.isKept)
            #expect(report.rejectCount == 0)
            #expect(report.files.map(\.name) == [name + "#交办事项"])
            #expect(report.passedOver == [name + "#说明"])
            try FileManager.default.removeItem(atPath: path)
        }
        let told = try workspace.explain("M1", .month(#require(Month(text: "2021-07"))), item: "duties")
        let records = told.items.flatMap(\.deductions).flatMap(\.records).map { record in
            "\(record.file ?? "-") \(record.row ?? 0): " + record.cells.map(\.value).joined(separator: "|")
        }
        #expect(
            records == [
                "七月.tally#交办事项 8: D1|M1|台账|2021-07-12|2021-07-14", "七月.tally#交办事项 9: D2|M1|2021-07-13",
            ])
        let ledger = try workspace.openLedger(toRead: true)
        #expect(
            try ledger.importedFile(2)?.layout == FileLayout(format: "TALLY", sheet: "交办事项", headerRow: 5))
        #expect(try ledger.importedFile(2)?.layout.summary == "TALLY@5")
    }

    @Test("A format's refusal is reported with its reason and the next step")
    func refused() throws {
        let (town, workspace) = try town()
        let path = try town.write("锁.tally", "TALLY\nlocked\n")
        do {
            _ = try workspace.importTables([path], ImportOptions(), now: TestTownship.now)
            Issue.record("no problem")
        } catch {
            #expect(error.what.english == "locked")
            #expect(error.next?.english == "unlock it")
            #expect(error.place.file == path)
        }
    }

    @Test("Without the format, its files are no tables, and rows that it brought cannot be shown")
    func without() throws {
        let (town, workspace) = try town()
        let path = try town.write("七月.tally", FormatTests.text)
        #expect(throws: Problem.self) {
            try town.workspace.importTables([path], ImportOptions(), now: TestTownship.now)
        }
        try #require(try workspace.importTables([path], ImportOptions(), now: TestTownship.now).isKept)
        let problem = #expect(throws: Problem.self) {
            try town.workspace.explain("M1", .month(#require(Month(text: "2021-07"))), item: "duties")
        }
        #expect(problem?.what.english == "this kaohe does not know the file's format TALLY")
    }

    @Test("Formats differ in their names")
    func names() {
        let formats = FileFormats.shipped
        #expect(formats["XLSX"] is XLSXFormat)
        #expect(formats["TEXT"]?.isPlainText == true)
        #expect(formats["xlsx"] == nil)
    }
}
