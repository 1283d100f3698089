import AssessmentKernel
import Foundation
import GRDB
import Rulebook
import Testing

@testable import Register

/// Registers of earlier versions of the program.
@Suite struct OldRegisterTests {
    /// A register of the second version with a key for two townships, a bundle and a refusal.
    private func make(_ file: String) throws {
        try DatabaseQueue(path: file).write { db in
            for step in RegisterSchema.steps.prefix(2) { try step(db) }
            try db.execute(
                sql: """
                    INSERT INTO setting VALUES ('district', '山亭区');
                    INSERT INTO trusted_key VALUES ('冯卯镇', 'A1', 'RWa', '2021-10-01T00:00:00Z', '王');
                    INSERT INTO trusted_key VALUES ('水泉镇', 'A1', 'RWa', '2021-10-02T00:00:00Z', '王');
                    INSERT INTO receipt (township, name, period, revision, sha256, previous, signed_by, bands, pay_due,
                        received_at, received_by)
                    VALUES ('冯卯镇', '2021Q3-r1', '2021Q3', 1, '\(String(repeating: "a", count: 64))', '', 'A1', 'top', 300,
                        '2021-10-09T00:00:00Z', '王');
                    INSERT INTO standing VALUES (1, 'M1', '王芳', '一办', '东村', '1', 9550, 'top', 20000, 1);
                    INSERT INTO refusal (file, sha256, township, period, name, is_alarm, reason_zh, reason_en,
                        refused_at, refused_by) VALUES ('x.zip', 'c', '冯卯镇', '2021Q3', 'x', 1, '重', 'twice', '', '王');
                    PRAGMA application_id = 1801547620;
                    PRAGMA user_version = 2;
                    """)
        }
    }

    /// What the third step made has no guards against replaced rows yet.
    @Test func aRegisterOfTheThirdVersionGetsItsGuards() throws {
        let file = NSTemporaryDirectory() + "old-register-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        try make(file)
        try DatabaseQueue(path: file).write { db in
            try RegisterSchema.steps[2](db)
            try db.execute(sql: "PRAGMA user_version = 3")
        }
        let replace = "REPLACE INTO setting VALUES ('district', '水泉区')"
        try DatabaseQueue(path: file).inTransaction { db in
            try db.execute(sql: replace)
            return .rollback
        }
        let register = try Register(opening: file)
        #expect(try register.check(since: nil) == [])
        #expect(throws: DatabaseError.self) { try DatabaseQueue(path: file).write { try $0.execute(sql: replace) } }
        #expect(try register.district() == "山亭区")
    }

    @Test func itIsUpgradedAndChained() throws {
        let file = NSTemporaryDirectory() + "old-register-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        try make(file)
        let register = try Register(opening: file)
        #expect(try register.receipts().map(\.name) == ["2021Q3-r1"])
        #expect(try register.receipts().allSatisfy { $0.journal == nil && $0.rulebook.isEmpty })
        #expect(try register.trustedKeys().map(\.township) == ["冯卯镇", "水泉镇"], "a shared key stays")
        #expect(try register.rulebooks().map(\.yaml) == [Rulebook.shipped])
        #expect(try register.rulebooks().allSatisfy(\.isApproved))
        #expect(try register.check(since: nil) == [])
        #expect(try !register.wasChanged())
        let head = try register.head()
        #expect(head.entries == 6)
        try DatabaseQueue(path: file).write { db in
            try db.execute(sql: "DROP TRIGGER standing_is_fixed; UPDATE standing SET total = 1")
        }
        #expect(try Register(opening: file).check(since: head).count == 2)
    }
}
