import AssessmentKernel
import Closing
import Closings
import Foundation
import GRDB
import Ledger
import TestValues
import Testing
import Workspace

@testable import Desk

/// Appeals from their opening to the revision that applies them.
@Suite struct AppealTests {
    private static let trainings = """
        session,member,date,kind,status
        T1,M1,2021-07-06,meeting,absent
        T2,M1,2021-08-03,meeting,absent
        T3,M1,2021-09-07,meeting,absent
        T4,M2,2021-07-06,meeting,absent
        T0,M1,2021-04-06,meeting,absent
        O1,M1,2020-12-01,meeting,absent

        """

    private func town() throws -> TestTownship {
        let town = try TestTownship()
        try town.importing(["training.csv": AppealTests.trainings])
        return town
    }

    @discardableResult
    private func open(
        _ town: TestTownship, _ target: AppealTarget, member: String = "M1", quarter name: String = "2021Q3",
        ground: String = "当天在区里开会"
    ) throws -> Int64 {
        try town.workspace.openAppeal(member, quarter(name), target, ground: ground, now: TestTownship.now)
    }

    private func decide(_ town: TestTownship, _ number: Int64, _ upheld: Bool) throws {
        _ = try town.workspace.decideAppeal(number, upheld: upheld, reason: "有会议通知", now: TestTownship.now)
    }

    /// The points that an item deducted from a member, from `scores.csv`.
    private func deducted(_ town: TestTownship, _ closing: String, _ row: String) throws -> String? {
        try town.text("closings/\(closing)/scores.csv").split(separator: "\n").first { $0.hasPrefix(row) }
            .map { String($0.split(separator: ",")[3]) }
    }

    @Test func ofThreeAbsencesOneExcusedLeavesTwo() throws {
        let town = try town()
        try town.close()
        #expect(try deducted(town, "2021Q3-r1", "M1,training") == "10")
        let number = try open(town, .record("training:T2/M1"))
        #expect(number == 1)
        #expect(try deducted(town, town.revise().head.name, "M1,training") == "10", "an open appeal changes nothing")
        let decided = try town.workspace.decideAppeal(1, upheld: true, reason: "有会议通知", now: TestTownship.now)
        #expect(decided.isClosed)
        #expect(decided.appeal.outcome?.isUpheld == true)
        let report = try town.revise()
        #expect(report.head.name == "2021Q3-r3")
        #expect(try deducted(town, "2021Q3-r3", "M1,training") == "5")
        #expect(try deducted(town, "2021Q3-r1", "M1,training") == "10", "what was paid stays")
        let months = try town.text("closings/2021Q3-r3/monthly_scores.csv")
        #expect(months.contains("M1,2021-08,training,10\n"))
        #expect(months.contains("M1,2021-07,training,8\n"))
        let rows = try town.text("closings/2021Q3-r3/deductions.csv")
        #expect(rows.contains("M1,training,2021-09-07,5,training.absence,附件·1,training:T1/M1 training:T3/M1\n"))
    }

    /// The merit flag counts the year's absences, and so depends on records of earlier quarters.
    @Test func aRecordOfAnEarlierQuarterIsExcusedInTheLookBack() throws {
        let town = try town()
        let merit = "M1,merit,training:T0/M1 training:T1/M1 training:T2/M1 training:T3/M1\n"
        try town.close()
        #expect(try town.text("closings/2021Q3-r1/findings.csv").contains(merit))
        for record in ["training:T0/M1", "training:T1/M1"] { try decide(town, try open(town, .record(record)), true) }
        _ = try town.revise()
        #expect(try !town.text("closings/2021Q3-r2/findings.csv").contains("merit"))
        let explained = try town.workspace.explain("M1", .quarter(quarter("2021Q3")), item: "training")
        #expect(explained.appeals.map { $0.record?.description } == ["training:T0/M1", "training:T1/M1"])
        let july = try #require(Month(text: "2021-07"))
        #expect(try town.workspace.explain("M1", .month(july), item: nil).appeals.map(\.number) == [2])
    }

    @Test func anExcusedDayOfAnItemIsNoDutyDayOfIt() throws {
        let town = try town()
        // Clocked on every workday of the quarter but two.
        let workdays = WorkCalendar().workdays(in: try quarter("2021Q3").range)
        let missing = [day("2021-08-04"), day("2021-08-05")]
        let rows = workdays.filter { !missing.contains($0) }.map { "M1,\($0),on-time\n" }
        try town.importing(["attendance.csv": "member,date,status\n" + rows.joined()])
        try town.close(accepting: ["patrol", "event", "visit"])
        #expect(try deducted(town, "2021Q3-r1", "M1,attendance") == "1")
        let number = try open(town, .day(day("2021-08-04"), item: "考勤打卡"))
        try decide(town, number, true)
        _ = try town.revise()
        #expect(try deducted(town, "2021Q3-r2", "M1,attendance") == "0.5")
        let decisions = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
            .decisions(in: town.revise().head)
        #expect(decisions.filter { $0.kind == .excuseDay }.map(\.subject) == ["2021-08-04"])
        #expect(decisions.filter { $0.kind == .excuseDay }.map(\.item) == ["attendance"])
    }

    @Test func aRejectedAppealChangesNothing() throws {
        let town = try town()
        try town.close()
        try decide(town, try open(town, .record("training:T2/M1")), false)
        #expect(try deducted(town, town.revise().head.name, "M1,training") == "10")
        // On new grounds it may be opened again.
        #expect(try open(town, .record("training:T2/M1"), ground: "补交了通知") == 2)
    }

