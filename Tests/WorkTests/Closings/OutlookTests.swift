import AssessmentKernel
import Closing
import Closings
import Desk
import Ledger
import Outlook
import TestValues
import Testing

/// The outlook of a quarter, from a ledger.
@Suite struct OutlookTests {
    /// One member without anything to do but what the tables below say, from the middle of August on.
    private func town() throws -> TestTownship {
        let town = try TestTownship(
            roster: "工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期\nM1,王芳,专职,一办,东村,1,2021-08-16,\n")
        try town.importing([
            "publicity.csv": """
            编号,工号,截止日期,完成日期
            P1,M1,2021-08-18,2021-08-20
            P2,M1,2021-08-25,2021-08-24
            P3,M1,2021-08-25,
            P4,M1,2021-09-10,2021-09-01

            """,
            "training.csv": """
            场次,工号,日期,类别,出席情况
            T1,M1,2021-08-19,例会,缺席
            T2,M1,2021-09-02,例会,缺席

            """,
            "hazard.csv": """
            编号,工号,发现时间,上报时间,来源
            H1,M1,2021-08-20 18:00,2021-08-21 09:00,自报

            """,
        ])
        return town
    }

    private let today = day("2021-10-08")

    private func looked(_ town: TestTownship, _ asOf: String) throws -> MemberOutlook {
        let report = try town.workspace.outlook(of: "M1", in: quarter("2021Q3"), asOf: day(asOf), today: today)
        return try #require(report.outlook.members.first)
    }

    private func told(_ found: MemberOutlook, _ item: String) -> [String] {
        found.matters.filter { $0.item.key == item }.map(\.told.chinese)
    }

    @Test("What happened later is not known: open tasks have their day, the next absence its step")
    func lookBack() throws {
        let town = try town()
        let found = try looked(town, "2021-08-20")
        #expect(
            told(found, "publicity") == [
                "宣传任务 2 件将于8月25日到期，逾期每件扣 1 分", "宣传任务 1 件将于9月10日到期，逾期扣 1 分", "宣传任务未完成或逾期：再有一次扣 1 分",
            ])
        #expect(told(found, "training") == ["再缺席 1 次例会或培训即多扣 3 分"])
        #expect(told(found, "hazards").first == "问题隐患 1 件将于8月21日到期，逾期扣 1 分")
        let publicity = try #require(found.items.first { $0.about.key == "publicity" })
        #expect(publicity.lost == Points(1) && publicity.due == Points(3) && publicity.open == Points(3))
        // Five duty days without any of the daily records: capped items lose no more.
        #expect(found.dutyDays.passed == 5 && found.dutyDays.toCome == 29)
        #expect(told(found, "collection") == [])
        #expect(found.present.total < found.best.total + Points(1) && found.worst.total < found.idle.total)
    }

    @Test("The step after the second absence takes the awards too, and a third costs the rest")
    func steps() throws {
        let town = try town()
        let found = try looked(town, "2021-09-02")
        #expect(told(found, "training") == ["再缺席 1 次例会或培训（并取消全年评优）即多扣 5 分"])
        #expect(try looked(town, "2021-09-01").items[0].lost == Points(2))
        #expect(found.items[0].lost == Points(5) && found.items[0].open == Points(5))
    }

    @Test("On the last day, and looking back after it, nothing is open and the total is the closing's")
    func lastDay() throws {
        let town = try town()
        for asOf in ["2021-09-30", "2021-10-05"] {
            let found = try looked(town, asOf)
            #expect(found.matters.isEmpty && found.asOf == day("2021-09-30"))
            #expect(Set([found.present.total, found.best.total, found.worst.total, found.idle.total]).count == 1)
        }
        let open = try looked(town, "2021-09-30").present
        let closed = try town.close()
        #expect(closed.standings.map(\.total) == [open.total])
        let report = try town.workspace.outlook(quarter("2021Q3"), asOf: day("2021-09-30"), today: today)
        #expect(report.outlook.members.map(\.present.total) == [open.total])
        #expect(report.closing?.name == "2021Q3-r1")
    }

    @Test("A list says which tables end before the day, and keeps the first things of each member")
    func list() throws {
        let town = try town()
        try town.importing(["attendance.csv": "工号,日期,状态\nM1,2021-08-16,正常\nM1,2021-08-17,正常\n"])
        let report = try town.workspace.outlook(quarter("2021Q3"), asOf: day("2021-08-20"), today: today)
        let attendance = try #require(report.behind.first { $0.table.key == "attendance" })
        #expect(attendance.last == day("2021-08-17") && attendance.workdays == 3)
        let patrol = try #require(report.behind.first { $0.table.key == "patrol" })
        #expect(patrol.last == nil && patrol.workdays > 30)
        #expect(report.outlook.members.allSatisfy { $0.matters.count <= 3 })
        #expect(report.outlook.quarter == (try quarter("2021Q3")) && report.outlook.asOf == day("2021-08-20"))
    }

    @Test("A day outside the quarter or after today is refused, and so is a member who is not in post yet")
    func refused() throws {
        let town = try town()
        let quarter = try quarter("2021Q3")
        #expect(throws: Problem.self) {
            try town.workspace.outlook(quarter, asOf: day("2021-06-30"), today: today)
        }
        #expect(throws: Problem.self) {
            try town.workspace.outlook(quarter, asOf: day("2021-08-21"), today: day("2021-08-20"))
        }
        #expect(throws: Problem.self) {
            try town.workspace.outlook(quarter.next, asOf: today, today: day("2021-08-20"))
        }
        #expect(throws: Problem.self) { try looked(town, "2021-08-15") }
        #expect(throws: Problem.self) {
            try town.workspace.outlook(of: "M9", in: quarter, asOf: day("2021-08-20"), today: today)
        }
        let early = try town.workspace.outlook(quarter, asOf: day("2021-08-15"), today: today)
        #expect(early.outlook.members.isEmpty && early.behind.isEmpty)
    }
}
