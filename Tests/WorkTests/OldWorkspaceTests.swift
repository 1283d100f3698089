import Archive
import AssessmentKernel
import Bundle
import Closing
import Closings
import Desk
import Foundation
import GRDB
import Importing
import ItemCatalog
import Ledger
import LedgerTables
import Papers
import TestValues
import Testing
import Workspace

@testable import Printing

/// Workspaces made by earlier versions, each with a ledger of that version of the schema.
@Suite struct OldWorkspaceTests {
    @Test("Version 1: a bundle is still verified, and computed again from its own evidence")
    func bundle() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Old").path
        let key = try PublicKey(file: folder + "/1-bundle.pub")
        let report = try BundleCheckup.run(
            folder + "/1-bundle.zip", trusted: [key], replay: true, items: ItemCatalog.items)
        #expect(
            report.trouble == [
                "journal.chain: an earlier version of the program made it; it carries no journal",
                BundleTownship.noReports,
            ])
        #expect(report.isSound)
        #expect(report.signer != nil)
    }

    @Test("Version 1: the one-word layout of an import's file is in columns")
    func columns() throws {
        let old = try OldWorkspace(version: 1)
        #expect(try old.query("PRAGMA user_version") == ["1"])
        let journal = try old.query("SELECT digest FROM journal ORDER BY id")
        _ = try old.workspace.openLedger(toRead: true)
        #expect(try old.query("PRAGMA user_version") == ["5"])
        #expect(try old.query("SELECT digest FROM journal ORDER BY id") == journal)
        #expect(
            try old.query("SELECT file, format, encoding, sheet, header_row FROM import_file ORDER BY id").map {
                $0.replacing("\"", with: "")
            } == [
                "member.csv|TEXT|UTF-8|-|1", "training.csv|TEXT|GB18030|-|1", "七月#汇总.xlsx#交#办|XLSX|-|交#办|3",
                "hazard.txt|TEXT|GB18030|-|2",
            ])
        let ledger = try old.workspace.openLedger(toRead: true)
        #expect(
            try (1...4).map { try ledger.importedFile($0)?.layout.summary } == [
                "UTF-8", "GB18030", "XLSX@3", "GB18030@2",
            ])
    }

    @Test("Version 1: explained, revised and verified, also read-only")
    func life() throws {
        let old = try OldWorkspace(version: 1)
        #expect(
            try old.explained("M1") == [
                "七月#汇总.xlsx#交#办 4: D1|M1|2021-07-12|2021-07-14", "七月#汇总.xlsx#交#办 5: D2|M1|2021-07-13|2021-07-14",
            ])
        #expect(try old.explained("M2") == ["hazard.txt 3: D9|M2|2021-08-10|2021-08-20"])
        #expect(try old.workspace.checkJournal().isEmpty)
        let report = try old.workspace.revise(quarter("2021Q3"), reason: "申诉", now: TestTownship.now, writing: [])
        #expect(report.report.head.name == "2021Q3-r2")
        #expect(try old.workspace.checkJournal().isEmpty)
    }

    @Test("Version 1: its import lines stay sealed by the journal's old entries")
    func sealed() throws {
        for change in [
            "header_row = 4 WHERE id = 3", "header_row = 1 WHERE id = 4", "encoding = 'UTF-8' WHERE id = 2",
            "format = 'ODS' WHERE id = 3", "format = 'TEXT', encoding = 'UTF-8' WHERE id = 3",
            "file = 'a' WHERE id = 1",
        ] {
            let old = try OldWorkspace(version: 1)
            _ = try old.workspace.openLedger(toRead: true)
            try old.change("UPDATE import_file SET " + change)
            #expect(try old.workspace.checkJournal().count == 1, "\(change)")
        }
        let old = try OldWorkspace(version: 1)
        _ = try old.workspace.openLedger(toRead: true)
        for change in [
            "sheet = '说明' WHERE id = 3", "encoding = 'UTF-8' WHERE id = 3", "encoding = NULL WHERE id = 1",
            "format = 'XLSX' WHERE id = 1", "encoding = 'XLSX' WHERE id = 1", "header_row = 0 WHERE id = 1",
        ] {
            #expect(throws: DatabaseError.self, "\(change)") { try old.change("UPDATE import_file SET " + change) }
        }
    }

    @Test("Version 2: its imports are listed and withdrawn, its notice too, and its closing is explained as it was")
    func withdrawn() throws {
        let old = try OldWorkspace(version: 2)
        let records = { try old.query("SELECT duty, done, \"import\", \"row\" FROM duty ORDER BY duty") }
        let amended = try records()
        #expect(try old.query("PRAGMA user_version") == ["2"])
        #expect(try old.workspace.checkJournal().isEmpty)
        #expect(try old.workspace.imports().map { $0.counts.inserted } == [5, 2, 1, 0])
        #expect(throws: WithdrawalRefusal.self) {
            try old.workspace.withdrawImport(2, reason: "x", now: TestTownship.now)
        }
        let explained = try old.explained("M1")
        _ = try old.workspace.withdrawImport(4, reason: "x", now: TestTownship.now)
        #expect(try records() != amended)
        let report = try old.workspace.withdrawImport(3, reason: "x", now: TestTownship.now)
        #expect(report.tables.map { "\($0.key) \($0.removed) \($0.restored)" } == ["duty 1 1"])
        #expect(report.closings.map(\.name) == ["2021Q3-r1"])
        #expect(try records().map { $0.replacing("\"", with: "") } == ["D1|-|3|2", "D2|20210720|3|3"])
        #expect(try old.explained("M1") == explained)
        #expect(try old.workspace.checkJournal().isEmpty)
        let july = try #require(Month(text: "2021-07"))
        #expect(throws: Problem.self) {
            try old.workspace.withdrawNotice(july, reason: "x", now: TestTownship.now)
        }
    }

    @Test("Version 3: what its bundle is stays known, and its debt, charge and findings go on")
    func handedOn() throws {
        let old = try OldWorkspace(version: 3)
        #expect(try old.query("PRAGMA user_version") == ["3"])
        let identity = try old.query("SELECT identity FROM bundle")
        #expect(identity.count == 1 && identity[0].count == 66)
        let ledger = try old.workspace.openLedger(toRead: true)
        #expect(try old.query("PRAGMA user_version") == ["5"])
        #expect(try old.query("SELECT identity FROM bundle") == identity)
        var accounts = Accounts()
        try ledger.facts { accounts.add($0) }
        let next = try quarter("2021Q4")
        #expect(accounts.past(of: "M1", for: next).carriedForward == Yuan(500))
        #expect(accounts.past(of: "M2", for: next).carriedForward == Yuan(200))
        let head = try #require(try ledger.closings().first)
        let members = try QuarterReading(old.workspace, ledger, head).quarter(withAccounts: false).members
        #expect(
            members.flatMap(\.charges) == [
                EquipmentCharge(
                    date: day("2021-08-03"), asset: "手机终端", serial: "SJ1", change: LocalText("遗失", "Lost"),
                    cost: Yuan(300))
            ])
        let findings = members.flatMap(\.findings)
        #expect(
            findings.map(\.title.english) == [
                "failing months running, to be replaced", "left with equipment to recover",
            ])
        #expect(findings[0].basis.chinese == "2021年7月、2021年8月、2021年9月")
        #expect(findings[1].basis.chinese.hasPrefix("设备台账 "))
    }

    @Test("A ledger that took the steps one by one is declared as a new one is", arguments: OldWorkspace.versions)
    func schema(_ version: Int) throws { try compared(OldWorkspace(version: version)) }

    private func compared(_ old: OldWorkspace) throws {
        _ = try old.workspace.openLedger(toRead: false)
        let new = try TestTownship()
        let sql = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        let declared = try DatabaseQueue(path: new.workspace.folder + "/ledger.sqlite").read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { $0.isNull ? "-" : "\($0)" }.joined(separator: "|")
            }
        }
        #expect(try old.query(sql) == declared)
    }
}
