import AssessmentKernel
import Closings
import Foundation
import GRDB
import ItemCatalog
import Ledger
import TestValues
import Testing

@testable import Archive
@testable import Desk
@testable import Disk
@testable import Importing
@testable import Workspace

/// What `journal --verify` finds: each kind of thing in a workspace is changed behind the journal's back.
@Suite struct JournalTamperTests {
    /// A township with something of every kind; copied for each change.
    ///
    /// Unchecked, because it is made once and only its folder is read afterwards.
    private nonisolated(unsafe) static let full = Result { try JournalTamperTests.made() }

    private static func made() throws -> TestTownship {
        let town = try TestTownship("冯卯镇")
        _ = try town.workspace.makeSigningKey(now: "2021-07-01T00:00:00Z")
        try town.importing(["hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-05 08:30,inspection\n"])
        try town.importing(["hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-05 09:30,inspection\n"]) {
            $0.amend = true
        }
        try town.importing(["hazard.csv": "hazard,member,found_at,source\nH2,M1,2021-07-06 09:30,inspection\n"])
        let imports = try town.workspace.openLedger(toRead: true).imports()
        _ = try town.workspace.withdrawImport(
            try #require(imports.last).number, reason: "误报", now: "2021-08-01T00:00:00Z")
        let month = try #require(Month(text: "2021-07"))
        _ = try town.workspace.issueNotice(
            month, acceptedEmpty: TestTownship.absent, today: day("2021-08-02"), now: "2021-08-02T01:00:00Z")
        try town.workspace.withdrawNotice(month, reason: "有误", now: "2021-08-02T02:00:00Z")
        _ = try town.workspace.issueNotice(
            month, acceptedEmpty: TestTownship.absent, today: day("2021-08-02"), now: "2021-08-02T03:00:00Z")
        try town.close("2021Q2", writing: .bundle)
        let number = try town.workspace.openAppeal(
            "M1", quarter("2021Q3"), .record("hazard:H1"), ground: "已报", now: "2021-10-08T00:00:00Z")
        _ = try town.workspace.decideAppeal(number, upheld: true, reason: "属实", now: "2021-10-08T00:00:00Z")
        try town.close("2021Q3", writing: .bundle)
        return town
    }

    /// A copy, removed with the object.
    fileprivate final class Copy {
        let workspace: Workspace
        var path: String { workspace.folder + "/ledger.sqlite" }

        init() throws {
            let folder = NSTemporaryDirectory() + "journal-tamper-" + UUID().uuidString
            try FileManager.default.copyItem(
                atPath: try JournalTamperTests.full.get().workspace.folder, toPath: folder)
            workspace = try Workspace(at: folder, items: ItemCatalog.items)
        }

        deinit { try? FileManager.default.removeItem(atPath: workspace.folder) }

        /// Runs SQL as one who knows how to get past the triggers, and puts them back.
        func change(_ sql: String, restoring: Bool = true) throws {
            try DatabaseQueue(path: path).writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
                try db.execute(sql: sql)
                #expect(try Int.fetchOne(db, sql: "SELECT total_changes()") ?? 0 > 0 || !restoring, "\(sql)")
                for row in triggers where restoring { try db.execute(sql: row["sql"]) }
            }
        }
    }

    @Test func nothingIsFoundInAnHonestLedger() throws {
        let copy = try Copy()
        #expect(try copy.workspace.checkJournal() == [])
        #expect(try copy.workspace.journal().allSatisfy { $0.details["account"] == NSUserName() })
    }

