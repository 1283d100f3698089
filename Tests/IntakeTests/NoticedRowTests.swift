import AssessmentKernel
import FileFormats
import Intake
import Testing
import TextEncodings
import TownshipTables

/// Rows that hold no record, and rows that nobody sees.
@Suite struct NoticedRowTests {
    private static let header = "工号,开始日期,结束日期,事由\n"

    private func leave(_ rows: String) throws -> Result {
        try intake(Self.header + "FM0001,2021-07-06,2021-07-06,\n" + rows + "\n", LeaveTable.shared.schema)
    }

    @Test(
        "Totals and signatures are passed over and counted",
        arguments: [
            "合计,,,16", "合计：,,,", "合　计,,,16", "总计,,3,", "小计,,,", ",,合计,3", "制表人：甲,,,审核人：乙", " 填表日期 2021-07-31,,,",
            "\"制\n表\",,,",
            "合计,合计,合计,16", "共计,,,16", "本页合计,,,3", "东村小计（人）,,,3", "审核人：李四,,,", "审核：,李四,负责人：,王五",
            "负责人（签字）,,,", "填表人：,甲,,2021-07-31", "第 1 页 共 3 页,,,", "-第1页-,,,", ",,,第一页/共三页", "共 32 条记录,,,",
            "备注：本表一式两份,,,", "（以下空白）,,,", "导出时间：2021-08-01 09:00,,,", ",单位负责人：,李四,",
        ])
    func totals(_ row: String) throws {
        let result = try leave(row)
        #expect(result.noticed.totals == 1)
        #expect(result.noticed.headers == 0)
        #expect(result.noticed.hidden == 0)
        #expect(result.rows.count == 1)
        #expect(result.rejects == [])
    }

    @Test(
        "Rows with more of a key are records, right or wrong",
        arguments: [
            ("合计,2021-07-01,2021-07-01,", "3 member unknown-member 合计"), ("FM0001,,,合计", "3 from missing "),
            ("说明,,,", "3 from missing "), (",,,16", "3 member missing "),
            ("说明书,,,", "3 from missing "), ("负责人,2021-07-06,2021-07-06,", "3 member unknown-member 负责人"),
            ("审核人：,2021-07-06,2021-07-06,", "3 member unknown-member 审核人："),
            ("东村小计,2021-07-06,,", "3 through missing "), ("第一,,,", "3 from missing "),
            (",第1页,2021-07-06,", "3 member missing "), ("备注,,,", "3 from missing "), ("共青村,,,", "3 from missing "),
        ])
    func records(_ row: String, _ reject: String) throws {
        let result = try leave(row)
        #expect(result.noticed.isEmpty)
        #expect(result.rejects == [reject])
    }

    @Test("Where one column is the key, a row of totals has no member either")
    func singleKeys() throws {
        let result = try intake("编号,工号,时间,工时\n合计,,,16\n合计,FM0001,2021-07-05 8:30,\n合计,FM0001,,\n")
        #expect(result.noticed.totals == 1)
        #expect(result.rowNumbers == [3])
        #expect(result.rejects == ["4 occurred_at missing "])
        let calendar = try intake("日期,类别\n合计,3\n2021-07-05,休息日\n", CalendarTable.shared.schema, roster: nil)
        #expect(calendar.noticed.totals == 1)
        #expect(calendar.rowNumbers == [3])
    }

    @Test("A signature beside a record's number, day or member is a record")
    func signatures() throws {
        func rows(_ row: String) throws -> Result {
            try intake("编号,工号,时间,工时\n\(row)\n")
        }
        for footer in ["审核人：,李四,,", "审核人：,李四,日期：,", "第1页共2页,,,", "东村小计,,,8"] {
            #expect(try rows(footer).noticed.totals == 1)
        }
        // The row's number is a column that the table does not have.
        func numbered(_ row: String) throws -> Result { try intake("序号,编号,工号,时间,工时\n\(row)\n") }
        #expect(try numbered("合 计,2 件,,,8").noticed.totals == 1)
        #expect(try numbered("合计,E2,FM0001,,8").rejects.count == 1)
        #expect(try numbered("合计,E2,,2021-07-05 8:30,8").rejects.count == 1)
        for row in ["审核人：,FM0001,,", "东村小计,FM0001,,8", "审核人：,李四,2021-07-05 8:30,", "东村小计,李四,,8"] {
            let result = try rows(row)
            #expect(result.noticed.isEmpty && result.rejects.count == 1, "\(row)")
        }
    }

    @Test("Rows that a sheet filled by itself are passed over and counted; a number or a word makes them rejects")
    func unfilled() throws {
        func rows(_ row: String) throws -> Result {
            try intake("序号,编号,工号,时间,工时,姓名\n1,E1,FM0001,2021-07-05 8:30,8,甲一\n\(row)\n")
        }
        for row in ["2,,,,,", ",,,,0,", "2,,,,0.00,", ",,,,,0", "2,,,,,0", "2,,,,0,#N/A"] {
            let result = try rows(row)
            #expect(result.noticed.unfilled == 1 && result.rejects == [] && result.rows.count == 1, "\(row)")
        }
        for row in ["2,,,,8,", ",,,,,乙二", "2,E2,,,,", "2,,,,,3", ",,FM0002,,0,", "x,,,,,", ",0,,,,"] {
            let result = try rows(row)
            #expect(result.noticed.unfilled == 0 && result.rejects.count == 1, "\(row)")
        }
    }