    @Test func anAppealIsDecidedOnceAndOpenedOnce() throws {
        let town = try town()
        let number = try open(town, .record("training:T2/M1"))
        #expect(throws: Problem.self) { try open(town, .record("training:T2/M1")) }
        try decide(town, number, true)
        for upheld in [true, false] {
            let problem = #expect(throws: Problem.self) { try decide(town, number, upheld) }
            #expect(problem?.kind == .usage)
            #expect(problem?.what.chinese.contains("有会议通知") == true)
        }
        #expect(throws: Problem.self) { try open(town, .record("training:T2/M1")) }
        #expect(throws: Problem.self) { try decide(town, 99, true) }
        #expect(try town.workspace.appeals().count == 1)
        #expect(try town.workspace.appeals(quarter("2021Q2")).isEmpty)
    }

    @Test(arguments: [
        ("training:T9/M1", "账本中没有"), ("training", "账本中没有"), ("", "账本中没有"), ("nothing:T1", "账本中没有"),
        ("training:T4/M2", "不是工号 M1 的"), ("training:O1/M1", "无关"), ("member:M1", "账本中没有"),
        ("equipment:D1", "账本中没有"),
    ]) func whatNoResultRestsOnCannotBeNamed(record: String, words: String) throws {
        let town = try town()
        let before = try town.listing()
        let problem = #expect(throws: Problem.self) { try open(town, .record(record)) }
        #expect(problem?.what.chinese.contains(words) == true, "\(problem?.what.chinese ?? "")")
        try town.expectChanges(since: before, only: [])
    }

    @Test(arguments: [
        ("M1", "2021-06-30", "attendance"), ("M1", "2021-10-01", "attendance"), ("M2", "2021-09-01", "attendance"),
        ("M1", "2021-07-05", "nothing"), ("M9", "2021-07-05", "attendance"),
    ]) func aDayIsOneInPostOfAnItem(member: String, text: String, item: String) throws {
        let town = try town()
        #expect(throws: Problem.self) { try open(town, .day(day(text), item: item), member: member) }
        #expect(try town.workspace.appeals().isEmpty)
    }

    @Test func whatCostNothingIsRefusedWithWhatDid() throws {
        let town = try town()
        try town.importing([
            "training.csv": "session,member,date,kind,status\nP1,M1,2021-07-20,meeting,present\n",
            "attendance.csv": "member,date,status\nM1,2021-07-06,on-time\nM1,2021-07-07,late\n",
        ])
        for closes in [false, true] {
            if closes { try town.close() }
            let record = #expect(throws: Problem.self) { try open(town, .record("training:P1/M1")) }
            #expect(record?.what.chinese.contains("没有扣分") == true)
            let explain = Deed.explain(member: "M1", try quarter("2021Q3"))
            #expect(record?.next?.chinese.deeds == [explain])
            let day = #expect(throws: Problem.self) { try open(town, .day(TestValues.day("2021-07-06"), item: "考勤打卡")) }
            #expect(day?.what.chinese.contains("2021-07-06") == true)
            let free = #expect(throws: Problem.self) {
                try open(town, .day(TestValues.day("2021-07-20"), item: "publicity"))
            }
            #expect(free?.next != nil)
            #expect(free?.what.english.contains("cost nothing") == true)
            #expect(try town.workspace.appeals().isEmpty)
        }
        // What did cost is named: that day a lateness of another item.
        let late = #expect(throws: Problem.self) { try open(town, .day(TestValues.day("2021-07-07"), item: "培训例会")) }
        #expect(
            late?.next?.plain.chinese.contains("考勤打卡") == true
                || late?.next?.plain.chinese.contains("2021-07-07") == true,
            "\(late?.next?.plain.chinese ?? "")")
        #expect(try open(town, .day(TestValues.day("2021-07-07"), item: "考勤打卡")) == 1)
    }

    @Test(arguments: ["", " ", "\u{3000}"]) func groundAndReasonAreSaid(text: String) throws {
        let town = try town()
        #expect(throws: Problem.self) { try open(town, .record("training:T1/M1"), ground: text) }
        let number = try open(town, .record("training:T1/M1"))
        #expect(throws: Problem.self) {
            try town.workspace.decideAppeal(number, upheld: true, reason: text, now: TestTownship.now)
        }
    }

    /// Nobody has a patrol: every month fails, and the run of months is a streak.
    @Test func aStreakOnWhichAnOpenAppealLiesIsContested() throws {
        let town = try town()
        let contested = "M1,streak-contested,2021-08\n"
        #expect(try town.close().warnings.allSatisfy { $0.kind != .streakContested })
        let number = try open(town, .record("training:T2/M1"))
        try open(town, .record("training:T4/M2"), member: "M2")
        _ = try town.revise()
        #expect(try town.text("closings/2021Q3-r2/warnings.csv").contains(contested))
        #expect(try !town.text("closings/2021Q3-r2/warnings.csv").contains("M2,streak-contested"))
        try decide(town, number, false)
        _ = try town.revise()
        #expect(try !town.text("closings/2021Q3-r3/warnings.csv").contains("M1,streak-contested"))
    }

    @Test(arguments: [
        "DELETE FROM appeal", "UPDATE appeal SET ground = 'x'", "DELETE FROM appeal_decision",
        "UPDATE appeal_decision SET upheld = 0", "INSERT OR REPLACE INTO appeal SELECT * FROM appeal",
        "INSERT OR REPLACE INTO appeal_decision VALUES (1, 0, 'x', '', '')",
        "INSERT INTO appeal_decision VALUES (99, 1, 'x', '', '')",
    ]) func noAppealIsChangedOrDeleted(sql: String) throws {
        let town = try town()
        try decide(town, try open(town, .record("training:T1/M1")), true)
        let before = try town.workspace.appeals()
        let database = try DatabaseQueue(path: town.workspace.ledgerPath)
        #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        #expect(try town.workspace.appeals() == before)
    }
}
