import AssessmentKernel
import Intake
import Testing
import TownshipTables

@Suite struct RowCheckTests {
    @Test(arguments: [
        // One fault.
        (",FM0001,2021-07-05 8:30,,,", "2 event missing "),
        ("\u{3000},FM0001,2021-07-05 8:30,,,", "2 event missing \u{3000}"),
        ("E-1,,2021-07-05 8:30,,,", "2 member missing "),
        ("E-1,FM0001,,,,", "2 occurred_at missing "),
        ("E-1,FM0001,2021-07-05,,,", "2 occurred_at date-time 2021-07-05"),
        ("E-1,FM0001,2021-07-05 8:30, 1.5 ,,", "2 media whole  1.5 "),
        ("E-1,FM0001,2021-07-05 8:30,,2021-07-05 8:30,", "2 due date 2021-07-05 8:30"),
        ("E-1,FM0001,2021-07-05 8:30,,,真", "2 verdict choice 真"),
        ("E-1, fm0001,2021-07-05 8:30,,,", "2 member unknown-member  fm0001"),
        ("E-1,FM00010,2021-07-05 8:30,,,", "2 member unknown-member FM00010"),
        ("E-1,FM0002,2021-07-04 23:59,,,", "2 occurred_at not-in-post 2021-07-04 23:59"),
        ("E-1,FM0002,2021年9月1日0:00,,,", "2 occurred_at not-in-post 2021年9月1日0:00"),
        ("E-1,FM0003,2021-08-01 0:00,,,", "2 occurred_at not-in-post 2021-08-01 0:00"),
        ("E-1,FM0001,1969-12-31 23:59,,,", "2 occurred_at not-in-post 1969-12-31 23:59"),
        // Several faults: the cells from left to right, then the member, then the post.
        (",,,x,x,x", "2 event missing "),
        ("E-1,FM9,x,x,,", "2 occurred_at date-time x"),
        ("E-1,FM9,2021-07-04 8:30,,,x", "2 verdict choice x"),
        ("E-1,FM9,1999-01-01 8:30,,,", "2 member unknown-member FM9"),
        ("E-1,FM0002,1999-01-01 8:30,,x,", "2 due date x"),
    ])
    func theFirstFailingCheckDecides(row: String, expected: String) throws {
        let result = try intake("编号,工号,时间,附件数,办结期限,核查结论\n\(row)\n")
        #expect(result.rejects == [expected])
        #expect(result.rows.isEmpty)
    }

    @Test func cellsAreCheckedAsTheyStandInTheFile() throws {
        #expect(try intake("核查结论,时间,工号,编号\nx,x,,\n").rejects == ["2 verdict choice x"])
        #expect(try intake("时间,核查结论,工号,编号\nx,x,,\n").rejects == ["2 occurred_at date-time x"])
        #expect(try intake("工号,核查结论,时间,编号\n,x,x,\n").rejects == ["2 member missing "])
    }

    @Test func aMemberIsInPostFromTheFirstDayToTheLast() throws {
        let result = try intake(
            """
            编号,工号,时间
            1,FM0002,2021-07-05 0:00
            2,ＦＭ０００２,2021-08-31 23:59:59
            3,FM0003,2021-07-31 23:59
            4, FM0001 ,2030-01-01 8:00
            """)
        #expect(result.members == [1, 1, 2, 0])
    }