    @Test("What is filled below blank titles at the header's end stands beside the table")
    func besideTheTable() throws {
        for end in [",", ",,", ", "] {
            let result = try intake(
                "工号,开始日期,结束日期\(end)\nFM0001,2021-07-06,2021-07-06,\nFM0001,2021-07-08,2021-07-08,病假\n",
                LeaveTable.shared.schema)
            #expect(result.rowNumbers == [2])
            #expect(result.rejects == ["3  cell-count "])
        }
        let middle = try intake("工号,,开始日期,结束日期\nFM0001,x,2021-07-06,2021-07-06\n", LeaveTable.shared.schema)
        #expect(middle.rowNumbers == [2])
    }

    @Test("A column of numbers in another unit refuses the file; remarks and its own unit do not")
    func units() throws {
        for title in ["工时（分钟）", "工时(天)", "*工时【分】", "工时（分钟）（必填）", "工时[min]"] {
            #expect(try intake("编号,工号,时间,\(title)\n").refusal == "1 hours other-unit \(title)")
        }
        for title in ["工时（小时）", "工时(h)", "工时（必填）", "工时", "工时（两位小数）"] {
            #expect(try intake("编号,工号,时间,\(title)\n").refusal == nil)
        }
    }

    @Test("What is left of a table is not taken for another one that has fewer columns")
    func otherTable() throws {
        func reason(_ text: String) throws -> String {
            let source = TableSource(file: "表.csv", encoding: .utf8) { () throws(Problem) in
                MemoryBytes(Array(text.utf8), step: .max)
            }
            var reader = TableReader(
                source: source, schema: LeaveTable.shared.schema,
                tables: [LeaveTable.shared.schema, CalendarTable.shared.schema, RemovalTable.shared.schema])
            #expect(throws: Problem.self) { try reader.readHeader() }
            return reader.refusal?.reason.chinese ?? ""
        }
        #expect(try reason("工号,日期,情形\n").contains("看来是“更换情形”的表"))
        var short = TableBuilder("day", "日子", "Days")
        short.key("member", "工号", "Member")
        let source = TableSource(file: "表.csv", encoding: .utf8) { () throws(Problem) in
            MemoryBytes(Array("工号,开始日期\n".utf8), step: .max)
        }
        var reader = TableReader(
            source: source, schema: LeaveTable.shared.schema, tables: [LeaveTable.shared.schema, short.finished()])
        #expect(throws: Problem.self) { try reader.readHeader() }
        #expect(reader.refusal?.reason.chinese.contains("看来是") == false)
    }

    @Test("Of a header of two merged levels the lower one has the titles")
    func levels() throws {
        let rows = "编号,工号,时间,核查,核查\n编号,工号,时间,工时,办结日期\n"
        let result = try intake(rows + "E1,FM0001,2021-07-05 8:30,8,x\n")
        #expect(result.rowNumbers == [3] && result.rejects == [] && result.noticed.headers == 0)
        // The same titles again are a repeated header, and others below it are a row.
        let again = try intake("编号,工号,时间\n编号,工号,时间\nE1,FM0001,2021-07-05 8:30\n")
        #expect(again.rowNumbers == [3] && again.noticed.headers == 1)
        #expect(try intake("编号,工号,时间,工时\n编号,工号,x,办结日期\n").rejects.count == 1)
    }

    @Test("A repeated header is passed over and counted")
    func headers() throws {
        for row in ["工号,开始日期,结束日期,事由", "工 号 ,开始日期,结束日期,事由,,", "*工号,开始日期（必填）,结束日期,事由"] {
            let result = try leave(row + "\nFM0001,2021-07-08,2021-07-08,")
            #expect(result.noticed.headers == 1)
            #expect(result.rowNumbers == [2, 4])
            #expect(result.rejects == [])
        }
        #expect(try leave("工号,开始日期,结束日期,x").rejects == ["3 from date 开始日期"])
    }

    @Test("A repeated header is no record of a table of texts alone")
    func texts() throws {
        var table = TableBuilder("place", "地点", "Places")
        table.key("place", "编号", "Number")
        table.code("name", "名称", "Name")
        let result = try intake("编号,名称\n1,东村\n编号,名称\n2,西村\n", table.finished(), roster: nil)
        #expect(result.rowNumbers == [2, 4])
        #expect(result.noticed.headers == 1)
    }

    @Test("Hidden rows below the header are read and counted")
    func hidden() throws {
        final class Sheet: RecordSource {
            private let records: any RecordSource
            private var row = 0
            init(_ text: String) { records = CSVRecords(MemoryBytes(text.utf8), encoding: .utf8) }
            func next() throws(RecordFault) -> Record? {
                row += 1
                return try records.next()
            }
            // The header and every second row.
            var hiddenRows: Int { (row + 1) / 2 }
        }
        let text = "编号,工号,时间\n" + (2...6).map { "E-\($0),FM0001,2021-07-05 8:30\n" }.joined()
        let source = TableSource(file: "表.csv") { () throws(Problem) in Sheet(text) }
        let result = try intake(source, Tables.event, batchRows: 2)
        #expect(result.rows.count == 5)
        #expect(result.noticed.hidden == 3)
    }
}
