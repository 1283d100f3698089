import AssessmentKernel
import Desk
import Foundation
import GRDB
import Ledger
import TestValues
import Testing

@testable import Closings
@testable import Workspace

/// Why a table was accepted as empty: kept with the closing, in its bundle, with a notice, and in the journal.
@Suite struct EmptyTableTests {
    private static let explained: [EmptyTable] = [
        EmptyTable("走访日志", reason: "平台停用，\"七月\"起恢复"), "event", EmptyTable("visit", reason: " \u{3000}"),
        EmptyTable("attendance", reason: "打卡机损坏"),
    ]

    private func ledger(_ town: TestTownship) throws -> Ledger {
        try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
    }

    @Test("A closing keeps the reasons, its bundle carries them, and the journal tells them")
    func closing() throws {
        let town = try TestTownship()
        try town.close(accepting: Self.explained, writing: .bundle)
        let ledger = try ledger(town)
        let head = try #require(try ledger.closings().first)
        let kept = try ledger.decisions(in: head).map { "\($0.subject)|\($0.reason)" }
        #expect(kept == ["attendance|打卡机损坏", "event|", "patrol|平台停用，\"七月\"起恢复", "visit|"])
        let entry = try #require(try ledger.journal().last)
        #expect(entry.kind == JournalEntry.Kind.closing.rawValue && entry.reason == nil)
        #expect(entry.emptyTables.map(\.key) == ["attendance", "event", "patrol", "visit"])
        #expect(entry.emptyTables.map(\.reason) == ["打卡机损坏", "", "平台停用，\"七月\"起恢复", ""])
        #expect(try town.workspace.checkJournal().isEmpty)
        let status = try town.workspace.status(quarter("2021Q3"), acceptedEmpty: [], today: day("2021-10-08"))
        #expect(status.closedWithout.map(\.reason).sorted() == ["", "", "平台停用，\"七月\"起恢复", "打卡机损坏"].sorted())
    }

    @Test("A revision keeps a reason, and a new one goes before it")
    func revision() throws {
        let town = try TestTownship()
        try town.close(accepting: Self.explained)
        _ = try town.workspace.revise(
            quarter("2021Q3"), reason: "申诉",
            acceptedEmpty: [EmptyTable("event", reason: "补记"), EmptyTable("attendance", reason: "机器已报废")],
            now: TestTownship.now, writing: [])
        let ledger = try ledger(town)
        let head = try #require(try ledger.closings().first { $0.revision == 2 })
        let kept = try ledger.decisions(in: head).map { "\($0.subject)|\($0.reason)" }
        #expect(kept == ["attendance|机器已报废", "event|补记", "patrol|平台停用，\"七月\"起恢复", "visit|"])
        #expect(try ledger.journal().last?.reason == "申诉")
    }

    @Test("A notice keeps the reasons, says which tables it lacks before, and the journal tells them")
    func notice() throws {
        let town = try TestTownship()
        let month = try #require(Month(text: "2021-07"))
        let (today, now) = (day("2021-08-02"), TestTownship.now)
        let before = try town.workspace.notice(month, asOf: nil, today: today)
        #expect(Set(before.lacking.map(\.key)) == Set(TestTownship.absent.map(\.name)))
        #expect(try town.workspace.notice(month, asOf: day("2021-07-20"), today: today).lacking.isEmpty)
        _ = try town.workspace.issueNotice(month, acceptedEmpty: Self.explained, today: today, now: now)
        let issued = try town.workspace.notice(month, asOf: nil, today: today)
        #expect(issued.lacking.isEmpty)
        #expect(issued.acceptedEmpty.first { $0.table.key == "attendance" }?.reason == "打卡机损坏")
        #expect(issued.acceptedEmpty.first { $0.table.key == "event" }?.reason == "")
        let entry = try #require(try ledger(town).journal().last)
        #expect(entry.emptyTables.map(\.key) == ["attendance", "event", "patrol", "visit"])
        #expect(try town.workspace.checkJournal().isEmpty)
    }

    @Test("A ledger whose notices have no reasons is read as it is")
    func older() throws {
        let town = try TestTownship()
        let month = try #require(Month(text: "2021-07"))
        _ = try town.workspace.issueNotice(
            month, acceptedEmpty: TestTownship.absent, today: day("2021-08-02"), now: TestTownship.now)
        let queue = try DatabaseQueue(path: town.workspace.ledgerPath)
        try queue.write { try $0.execute(sql: "ALTER TABLE notice_accepted_empty DROP COLUMN reason") }
        try queue.close()
        #expect(try town.workspace.notice(month, asOf: nil, today: day("2021-08-02")).acceptedEmpty.count == 4)
        #expect(try town.workspace.checkJournal().isEmpty)
    }

    @Test("A reason that is a whole letter is refused, and nothing is written")
    func long() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let long = EmptyTable("event", reason: String(repeating: "长", count: 201))
        let problem = #expect(throws: Problem.self) { try town.close(accepting: TestTownship.absent + [long]) }
        #expect(problem?.kind == .usage)
        try town.expectChanges(since: before, only: [])
    }
}
