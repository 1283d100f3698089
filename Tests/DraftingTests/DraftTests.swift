import AssessmentKernel
import Profile
import Testing

@testable import Drafting

/// Profiles that are drafted from a file: its columns, values and questions.
@Suite struct DraftTests {
    private static let rows: [[String]] = [
        ["网格事件明细", "", "", "", ""], [], ["序号", "事件ID", "网格员编号", "登记时间", "核查", "办结日期", "备注\"说\\明\""],
        ["1", "S1", "M1", "2021-07-01 08:30", "正常", "2021-07-03 09:00", ""],
        ["2", "S2", "M1", "2021-07-02 08:30", "早退", "", ""],
        ["3", "S3", "M2", "2021-07-02 08:30", "", "", ""],
    ]

    private static func draft(_ rows: [[String]], _ table: TableSchema?, sheet: String? = nil) throws -> ProfileDraft {
        let sample = SheetSample(file: "导出.xlsx", sheet: sheet, isOneOfSeveral: sheet != nil, rows: numbered(rows))
        return try #require(ProfileDraft([sample], tables: Tables.all, table: table))
    }

    @Test("Certain matches are used, likely ones are marked, what is missing is a question")
    func drafted() throws {
        var draft = try Self.draft(Self.rows, Tables.report, sheet: "明细")
        let question = try #require(draft.questions.first)
        guard case .column(_, let column, let among) = question, draft.questions.count == 1 else {
            Issue.record("\(draft.questions)")
            return
        }
        #expect(Tables.report.columns[column].key == "status")
        #expect(among.contains("核查"))
        #expect(draft.text.contains("  # status: ?  # 状态，必填"))
        #expect(draft.text.contains("only_day: [closed]\n"))
        #expect(draft.text.contains("sheet: \"明细\"\n"))
        let (wrong, right) = (draft.answer(question, with: "没有此列"), draft.answer(question, with: "核查"))
        #expect(!wrong)
        #expect(right)
        let profile = try profile(draft.text)
        #expect(profile.schema.key == "report")
        #expect(profile.sheet == "明细")
        for line in ["report: \"事件ID\"", "member: \"网格员编号\"", "at: \"登记时间\"", "status: \"核查\"", "closed: \"办结日期\""] {
            #expect(draft.text.contains("  \(line)"), "\(draft.text)")
        }
    }

    @Test("A table or a month that nobody has said keeps a draft from being saved, with what to do")
    func obstacles() throws {
        let unknown = try Self.draft([["甲", "乙"], ["1", "2"]], nil)
        #expect(unknown.obstacle(toSavingAs: "x")?.what.chinese.contains("哪张表") == true)
        let yearless = [["工号", "日期", "打卡结果"], ["M1", "7月1日", "正常"], ["M1", "7月2日", "迟到"]]
        var draft = try Self.draft(yearless, Tables.clock)
        #expect(draft.obstacle(toSavingAs: "x")?.what.chinese.contains("哪个月") == true)
        let isAnswered = draft.answer(.month, with: "2021-07")
        #expect(isAnswered)
        #expect(draft.obstacle(toSavingAs: "x") == nil)
    }

    @Test("What is named stands first among the tables that come close")
    func close() throws {
        let rows = [["工号", "日期", "来源"], ["M1", "2021-07-01", "甲"], ["M2", "2021-07-02", "乙"]]
        let sample = SheetSample(file: "七月事件.xlsx", sheet: nil, rows: numbered(rows))
        let draft = try #require(ProfileDraft([sample], tables: Tables.all))
        #expect(draft.schema == nil)
        #expect(draft.close.first?.schema.key == "report")
    }

    @Test("A pattern is drafted only where it reads nothing that is still open")
    func patterns() throws {
        func values(_ words: [String]) throws -> String {
            let rows = [["工号", "日期", "打卡结果"]] + words.indices.map { ["M1", "2021-07-0\($0 + 1)", words[$0]] }
            return try Self.draft(rows, Tables.clock).text
        }
        let signs = try values(["√", "√√", "√×", "×"])
        #expect(!signs.contains("\"√*\""), "\(signs)")
        #expect(!signs.contains("\"×*\""), "\(signs)")
        let late = try values(["正常", "迟到15分钟", "迟到20分钟"])
        #expect(late.contains("\"迟到*\": 迟到"), "\(late)")
        let both = try values(["正常", "迟到15分钟", "迟到、早退"])
        #expect(!both.contains("\"迟到*\""), "\(both)")
        #expect(both.contains("\"/^迟到[^、，,;；]*$/\": 迟到"), "\(both)")
        _ = try profile(both)
        let exact = try values(["正常", "迟到15分钟", "迟到请假"])
        #expect(!exact.contains("\"迟到*\""), "\(exact)")
        #expect(exact.contains("\"迟到15分钟\": 迟到"), "\(exact)")
    }

