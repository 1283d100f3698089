import AssessmentKernel
import CSV
import Cells
import Patterns
import TestValues
import Testing

@testable import Intake

/// What is said of a cell besides that it is refused: what is wrong with it, and what was probably meant.
@Suite struct HintTests {
    private func reason(_ value: String, _ column: String) throws -> LocalText {
        let schema = Tables.event
        let place = try #require(schema.index(of: column))
        let parser = CellParser(schema)
        var block = RowBlock(schema)
        let fault = #expect(throws: CellFault.self, "\(value)") {
            try Text(value).withBytes { try parser.parse($0, column: place, into: &block) }
        }
        return try #require(fault).reason(in: schema.columns[place], value: value)
    }

    @Test(
        "A number that is none",
        arguments: [
            ("hours", "-8", "负数"), ("hours", "8.333", "小数有 3 位"), ("hours", "1,000", "逗号"), ("hours", "1，000", "逗号"),
            ("hours", "8小时", "不写“小时”"), ("hours", "480分钟", "单位是“分钟”"), ("hours", "8:30", "如 8.5"),
            ("hours", "--", "留空"),
            ("hours", "无", "留空"), ("media", "3.5", "应为整数"), ("media", "3张", "不写“张”"), ("satisfaction", "95分", "单位是“分”"),
            ("satisfaction", "95.555%", "小数有 3 位"),
        ])
    func numbers(_ column: String, _ value: String, _ words: String) throws {
        let text = try reason(value, column).chinese
        #expect(text.contains(words), "\(text)")
    }

    @Test("A number of which nothing better can be said", arguments: ["八", "NaN", "1e400", "∞", "8..5"])
    func others(_ value: String) throws {
        #expect(try reason(value, "hours").chinese == CellFault.number.reason.chinese)
    }

    @Test(
        "A day or a moment in a form that is not read as it is",
        arguments: [
            ("due", "07/01/2021", "最前"), ("due", "1.7.2021", "最前"), ("due", "44378.5", "序号"),
            ("due", "2021年7月1号", "写作“日”"),
            ("occurred_at", "2021-07-01 24:00", "第二天"), ("occurred_at", "2021-07-01 次日00:10", "第二天"),
            ("occurred_at", "2021-07-01 1:30PM", "AM"), ("occurred_at", "2021-07-01 下午13:30", "0 至 12"),
            ("occurred_at", "20210701083000", "没有分隔"), ("due", "21/7/1", "四位"),
        ])
    func days(_ column: String, _ value: String, _ words: String) throws {
        let text = try reason(value, column).chinese
        #expect(text.contains(words), "\(text)")
    }

    @Test(
        "Characters that look like others are named",
        arguments: [
            ("FМ0001", "FM0001", "第 2 个字符是西里尔字母“М”，应为英文字母“M”"), ("FMO001", "FM0001", "第 3 个字符是英文字母“O”，应为数字“0”"),
            ("FM000l", "FM0001", "第 6 个字符是英文字母“l”，应为数字“1”"),
        ])
    func lookAlikes(_ written: String, _ meant: String, _ words: String) {
        #expect(LookAlikes.difference(Text(written), from: Text(meant))?.chinese == words)
    }

    @Test("Other differences are not", arguments: [("fm0001", "FM0001"), ("FM0002", "FM0001"), ("FM 0001", "FM0001")])
    func noLookAlikes(_ written: String, _ meant: String) {
        #expect(LookAlikes.difference(Text(written), from: Text(meant)) == nil)
    }

    @Test("A code beside other words is found, where it is the only one")
    func heldCodes() {
        var index = RosterIndex(Tables.roster)
        #expect(index.nearest(to: "王芳（FM0001）") == "FM0001")
        #expect(index.nearest(to: "FM0002/王芳") == "FM0002")
        #expect(index.nearest(to: "FM0001、FM0002") == nil)
        #expect(index.nearest(to: "王芳（FM00011）") == nil)
    }

    private func missing(_ cells: [String]) -> LocalText {
        let schema = Tables.event
        let required = schema.columns.indices.filter { schema.columns[$0].isRequired }
        return MissingColumns(
            required, of: schema, among: cells, cells.map { _ in nil }, row: 1, tables: [schema]
        ).reason
    }

    @Test("A header in one cell says what sets columns apart")
    func oneCell() {
        for text in ["编号|工号|时间", "编号，工号，时间", "编号 工号 时间 描述"] {
            #expect(missing([text]).chinese.contains("逗号、制表符或分号"), "\(text)")
        }
        #expect(!missing(["七月事件"]).chinese.contains("逗号、制表符或分号"))
    }

    @Test("A key in other letters is told")
    func keys() {
        #expect(missing(["EVENT", "Member", "x"]).chinese.contains("“EVENT”应为“编号”、“Member”应为“工号”"))
    }
}
