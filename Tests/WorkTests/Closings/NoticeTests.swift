import AssessmentKernel
import Closing
import Foundation
import GRDB
import Ledger
import TestValues
import Testing

@testable import Closings
@testable import Workspace

@Suite struct NoticeTests {
    private func month(_ text: String = "2021-07") throws -> Month { try #require(Month(text: text)) }

    private func pay(_ town: TestTownship, _ quarter: String) throws -> [String] {
        try town.text("closings/\(quarter)-r1/pay.csv").split(separator: "\n").map(String.init)
    }

    private func issue(
        _ town: TestTownship, _ text: String, accepting: [EmptyTable] = TestTownship.absent,
        today: String = "2021-10-08"
    ) throws -> NoticeReport {
        try town.workspace.issueNotice(
            try month(text), acceptedEmpty: accepting, today: day(today), now: TestTownship.now)
    }

    /// M1 lost a phone of 350 yuan in June, and the second quarter is closed: 350 are carried out.
    private func indebted() throws -> TestTownship {
        let town = try TestTownship()
        try town.importing([
            "equipment.csv": "entry,member,date,asset,change,at_fault,cost\nD1,M1,2021-06-05,手机,遗失,是,350\n"
        ])
        try town.close("2021Q2")
        #expect(try pay(town, "2021Q2").contains("M1,2021-06,30,200.00,-200.00,350.00,0.00,0.00,0.00,0.00,350.00"))
        return town
    }

    @Test func aNoticeIsAFileAndChangesNothingElse() throws {
        let town = try TestTownship()
        try town.importing(["visit.csv": "visit,member,date,kind\nV1,M1,2021-07-05,general\n"])
        let before = try town.listing()
        let report = try town.workspace.notice(try month(), asOf: day("2021-07-05"), today: day("2021-07-20"))
        #expect(report.issued == nil)
        #expect(report.folder.hasSuffix("/notices/2021-07"))
        #expect(report.notice.members.map(\.member.code) == ["M1", "M2"])
        #expect(report.notice.members.map(\.dutyDays) == [3, 3])
        let visits = try #require(report.notice.kinds.first { $0.code == "activity.visits" })
        #expect(report.notice.members.map { $0.measure(visits)?.amount } == [1, 0])
        #expect(try town.text("notices/2021-07/notice.csv") == String(decoding: report.notice.csv, as: UTF8.self))
        for name in ["ledger.sqlite-shm", "ledger.sqlite-wal"] {
            try? FileManager.default.removeItem(atPath: town.workspace.folder + "/" + name)
        }
        try town.expectChanges(
            since: before,
            only: [
                "notices", "notices/2021-07", "notices/2021-07/notice.csv", "notices/2021-07/notice.html",
                "notices/2021-07/notice.xlsx",
            ])
    }

    @Test(
        arguments: [
            (nil, "2021-07-09", "2021-07-09"), (nil, "2021-07-31", "2021-07-31"), (nil, "2021-09-01", "2021-07-31"),
            ("2021-07-01", "2021-09-01", "2021-07-01"), ("2021-07-31", "2021-07-30", nil),
            ("2021-06-30", "2021-07-30", nil),
            ("2021-08-01", "2021-09-30", nil), (nil, "2021-06-30", nil),
        ] as [(String?, String, String?)])
    func theDayToWhichTheMonthIsSeen(asOf: String?, today: String, seen: String?) throws {
        let town = try TestTownship()
        guard let seen else {
            let problem = #expect(throws: Problem.self) {
                _ = try town.workspace.notice(try month(), asOf: asOf.map { day($0) }, today: day(today))
            }
            #expect(problem?.kind == .usage)
            #expect(!town.isThere("notices"))
            return
        }
        let report = try town.workspace.notice(try month(), asOf: asOf.map { day($0) }, today: day(today))
        #expect(report.notice.asOf == day(seen))
    }

    @Test func whatWasIssuedIsAlreadyPaidInTheClosing() throws {
        let town = try TestTownship()
        let report = try issue(town, "2021-08")
        #expect(report.isNewlyIssued)
        #expect(report.notice.paid == Yuan(400))
        try town.close()
        #expect(try pay(town, "2021Q3").contains("M1,2021-08,31,200.00,-200.00,0.00,0.00,200.00,0.00,0.00,200.00"))
        #expect(try pay(town, "2021Q3").contains("M1,2021-07,31,200.00,-200.00,0.00,0.00,0.00,0.00,0.00,0.00"))
    }