    @Test("Values that are no choices are asked; an answer becomes the profile's, or leaves the row out")
    func values() throws {
        var rows = Self.rows
        rows[2][4] = "状态"
        var draft = try Self.draft(rows, Tables.report)
        let question = try #require(draft.questions.first)
        guard case .value(_, _, "早退") = question else {
            Issue.record("\(draft.questions)")
            return
        }
        #expect(draft.choices(question).map(\.answer) == ["on-time", "late", "missed", "-"])
        #expect(draft.text.contains("    # \"早退\": ?  # 正常 / 迟到 / 未打卡"))
        _ = try profile(draft.text)
        var other = draft
        let (wrong, right) = (draft.answer(question, with: "早退"), draft.answer(question, with: "late"))
        #expect(!wrong)
        #expect(right)
        #expect(draft.questions.isEmpty)
        #expect(draft.text.contains("    \"早退\": 迟到\n"))
        _ = try profile(draft.text)
        let left = other.answer(question, with: "-")
        #expect(left)
        #expect(other.questions.isEmpty)
        #expect(other.text.contains("ignore_rows:\n  - {\"状态\": \"早退\"}\n"))
        _ = try profile(other.text)
    }

    @Test("Words that the table declares are taken, with what follows them; two meanings in one cell are asked")
    func words() throws {
        let clock = [
            ["工号", "日期", "打卡结果"], ["M1", "2021-07-01", "迟到15分钟"], ["M1", "2021-07-02", "迟到"],
            ["M2", "2021-07-01", "缺卡(1次)"],
            ["M2", "2021-07-02", "迟到、缺卡"], ["M2", "2021-07-03", "不正常"], ["M2", "2021-07-04", "正常"],
        ]
        let draft = try Self.draft(clock, Tables.clock)
        #expect(draft.text.contains("    \"/^迟到[^、，,;；]*$/\": 迟到\n    \"缺卡*\": 未打卡\n"), "\(draft.text)")
        let open = draft.questions.compactMap { if case .value(_, _, let value) = $0 { value } else { nil } }
        #expect(open.sorted() == ["不正常", "迟到、缺卡"].sorted())
    }

    @Test("A table is taken when names or columns are clear; a named one that lacks columns is a question")
    func tables() throws {
        let clock = [["工号", "日期", "打卡结果"], ["M1", "2021-07-01", "正常"], ["M2", "2021-07-01", "迟到"]]
        #expect(try Self.draft(clock, nil).schema?.key == "clock")
        var open = try Self.draft([["事件清单"], ["工号", "日期", "备注"], ["M1", "2021-07-01", "x"]], nil)
        #expect(
            open.schema == nil,
            "\(open.text) \(open.close.map(\.schema.key))")
        #expect(
            open.text.contains("table: \"?\""),
            "\(open.text) \(open.close.map(\.schema.key))")
        #expect(
            open.close.first?.schema.key == "report",
            "\(open.text) \(open.close.map(\.schema.key))")
        let problem = try #require(throws: Problem.self) { try profile(open.text) }
        #expect(problem.place.key == "table")
        let question = try #require(open.questions.first)
        let (wrong, right) = (open.answer(question, with: "没有"), open.answer(question, with: "考勤"))
        #expect(!wrong)
        #expect(right)
        #expect(open.schema?.key == "clock")
        #expect(!open.questions.isEmpty)
        let empty = SheetSample(file: "a.csv", sheet: nil, rows: numbered([[], ["", " "]]))
        #expect(ProfileDraft([empty], tables: Tables.all) == nil)
    }

    @Test("The sheet with a row for each day goes before that of single punches; the other one is mentioned")
    func sheets() throws {
        let daily = [["工号", "日期", "打卡结果"], ["M1", "2021-07-01", "正常"], ["M2", "2021-07-01", "迟到"]]
        let punches = [
            ["工号", "日期", "打卡类型", "打卡时间", "打卡状态"], ["M1", "2021-07-01", "上班打卡", "08:20", "正常"],
            ["M1", "2021-07-01", "下班打卡", "17:40", "正常"],
        ]
        let samples = [("明细", punches), ("汇总", [["工号", "天数"], ["M1", "20"]]), ("每日", daily)].map {
            SheetSample(file: "7月.xlsx", sheet: $0, isOneOfSeveral: true, rows: numbered($1))
        }
        let draft = try #require(ProfileDraft(samples, tables: Tables.all))
        #expect(draft.sheet == "每日")
        #expect(draft.schema?.key == "clock")
        #expect(draft.otherSheets.map(\.sheet) == ["明细"])
    }
}

/// The rows with their numbers.
func numbered(_ rows: [[String]]) -> [(row: Int, cells: [String])] {
    rows.enumerated().map { ($0 + 1, $1) }
}
