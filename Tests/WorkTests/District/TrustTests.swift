import Archive
import AssessmentKernel
import Bundle
import Closings
import Desk
import Foundation
import GRDB
import ItemCatalog
import Ledger
import Register
import TestValues
import Testing

@testable import Disk
@testable import DistrictOffice
@testable import Workspace

/// Keys that are confirmed, revoked and replaced; a register that finds its own tampering.
@Suite struct TrustTests {
    @Test func aKeyIsConfirmedByItsDigits() throws {
        let district = try TestDistrict()
        let key = SigningKey.make().publicKey
        #expect(key.fingerprint.filter(\.isNumber).count == 30)
        for wrong in ["", String(key.fingerprint.dropLast()), key.identifier, key.fingerprint + "0", "一二三"] {
            let problem = #expect(throws: Problem.self) {
                try district.office.trust("冯卯镇", key: key, confirmed: wrong, now: district.now)
            }
            #expect(problem?.kind == .checkFailed)
        }
        let typed = key.fingerprint.replacing(" ", with: "-")
        try district.office.trust("冯卯镇", key: key, confirmed: typed, now: district.now)
        #expect(try district.office.trustedKeys().map(\.number) == [key.identifier])
        // The same number, another key: another fingerprint.
        let number = try #require(UInt64(key.identifier, radix: 16))
        #expect(SigningKey(number: number, seed: (9, 9, 9, 9)).publicKey.fingerprint != key.fingerprint)
    }

    @Test(arguments: ["", " ", " 冯卯镇", "冯卯\n镇", "冯卯\u{7}镇", String(repeating: "镇", count: 61)])
    func aTownshipHasAName(name: String) throws {
        let district = try TestDistrict()
        #expect(throws: Problem.self) {
            try district.office.trust(name, key: SigningKey.make().publicKey, now: district.now)
        }
        #expect(throws: Problem.self) { try district.office.expect([name], now: district.now) }
        #expect(try district.office.trustedKeys().isEmpty && district.office.expectedTownships().isEmpty)
    }

    @Test func aRevokedKeySignsNoMore() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        for name in ["2021Q2", "2021Q3"] { try town.close(name, writing: .bundle) }
        #expect(try district.outcomes(town.bundle("2021Q2-r1")) == ["accepted"])
        let number = try #require(try district.office.trustedKeys().first).number
        let revoked = try district.office.revoke(
            number.lowercased(), since: "2021-10-08T16:00:00Z", reason: "私钥外泄", now: district.now)
        // It was received after the day from which on the key counts no longer.
        #expect(revoked.before.isEmpty && revoked.after.map(\.name) == ["2021Q2-r1"])
        let later = try district.office.revoke(
            number, since: "2021-10-09T16:00:00Z", reason: "再次", now: district.now)
        #expect(later.since == "2021-10-08T16:00:00Z", "the earliest time counts")
        #expect(try district.reason(town.bundle("2021Q3-r1")).contains("was revoked (私钥外泄)"))
        #expect(try district.outcomes(town.bundle("2021Q2-r1")) == ["known"])
        // The township vouches for the bundle by another way.
        let identity = try #require(BundlePreview(town.bundle("2021Q3-r1"))).identity
        _ = try district.office.revoke(
            number, since: "2021-10-08T16:00:00Z", reason: "已核实", exceptions: [identity], now: district.now)
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["accepted"])
        // It is not trusted again; another key is.
        let key = try town.workspace.publicKey()
        #expect(throws: Problem.self) { try district.office.trust("冯卯镇", key: key, now: district.now) }
        try district.office.trust("冯卯镇", key: SigningKey.make().publicKey, now: district.now)
        #expect(throws: Problem.self) {
            try district.office.revoke("0000000000000000", since: district.now, reason: "x", now: district.now)
        }
        #expect(throws: Problem.self) {
            try district.office.revoke(number, since: district.now, reason: " ", now: district.now)
        }
    }

    @Test func aKeyIsReplacedByAStatementThatTheOldOneSigns() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q1", writing: .bundle)
        try town.close("2021Q2", writing: .bundle)
        let old = try town.workspace.publicKey()
        let (new, path) = try town.workspace.rotateSigningKey(now: TestTownship.now)
        #expect(try town.workspace.publicKey() == new && old != new)
        #expect(try SigningKey(file: town.workspace.keysFolder + "/kaohe-\(old.identifier).key").publicKey == old)
        #expect(try town.workspace.journal().last?.kind == "key")
        try town.close("2021Q3", writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q1-r1")) == ["accepted"])
        #expect(try district.reason(town.bundle("2021Q3-r1")).contains("signature.trusted"))
        // A changed statement, and one of a stranger.
        let text = String(decoding: try Files.read(path), as: UTF8.self)
        #expect(throws: Problem.self) { try KeyRotation(Array(text.replacing("冯卯镇", with: "水泉镇").utf8)) }
        let stranger = try KeyRotation(
            try KeyRotation.statement(of: "冯卯镇", from: .make(), to: .make(), at: TestTownship.now))
        #expect(throws: Problem.self) { try district.office.trust(stranger, now: district.now) }
        let statement = try KeyRotation(file: path)
        try district.office.trust(statement, now: district.now)
        #expect(throws: Problem.self) { try district.office.trust(statement, now: district.now) }
        // What the old key signed before is taken, until the new one has signed.
        #expect(
            try district.outcomes(town.bundle("2021Q2-r1"), town.bundle("2021Q3-r1")) == ["accepted", "accepted"])
        #expect(try district.office.trustedKeys().map(\.isInUse).filter { $0 }.count == 1)
        try Data(Files.read(town.workspace.keysFolder + "/kaohe-\(old.identifier).key")).write(
            to: URL(fileURLWithPath: town.workspace.signingKeyPath))
        try town.revise("2021Q3", writing: .bundle)
        #expect(try district.reason(town.bundle("2021Q3-r2")).contains("was replaced by"))
    }

    @Test func whoShouldReportIsNamedUntilTheyHave() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        _ = try district.township("水泉镇", seed: 2)
        #expect(try district.office.summary("2021Q3").missing == ["冯卯镇", "水泉镇"])
        try district.office.expect(["冯卯镇", "桑村镇"], now: district.now)
        #expect(try district.office.summary("2021Q3").missing == ["冯卯镇", "桑村镇"])
        try town.close(writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["accepted"])
        #expect(try district.office.summary("2021Q3").missing == ["桑村镇"])
        try district.office.expect(["桑村镇"], isExpected: false, now: district.now)
        #expect(try district.office.summary("2021Q3").missing == [])
    }

    /// Changes of the register's file by plain SQL, its triggers dropped first.
    @Test(arguments: [
        "UPDATE receipt SET pay_due = 1", "UPDATE receipt SET township = '水泉镇'", "DELETE FROM receipt",
        "UPDATE standing SET total = 10000 WHERE member = 'M1'", "DELETE FROM standing WHERE member = 'M1'",
        "UPDATE gains SET value = '{}'", "UPDATE trusted_key SET trusted_at = 'x'", "DELETE FROM trusted_key",
        "INSERT INTO trusted_key VALUES ('水泉镇', 'A9', 'RWx', '', '')", "UPDATE setting SET value = '另一区'",
        "UPDATE refusal SET is_alarm = 1 - is_alarm", "DELETE FROM refusal", "DELETE FROM revocation",
        "UPDATE revocation SET since = '2099'", "UPDATE rulebook SET is_approved = 0", "DELETE FROM expectation",
        """
        INSERT INTO rulebook (sha256, file, yaml, is_approved, reason, decided_at, decided_by)
        SELECT replace(sha256, 'a', 'b'), file, yaml, 1, '', '', '' FROM rulebook
        """,
        "DELETE FROM entry WHERE id = 3", "UPDATE entry SET operator = 'x' WHERE id = 2",
        "DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)",
        "DELETE FROM expectation; DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)",
        "UPDATE entry SET content = replace(content, 'a', 'b') WHERE id = 4", "SELECT 1",
    ]) func theRegisterFindsItsOwnTampering(sql: String) throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        let other = try TestTownship("桑村镇")
        try other.close(writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1"), other.bundle("2021Q3-r1")) == ["accepted", "refused"])
        _ = try district.office.revoke("0000000000000001", since: district.now, reason: "试", now: district.now)
        try district.office.expect(["桑村镇"], now: district.now)
        #expect(try district.office.check() == [])
        try DatabaseQueue(path: district.office.registerPath).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            try db.execute(sql: sql)
            // The one who did it puts them back; the last case forgets one.
            for row in triggers.dropFirst(sql == "SELECT 1" ? 1 : 0) { try db.execute(sql: row["sql"]) }
        }
        #expect(try !district.office.check().isEmpty)
    }

    @Test func keptBundlesAreCheckedToo() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["accepted"])
        let path = district.office.bundlesFolder + "/" + (try Files.digest(town.bundle("2021Q3-r1"))).sha256 + ".zip"
        let bytes = try Files.read(path)
        try Data(bytes + [0]).write(to: URL(fileURLWithPath: path))
        #expect(try district.office.check().count == 1)
        try FileManager.default.removeItem(atPath: path)
        #expect(try district.office.check().count == 1)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try district.office.check() == [])
        let head = district.office.folder + "/district.head"
        let signed = String(decoding: try Files.read(head), as: UTF8.self)
        try Data(signed.replacing(" ", with: "1 ").utf8).write(to: URL(fileURLWithPath: head))
        #expect(try district.office.check().count == 1)
        try FileManager.default.removeItem(atPath: head)
        #expect(try district.office.check().count == 1)
    }
}