    @Test func aDebtIsWithheldOnceOverTheMonths() throws {
        let town = try indebted()
        let july = try issue(town, "2021-07").notice.members.map(\.paid)
        #expect(july == [.zero, Yuan(200)])
        #expect(try issue(town, "2021-08").notice.members.map(\.paid) == [Yuan(50), Yuan(200)])
        #expect(try issue(town, "2021-09").notice.members.map(\.paid) == [Yuan(200)])
        try town.close()
        let pay = try pay(town, "2021Q3")
        // The debt is in the closing too: what was withheld for it does not count as paid.
        #expect(pay.contains("M1,2021-07,31,200.00,-200.00,0.00,0.00,0.00,350.00,0.00,350.00"))
        #expect(pay.contains("M1,2021-08,31,200.00,-200.00,0.00,0.00,50.00,350.00,0.00,400.00"))
        #expect(pay.contains("M1,2021-09,30,200.00,-200.00,0.00,0.00,200.00,400.00,0.00,600.00"))
    }

    @Test func theOrderOfIssueDoesNotWithholdTwice() throws {
        let town = try indebted()
        #expect(try issue(town, "2021-09").notice.members.map(\.withheld) == [Yuan(200)])
        #expect(try issue(town, "2021-07").notice.members.map(\.withheld) == [Yuan(150), .zero])
        #expect(try issue(town, "2021-08").notice.members.map(\.withheld) == [.zero, .zero])
        // When it is read again, an issued notice shows what it withheld.
        let again = try town.workspace.notice(try month(), asOf: nil, today: day("2021-10-08"))
        #expect(again.notice.members.map(\.withheld) == [Yuan(150), .zero])
        #expect(again.issued != nil)
        #expect(!again.isNewlyIssued)
    }

    @Test func aMonthIsIssuedOnceAndOnlyWhenItIsOver() throws {
        let town = try TestTownship()
        let early = #expect(throws: NoticeBlocked.self) { try issue(town, "2021-07", today: "2021-07-31") }
        let july = try month()
        #expect(early?.blockers == [.notOver(july)])
        #expect(try issue(town, "2021-07", today: "2021-08-01").issued != nil)
        let before = try town.listing()
        let again = #expect(throws: NoticeBlocked.self) { try issue(town, "2021-07") }
        #expect(again?.blockers == [.issuedAlready(july, at: TestTownship.now)])
        try town.expectChanges(since: before, only: [])
    }

    @Test func aMonthOfAClosedQuarterIsNotIssued() throws {
        let town = try TestTownship()
        try town.close()
        let before = try town.listing()
        let blocked = #expect(throws: NoticeBlocked.self) { try issue(town, "2021-07") }
        #expect(blocked?.blockers == [.quarterClosed(name: "2021Q3-r1")])
        try town.expectChanges(since: before, only: [])
    }

    @Test func aMonthWithoutAssessedMembersIsNotIssued() throws {
        let town = try TestTownship(roster: nil)
        let blocked = #expect(throws: NoticeBlocked.self) { try issue(town, "2021-07") }
        let july = try month()
        #expect(blocked?.blockers == [.nobodyAssessed(july)])
        #expect(!town.isThere("notices"))
    }

    @Test func theFilesOfAnIssuedNoticeStay() throws {
        let town = try TestTownship()
        _ = try issue(town, "2021-07")
        let file = try town.text("notices/2021-07/notice.csv")
        try town.importing(["hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-05 08:30,检查发现\n"])
        let report = try town.workspace.notice(try month(), asOf: nil, today: day("2021-10-08"))
        #expect(report.notice.members.first?.score.total == Points(59))
        #expect(try town.text("notices/2021-07/notice.csv") == file)
    }

