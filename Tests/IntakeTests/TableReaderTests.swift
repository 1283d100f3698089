import AssessmentKernel
import FileFormats
import Intake
import Testing
import TextEncodings

@Suite struct TableReaderTests {
    @Test func columnsStandInAnyOrderUnderKeysOrTitles() throws {
        let result = try intake("描述,member,核查结论,编号,occurred_at\n走访,FM0001,有效,E-1,2021/7/5 8:30\n")
        #expect(result.rows == ["E-1|FM0001|2021-07-05 08:30:00|走访|-|-|valid|-|-|-"])
        #expect(result.rowNumbers == [2])
        #expect(result.members == [0])
        #expect(result.unknown.isEmpty)
    }

    @Test func textsThatNoRuleReadsCanBeLeftOut() throws {
        let source = TableSource(file: "a", encoding: .utf8) { () throws(Problem) in
            MemoryBytes("编号,工号,时间,描述\nE-1,FM0001,2021-07-05 8:30,走访\nE-2,FM0001,2021-07-05 8:31,\n".utf8)
        }
        var reader = TableReader(
            source: source, schema: Tables.event, roster: Tables.roster, leavesOutRemarks: true)
        let batch = try #require(try reader.next())
        #expect((0...3).map { batch.block.canonicalText(0, $0) } == ["E-1", "FM0001", "2021-07-05 08:30:00", ""])
        #expect((0...3).map { batch.block.canonicalText(1, $0) } == ["E-2", "FM0001", "2021-07-05 08:31:00", nil])
    }

