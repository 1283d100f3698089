import AssessmentKernel
import Testing

@testable import Profile

/// Headers of several levels, and the choice among titles.
@Suite struct LayoutTests {
    private static let yaml = """
        profile: 1
        table: 考勤
        levels: 2
        columns: {member: 账号, date: 时间, status: 上班1 打卡状态}
        ignore: ["*"]
        """
    private static let rows = ["2021-07-01,M1,08:21,正常,17:40,迟到", "2021-07-02,M1,08:45,迟到,17:40,正常"]

    @Test(
        "Two levels are joined by position, whether merged cells are filled or not",
        arguments: [
            "时间,账号,上班1,,下班1,\n,,打卡时间,打卡状态,打卡时间,打卡状态", "时间,账号,上班1,上班1,下班1,下班1\n时间,账号,打卡时间,打卡状态,打卡时间,打卡状态",
            "日报,日报,日报,日报,日报,日报\n时间,账号,上班1,,下班1,\n,,打卡时间,打卡状态,打卡时间,打卡状态",
        ])
    func levels(_ header: String) throws {
        let answer = try read(([header] + Self.rows).joined(separator: "\n"), Self.yaml)
        let first = header.split(separator: "\n").count + 1
        #expect(answer.rows == ["\(first): M1|2021-07-01|on-time|-", "\(first + 1): M1|2021-07-02|late|-"])
        #expect(answer.rejects == [])
        #expect(answer.unknown == [])
    }

    @Test("A group's title ends where a column has a title of its own")
    func group() throws {
        let header = FileHeader(
            [row(1, "时间,,基础,,,备注"), row(2, ",账号,部门,职务,,"), row(3, ",,,,x,")], above: [])
        #expect(header.columns.map(\.joined) == ["时间", "账号", "基础部门", "基础职务", "x", "备注"])
        #expect(header.places(of: TitleName(title: "职务")) == [3])
        #expect(header.places(of: TitleName(title: "部门", under: "基础")) == [2])
        #expect(header.places(of: TitleName(title: "部门", under: "别的")).isEmpty)
    }

    private func row(_ number: Int, _ cells: String) -> HeaderRow {
        HeaderRow(
            row: number, cells: cells.split(separator: ",", omittingEmptySubsequences: false).map { Array($0.utf8) })
    }

    @Test("One or two levels by one profile; the rows may be named")
    func either() throws {
        let either = Self.yaml.replacing("levels: 2", with: "levels: 1-2")
        let flat = "表\n时间,账号,上班1打卡时间,上班1打卡状态\n2021-07-01,M1,8:00,正常\n"
        #expect(try read(flat, either).rows == ["3: M1|2021-07-01|on-time|-"])
        let two = "表\n时间,账号,上班1,\n,,打卡时间,打卡状态\n2021-07-01,M1,8:00,正常\n"
        #expect(try read(two, either).rows == ["4: M1|2021-07-01|on-time|-"])
        let named = Self.yaml.replacing("levels: 2", with: "header: 2-3")
        #expect(try read(two, named).rows == ["4: M1|2021-07-01|on-time|-"])
        #expect(
            try read(two, Self.yaml.replacing("levels: 2", with: "header: 1-2")).rejects == [
                "refused 2  missing-column"
            ])
    }

    @Test(
        "A title that fits several columns is refused, unless the profile says which",
        arguments: [
            ("打卡状态", nil), ("{title: 打卡状态, nth: 2}", "late"), ("{title: 打卡状态, nth: 1}", "on-time"),
            ("{title: 打卡状态, nth: 3}", nil), ("{title: 打卡状态, under: 下班1}", "late"), ("下班1 打卡状态", "late"),
            ("[上班2 打卡状态, 下班1 打卡状态]", "late"),
            ("{titles: [上班1 打卡状态, 下班1 打卡状态], prefer: [未打卡, 迟到, 正常]}", "late"),
            ("{titles: [上班1 打卡状态, 下班1 打卡状态], prefer: [正常, 迟到]}", "on-time"),
        ])
    func choice(_ title: String, _ status: String?) throws {
        let yaml = Self.yaml.replacing(
            "{member: 账号, date: 时间, status: 上班1 打卡状态}", with: "\n  member: 账号\n  date: 时间\n  status: \(title)")
        let csv = "时间,账号,上班1,,下班1,\n,,打卡时间,打卡状态,打卡时间,打卡状态\n" + Self.rows[0]
        let answer = try read(csv, yaml)
        guard let status else {
            #expect(answer.rejects.first?.hasPrefix("refused 2 ") == true)
            return
        }
        #expect(answer.rows == ["3: M1|2021-07-01|\(status)|-"])
    }

    @Test("The first filled of several columns counts; a choice beside those preferred counts last")
    func several() throws {
        let yaml = """
            profile: 1
            table: 考勤
            columns:
              member: [工号, 备用]
              date: 日期
              status: {titles: [甲, 乙], prefer: [未打卡]}
            """
        let answer = try read(
            "工号,备用,日期,甲,乙\nM1,M2,2021-07-01,正常,未打卡\n,M2,2021-07-01,正常,\n,M2,2021-07-02,好,正常\n,,2021-07-03,正常,\n", yaml)
        #expect(answer.rows == ["2: M1|2021-07-01|missed|-", "3: M2|2021-07-01|on-time|-"])
        #expect(answer.rejects == ["4 status choice 好", "5 member missing "])
        #expect(try read("备用,日期,甲,乙\nM2,2021-07-01,正常,\n", yaml).rows == ["2: M2|2021-07-01|on-time|-"])
        #expect(try read("日期,甲,乙\n2021-07-01,正常,\n", yaml).rejects == ["refused 1  missing-column"])
    }

    @Test("A column may be missing where the profile allows it; a title's star and remark do not count")
    func optional() throws {
        let yaml = "profile: 1\ntable: 考勤\ncolumns: {hours: 时长}\noptional: [hours]\n"
        #expect(try read("*工号,日期（必填）,状态\nM1,2021-07-01,正常\n", yaml).rows == ["2: M1|2021-07-01|on-time|-"])
        #expect(
            try read("工号,日期,状态,时长(小时)\nM1,2021-07-01,正常,8\n", yaml).rows == ["2: M1|2021-07-01|on-time|8"])
    }

    @Test("A file without the header is refused at once, with what is there")
    func missing() throws {
        let many = (1...40).map { "\($0),x" }.joined(separator: "\n")
        #expect(try read(many, Self.yaml).rejects.first?.hasSuffix("missing-column") == true)
        #expect(try read("", Self.yaml).rejects == ["refused 1  missing-column"])
        #expect(try profile(Self.yaml).headerRow(in: [(3, ["时间", "账号", "上班1"]), (4, ["", "", "打卡状态"])]) == 4)
        #expect(try profile(Self.yaml).headerRow(in: [(3, ["时间", "账号"])]) == nil)
    }
}
