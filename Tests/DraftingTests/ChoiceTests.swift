import AssessmentKernel
import Profile
import Testing

@testable import Drafting

/// What a person changes of a draft: columns, meanings of values, and the rules by which days are judged.
@Suite struct ChoiceTests {
    private static let rows: [[String]] = [
        ["编号", "人员编号", "上报时间", "登记时间", "核查", "备注"], ["S1", "M1", "2021-07-01 08:30", "2021-07-02 08:30", "正常", "甲"],
        ["S2", "M2", "2021-07-02 08:30", "2021-07-03 09:00", "早退", "乙"],
    ]

    private static func draft(_ rows: [[String]], _ table: TableSchema) throws -> ProfileDraft {
        let sample = SheetSample(file: "导出.xlsx", sheet: nil, rows: numbered(rows))
        return try #require(ProfileDraft([sample], tables: Tables.all, table: table))
    }

    private func column(_ key: String, _ schema: TableSchema) throws -> Int { try #require(schema.index(of: key)) }

    @Test("A column is changed, and an optional one left out; what the file has not is refused")
    func columns() throws {
        var draft = try Self.draft(Self.rows, Tables.report)
        let (at, note) = (try column("at", Tables.report), try column("note", Tables.report))
        let isChanged = draft.choose("登记时间", for: at)
        #expect(isChanged && draft.text.contains("  at: \"登记时间\"\n"))
        #expect(draft.columnChoices.first { $0.column == at }?.chosen == "登记时间")
        let isNoted = draft.choose("备注", for: note)
        #expect(isNoted && draft.text.contains("  note: \"备注\"\n"))
        let isLeft = draft.choose(nil, for: note)
        #expect(isLeft && !draft.text.contains("  note: "))
        for (title, column) in [("没有此列", at), (nil, at), ("备注", 99)] as [(String?, Int)] {
            let isTaken = draft.choose(title, for: column)
            #expect(!isTaken)
        }
        #expect(draft.fileColumns == Self.rows[0])
    }

    @Test("A header is named where the guess is wrong, with one row or several; blank rows are refused")
    func header() throws {
        // A list of the titles in another order stands above the header.
        let legend = [Self.rows[0].reversed() + ["以上为导出的列"], []]
        var draft = try Self.draft(legend + Self.rows, Tables.report)
        #expect(draft.headerRows == 1...1 && !draft.isHeaderChosen)
        let areRefused = [
            draft.setHeader(2...2), draft.setHeader(2...3), draft.setHeader(3...6), draft.setHeader(9...9),
        ]
        #expect(areRefused == [false, false, false, false] && !draft.isHeaderChosen)
        let isSet = draft.setHeader(3...3)
        #expect(isSet && draft.headerRows == 3...3 && draft.isHeaderChosen)
        #expect(draft.fileColumns == Self.rows[0])
        #expect(draft.text.contains("\nheader: 3\n"), "the list above has all titles too")
        #expect(try profile(draft.text).headerRow == 3)

        var plain = try Self.draft([["编号", "时间", "状态", "说明"], ["单号", "姓名", "何时", "结果"]], Tables.report)
        let isNamed = plain.setHeader(2...2)
        #expect(isNamed && !plain.text.contains("header:"), "an import finds it by its titles")

        let groups = [["甲", "甲", "乙", "乙"], ["编号", "网格员", "时间", "状态"], ["S1", "M1", "2021-07-01 08:30", "正常"]]
        var two = try Self.draft(groups, Tables.report)
        let areSet = two.setHeader(1...2)
        #expect(areSet && two.text.contains("\nheader: 1-2\n") && !two.text.contains("levels:"))
        #expect(try profile(two.text).schema.key == "report")
    }

    @Test("Another header opens again what was said of columns, and keeps table and hours")
    func anotherHeader() throws {
        var draft = try Self.draft([["编号", "时间", "状态"]] + Self.rows, Tables.report)
        _ = draft.choose("登记时间", for: try column("at", Tables.report))
        let isSet = draft.setHeader(1...1)
        #expect(isSet && draft.schema?.key == "report" && !draft.text.contains("登记时间"))
    }

    @Test("A value is given another meaning, or its rows are left out")
    func values() throws {
        var draft = try Self.draft(Self.rows, Tables.report)
        let status = try column("status", Tables.report)
        _ = draft.choose("核查", for: status)
        #expect(draft.valueChoices.contains { $0.value == "早退" && $0.meaning == nil && !$0.isLeftOut })
        let isSet = draft.setMeaning("missed", of: "早退", in: status)
        #expect(isSet && draft.text.contains("\"早退\": 未打卡"))
        let isLeft = draft.setMeaning(nil, of: "早退", in: status)
        #expect(isLeft && draft.text.contains("ignore_rows:"))
        #expect(draft.valueChoices.contains { $0.value == "早退" && $0.isLeftOut })
        let isStrange = draft.setMeaning("gone", of: "早退", in: status)
        #expect(!isStrange)
        _ = try profile(draft.text)
    }

    @Test("The rules of a day are set, within their bounds")
    func rules() throws {
        let rows = [
            ["工号", "日期", "打卡时间"], ["M1", "2021-07-01", "08:21"], ["M1", "2021-07-01", "17:40"],
            ["M2", "2021-07-01", "08:40"],
        ]
        var draft = try Self.draft(rows, Tables.clock)
        #expect(draft.hasRules && draft.grace == nil && draft.single == nil)
        let areSet = [draft.setDuty("08:30-17:30"), draft.setGrace(10), draft.setSingle("missed")]
        #expect(areSet == [true, true, true])
        #expect(draft.text.contains("  grace: 10\n") && draft.text.contains("single: 未打卡}"))
        #expect((draft.duty, draft.grace, draft.single) == ("08:30-17:30", 10, "missed"))
        _ = try profile(draft.text)
        let areRefused = [draft.setGrace(-1), draft.setGrace(241), draft.setSingle("x"), draft.setDuty("8-17")]
        #expect(areRefused == [false, false, false, false])
        let isTime = draft.setSingle(nil)
        #expect(isTime && !draft.text.contains("single: "))
        #expect(draft.statusOptions.map(\.key) == ["on-time", "late", "missed"])
    }
}