    @Test(arguments: [
        // Records, and what they said before.
        "UPDATE hazard SET found_at = found_at + 100", "DELETE FROM hazard",
        "UPDATE member SET name = '李四' WHERE member = 'M2'",
        "UPDATE hazard SET \"row\" = \"row\" + 1", "UPDATE record_version SET previous = '{}'",
        "DELETE FROM record_version", "UPDATE record_version SET row = row + 1",
        "INSERT INTO record_version SELECT id + 1, record, change, import, row, previous, previous_import, previous_row FROM record_version",
        "UPDATE record_digest SET digest = replace(digest, substr(digest, 1, 1), 'e')", "DELETE FROM record_month",
        // Imports and withdrawals.
        "UPDATE import_file SET sha256 = replace(sha256, substr(sha256, 1, 1), '0') || '' WHERE id = 1",
        "UPDATE import_file SET at = '2021-01-01T00:00:00Z' WHERE id = 1",
        "UPDATE import_file SET file = 'x' WHERE id = 1",
        "UPDATE import_file SET rejected = 3 WHERE id = 2", "UPDATE import_file SET batch = 99 WHERE id = 2",
        "UPDATE withdrawal SET reason = '无误'", "UPDATE withdrawal SET withdrawn_at = '2021-08-03T00:00:00Z'",
        "DELETE FROM withdrawn_record", "DELETE FROM withdrawal",
        // Appeals and their times.
        "UPDATE appeal SET ground = '其他'", "UPDATE appeal SET opened_at = '2021-10-01T00:00:00Z'",
        "UPDATE appeal SET opened_by = '他人'", "UPDATE appeal SET day = 20210706",
        "UPDATE appeal SET record = 'hazard:H9'",
        "UPDATE appeal SET member = 'M2'", "UPDATE appeal SET quarter = '2021Q2'", "UPDATE appeal SET item = 'duties'",
        "DELETE FROM appeal", "UPDATE appeal_decision SET upheld = 0", "UPDATE appeal_decision SET reason = '其他'",
        "UPDATE appeal_decision SET decided_at = '2021-10-01T00:00:00Z'",
        "UPDATE appeal_decision SET decided_by = '他人'", "DELETE FROM appeal_decision",
        "INSERT INTO appeal SELECT 9, member, quarter, item, record, day, ground, opened_at, opened_by FROM appeal",
        // Notices.
        "UPDATE notice SET issued_at = '2021-08-09T00:00:00Z'",
        "UPDATE notice_pay SET base = base + 1, paid = paid + 1",
        "DELETE FROM notice_pay", "UPDATE notice_file SET bytes = 1", "DELETE FROM notice",
        "UPDATE withdrawn_notice SET reason = '无'", "UPDATE withdrawn_notice SET withdrawn_at = 'x'",
        "UPDATE withdrawn_notice SET withdrawn_by = '他人'", "UPDATE withdrawn_notice SET content = content || ' '",
        "DELETE FROM withdrawn_notice",
        // Closings and what belongs to them.
        "UPDATE closing SET closed_at = '2021-10-01T00:00:00Z'", "UPDATE closing SET reason = '无'",
        "UPDATE closing SET imported_through = 0", "UPDATE closing_total SET total = 10000",
        "UPDATE closing_pay SET due = due + 1", "UPDATE closing_score SET deducted = 0, maximum = maximum + 1",
        "UPDATE closing_month SET is_failing = 1 - is_failing", "DELETE FROM closing_deduction",
        "DELETE FROM closing_decision", "UPDATE closing_decision SET reason = '无'",
        "DELETE FROM closing_finding WHERE 1",
        "UPDATE closing_file SET sha256 = replace(sha256, substr(sha256, 1, 1), 'z')",
        "DELETE FROM closing WHERE quarter = '2021Q3'",
        // Bundles.
        "UPDATE bundle SET sha256 = replace(sha256, substr(sha256, 1, 1), 'z')", "UPDATE bundle SET identity = ''",
        "UPDATE bundle SET signed_by = ''", "UPDATE bundle SET previous = '' WHERE name = '2021Q3-r1'",
        "DELETE FROM bundle WHERE name = '2021Q3-r1'", "DELETE FROM bundle WHERE name = '2021Q2-r1'",
        // Settings and the journal itself.
        "UPDATE setting SET value = '水泉镇' WHERE key = 'township'", "UPDATE journal SET operator = 'x' WHERE id = 2",
        "UPDATE journal SET at = 'x' WHERE id = 2", "DELETE FROM journal WHERE id = 3",
        "DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)",
    ]) func aChangeOfTheLedgerIsFound(sql: String) throws {
        let copy = try Copy()
        if sql.contains("closing_finding"), try copy.isEmpty("closing_finding") { return }
        try copy.change(sql)
        #expect(try !copy.workspace.checkJournal().isEmpty)
    }

