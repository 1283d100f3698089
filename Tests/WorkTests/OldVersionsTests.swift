import Archive
import AssessmentKernel
import Bundle
import Closings
import Desk
import Foundation
import GRDB
import ItemCatalog
import Ledger
import LedgerTables
import TestValues
import Testing
import Workspace

/// What a township of each earlier version does next: it goes on with its workspace, and its bundles are still taken.
@Suite struct OldVersionsTests {
    @Test("Opened, revised, closed for the next quarter and verified by this version", arguments: OldWorkspace.versions)
    func goesOn(_ version: Int) throws {
        let old = try OldWorkspace(version: version)
        let workspace = old.workspace
        #expect(try old.query("PRAGMA user_version") == ["\(version)"])
        #expect(try workspace.checkJournal().isEmpty)
        if !FileManager.default.fileExists(atPath: workspace.signingKeyPath) {
            _ = try workspace.makeSigningKey(now: TestTownship.now)
        }
        let revised = try workspace.revise(
            quarter("2021Q3"), reason: "申诉", acceptedEmpty: TestTownship.absent, now: TestTownship.now)
        #expect(revised.report.head.name == "2021Q3-r2")
        let next = try workspace.close(
            quarter("2021Q4"), acceptedEmpty: TestTownship.absent, today: day("2022-01-10"), now: TestTownship.now)
        #expect(next.head.name == "2021Q4-r1")
        #expect(try workspace.checkJournal().isEmpty)
        let key = try PublicKey(file: workspace.publicKeyPath)
        for name in ["2021Q3-r2", "2021Q4-r1"] {
            let report = try BundleCheckup.run(
                "\(workspace.folder)/closings/\(name).zip", trusted: [key], replay: true, items: ItemCatalog.items)
            #expect(report.isSound && report.trouble.isEmpty, "\(name): \(report.trouble)")
        }
    }

    @Test("The bundle of each version is verified, and computed again", arguments: OldWorkspace.versions)
    func bundles(_ version: Int) throws {
        let report: BundleReport
        if version >= 3 {
            let old = try OldWorkspace(version: version)
            report = try checked(
                old.workspace.folder + "/closings/2021Q3-r1.zip", key: old.workspace.publicKeyPath)
        } else {
            report = try checked(
                "\(OldWorkspace.folder)/\(version)-bundle.zip", key: "\(OldWorkspace.folder)/\(version)-bundle.pub")
        }
        #expect(report.isSound, "\(report.trouble)")
        #expect(report.signer != nil)
    }

    private func checked(_ bundle: String, key: String) throws -> BundleReport {
        try BundleCheckup.run(bundle, trusted: [try PublicKey(file: key)], replay: true, items: ItemCatalog.items)
    }

    @Test("A ledger of a later version is refused with a word about upgrading, and stays as it is")
    func later() throws {
        let town = try TestTownship()
        let path = town.workspace.folder + "/ledger.sqlite"
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: "PRAGMA user_version = \(LedgerSchema.version + 1)")
        }
        // SQLite leaves files of its own beside what it has looked at.
        func kept() throws -> [String: Data] { try town.listing().filter { !$0.key.hasPrefix("ledger.sqlite-") } }
        let before = try kept()
        for toRead in [true, false] {
            do throws(Problem) {
                _ = try town.workspace.openLedger(toRead: toRead)
                Issue.record("it was opened")
            } catch {
                #expect(error.kind == .badInput)
                #expect(error.what.english.contains("newer"))
                #expect(error.next == Advice(LocalText("升级 kaohe", "upgrade kaohe")))
            }
        }
        #expect(try kept() == before)
    }
}
