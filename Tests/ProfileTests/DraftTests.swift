import AssessmentKernel
import Patterns
import Testing

@testable import Profile

/// Profiles that are drafted from a file.
@Suite struct DraftTests {
    private static let rows: [(row: Int, cells: [String])] = [
        (1, ["网格事件明细", "", "", "", ""]), (3, ["序号", "事件ID", "网格员编号", "登记时间", "核查", "办结日期", "备注\"说\\明\""]),
        (4, ["1", "S1", "M1", "2021-07-01 08:30", "正常", "2021-07-03 09:00", ""]),
        (5, ["2", "S2", "M1", "2021-07-02 08:30", "早退", "", ""]),
        (6, ["3", "S3", "M2", "2021-07-02 08:30", "", "", ""]),
    ]

    @Test("Certain matches are used, likely ones are marked, open ones become questions")
    func drafted() throws {
        var draft = ProfileDraft(Tables.report, rows: Self.rows, sheet: "明细")
        #expect(draft.headerRow == 3)
        #expect(draft.questions.count == 1)
        let question = try #require(draft.questions.first)
        guard case .column(let column, let among) = question else {
            Issue.record("\(question)")
            return
        }
        #expect(Tables.report.columns[column].key == "status" && among.contains("核查"))
        #expect(draft.text.contains("  # status: ?  # 状态，必填"))
        #expect(draft.text.contains("only_day: [closed]\n") && draft.text.contains("sheet: \"明细\"\nheader: 3\n"))
        let (wrong, right) = (draft.answer(question, with: "没有此列"), draft.answer(question, with: "核查"))
        #expect(!wrong && right)
        let profile = try profile(draft.text)
        #expect(profile.schema.key == "report" && profile.headerRow == 3 && profile.sheet == "明细")
        let named = Dictionary(
            profile.columns.map { (Tables.report.columns[$0.column].key, $0.source.titles[0].title.string) }
        ) { $1 }
        #expect(
            named == [
                "report": "事件ID", "member": "网格员编号", "at": "登记时间", "status": "核查", "closed": "办结日期",
            ])
    }

    @Test("Values that are no choices are asked, and answers become the profile's")
    func values() throws {
        var rows = Self.rows
        rows[1].cells[4] = "状态"
        var draft = ProfileDraft(Tables.report, rows: rows, sheet: nil)
        let question = try #require(draft.questions.first)
        guard case .value(let column, "早退") = question else {
            Issue.record("\(draft.questions)")
            return
        }
        #expect(draft.options(column) == ["on-time 正常", "late 迟到", "missed 未打卡"])
        #expect(draft.text.contains("    # \"早退\": ?  # on-time 正常 / late 迟到 / missed 未打卡\n"))
        #expect(try profile(draft.text).readings[column]?.values.isEmpty ?? true)
        let (wrong, right) = (draft.answer(question, with: "早退"), draft.answer(question, with: "late"))
        #expect(!wrong && right && draft.questions.isEmpty)
        #expect(try profile(draft.text).readings[column]?.meanings == ["late"])
    }

    @Test("The likelier table scores more; several rows a day are pointed out; an empty file drafts to nothing")
    func tables() throws {
        let clock: [(row: Int, cells: [String])] = [
            (1, ["工号", "打卡日期", "状态"]), (2, ["M1", "2021-07-01", "正常"]), (3, ["M1", "2021-07-01", "正常"]),
        ]
        let draft = ProfileDraft(Tables.clock, rows: clock, sheet: nil)
        #expect(draft.score > ProfileDraft(Tables.report, rows: clock, sheet: nil).score)
        #expect(draft.text.contains("punches"))
        #expect(!ProfileDraft(Tables.clock, rows: Array(clock.dropLast()), sheet: nil).text.contains("punches"))
        _ = try profile(draft.text)
        let empty = ProfileDraft(Tables.clock, rows: [], sheet: nil)
        #expect(empty.questions.count == 3)
        _ = try profile(empty.text)
    }
}
