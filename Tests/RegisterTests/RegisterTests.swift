import AssessmentKernel
import Digests
import Foundation
import GRDB
import Register
import Testing

/// What the register's file itself refuses, whoever writes to it.
@Suite struct RegisterTests {
    private let file: String
    private let register: Register

    init() throws {
        file = NSTemporaryDirectory() + "register-tests-" + UUID().uuidString
        try Register.create(at: file, district: "山亭区")
        register = try Register(opening: file)
        try register.trust("冯卯镇", key: "RWa", number: "A1", at: "2021-10-09T00:00:00Z", by: "王")
        try register.add(RegisterTests.receipt(), standings: [RegisterTests.standing])
        try register.add(
            RefusedBundle(
                file: "x.zip", sha256: "c", identity: "c", township: "冯卯镇", period: "2021Q3", name: "2021Q3-r1",
                isAlarm: true,
                reason: LocalText("重", "twice")), at: "2021-10-09T00:00:00Z", by: "王")
    }

    private static func receipt(_ sha256: Character = "a", name: String = "2021Q3-r1") -> Receipt {
        Receipt(
            township: "冯卯镇", name: name, period: "2021Q3", revision: 1, sha256: String(repeating: sha256, count: 64),
            identity: String(repeating: "e", count: 64), previous: "", signedBy: "A1", bands: ["top", "failing"],
            payDue: Yuan(300),
            receivedAt: "2021-10-09T00:00:00Z",
            receivedBy: "王")
    }

    private static let standing = ReceivedStanding(
        member: "M1", name: "王芳", office: "一办", village: "东村", grid: "1", total: Points(hundredths: 9_550), band: "top",
        monthlyAmount: Yuan(200), rank: 1)

