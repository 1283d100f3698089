import AssessmentKernel
import GRDB
import Ledger
import RecordStore
import TestValues
import Testing
import TownshipTables

/// Rows that the file itself keeps as they are, and what an import leaves beside its records.
@Suite struct KeptRowTests {
    private static let journal = "an entry of the journal stays as it was written"
    private static let bundle = "a bundle stays as it was made"

    /// A ledger with an entry of the journal and a bundle.
    private func filled() throws -> TestLedger {
        let test = try TestLedger()
        try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0) }
        try test.execute(
            """
            INSERT INTO bundle (name, sha256, bytes, previous, signed_by)
            VALUES ('2021Q3-r1', '\(String(repeating: "b", count: 64))', 7, '', 'A1')
            """)
        return test
    }

    @Test(
        "No program changes, deletes or replaces an entry or a bundle, and SQLite says why",
        arguments: [
            ("UPDATE journal SET detail = '{}'", journal), ("UPDATE journal SET at = at WHERE id = 1", journal),
            ("DELETE FROM journal", journal), ("DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)", journal),
            ("INSERT OR REPLACE INTO journal SELECT * FROM journal", journal),
            ("REPLACE INTO journal SELECT id, at, 'x', kind, subject, detail, previous, digest FROM journal", journal),
            ("INSERT OR IGNORE INTO journal SELECT * FROM journal", journal),
            ("UPDATE bundle SET bytes = 8", bundle), ("DELETE FROM bundle", bundle),
            ("INSERT OR REPLACE INTO bundle SELECT * FROM bundle", bundle),
            ("UPDATE OR REPLACE bundle SET id = 9", bundle),
        ])
    func staysAsItIs(sql: String, saying: String) throws {
        let test = try filled()
        let before = (try test.query("SELECT * FROM journal"), try test.query("SELECT * FROM bundle"))
        #expect(before.0.count == 2)
        #expect(before.1.count == 1)
        let error = #expect(throws: DatabaseError.self) { try test.execute(sql) }
        #expect(error?.message == saying)
        #expect(try test.query("SELECT * FROM journal") == before.0)
        #expect(try test.query("SELECT * FROM bundle") == before.1)
    }

    @Test("After a bulk load that was rolled back and written again, the digest is that of the records")
    func digestAfterRollback() throws {
        let test = try TestLedger()
        try test.put(Tables.event, "event,member,occurred_at\nE7,M1,2021-07-05 08:30")
        // The key index fails on E7, which is another member's, and all rows are written in arrival order.
        let rows = (0..<1_200).map { "\nE\($0),M2,2021-0\(7 + $0 % 3)-0\(1 + $0 % 9) 08:30" }.joined()
        let outcome = try test.put(Tables.event, "event,member,occurred_at" + rows)
        #expect(outcome.inserted == 1_199)
        #expect(outcome.refused.map(\.row) == [9])
        #expect(try test.ledger.checkJournal() == [])
        #expect(
            try test.query("SELECT month FROM record_month WHERE table_key = 'event' ORDER BY 1")
                == ["202107", "202108", "202109"])
    }

    @Test("An amendment that moves a record's day notes the new month too")
    func movedDay() throws {
        let test = try TestLedger()
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-08-05,x")
        try test.put(Tables.event, "event,member,occurred_at\nE1,M1,2021-07-05 08:30")
        let months = "SELECT month FROM record_month WHERE table_key = 'event' ORDER BY 1"
        #expect(try test.query(months) == ["202107"])
        try test.put(Tables.event, "event,member,occurred_at\nE1,M1,2021-09-05 08:30", amend: true)
        #expect(try test.query(months) == ["202107", "202109"])
        #expect(try test.rows(Tables.event, "M1", days("2021-09-01", "2021-09-30")).count == 1)
        #expect(try test.ledger.checkJournal() == [])
    }

    @Test("A day before or at the beginning of the count of days is a day like any other")
    func oldDays() throws {
        let test = try TestLedger(
            roster: """
                member,name,post,office,village,grid,joined_on,left_on
                M1,王芳,专职,一办,东村,1,1970-01-01,
                M2,李强,兼职,一办,东村,2,1969-12-31,1970-01-01
                M3,赵敏,专职,二办,西村,1,1970-01-02,
                """)
        let members = try test.ledger.reading { try $0.members() }
        #expect(members.map { $0.joinedOn.description } == ["1970-01-01", "1969-12-31", "1970-01-02"])
        #expect(members.map { $0.leftOn?.description } == [nil, "1970-01-01", nil])
        try test.put(Tables.patrol, "member,date\nM1,1970-01-01\nM1,1969-12-31")
        #expect(try test.rows(Tables.patrol, "M1", days("1970-01-01", "1970-01-01")).count == 1)
        #expect(try test.ledger.checkJournal() == [])
    }
}