    /// `INSERT OR REPLACE` deletes each row with an equal unique value, whatever the triggers for deletions say.
    @Test(arguments: [
        """
        REPLACE INTO journal (at, operator, kind, subject, detail, previous, digest)
        SELECT at, 'x', kind, subject, detail, previous, digest FROM journal WHERE id = 2
        """,
        "REPLACE INTO journal SELECT id, at, 'x', kind, subject, detail, previous, digest FROM journal WHERE id = 2",
        """
        REPLACE INTO bundle (name, sha256, bytes, previous, signed_by, identity)
        SELECT name, replace(sha256, substr(sha256, 1, 1), 'z'), bytes, previous, signed_by, identity FROM bundle
        WHERE name = '2021Q3-r1'
        """,
        """
        REPLACE INTO bundle (name, sha256, bytes, previous, signed_by, identity)
        SELECT '2021Q4-r1', sha256, bytes, previous, signed_by, identity FROM bundle WHERE name = '2021Q3-r1'
        """,
        "REPLACE INTO withdrawal SELECT id + 1, batch, '无误', withdrawn_at, withdrawn_by, imported_through, journal FROM withdrawal",
        """
        REPLACE INTO withdrawn_record SELECT withdrawal, number, table_key, record, import, row + 1, content, day, restored,
            restored_import, restored_row, restored_day FROM withdrawn_record
        """,
        "REPLACE INTO withdrawn_notice SELECT id, month, issued_at, '无', withdrawn_at, withdrawn_by, content FROM withdrawn_notice",
    ]) func noRowTakesThePlaceOfAnother(sql: String) throws {
        let copy = try Copy()
        let error = #expect(throws: DatabaseError.self) {
            try DatabaseQueue(path: copy.path).write { try $0.execute(sql: sql) }
        }
        #expect(error?.message?.contains(" stay") == true, "\(error?.message ?? "")")
        #expect(try copy.workspace.checkJournal() == [])
        // One who drops the triggers for it is found.
        try copy.change(sql)
        #expect(try !copy.workspace.checkJournal().isEmpty)
    }

    /// A ledger that the fourth step made gets the guards when it is opened.
    @Test func aLedgerOfTheFourthVersionGetsItsGuards() throws {
        let copy = try Copy()
        try DatabaseQueue(path: copy.path).write { db in
            let guards = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_is_not_replaced'")
            #expect(guards.count == 5)
            for name in guards { try db.execute(sql: "DROP TRIGGER \(name)") }
            try db.execute(sql: "PRAGMA user_version = 4")
        }
        #expect(try copy.workspace.checkJournal() == [])
        let version = try DatabaseQueue(path: copy.path).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 5)
    }

    @Test(arguments: [
        "DROP TRIGGER journal_stays", "DROP TRIGGER bundle_is_kept", "DROP TRIGGER closing_total_is_fixed",
        "CREATE TRIGGER x AFTER INSERT ON hazard BEGIN UPDATE hazard SET source = 0; END", "CREATE TABLE x_y (a)",
        "CREATE VIEW x_y AS SELECT 1", "DROP TABLE record_month", "ALTER TABLE bundle ADD COLUMN x TEXT",
        "DROP TRIGGER appeal_is_fixed; CREATE TRIGGER appeal_is_fixed BEFORE UPDATE ON appeal BEGIN SELECT 1; END",
    ]) func aChangeOfTheSchemaIsFound(sql: String) throws {
        let copy = try Copy()
        try DatabaseQueue(path: copy.path).write { try $0.execute(sql: sql) }
        #expect(try !copy.workspace.checkJournal().isEmpty)
    }

    @Test(arguments: [
        "closings/2021Q3-r1/totals.csv", "closings/2021Q3-r1/pay.csv", "closings/2021Q3-r1.zip",
        "notices/2021-07/notice.csv", "rulebooks/fengmao-2021-71.yaml", "imports/",
    ]) func aChangeOfAFileIsFound(name: String) throws {
        for isRemoved in [false, true] {
            let copy = try Copy()
            var path = copy.workspace.folder + "/" + name
            if name.hasSuffix("/") {
                path += try #require(
                    try FileManager.default.contentsOfDirectory(atPath: path).first { $0.hasSuffix(".gz") })
            }
            if isRemoved {
                try FileManager.default.removeItem(atPath: path)
            } else {
                var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                bytes[bytes.count / 2] ^= 1
                try bytes.write(to: URL(fileURLWithPath: path))
            }
            #expect(try !copy.workspace.checkJournal().isEmpty, "removed: \(isRemoved)")
        }
    }

    @Test func aClockThatRanBackwardsIsSaidByTheEntryItself() throws {
        let copy = try Copy()
        let before = try copy.workspace.clockFaults().count
        _ = try copy.workspace.openAppeal(
            "M1", quarter("2021Q3"), .day(day("2021-07-05"), item: "attendance"), ground: "补",
            now: "2021-09-01T00:00:00Z")
        let last = try #require(try copy.workspace.journal().last)
        #expect(last.details["clock-was"] == "2021-10-08T00:00:00Z")
        #expect(try copy.workspace.clockFaults().count == before + 1)
        #expect(try copy.workspace.checkJournal() == [], "it is no change behind the journal's back")
    }
}

extension JournalTamperTests.Copy {
    fileprivate func isEmpty(_ table: String) throws -> Bool {
        try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") == 0 }
    }
}