    @Test func whatWasPutInComesOut() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(try register.district() == "山亭区")
        #expect(try register.receipts() == [RegisterTests.receipt()])
        #expect(try register.standings(of: RegisterTests.receipt()) == [RegisterTests.standing])
        #expect(try register.refusals(period: "2021Q3").map(\.isAlarm) == [true])
        #expect(try register.refusals(period: "2021Q2").isEmpty)
        #expect(try register.trustedKeys().map(\.line) == ["RWa"])
    }

    @Test func aKeyIsTrustedOnceAndForOneTownship() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        try register.trust("冯卯镇", key: "RWa", number: "A1", at: "later", by: "李")
        let shared = #expect(throws: Problem.self) {
            try register.trust("水泉镇", key: "RWa", number: "A1", at: "later", by: "李")
        }
        #expect(shared?.what.english.contains("that of 冯卯镇") == true)
        let second = #expect(throws: Problem.self) {
            try register.trust("冯卯镇", key: "RWb", number: "B2", at: "later", by: "李")
        }
        #expect(second?.what.english.contains("has the key A1 already") == true)
        #expect(try register.trustedKeys().map(\.township) == ["冯卯镇"])
        #expect(try register.trustedKeys().map(\.trustedAt) == ["2021-10-09T00:00:00Z"])
    }

    /// Anybody can make a key with the same number as another: it must not pass for that one.
    @Test(arguments: ["冯卯镇", "水泉镇"]) func anotherKeyOfTheSameNumberIsRefused(township: String) throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        let problem = #expect(throws: Problem.self) {
            try register.trust(township, key: "RWb", number: "A1", at: "", by: "")
        }
        #expect(problem?.kind == .badInput)
        #expect(problem?.what.chinese.contains("冯卯镇") == true)
        #expect(try register.trustedKeys().count == 1)
    }

    private static let received = "what was received stays"

    @Test(arguments: [
        ("DELETE FROM receipt", received), ("UPDATE receipt SET pay_due = 0", received),
        ("DELETE FROM standing", received), ("UPDATE standing SET total = 10000", received),
        ("DELETE FROM refusal", received), ("UPDATE refusal SET is_alarm = 0", received),
        ("UPDATE trusted_key SET line = 'RWb'", "a trusted key stays as it was put in"),
        ("INSERT OR REPLACE INTO receipt SELECT * FROM receipt", received),
        ("INSERT OR REPLACE INTO standing SELECT * FROM standing", received),
        ("INSERT OR REPLACE INTO refusal SELECT * FROM refusal", received),
        ("INSERT OR REPLACE INTO trusted_key VALUES ('冯卯镇', 'A1', 'RWb', '', '')", "a key is that of one township"),
        ("REPLACE INTO trusted_key VALUES ('冯卯镇', 'A1', 'RWa', 'later', '')", "a key is that of one township"),
        ("INSERT INTO trusted_key VALUES ('水泉镇', 'A1', 'RWb', '', '')", "a key is that of one township"),
        // Each of what makes a receipt the same: its number, its digest, its township with its name.
        (
            replacing(
                "id, township, name, period, revision, sha256",
                "id, township, 'x', period, revision, replace(sha256, 'a', 'b')"), received
        ),
        (replacing("township, name, period, revision, sha256", "'水泉镇', name, period, revision, sha256"), received),
        (
            replacing(
                "township, name, period, revision, sha256",
                "township, name, period, revision, replace(sha256, 'a', 'b')"), received
        ),
        ("INSERT INTO standing VALUES (99, 'M9', '', '', '', '', 0, 'top', 0, 1)", "FOREIGN KEY constraint failed"),
    ]) func theFileRefuses(sql: String, saying: String) throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        let database = try DatabaseQueue(path: file)
        let error = #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        #expect(error?.message == saying)
        #expect(try register.receipts() == [RegisterTests.receipt()])
        #expect(try register.standings(of: RegisterTests.receipt()) == [RegisterTests.standing])
        #expect(try register.trustedKeys().map(\.line) == ["RWa"])
        #expect(try register.refusals(period: "2021Q3").map(\.isAlarm) == [true])
    }

    /// `INSERT OR REPLACE` deletes each row with an equal unique value, whatever the triggers for deletions say.
    @Test(arguments: [
        """
        INSERT OR REPLACE INTO entry (at, operator, kind, subject, content, previous, digest)
        SELECT at, '他人', kind, subject, content, previous, digest FROM entry WHERE id = 2
        """,
        "REPLACE INTO entry SELECT id, at, '他人', kind, subject, content, previous, digest FROM entry WHERE id = 2",
        """
        REPLACE INTO anchor (township, month, entries, head, line, received_at, received_by)
        SELECT township, month, 8, head, line, received_at, received_by FROM anchor
        """,
        "REPLACE INTO rotation SELECT 9, township, old_number, 'D4', statement, taken_at, taken_by FROM rotation",
        "REPLACE INTO rotation SELECT 9, township, 'D4', new_number, statement, taken_at, taken_by FROM rotation",
        "REPLACE INTO setting VALUES ('district', '水泉区')",
    ]) func noRowTakesThePlaceOfAnother(sql: String) throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        try register.keep(
            AnchoredHead(
                township: "冯卯镇", month: "2021-07", entries: 3, head: String(repeating: "f", count: 64), line: "anchor"),
            at: "2021-08-01T00:00:00Z", by: "王")
        try register.replaceKey(
            of: "冯卯镇", "A1", by: "RWc", number: "C3", statement: "x", at: "2021-11-01T00:00:00Z", by: "王")
        let head = try register.head()
        let database = try DatabaseQueue(path: file)
        let error = #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        #expect(error?.message == RegisterTests.received)
        #expect(try register.check(since: head) == [])
    }

    /// Every unique value of a table whose rows stay is named by a trigger that looks at new rows.
    @Test func everyUniqueValueIsGuarded() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        try DatabaseQueue(path: file).read { db in
            let fixed = try String.fetchAll(
                db, sql: "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_stays'")
            #expect(fixed.count > 9)
            for table in fixed {
                let guards = try String.fetchAll(
                    db,
                    sql:
                        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND sql LIKE '%BEFORE INSERT%'",
                    arguments: [table]
                ).joined()
                let unique = try String.fetchAll(
                    db,
                    sql: """
                        SELECT i.name FROM pragma_index_list(?) AS l JOIN pragma_index_info(l.name) AS i WHERE l."unique" = 1
                        UNION SELECT name FROM pragma_table_info(?) WHERE pk > 0
                        """, arguments: [table, table])
                #expect(!unique.isEmpty, "\(table)")
                for column in unique { #expect(guards.contains("NEW.\(column)"), "\(table).\(column)") }
            }
        }
    }

    private static func replacing(_ columns: String, _ values: String) -> String {
        let rest = "identity, previous, signed_by, bands, pay_due, received_at, received_by"
        return "INSERT OR REPLACE INTO receipt (\(columns), \(rest)) SELECT \(values), \(rest) FROM receipt"
    }

    @Test("A register of a newer version, of no version or of another program is not opened, and stays as it is")
    func versions() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        let database = try DatabaseQueue(path: file)
        let version = try #require(try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") })
        for (pragma, words) in [
            ("user_version = \(version + 1)", "newer version"), ("user_version = 0", "no district register"),
            ("user_version = -1", "no district register"), ("application_id = 7", "no district register"),
        ] {
            try database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA user_version = \(version)")
                try db.execute(sql: "PRAGMA \(pragma)")
            }
            let problem = #expect(throws: Problem.self, "\(pragma)") { _ = try Register(opening: file) }
            #expect(problem?.kind == .badInput, "\(pragma)")
            #expect(problem?.what.english.contains(words) == true, "\(pragma)")
        }
    }

    @Test(arguments: [("a", "2021Q3-r2"), ("b", "2021Q3-r1")] as [(Character, String)])
    func noBundleAndNoRevisionIsThereTwice(digest: Character, name: String) throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: Problem.self) {
            try register.add(RegisterTests.receipt(digest, name: name), standings: [])
        }
        #expect(try register.receipts().count == 1)
    }

    @Test func whatIsNoRegisterIsSaid() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        let missing = #expect(throws: Problem.self) { try Register(opening: file + "-none") }
        #expect(missing?.kind == .notFound)
        let other = file + "-other"
        defer { try? FileManager.default.removeItem(atPath: other) }
        for text in ["no database at all, but long enough to look at", ""] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: other))
            let problem = #expect(throws: Problem.self) { try Register(opening: other) }
            #expect(problem?.kind == .badInput)
        }
    }

    @Test func itIsTheRegisterThatWasSigned() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        let head = try register.head()
        #expect(head.entries == 5)
        #expect(try register.check(since: nil) == [])
        #expect(try register.check(since: head) == [])
        #expect(try register.check(since: RegisterHead(entries: 0, digest: "")) == [])
        for (entries, fault) in [(4, "entry 4 is another"), (5, ""), (6, "entry 6 is gone")] as [(Int64, String)] {
            let found = try register.check(since: RegisterHead(entries: entries, digest: head.digest)).map(\.english)
            #expect(found == (fault.isEmpty ? [] : ["the register is not the one that was signed: \(fault)"]))
        }
    }

    @Test func anEntryCoversWhatItWroteByKindAndValue() throws {
        defer { try? FileManager.default.removeItem(atPath: file) }
        let contents = try DatabaseQueue(path: file).read { db in
            try String.fetchAll(db, sql: "SELECT content FROM entry WHERE kind IN ('setting', 'key') ORDER BY id")
        }
        let written = [
            "setting\n8:district\n9:山亭区\n", "key\n9:冯卯镇\n2:A1\n3:RWa\n20:2021-10-09T00:00:00Z\n3:王\n",
        ]
        #expect(contents == written.map { SHA256.hash(data: Array($0.utf8)).hex })
    }
}
