import AssessmentKernel
import FileFormats
import Intake
import Testing
import TextEncodings
import WorkbookMaking

/// Sheets of workbooks, read as tables.
@Suite struct WorkbookTests {
    typealias Cell = TestWorkbook.Cell

    /// Reads the only sheet of a workbook as a table.
    private func read(
        _ rows: [[Cell]], _ schema: TableSchema = Tables.event, header: HeaderPlace? = nil
    ) throws -> Result {
        let workbook = try TestWorkbook([("表", rows)])
        let source = TableSource(
            InputFile(path: workbook.path, name: "表.csv"), in: XLSXFormat(), sheet: "表",
            header: header ?? .titles(schema))
        return try intake(source, schema)
    }

    private static let titles: [Cell] = ["编号", "工号", "时间"]

    @Test("The header is found below titles and notes; rows keep the numbers that the sheet shows")
    func headerBelowTitles() throws {
        let result = try read([
            ["冯卯镇网格事件登记表（7 月）"], [], ["导出时间", .moment("44378.5")],
            ["编号", "工号", "网格员", "时间"], ["E1", "FM0001", "王芳", .moment("44378.354166666664")], [],
            ["E2", "FM0001", "", "2021年7月2日9:00"],
        ])
        #expect(result.rejects == [])
        #expect(result.refusal == nil)
        #expect(result.unknown == ["网格员"])
        #expect(result.rowNumbers == [5, 7])
        #expect(
            result.rows == [
                "E1|FM0001|2021-07-01 08:30:00|-|-|-|-|-|-|-", "E2|FM0001|2021-07-02 09:00:00|-|-|-|-|-|-|-",
            ])
    }

    @Test("A header is read at the given row")
    func headerByRow() throws {
        let rows: [[Cell]] = [Self.titles, Self.titles, ["E1", "FM0001", "2021-07-01 8:30"]]
        #expect(try read(rows, header: .row(2)).rowNumbers == [3])
        #expect(try read(rows).noticed.headers == 1)
        #expect(try read(rows, header: .row(9)).refusal == "1 event missing-column ")
    }

    @Test("A header that lacks a column is refused at its row, and so is an empty sheet")
    func noHeader() throws {
        #expect(try read([["标题"], [], ["编号", "工号"], ["E1", "FM0001"]]).refusal == "1 occurred_at missing-column ")
        #expect(try read([["甲"], ["乙"]]).refusal == "1 event missing-column ")
        #expect(try read([]).refusal == "1 event missing-column ")
        let far = Array(repeating: [Cell.text("说明")], count: 20) + [Self.titles]
        #expect(try read(far).refusal == "1 event missing-column ")
        #expect(try read(Array(far.dropFirst())).refusal == nil)
    }

    @Test("Numbers, texts, days and moments go where the columns expect them")
    func values() throws {
        let header: [Cell] = [
            "编号", "工号", "时间", "描述", "附件数", "办结期限", "核查结论", "满意度", "工时", "已记录",
        ]
        let result = try read([
            header,
            [
                12, "FM0001", .moment("44378"), 3, "4", .day("44400"), "有效", .percent("0.95"), .number("8.5"),
                .raw("b", "<v>1</v>"),
            ],
            [
                .padded("12"), "FM0001", .moment("44378.354166666664"), .day("44378"), 2, .moment("44400"), "fake", 95,
                .number("0.10000000000000001"), "否",
            ],
            ["E3", "FM0001", .number("44378.25"), .number("0.30000000000000004"), "", 44400],
        ])
        #expect(result.rejects == [])
        #expect(
            result.rows == [
                "12|FM0001|2021-07-01 00:00:00|3|4|2021-07-23|valid|95|8.5|yes",
                "0012|FM0001|2021-07-01 08:30:00|2021/7/1|2|2021-07-23|fake|95|0.1|no",
                "E3|FM0001|2021-07-01 06:00:00|0.3|-|2021-07-23|-|-|-|-",
            ])
    }

    @Test("A moment without its time and a day with one are rejected, with what the sheet shows")
    func datesOfTheOtherKind() throws {
        let result = try read([
            ["编号", "工号", "时间", "办结期限"], ["E1", "FM0001", .day("44378"), ""],
            ["E2", "FM0001", .moment("44378.5"), .moment("44379.5")], ["E3", "FM0001", 44378, ""],
        ])
        #expect(
            result.rejects == [
                "2 occurred_at date-time 2021-07-01", "3 due date 2021-07-02 12:00:00",
                "4 occurred_at date-time 2021-07-01",
            ])
    }

    @Test("Errors, formulas without a result and codes that lost digits are rejected where they matter")
    func faults() throws {
        let result = try read([
            ["编号", "工号", "时间", "描述", "别的"],
            [.raw("e", "<v>#N/A</v>"), "FM0001", .moment("44378.5"), "", ""],
            ["E2", .raw("n", "<f>A1</f>"), .moment("44378.5"), "", ""],
            [.number("12345678901234567"), "FM0001", .moment("44378.5"), "", ""],
            ["E4", "FM0001", .moment("44378.5"), .number("12345678901234567"), .raw("e", "<v>#REF!</v>")],
            ["E5", "FM0001", .moment("44378.5"), .raw("e", "<v>#REF!</v>"), ""],
        ])
        #expect(
            result.rejects == [
                "2 event formula-error #N/A", "3 member formula-without-value ",
                "4 event digits-lost 12345678901234567",
                "6 description formula-error #REF!",
            ])
        #expect(result.rowNumbers == [5])
    }

    @Test("Short rows are filled up; content beside the table rejects its row, blanks do not")
    func widths() throws {
        let row: [Cell] = ["E1", "FM0001", .moment("44378.5")]
        let result = try read([
            Self.titles + ["描述"], row, row + ["", "旁注"], ["E2", "FM0001", .moment("44378.5"), "", "  "],
            ["", "", "", "", "", .raw("inlineStr", "<is><t/></is>")], [" ", "\u{3000}"],
        ])
        #expect(result.rowNumbers == [2, 4])
        #expect(result.rejects == ["3  cell-count "])
    }

    @Test("The column of reasons is ignored silently; an unnamed column is reported by its letters")
    func reasonColumn() throws {
        let result = try read([Self.titles + ["", "备考", "原因"], ["E1", "FM0001", "2021-07-01 8:30", "x", "y", "z"]])
        #expect(result.rowNumbers == [2])
        #expect(result.unknown == ["(D)", "备考"])
        let csv = try intake("编号,工号,时间, 原 因 \nE1,FM0001,2021-07-01 8:30,不在岗\n")
        #expect(csv.rowNumbers == [2])
        #expect(csv.unknown == [])
    }

    @Test("Rows that were delivered are shown again, as their cells show them or as the table reads them")
    func originals() throws {
        let workbook = try TestWorkbook([
            ("表", [["题"], ["日期", "编号", "工号"], [44378, "B1", "FM0001"], [.day("44379"), "B2", 7]])
        ])
        let source = TableSource(
            InputFile(path: workbook.path, name: "表"), in: XLSXFormat(), sheet: "表", header: .row(2))
        let shown = try OriginalRows.cells(of: [3, 4], in: source)
        #expect(shown[3]?.map(\.value) == ["44378", "B1", "FM0001"])
        #expect(shown[4]?.map { "\($0.header)=\($0.value)" } == ["日期=2021-07-02", "编号=B2", "工号=7"])
        let read = try OriginalRows.cells(of: [3], in: source, schema: Tables.ballot)
        #expect(read[3]?.map(\.value) == ["2021-07-01", "B1", "FM0001"])
    }
}

