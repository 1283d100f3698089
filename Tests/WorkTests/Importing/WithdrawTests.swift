import AssessmentKernel
import Closings
import Desk
import Foundation
import GRDB
import Importing
import Ledger
import TestValues
import Testing

@testable import Workspace

/// Imports that are taken back.
@Suite struct WithdrawTests {
    private static let events = """
        编号,工号,时间,地点,人物,描述,附件数,办结期限
        E1,M1,2021-07-05 08:00:30,村东,张三,"路灯, 不亮
        请派人",2,
        E2,M2,2021-07-06 09:00,,,,,

        """

    @discardableResult
    private func withdraw(_ town: TestTownship, _ number: Int, rehearse: Bool = false) throws -> WithdrawnImport {
        try town.workspace.withdrawImport(number, reason: "导错了", isRehearsal: rehearse, now: TestTownship.now)
    }

    /// The records of all tables with their origins, and the digests of the tables.
    private func records(_ town: TestTownship) throws -> [String] {
        try DatabaseQueue(path: town.workspace.ledgerPath).read { db in
            try town.workspace.tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \"\(table.key)\"").map { "\(table.key) \($0.description)" }
            }
                + Row.fetchAll(
                    db, sql: "SELECT * FROM record_digest WHERE digest <> ? ORDER BY 1",
                    arguments: [
                        String(repeating: "0", count: 64)
                    ]
                ).map(\.description)
        }
    }

    private func tables(_ report: WithdrawnImport) -> [String] {
        report.tables.map { "\($0.key) -\($0.removed) <\($0.restored)" }
    }

    @Test("What an import inserted goes; the ledger is as it was before, and the file can be imported again")
    func inserted() throws {
        let town = try TestTownship()
        let before = try records(town)
        let files = [
            "event.csv": Self.events, "attendance.csv": "member,date,status,hours\nM1,2021-07-05,late,7.5\n",
            "ballot.csv": "ballot,member,date,rater,rating,counts_on\nB1,M1,2021-10-05,resident,满意,2021-09-30\n",
        ]
        try town.importing(files)
        let after = try records(town)
        #expect(tables(try withdraw(town, 2, rehearse: true)) == ["event -2 <0", "attendance -1 <0", "ballot -1 <0"])
        #expect(try records(town) == after)
        let report = try withdraw(town, 2)
        #expect(tables(report) == ["event -2 <0", "attendance -1 <0", "ballot -1 <0"])
        #expect(try records(town) == before)
        #expect(report.closings.isEmpty)
        #expect(report.repeatedBy.isEmpty)
        #expect(try town.workspace.checkJournal().isEmpty)
        #expect(try town.importing(files).counts.inserted == 4)
        #expect(try town.workspace.checkJournal().isEmpty)
        let imports = try town.workspace.imports()
        #expect(imports.map(\.number) == [1, 2, 3])
        #expect(imports.map { $0.withdrawal != nil } == [false, true, false])
        #expect(imports[1].withdrawal?.reason == "导错了")
        #expect(imports[1].files.count == 3)
    }

    @Test("What an import filled or amended is what it was, in every kind of column")
    func restored() throws {
        let town = try TestTownship()
        try town.importing([
            "event.csv": Self.events,
            "supervision.csv":
                "request,member,assigned,due,reported,satisfaction\nS1,M1,2021-07-01,2021-07-20,,95.5%\n",
            "dispute.csv": "dispute,member,found,source,recorded,mediation\nF1,M1,2021-07-01,self,是,settled\n",
            "ballot.csv": "ballot,member,date,rater,rating,counts_on\nB1,M1,2021-09-05,resident,满意,\n",
        ])
        let before = try records(town)
        try town.importing([
            "event.csv": """
            编号,工号,时间,地点,人物,描述,附件数,办结期限
            E1,M2,2021-08-05 08:00:30,村东,张三,,3,2021-08-10
            E2,M2,2021-07-06 09:00,村西,,,,

            """,
            "supervision.csv":
                "request,member,assigned,due,reported,satisfaction\nS1,M1,2021-07-01,2021-07-21,2021-07-20,60\n",
            "dispute.csv": "dispute,member,found,source,recorded,mediation\nF1,M1,2021-07-02,inspection,否,none\n",
            "ballot.csv": "ballot,member,date,rater,rating,counts_on\nB1,M1,2021-09-05,resident,满意,2021-10-01\n",
        ]) { $0.amend = true }
        #expect(try records(town) != before)
        let report = try withdraw(town, 3)
        #expect(
            tables(report).sorted() == ["ballot -0 <1", "dispute -0 <1", "event -0 <2", "supervision -0 <1"])
        #expect(try records(town) == before)
        #expect(try town.workspace.checkJournal().isEmpty)
    }

    @Test("A record that two files of the import made is gone; one it inserted over several imports follows its own")
    func chains() throws {
        let town = try TestTownship()
        let before = try records(town)
        try town.importing([
            "a/duty.csv": "duty,member,due,done\nD1,M1,2021-07-12,\n",
            "b/duty.csv": "duty,member,due,done\nD1,M1,2021-07-12,2021-07-13\n",
        ])
        #expect(tables(try withdraw(town, 2)) == ["duty -1 <0"])
        #expect(try records(town) == before)
        // Inserted again, filled, and taken back from the end.
        try town.importing([:])
        try FileManager.default.removeItem(atPath: town.folder + "/in/a")
        let inserted = try records(town)
        try town.importing(["b/duty.csv": "duty,member,subject,due,done\nD1,M1,台账,2021-07-12,2021-07-13\n"])
        #expect(throws: WithdrawalRefusal.self) { try withdraw(town, 3) }
        #expect(tables(try withdraw(town, 4)) == ["duty -0 <1"])
        #expect(try records(town) == inserted)
        #expect(tables(try withdraw(town, 3)) == ["duty -1 <0"])
        #expect(try records(town) == before)
        #expect(try town.workspace.checkJournal().isEmpty)
    }

    @Test("Later imports that touched its records are named, and nothing is withdrawn")
    func touched() throws {
        let town = try TestTownship()
        try town.importing(["duty.csv": "duty,member,due,done\nD1,M1,2021-07-12,\nD2,M1,2021-07-12,\n"])
        try town.importing(["duty.csv": "duty,member,due,done\nD1,M1,2021-07-12,2021-07-13\n"])
        try town.importing([
            "duty.csv": "duty,member,due,done\nD1,M1,2021-07-12,2021-07-14\nD2,M1,2021-07-12,2021-07-14\n"
        ]) {
            $0.amend = true
        }
        let before = try town.listing()
        let refusal = #expect(throws: WithdrawalRefusal.self) { try withdraw(town, 2) }
        guard case .touched(let later) = refusal else {
            Issue.record("not refused for later imports")
            return
        }
        #expect(later.map(\.made.number) == [3, 4])
        #expect(later.map(\.count) == [1, 2])
        #expect(later[1].first.map(\.description) == ["duty:D1", "duty:D2"])
        try town.expectChanges(since: before, only: [])
        try withdraw(town, 4)
        try withdraw(town, 3)
        #expect(tables(try withdraw(town, 2)) == ["duty -2 <0"])
    }

    @Test("Later imports with the same rows are named: their rows are gone too")
    func repeated() throws {
        let town = try TestTownship()
        try town.importing(["duty.csv": "duty,member,due\nD1,M1,2021-07-12\n"])
        try town.importing(["duty.csv": "duty,member,due\nD1,M1,2021-07-12\nD2,M1,2021-07-13\n"])
        #expect(try withdraw(town, 2).repeatedBy.map(\.number) == [3])
        #expect(try town.importing([:]).counts.inserted == 1)
    }

    @Test("A roster whose members are named elsewhere stays, with members, tables and imports said")
    func roster() throws {
        let town = try TestTownship()
        try town.importing([
            "duty.csv": "duty,member,due\nD1,M1,2021-07-12\n",
            "leave.csv": "member,from,through\nM2,2021-07-05,2021-07-06\n",
        ])
        let before = try town.listing()
        let refusal = #expect(throws: WithdrawalRefusal.self) { try withdraw(town, 1) }
        guard case .namedStill(let named) = refusal else {
            Issue.record("not refused for its members")
            return
        }
        #expect(named.map { "\($0.member) \($0.tables) \($0.imports)" } == [#"M1 ["duty"] [2]"#, #"M2 ["leave"] [2]"#])
        try town.expectChanges(since: before, only: [])
        try withdraw(town, 2)
        #expect(tables(try withdraw(town, 1)) == ["member -3 <0"])
        #expect(try town.members().isEmpty)
        #expect(try town.workspace.checkJournal().isEmpty)
    }

    @Test("An amended roster is what it was; a record that would go back to an unknown member is refused")
    func members() throws {
        let town = try TestTownship()
        try town.importing(["duty.csv": "duty,member,due\nD1,M1,2021-07-12\n"])
        try town.importing([
            "member.csv": "工号,姓名,岗位,办事处,村,网格,上岗日期\nM7,孙七,专职,一办,东村,1,2020-01-01\nM1,王方,专职,一办,东村,1,2020-01-01\n"
        ]) {
            $0.amend = true
        }
        try FileManager.default.removeItem(atPath: town.folder + "/in/member.csv")
        try town.importing(["duty.csv": "duty,member,due\nD1,M7,2021-07-12\n"]) { $0.amend = true }
        #expect(throws: WithdrawalRefusal.self) { try withdraw(town, 3) }
        try withdraw(town, 4)
        #expect(tables(try withdraw(town, 3)) == ["member -1 <1", "duty -0 <0"])
        #expect(try town.records("duty") == ["duty:D1"])
        #expect(try town.workspace.checkJournal().isEmpty)
        // Put under a member whom another import brought, the record holds that import.
        try town.importing([
            "member.csv": "工号,姓名,岗位,办事处,村,网格,上岗日期\nM8,周八,专职,一办,东村,1,2020-01-01\n",
            "duty.csv": "duty,member,due\nD5,M8,2021-07-12\n",
        ])
        try FileManager.default.removeItem(atPath: town.folder + "/in/member.csv")
        try town.importing(["duty.csv": "duty,member,due\nD5,M1,2021-07-12\n"]) { $0.amend = true }
        #expect(throws: WithdrawalRefusal.self) { try withdraw(town, 5) }
    }

    @Test("Closings stay, say that their records have changed, and are explained as they were")
    func closed() throws {
        let town = try TestTownship()
        try town.importing([
            "duty.csv": "duty,member,due,done\nD1,M1,2021-07-12,2021-07-14\nD2,M1,2021-07-13,2021-07-14\n"
        ])
        try town.close()
        try town.close("2021Q4", today: "2022-01-08")
        let before = try town.listing().filter { $0.key.hasPrefix("closings/") }
        #expect(try withdraw(town, 2).closings.map(\.name) == ["2021Q3-r1"])
        #expect(try town.listing().filter { $0.key.hasPrefix("closings/") } == before)
        let q3 = try quarter("2021Q3")
        let status = try town.workspace.status(q3, acceptedEmpty: [], today: day("2021-10-08"))
        #expect(status.withdrawn.map { "\($0.table.key) \($0.count)" } == ["duty 2"])
        #expect(status.late.isEmpty)
        #expect(
            try town.workspace.status(quarter("2021Q4"), acceptedEmpty: [], today: day("2022-01-08")).withdrawn.isEmpty)
        let records = try town.workspace.explain("M1", .quarter(q3), item: "duties").items.flatMap(\.deductions)
            .flatMap(\.records)
        #expect(
            records.map { "\($0.file ?? "-") \($0.row ?? 0) \($0.isChangedSince)" } == [
                "duty.csv 2 true", "duty.csv 3 true",
            ])
        // A revision sees the ledger as it is, and is then in order.
        try town.revise()
        #expect(try town.workspace.status(q3, acceptedEmpty: [], today: day("2021-10-08")).withdrawn.isEmpty)
        #expect(try town.workspace.checkJournal().isEmpty)
    }

    @Test("A withdrawal before a closing concerns it not")
    func earlier() throws {
        let town = try TestTownship()
        try town.importing(["duty.csv": "duty,member,due,done\nD1,M1,2021-07-12,2021-07-14\n"])
        try withdraw(town, 2)
        try town.close()
        let status = try town.workspace.status(quarter("2021Q3"), acceptedEmpty: [], today: day("2021-10-08"))
        #expect(status.withdrawn.isEmpty)
    }

    @Test("Entries by commands can be withdrawn like files")
    func entries() throws {
        let town = try TestTownship()
        try town.importing(["event.csv": Self.events])
        let before = try records(town)
        _ = try town.workspace.decideSuspects(["E1"], .duplicate, amend: false, anyway: true, now: TestTownship.now)
        #expect(tables(try withdraw(town, 3)) == ["event -0 <1"])
        #expect(try records(town) == before)
    }

    @Test("What is unknown, withdrawn already or without a reason is refused")
    func refused() throws {
        let town = try TestTownship()
        try town.importing(["duty.csv": "duty,member,due\nD1,M1,2021-07-12\n"])
        for number in [0, -1, 9] { #expect(throws: Problem.self) { try withdraw(town, number) } }
        for reason in ["", " ", "\u{3000}"] {
            #expect(throws: Problem.self) {
                try town.workspace.withdrawImport(2, reason: reason, now: TestTownship.now)
            }
        }
        try withdraw(town, 2)
        let problem = #expect(throws: Problem.self) { try withdraw(town, 2) }
        #expect(problem?.what.chinese.contains("导错了") == true)
    }

    @Test(
        "What was withdrawn cannot be changed without the journal's noticing",
        arguments: [
            "DELETE FROM withdrawal", "UPDATE withdrawal SET reason = 'x'", "DELETE FROM withdrawn_record",
            "UPDATE withdrawn_record SET content = '{}'",
        ])
    func sealed(_ sql: String) throws {
        let town = try TestTownship()
        try town.importing(["duty.csv": "duty,member,due\nD1,M1,2021-07-12\n"])
        try withdraw(town, 2)
        let database = try DatabaseQueue(path: town.workspace.ledgerPath)
        #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        for trigger in [
            "withdrawal_stays", "withdrawal_is_fixed", "withdrawn_record_stays", "withdrawn_record_is_fixed",
        ] {
            try database.write { try $0.execute(sql: "DROP TRIGGER \(trigger)") }
        }
        try database.write { try $0.execute(sql: "PRAGMA foreign_keys = OFF") }
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
        }
        #expect(try !town.workspace.checkJournal().isEmpty)
    }
}