    @Test func aMonthWithoutATableThatCostsPointsIsBlockedLikeAClosing() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let july = try month()
        let blocked = #expect(throws: NoticeBlocked.self) { try issue(town, "2021-07", accepting: ["走访日志"]) }
        let tables = ["event", "visit", "attendance"].compactMap { key in town.workspace.tables.first { $0.key == key }
        }
        #expect(blocked?.blockers == tables.map { .missing(.noRows(table: $0, month: july, office: nil)) })
        #expect(blocked?.blockers.first?.next.chinese.deeds == tables.prefix(1).map { .acceptEmpty($0.named) })
        #expect(throws: Problem.self) { try issue(town, "2021-07", accepting: ["nothing"]) }
        try town.expectChanges(since: before, only: [])
        // Rows of another month are not rows of this one.
        try town.importing(["visit.csv": "visit,member,date,kind\nV1,M1,2021-08-05,general\n"])
        #expect(throws: NoticeBlocked.self) {
            try issue(town, "2021-07", accepting: ["patrol", "event", "attendance"])
        }
        let august = try issue(town, "2021-08", accepting: ["patrol", "event", "attendance", "visit", "duty"])
        #expect(august.acceptedEmpty.map(\.table.key) == ["patrol", "event", "visit", "attendance"])
        let again = try town.workspace.notice(try month("2021-08"), asOf: nil, today: day("2021-10-08"))
        #expect(Set(again.acceptedEmpty.map(\.table.key)) == ["patrol", "event", "visit", "attendance"])
        #expect(try town.workspace.openLedger(toRead: true).checkJournal().isEmpty)
    }

    @Test func anIssuedNoticeIsWithdrawnAndIssuedAgain() throws {
        let town = try TestTownship()
        let paid = try issue(town, "2021-07").notice.paid
        try town.workspace.withdrawNotice(try month(), reason: "漏导考勤", now: TestTownship.now)
        let open = try town.workspace.notice(try month(), asOf: nil, today: day("2021-10-08"))
        #expect(open.issued == nil)
        #expect(open.notice.paid == paid)
        #expect(try town.workspace.openLedger(toRead: true).checkJournal().isEmpty)
        #expect(throws: Problem.self) {
            try town.workspace.withdrawNotice(try month(), reason: "x", now: TestTownship.now)
        }
        #expect(try issue(town, "2021-07").isNewlyIssued)
        try town.workspace.withdrawNotice(try month(), reason: "又错", now: "2021-10-08T00:00:01Z")
        #expect(try issue(town, "2021-07").isNewlyIssued)
        let ledger = try town.workspace.openLedger(toRead: true)
        #expect(
            try ledger.journal().map(\.kind).suffix(5) == [
                "notice", "withdraw-notice", "notice", "withdraw-notice", "notice",
            ])
        #expect(try ledger.checkJournal().isEmpty)
        // The closing counts only the one that holds.
        try town.close()
        #expect(try pay(town, "2021Q3").contains("M1,2021-07,31,200.00,-200.00,0.00,0.00,200.00,0.00,0.00,200.00"))
    }

    @Test func aNoticeThatAClosingCountsStays() throws {
        let town = try TestTownship()
        _ = try issue(town, "2021-07")
        for reason in ["", " "] {
            #expect(throws: Problem.self) {
                try town.workspace.withdrawNotice(try month(), reason: reason, now: TestTownship.now)
            }
        }
        try town.close("2021Q4", today: "2022-01-08")
        let before = try town.listing()
        let later = #expect(throws: Problem.self) {
            try town.workspace.withdrawNotice(try month(), reason: "x", now: TestTownship.now)
        }
        #expect(later?.what.chinese.contains("2021Q4-r1") == true)
        try town.expectChanges(since: before, only: [])
    }

    @Test(arguments: [
        "DELETE FROM notice", "DELETE FROM notice_pay", "UPDATE notice_pay SET paid = 0",
        "DELETE FROM withdrawn_notice",
        "UPDATE withdrawn_notice SET content = ''",
    ]) func anIssuedNoticeAndAWithdrawnOneAreNotChanged(sql: String) throws {
        let town = try TestTownship()
        _ = try issue(town, "2021-08")
        try town.workspace.withdrawNotice(try month("2021-08"), reason: "x", now: TestTownship.now)
        _ = try issue(town, "2021-07")
        let database = try DatabaseQueue(path: town.workspace.folder + "/ledger.sqlite")
        #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
    }
}