/// What a file is, whatever its name says.
@Suite struct FileFormTests {
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private static func compound(holding name: String) -> [UInt8] {
        var bytes = compound + [UInt8](repeating: 0, count: 1_016)
        for text in ["Root Entry", name] {
            let entry = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
            bytes += entry + [UInt8](repeating: 0, count: 128 - entry.count)
        }
        return bytes
    }

    /// The beginning of an archive with one entry.
    private static func packed(_ name: String, _ contents: String) -> [UInt8] {
        let length = name.utf8.count
        return [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(length), 0, 0, 0] + Array(name.utf8)
            + Array(contents.utf8)
    }

    /// A beginning of a file, and what it is.
    private struct Beginning: Sendable {
        let head: [UInt8]
        let form: FileForm

        init(_ head: [UInt8], _ form: FileForm) {
            self.head = head
            self.form = form
        }

        init(_ text: String, _ form: FileForm) { self.init(Array(text.utf8), form) }
    }

    private static let beginnings: [Beginning] = [
        Beginning("工号,姓名\n", .text), Beginning("", .text), Beginning([0x50, 0x4B, 3, 4, 20], .archive),
        Beginning(compound, .oldWorkbook), Beginning(compound(holding: "Workbook"), .oldWorkbook),
        Beginning(compound(holding: "EncryptedPackage"), .unread(.encrypted)),
        // Its reader says what it is.
        Beginning(compound(holding: "WordDocument"), .oldWorkbook),
        Beginning([0x09, 0x08, 0x10, 0x00, 0, 6], .oldWorkbook), Beginning("\t工号\t姓名\n", .text),
        Beginning("\u{FEFF}\r\n <HTML xmlns:x=\"\">", .page), Beginning("<!DOCTYPE html><p>", .page),
        Beginning("<table border=1>", .page), Beginning(wide("\n<table>"), .page), Beginning("<5,6\n", .text),
        Beginning("<?xml version=\"1.0\"?><error/>", .unread(.otherXML)),
        Beginning(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", .spreadsheetML),
        Beginning("MIME-Version: 1.0\n", .page), Beginning("%PDF-1.4", .unread(.pdf)),
        Beginning("{\\rtf1", .unread(.document)), Beginning([0x89, 0x50, 0x4E, 0x47], .unread(.picture)),
        Beginning("Rar!", .unread(.packed)), Beginning([0xFF, 0x00, 0x02, 0x00], .unread(.works)),
        Beginning(" {\"code\": 401}", .unread(.json)), Beginning("[1],2\n", .text),
        Beginning(packed("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), .openDocument),
        Beginning(packed("mimetype", "application/vnd.oasis.opendocument.text"), .unread(.document)),
        Beginning(packed("content.xml", ""), .openDocument), Beginning(packed("xl/workbook.xml", ""), .archive),
        Beginning(packed("xl/workbook.bin", ""), .unread(.binaryWorkbook)),
        Beginning(packed("word/document.xml", ""), .unread(.document)), Beginning(packed("考勤打卡.xlsx", ""), .archive),
    ]

    /// A text in UTF-16 with its mark.
    private static func wide(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        return bytes
    }

    @Test(arguments: beginnings.indices)
    func forms(_ number: Int) throws {
        let (head, form) = (Self.beginnings[number].head, Self.beginnings[number].form)
        #expect(FileForm(head: head) == form)
        let file = InputFile(
            name: "表.xls", bytes: { MemoryBytes(head) },
            atPath: { (_: InputFile.Opener) throws(RecordFault) in
                throw .failed(Problem(.fault, LocalText("无路径", "no path")))
            })
        do throws(RecordFault) {
            let format = try FileFormats.shipped.format(of: file)
            let keys: [FileForm: String] = [
                .archive: "XLSX", .text: "TEXT", .oldWorkbook: "XLS", .openDocument: "ODS", .page: "HTML",
                .spreadsheetML: "XML2003",
            ]
            #expect(format.key == keys[form])
        } catch {
            guard case .refused(let refusal) = error, case .unread(let file) = form else { throw error }
            #expect(refusal.row == nil)
            #expect(refusal.code == "unread-format")
            #expect(!refusal.reason.chinese.isEmpty)
            #expect(!refusal.next.chinese.isEmpty)
            #expect(UnreadFile.allCases.contains(file))
        }
    }
}
