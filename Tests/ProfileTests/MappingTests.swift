import AssessmentKernel
import Testing

@testable import Profile

/// Columns and values of an export under the names of a table.
@Suite struct MappingTests {
    private static let yaml = """
        profile: 1
        table: 事件
        columns: {report: 事件ID, 工号: 网格员编号, at: 登记时间, status: 核查情况, closed: 登记时间}
        values:
          status: {属实: 正常, 不实: late, "": missed}
        constants: {note: "平台, 导出"}
        only_day: [closed]
        ignore: [序号, 网格]
        """

    @Test("Columns are renamed, values replaced, moments cut to their day, constants added")
    func mapped() throws {
        let answer = try read(
            """
            序号,事件ID,网格员编号, 登记 时间,核查情况,网格,别的
            1,S1,M1,2021-07-01 08:30,属实,a,b
            2,S2,Ｍ2,2021年7月2日8:30,不实 ,a,b
            3,S3,M1,2021/7/3 8:30:05,,a,b
            4,S4,M1,2021/7/3 8:30:05,迟到,a,b
            5,S5,M1,2021/7/3 8:30:05,打架,a,b
            6,S6,M1,2021/7/3 8:30
            """, Self.yaml)
        #expect(
            answer.rows == [
                "2: S1|M1|2021-07-01 08:30:00|on-time|2021-07-01|平台, 导出",
                "3: S2|M2|2021-07-02 08:30:00|late|2021-07-02|平台, 导出",
                "4: S3|M1|2021-07-03 08:30:05|missed|2021-07-03|平台, 导出",
                "5: S4|M1|2021-07-03 08:30:05|late|2021-07-03|平台, 导出",
                "7: S6|M1|2021-07-03 08:30:00|missed|2021-07-03|平台, 导出",
            ])
        #expect(answer.rejects == ["6 status choice 打架"])
        #expect(answer.unknown == ["别的"])
    }

    @Test("A column under its own title is hidden when the profile maps another, and used otherwise")
    func ownTitles() throws {
        let answer = try read(
            "编号,工号,时间,登记时间,状态\nS1,M1,2021-07-09 9:00,2021-07-01 8:30,正常\n",
            "profile: 1\ntable: report\ncolumns: {at: 登记时间}\n")
        #expect(answer.rows == ["2: S1|M1|2021-07-01 08:30:00|on-time|-|-"])
        #expect(answer.unknown == ["(时间)"])
    }

    @Test("A header further down is found by its row; a column that is not there refuses the file")
    func header() throws {
        let yaml = "profile: 1\ntable: report\nheader: 3\ncolumns: {at: 登记时间}\n"
        let csv = "导出\n\n编号,工号,登记时间,状态\nS1,M1,2021-07-01 8:30,正常\n"
        #expect(try read(csv, yaml).rows == ["4: S1|M1|2021-07-01 08:30:00|on-time|-|-"])
        #expect(try read("编号,工号,时间,状态\n", yaml).rejects == ["refused 3  missing-column"])
        #expect(try read(csv.replacing("登记时间", with: "时刻"), yaml).rejects == ["refused 3  missing-column"])
    }

    @Test(
        "Invalid entries are refused with their line and key",
        arguments: [
            ("table: report", 1, ""), ("profile: 2\ntable: report", 1, "profile"),
            ("profile: 1\ntable: 没有", 2, "table"),
            ("profile: 1\ntable: report\ncolumn: {}", 3, "column"),
            ("profile: 1\ntable: report\ncolumns: {x: y}", 3, "columns.x"),
            ("profile: 1\ntable: report\ncolumns:\n  at: 时\n  时间: 刻", 5, "columns.时间"),
            ("profile: 1\ntable: report\ncolumns:\n  at: {x: a}", 4, "columns.at.x"),
            ("profile: 1\ntable: report\ncolumns: 3", 3, "columns"),
            ("profile: 1\ntable: report\nvalues:\n  status: {甲: 乙}", 4, "values.status.甲"),
            ("profile: 1\ntable: report\nconstants:\n  status: 乙", 4, "constants.status"),
            ("profile: 1\ntable: report\ncolumns: {at: a}\nconstants: {at: 2021-07-01 8:30}", 4, "constants.at"),
            ("profile: 1\ntable: report\nonly_day: [at]", 3, "only_day.1"),
            ("profile: 1\ntable: report\nheader: 0", 3, "header"),
            ("profile: 1\ntable: report\nheader: x", 3, "header"),
            ("profile: 1\ntable: report\nignore: x", 3, "ignore"),
            ("profile: 1\ntable: report\nsheet: ''", 3, "sheet"),
            ("profile: 1\ntable: report\ncolumns: {at: \"?\"}", 0, "none"),
            ("- profile", 1, ""), ("profile: 1\nprofile: 1", 2, "profile"), ("profile: &a 1", 1, ""),
        ])
    func refusals(_ yaml: String, _ line: Int, _ key: String) throws {
        if key == "none" {
            _ = try profile(yaml)
            return
        }
        let problem = try #require(throws: Problem.self) { try profile(yaml) }
        #expect(problem.kind == .badInput)
        #expect(problem.place.file == "对照.yaml")
        #expect(problem.place.row == line, "\(problem)")
        #expect(key.isEmpty || problem.place.key == key, "\(problem)")
    }
}