    @Test func theColumnThatGivesTheDateIsAtFault() throws {
        let result = try intake(
            """
            编号,工号,日期,归属日期
            1,FM0002,2021-10-08,2021-08-31
            2,FM0002,2021-10-08,2021-09-30
            3,FM0002,2021-10-08,
            4,FM0002,2021-08-31,
            5,FM0002,2021-08-31,2021-10-08
            """, Tables.ballot)
        #expect(result.rowNumbers == [2, 5])
        #expect(
            result.rejects == [
                "3 counts_on not-in-post 2021-09-30", "4 date not-in-post 2021-10-08",
                "6 counts_on not-in-post 2021-10-08",
            ])
    }

    @Test func removalsAreCheckedByTheRosterAlone() throws {
        let result = try intake(
            "工号,日期,情形\nFM0003,2021-12-31,1\nFM0003,2022-01-01,1\nFM0002,2021-07-04,2\n", RemovalTable.shared.schema)
        #expect(result.rowNumbers == [2])
        #expect(result.rejects == ["3 date not-in-post 2022-01-01", "4 date not-in-post 2021-07-04"])
    }

    @Test func leaveIsCheckedWhereItBeginsAndThenItsEnd() throws {
        let result = try intake(
            """
            工号,开始日期,结束日期,事由
            FM0002,2021-08-31,2021-09-30,
            FM0002,2021-07-04,2021-07-01,
            FM0002,2021-07-06,2021/7/5,
            FM9,2021-07-06,2021-07-05,
            FM0001,2021-07-06,2021-07-06,病假
            """, LeaveTable.shared.schema)
        #expect(result.rowNumbers == [2, 6])
        #expect(
            result.rejects == [
                "3 from not-in-post 2021-07-04", "4 through through-before-from 2021/7/5",
                "5 member unknown-member FM9",
            ])
    }

    @Test func theRosterItselfNamesNobodyElse() throws {
        let result = try intake(
            """
            工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期
            FM0009,王芳,专职,一,二,三,2021-07-05,2021-07-05
            FM0008,王芳,专职,一,二,三,2021-07-05,2021-07-04
            FM0007,王芳,part-time,一,二,三,2021-07-05,
            """, MemberTable.shared.schema)
        #expect(result.members == [-1, -1])
        #expect(result.rejects == ["3 left_on left-before-joined 2021-07-04"])
        let calendar = try intake("日期,类别\n2021-07-05,休息日\n", CalendarTable.shared.schema, roster: nil)
        #expect(calendar.members == [-1])
    }

    @Test func withoutARosterNobodyIsKnown() throws {
        let result = try intake("编号,工号,时间\n1,FM0001,2021-07-05 0:00\n", roster: nil)
        #expect(result.rejects == ["2 member unknown-member FM0001"])
    }

    /// The cost of a loss that is the member's fault is checked with the cell `cost`, wherever the column is.
    @Test(arguments: [
        ("登记号,工号,日期,设备,变动,个人责任,费用,序列号", "1,FM0001,2010-01-01,灯,遗失,是,5,", nil),
        ("登记号,工号,日期,设备,变动,个人责任,费用,序列号", "1,FM0001,2010-01-01,灯,遗失,是,,", "2 cost cost-missing "),
        ("登记号,工号,日期,设备,变动,个人责任,费用,序列号", "1,FM0001,2010-01-01,灯,damaged,1, ,", "2 cost cost-missing  "),
        ("登记号,工号,日期,设备,变动,个人责任,费用,序列号", "1,FM0001,2010-01-01,灯,遗失,否,,", nil),
        ("登记号,工号,日期,设备,变动,个人责任,费用,序列号", "1,FM0001,2010-01-01,灯,遗失,,,", nil),
        ("登记号,工号,日期,设备,变动,个人责任,费用,序列号", "1,FM0001,2010-01-01,灯,故障,是,,", nil),
        ("登记号,工号,日期,设备,变动,个人责任,费用", "1,FM9,2010-01-01,灯,遗失,是,", "2 cost cost-missing "),
        ("登记号,工号,日期,设备,变动,个人责任,费用", "1,FM0001,x,灯,遗失,是,", "2 date date x"),
        ("登记号,费用,工号,日期,设备,变动,个人责任", "1,,FM0001,x,灯,遗失,是", "2 cost cost-missing "),
        ("登记号,费用,工号,日期,设备,变动,个人责任", "1,,FM0001,x,灯,遗失,y", "2 date date x"),
        ("登记号,费用,工号,日期,设备,变动,个人责任", "1,x,FM0001,x,灯,遗失,是", "2 cost number x"),
        ("登记号,费用,工号,日期,设备,变动,个人责任", ",,FM0001,x,灯,遗失,是", "2 entry missing "),
        ("登记号,费用,工号,日期,设备,变动,个人责任", "1,3,FM0001,x,灯,遗失,是", "2 date date x"),
        ("登记号,工号,日期,设备,变动,个人责任", "1,FM0001,2010-01-01,灯,遗失,是", "2 cost cost-missing "),
        ("登记号,工号,日期,设备,变动", "1,FM0001,2010-01-01,灯,遗失", nil),
        ("登记号,工号,日期,设备,变动", "1,FM9,2010-01-01,灯,遗失", "2 member unknown-member FM9"),
    ])
    func aLossAtTheMembersFaultNeedsItsCost(header: String, row: String, expected: String?) throws {
        let result = try intake("\(header)\n\(row)\n", EquipmentTable.shared.schema)
        #expect(result.rejects == (expected.map { [$0] } ?? []))
        #expect(result.rows.count == (expected == nil ? 1 : 0))
    }

    @Test func aFailedRowLeavesNothingToTheNext() throws {
        let result = try intake(
            """
            登记号,费用,工号,日期,设备,变动,个人责任,序列号
            1,7,FM0001,x,灯,遗失,是,S1
            2,,FM0001,2021-07-05,灯,遗失,,
            """, EquipmentTable.shared.schema)
        #expect(result.rows == ["2|FM0001|2021-07-05|灯|lost|-|-|-"])
    }

    /// A roster with namesakes, and names that are spread.
    private static let people = Roster([
        person("FM0001", "甲一"), person("FM0002", "乙二"), person("FM0003", "丙　三"), person("FM0004", "乙二"),
        person("0012", "丁四", leftOn: "2021-07-31"), person("甲", "0013"),
    ])

    private static func person(_ code: String, _ name: String, leftOn: String? = nil) -> Member {
        Member(
            code: Text(code), name: Text(name), post: .fullTime, office: "一", village: "二", grid: "三",
            joinedOn: Tables.day("2020-01-01"), leftOn: leftOn.map(Tables.day), removedOn: nil)
    }

    @Test(arguments: [
        ("甲一", "FM0001"), (" 甲 一 ", "FM0001"), ("丙三", "FM0003"), ("丙　三", "FM0003"), ("0013", "甲"), ("丁四", "0012"),
    ])
    func aNameStandsForItsMember(name: String, code: String) throws {
        let result = try intake("编号,工号,时间\n1,\(name),2021-07-05 8:30\n", roster: Self.people)
        #expect(result.rows == ["1|\(code)|2021-07-05 08:30:00|-|-|-|-|-|-|-"])
        #expect(result.rejects == [])
    }

    @Test(arguments: [
        ("乙二", "several-members", "“乙二”有 2 人（工号 FM0002、FM0004），请改填工号"),
        ("fm0001", "unknown-member", "网格员名册中没有此工号；与“FM0001”只有字母大小写不同，请按名册填写"),
        (
            "FMOOO1", "unknown-member",
            "网格员名册中没有此工号；是不是“FM0001”？第 3 个字符是英文字母“O”，应为数字“0”；第 4 个字符是英文字母“O”，应为数字“0”；第 5 个字符是英文字母“O”，应为数字“0”"
        ),
        ("12", "unknown-member", "网格员名册中没有此工号；是不是“0012”？"),
        ("FM0009", "unknown-member", "网格员名册中没有此工号"), ("戊五", "unknown-member", "网格员名册中没有此工号"),
    ])
    func aMemberWhoIsNotKnownIsSaidWithWhoMayBeMeant(text: String, code: String, reason: String) throws {
        let result = try intake("编号,工号,时间\n1,\(text),2021-07-05 8:30\n", roster: Self.people)
        #expect(result.rejects == ["2 member \(code) \(text)"])
        #expect(result.reasons == [reason])
    }

    @Test func aNamedMemberIsCheckedLikeAnyOther() throws {
        let result = try intake("编号,工号,时间\n1,丁四,2021-08-01 8:30\n", roster: Self.people)
        #expect(result.rejects == ["2 occurred_at not-in-post 2021-08-01 8:30"])
    }

    @Test func aRosterHasNoTwoCodesThatDifferInCaseAlone() throws {
        let rows = """
            工号,姓名,岗位,办事处,村,网格,上岗日期
            FM0001,甲一,专职,一,二,三,2020-01-01
            fm0002,乙二,专职,一,二,三,2020-01-01
            AB1,戊五,专职,一,二,三,2020-01-01
            ab1,己六,专职,一,二,三,2020-01-01
            AB1,戊五,专职,一,二,三,2020-01-01
            """
        let result = try intake(rows, MemberTable.shared.schema, roster: Self.people)
        #expect(result.rejects == ["3 member other-case fm0002", "5 member other-case ab1"])
        #expect(result.reasons[0] == "与名册中的工号“FM0002”只有字母大小写不同，请按名册填写")
        #expect(result.rowNumbers == [2, 4, 6])
    }

    @Test func codesOfAKeyDoNotDifferInCaseAlone() throws {
        let rows = """
            编号,工号,时间
            SJ1,FM0001,2021-07-05 8:30
            SJ2,FM0001,2021-07-05 8:30
            ,,
            sj1,FM0001,2021-07-05 9:30
            SJ2,FM0001,2021-07-05 8:30
            Sj3,FM0001,2021-07-05 8:30
            sJ3,FM9,2021-07-05 8:30
            sj４,FM0001,2021-07-05 8:30
            SJ4,FM0001,2021-07-05 8:30
            """
        for batchRows in [1, 3, 1_000] {
            let result = try intake(Array(rows.utf8), batchRows: batchRows)
            #expect(result.rowNumbers == [2, 3, 6, 7, 9])
            #expect(
                result.rejects == ["5 event other-case sj1", "8 event other-case sJ3", "10 event other-case SJ4"])
            #expect(
                result.reasons[1] == "与第 7 行的编码只有字母大小写不同，请核对改为一致；另有“工号”：网格员名册中没有此工号")
        }
        // One case throughout is never compared, and other letters than these are not folded.
        #expect(try intake("编号,工号,时间\na1,FM0001,2021-07-05 8:30\na2,FM0001,2021-07-05 8:30\n").rejects == [])
        #expect(try intake("编号,工号,时间\nÉ1a,FM0001,2021-07-05 8:30\né1A,FM0001,2021-07-05 8:30\n").rejects == [])
    }

    @Test func allThatIsWrongWithARowIsSaid() throws {
        let result = try intake("编号,工号,时间,附件数,办结期限,核查结论\n,FM9,x,1.5,21-07-05,真\n")
        #expect(result.rejects == ["2 event missing "])
        #expect(
            result.reasons == [
                "“编号”未填写；另有“时间”：不是有效的日期时间（如 2021-07-01 08:30）；另有“附件数”：不是非负整数：应为整数；另有“办结期限”：不是有效日期（如 2021-07-01、2021年7月1日）：年份应为四位；两位的年份可用对照文件读取；另有“核查结论”：只能填：有效、虚假；另有“工号”：网格员名册中没有此工号"
            ])
        let leave = try intake(
            "工号,开始日期,结束日期\nFM0002,2021-07-04,2021-07-01\nFM9,2021-07-04,2021-07-01\n", LeaveTable.shared.schema)
        #expect(leave.rejects == ["2 from not-in-post 2021-07-04", "3 member unknown-member FM9"])
        #expect(leave.reasons[0] == "该网格员当日不在岗（2021-07-05 上岗，最后一天 2021-08-31）；另有“结束日期”：结束日期早于开始日期")
        #expect(leave.reasons[1] == "网格员名册中没有此工号；另有“结束日期”：结束日期早于开始日期")
        // A date that does not parse says nothing of the post, and the loss its cost cell alone.
        let dates = try intake("编号,工号,日期,归属日期\n1,FM0002,2021-10-08,x\n", Tables.ballot)
        #expect(dates.reasons == ["不是有效日期（如 2021-07-01、2021年7月1日）"])
        let equipment = try intake(
            "登记号,工号,日期,设备,变动,个人责任,费用\n1,FM9,x,灯,遗失,是,y\n", EquipmentTable.shared.schema)
        #expect(equipment.rejects == ["2 date date x"])
        #expect(equipment.reasons[0].contains("“费用”") == true)
        #expect(equipment.reasons[0].contains("须填费用") == false)
    }

    @Test func codesOfRejectsAreInKebabCase() {
        for code in Reject.Code.allCases {
            #expect(code.rawValue.utf8.allSatisfy { $0 == 0x2D || ($0 >= 0x61 && $0 <= 0x7A) })
            let reject = Reject(file: "a.csv", row: 3, column: "event", value: "E-1", code)
            #expect(reject.code == code.rawValue)
            #expect(reject.reason == code.reason)
        }
    }
}