    @Test(arguments: [1, 2, 3, 100])
    func theCodeOfTheRowBeforeIsTakenOver(batchRows: Int) throws {
        // Written otherwise, refused with and without it, another member's in between; a text like it before it in the row.
        let text = """
            编号,工号,时间,描述
            E-1,FM0001,2021-07-05 8:30,一
            E-2,ＦＭ0001,2021-07-05 8:31,二
            E-3,FM0001,昨天,三
            E-4, FM0001,2021-07-05 8:33,四
            FM0001,FM0001,2021-07-05 8:34,五
            E-6,FM0002,2021-07-05 8:35,六
            E-7,FM0001,2021-07-05 8:36,七
            E-8,FM0009,2021-07-05 8:37,八
            E-9,FM0001,2021-07-05 8:38,九

            """
        let result = try intake(Array(text.utf8), batchRows: batchRows)
        #expect(
            result.rows.map { $0.split(separator: "|").prefix(4).joined(separator: "|") } == [
                "E-1|FM0001|2021-07-05 08:30:00|一", "E-2|FM0001|2021-07-05 08:31:00|二",
                "E-4|FM0001|2021-07-05 08:33:00|四", "FM0001|FM0001|2021-07-05 08:34:00|五",
                "E-6|FM0002|2021-07-05 08:35:00|六", "E-7|FM0001|2021-07-05 08:36:00|七",
                "E-9|FM0001|2021-07-05 08:38:00|九",
            ])
        #expect(result.rejects.map { $0.prefix(1) } == ["4", "9"])
    }

    @Test(arguments: [1, 2, 100])
    func aCodeOfAForgottenRowIsNotTakenOver(batchRows: Int) throws {
        // The second row's description has, where the unknown code of the first was, what is to be trimmed.
        let text = """
            描述,工号,编号,时间
            abc,FM00012,E-1,2021-07-05 8:30
            abc FM0001, FM0001,E-2,2021-07-05 8:31

            """
        let result = try intake(Array(text.utf8), batchRows: batchRows)
        #expect(result.rows == ["E-2|FM0001|2021-07-05 08:31:00|abc FM0001|-|-|-|-|-|-"])
        #expect(result.rejects.map { $0.prefix(8) } == ["2 member"])
    }

    @Test func headersLoseWhiteSpaceAndFullWidth() throws {
        let result = try intake("\u{FEFF} 编 号 ,\"工\n号\",\u{3000}ｏｃｃｕｒｒｅｄ＿ａｔ,描\u{A0}述\nE-1,FM0001,2021-07-05 8:30,x\n")
        #expect(result.rows == ["E-1|FM0001|2021-07-05 08:30:00|x|-|-|-|-|-|-"])
        #expect(result.rowNumbers == [2])
    }

    @Test func unknownColumnsAreLeftOutAndToldOnce() throws {
        let result = try intake(
            "编号,坐标,工号,时间,,Member\nE-1,1,FM0001,2021-07-05 8:30,x,y\nE-2,,FM0001,2021-07-05 8:30,,\n")
        #expect(result.rows.count == 2)
        #expect(result.unknown == ["坐标", "(E)", "Member"])
    }

    @Test func theHeaderKnowsWhichColumnsTheFileHas() throws {
        let source = TableSource(file: "a", encoding: .utf8) { () throws(Problem) in
            MemoryBytes("时间,x,工号,编号\n".utf8)
        }
        var reader = TableReader(source: source, schema: Tables.event, roster: Tables.roster)
        let header = try reader.readHeader()
        #expect(header.columns == [2, nil, 1, 0])
        #expect(header.places == [3, 2, 0, nil, nil, nil, nil, nil, nil, nil])
        #expect(header.cells == ["时间", "x", "工号", "编号"])
        #expect(try reader.next() == nil)
        #expect(try reader.next() == nil)
    }

    @Test(arguments: [
        ("", "1 event missing-column "),
        ("\u{FEFF}", "1 event missing-column "),
        ("编号,时间\nE-1,2021-07-05 8:30\n", "1 member missing-column "),
        ("工号\n", "1 event missing-column "),
        ("编号,工号,时间,member\n", "1 member duplicate-column member"),
        ("编号,工号,工 号,时间\n", "1 member duplicate-column 工 号"),
        ("编号,工号,时间,*工号（必填）\n", "1 member duplicate-column *工号（必填）"),
        ("编号:工号:时间\n", "1 event missing-column "),
        ("说明\n\n编号,工号\nE-1,FM0001\n", "1 occurred_at missing-column "),
    ])
    func aHeaderThatWillNotDoRefusesTheFile(text: String, expected: String) throws {
        let result = try intake(text)
        #expect(result.refusal == expected)
        #expect(result.rows.isEmpty)
        #expect(result.rejects.isEmpty)
    }

    @Test func aHeaderAloneIsAnEmptyTable() throws {
        for text in ["编号,工号,时间", "编号,工号,时间\r\n", "编号,工号,时间\n\n \n,,\n"] {
            #expect(try intake(text) == Result())
        }
    }

    @Test func rowsOfBlankCellsAreNoneButCount() throws {
        let result = try intake(
            """
            编号,工号,时间,描述

            E-1,FM0001,2021-07-05 8:30,"a
            b"
            ,,,
             ,\u{3000},\u{A0},"
            "
            \u{2003}
            E-2,FM0001,2021-07-05 8:30,
            ,,,,,

            E-3,FM0001,2021-07-05 8:30,x
            """)
        #expect(result.rowNumbers == [3, 7, 10])
        #expect(result.rejects.isEmpty)
    }

    @Test func shortRowsAreFilledUpAndWhatStandsBesideTheTableRejectsItsRow() throws {
        let result = try intake(
            "编号,工号,时间,描述\nE-1,FM0001\nE-2,FM0001,2021-07-05 8:30\nE-3,FM0001,2021-07-05 8:30,,, ,\nE-4\n"
                + "E-5,FM0001,2021-07-05 8:30,,旁注\n")
        #expect(result.rejects == ["2 occurred_at missing ", "5 member missing ", "6  cell-count "])
        #expect(result.rowNumbers == [3, 4])
        #expect(result.reasons.last == "单元格数与表头不一致：表头右侧的 E 列有内容“旁注”；如属多余请删去，如是错列请改正")
    }

    @Test(arguments: [
        ("a\"b", "3  quote-in-cell "), ("\"a\"b", "3  text-after-quote "), ("\"a", "3  open-quote "),
        ("\u{0}", "3  zero-byte "),
    ])
    func brokenQuotingRefusesTheFile(cell: String, expected: String) throws {
        let head = "编号,工号,时间,描述\nE-1,FM0001,2021-07-05 8:30,x\nE-2,FM0001,2021-07-05 8:30,"
        #expect(try intake(head + cell + "\n").refusal == expected)
    }

    @Test func tabsAreReadToo() throws {
        let result = try intake("编号\t工号\t时间\t描述\nE-1\tFM0001\t2021-07-05 8:30\ta,\"b\"\n")
        #expect(result.refusal == "2  quote-in-cell ")
        let sound = try intake("编号\t工号\t时间\t描述\nE-1\tFM0001\t2021-07-05 8:30\ta,b\n")
        #expect(sound.rows == ["E-1|FM0001|2021-07-05 08:30:00|a,b|-|-|-|-|-|-"])
    }

    @Test func batchesHoldSoManyRowsAndLoseNone() throws {
        var text = "编号,工号,时间\n"
        for row in 2...101 { text += "E-\(row),\(row % 3 == 0 ? "FM9" : "FM0001"),2021-07-05 8:30\n" }
        let whole = try intake(text)
        #expect(whole.rows.count == 67)
        #expect(whole.rejects.count == 33)
        for batchRows in [1, 2, 7, 50, 99, 100, 101] {
            for cut in [1, 5, 64, 1 << 16] {
                #expect(try intake(Array(text.utf8), step: cut, batchRows: batchRows) == whole)
            }
        }
    }

    @Test func longTextsEndABatchEarly() throws {
        let long = String(repeating: "事", count: 500)
        var text = "编号,工号,时间,描述\n"
        for row in 1...10 { text += "E-\(row),FM0001,2021-07-05 8:30,\(long)\n" }
        let bytes = Array(text.utf8)
        let source = TableSource(file: "a", encoding: .utf8) { () throws(Problem) in MemoryBytes(bytes) }
        var reader = TableReader(source: source, schema: Tables.event, roster: Tables.roster, batchBytes: 7_000)
        var counts: [Int] = []
        while let batch = try reader.next() { counts.append(batch.block.count) }
        #expect(counts == [5, 5])
    }

    @Test func aTextBeyondTheLongestIsRejected() throws {
        let long = String(repeating: "x", count: RowBlock.longestText)
        let head = "编号,工号,时间,描述\n"
        #expect(try intake(head + "E-1,FM0001,2021-07-05 8:30,\(long)\n").rows.count == 1)
        let result = try intake(head + "E-1,FM0001,2021-07-05 8:30,\(long)x\nE-2,FM0001,2021-07-05 8:30,y\n")
        #expect(result.rows.count == 1)
        #expect(result.rejects.first?.hasPrefix("2 description too-long xxx") == true)
    }

    @Test func rejectedRowsLeaveNoTextsBehind() throws {
        let bytes = Array("编号,工号,时间,描述\nE-1,FM9,2021-07-05 8:30,long text\nE-2,FM0001,x,y\n".utf8)
        let source = TableSource(file: "a", encoding: .utf8) { () throws(Problem) in MemoryBytes(bytes) }
        var reader = TableReader(source: source, schema: Tables.event, roster: Tables.roster)
        let batch = try #require(try reader.next())
        #expect(batch.block.bytes.isEmpty)
        #expect(batch.rejects.count == 2)
    }
}
