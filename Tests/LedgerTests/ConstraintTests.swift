import AssessmentKernel
import GRDB
import Ledger
import TestValues
import Testing

@Suite struct ConstraintTests {
    private func filled() throws -> TestLedger {
        let test = try TestLedger()
        try test.put(
            Tables.event,
            """
            event,member,occurred_at,place,media,due,verdict,rate,hours,recorded
            E1,M1,2021-07-05 08:30,村口,2,2021-07-09,有效,80%,7.5,是
            """)
        try test.put(Tables.ballot, "ballot,member,date,counts_on\nB1,M1,2021-10-09,2021-09-30")
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,走访")
        return test
    }

    @Test(arguments: [
        "UPDATE event SET event = 'E2', media = NULL, verdict = 'fake', rate = 10000, hours = 0, recorded = 0, member = 'M2'",
        "UPDATE event SET place = '', due = NULL, verdict = NULL, occurred_at = 20210930235959",
        "UPDATE ballot SET counts_on = NULL, counted_on = 20211009", "UPDATE patrol SET date = 20210706",
        "UPDATE member SET left_on = 20211231 WHERE member = 'M1'",
        "INSERT INTO calendar (date, kind, import, row) VALUES (20210705, 'holiday', 1, 2)",
    ])
    func aSoundValueIsTaken(sql: String) throws { try filled().execute(sql) }

    @Test(arguments: [
        "UPDATE event SET event = ''", "UPDATE event SET event = NULL", "UPDATE event SET member = 'M9'",
        "UPDATE event SET member = NULL", "UPDATE event SET occurred_at = NULL",
        "UPDATE event SET occurred_at = 20210705",
        "UPDATE event SET occurred_at = 'soon'", "UPDATE event SET occurred_at = 999912312359590",
        "UPDATE event SET media = -1",
        "UPDATE event SET media = 'two'", "UPDATE event SET media = 1.5", "UPDATE event SET due = 0",
        "UPDATE event SET due = '2021-07-05'", "UPDATE event SET due = 100000101", "UPDATE event SET verdict = 'Valid'",
        "UPDATE event SET verdict = '有效'", "UPDATE event SET verdict = ''", "UPDATE event SET rate = 10001",
        "UPDATE event SET rate = -1", "UPDATE event SET hours = -1", "UPDATE event SET recorded = 2",
        "UPDATE event SET recorded = 'yes'", "UPDATE event SET place = x'00'", "UPDATE event SET import = 99",
        "UPDATE event SET import = NULL", "UPDATE event SET row = 1", "UPDATE event SET row = NULL",
        "UPDATE ballot SET counted_on = NULL", "UPDATE ballot SET counted_on = 0", "UPDATE patrol SET date = NULL",
        "UPDATE member SET post = 'boss'", "UPDATE member SET joined_on = NULL", "UPDATE member SET name = ''",
        "UPDATE member SET member = 'M9' WHERE member = 'M1'", "DELETE FROM member WHERE member = 'M1'",
        "DELETE FROM import_file", "UPDATE import_file SET sha256 = 'short'", "UPDATE import_file SET inserted = -1",
        "INSERT INTO event (event, member, occurred_at, import, row) VALUES ('E1', 'M2', 20210801000000, 1, 2)",
        "INSERT INTO patrol (member, date, import, row) VALUES ('M1', 20210705, 1, 3)",
        "INSERT INTO leave (member, \"from\", through, import, row) VALUES ('M9', 20210705, 20210706, 1, 2)",
        "INSERT INTO equipment (entry, member, date, asset, change, import, row) VALUES ('D1', 'M1', 20210705, '手机', 'sold', 1, 2)",
        "INSERT INTO removal (member, date, ground, import, row) VALUES ('M1', 20210705, '7', 1, 2)",
        "INSERT INTO calendar (date, kind, import, row) VALUES (20210705, 'half-day', 1, 2)",
        "INSERT INTO setting (key, value) VALUES ('township', 'x')",
    ])
    func theFileItselfRefusesWhatCannotBe(sql: String) throws {
        let test = try filled()
        let error = #expect(throws: DatabaseError.self) { try test.execute(sql) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("UPDATE record_version SET previous = '{}'", "changed"), ("DELETE FROM record_version", "deleted"),
        (
            "INSERT OR REPLACE INTO record_version SELECT id, record, change, import, row, '{}', previous_import, previous_row FROM record_version",
            "changed"
        ),
        ("INSERT INTO record_version VALUES (9, 'event:E1', 'edit', 1, 2, '{}', 1, 2)", "CHECK"),
        ("INSERT INTO record_version VALUES (9, 'event:E1', 'fill', 1, 2, 'no json', 1, 2)", "CHECK"),
        ("INSERT INTO record_version VALUES (9, 'event:E1', 'fill', 99, 2, '{}', 1, 2)", "FOREIGN KEY"),
    ])
    func anOldVersionOfARecordStaysAsItIs(sql: String, saying: String) throws {
        let test = try filled()
        try test.put(Tables.event, "event,member,occurred_at,place\nE1,M1,2021-07-05 08:30,村委会", amend: true)
        let before = try test.query("SELECT * FROM record_version")
        #expect(before.count == 1)
        let error = #expect(throws: DatabaseError.self) { try test.execute(sql) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
        #expect(error?.message?.contains(saying) == true)
        #expect(try test.query("SELECT * FROM record_version") == before)
    }
}

@Suite struct ClosedQuarterTests {
    /// The tables that depend on a closing, each with a statement that would add a row to it.
    static let children = [
        ("closing_file", "1, 'x', '\(String(repeating: "0", count: 64))', 1"), ("closing_item", "1, 'x', '1'"),
        ("closing_decision", "1, 'x', '', '', 'x', '', '', ''"), ("closing_total", "1, 'M2', 0, 'top', 0, 1, 66, 1, 0"),
        ("closing_score", "1, 'M2', 'x', 1, 1"), ("closing_month", "1, 'M2', '2021-07', 1, 0"),
        ("closing_deduction", "1, 'M2', 'x', 0, 20210705, 1, 'x', '附件·1', '', '', ''"),
        ("closing_pay", "1, 'M2', '2021-07', 31, 0, 0, 0, 0, 0, 0, 0, 0"), ("closing_finding", "1, 'M2', 'x', ''"),
        ("closing_adjustment", "1, 'M2', 0, 0, 0, 0, 0"),
    ]

    private func closed() throws -> TestLedger {
        let test = try TestLedger()
        try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0) }
        return test
    }

    @Test func aClosingIsSealedWithAllItsRows() throws {
        let test = try closed()
        #expect(try test.query("SELECT quarter, revision, sealed FROM closing") == ["2021Q3|1|1"])
        for (table, _) in ClosedQuarterTests.children {
            #expect(try test.query("SELECT count(*) FROM \(table)") == ["1"], "\(table)")
        }
    }

    @Test(arguments: children)
    func aRowOfAClosedRevisionCannotBeAddedChangedReplacedOrTakenAway(table: String, values: String) throws {
        let test = try closed()
        let before = try test.query("SELECT * FROM \(table)")
        for sql in [
            "INSERT INTO \(table) VALUES (\(values))", "UPDATE \(table) SET closing = closing", "DELETE FROM \(table)",
            "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)",
            "INSERT OR IGNORE INTO \(table) VALUES (\(values))",
        ] {
            let error = #expect(throws: DatabaseError.self, "\(sql)") { try test.execute(sql) }
            #expect(error?.message == "a closed revision cannot be changed", "\(sql)")
        }
        #expect(try test.query("SELECT * FROM \(table)") == before)
    }

    private static let second = """
        INSERT INTO closing (id, quarter, revision, closed_at, imported_through, rulebook, rulebook_sha256, product, reason)
        VALUES (2, '2021Q4', 1, '', 1, '', '', '', '');
        """
    private static let unchanged = "a closed revision cannot be changed"
    private static let there = "this revision is there already"

    @Test(arguments: [
        ("UPDATE closing SET product = 'x'", unchanged), ("UPDATE closing SET sealed = 0", unchanged),
        ("DELETE FROM closing", "a closing cannot be deleted"), ("UPDATE closing SET id = 2", unchanged),
        (
            """
            INSERT OR REPLACE INTO closing (id, quarter, revision, closed_at, imported_through, rulebook, rulebook_sha256, product, reason)
            VALUES (1, '2021Q4', 1, '', 1, '', '', '', '')
            """, there
        ),
        (
            """
            INSERT OR REPLACE INTO closing (quarter, revision, closed_at, imported_through, rulebook, rulebook_sha256, product, reason)
            VALUES ('2021Q3', 1, '', 1, '', '', '', '')
            """, there
        ),
        (
            "INSERT INTO closing (quarter, revision, closed_at, imported_through, rulebook, rulebook_sha256, product, reason) VALUES ('2021Q4', 0, '', 1, '', '', '', '')",
            "CHECK constraint failed: revision >= 1"
        ),
        (second + "UPDATE OR REPLACE closing SET id = 1 WHERE id = 2", unchanged),
        (second + "UPDATE OR REPLACE closing SET quarter = '2021Q3' WHERE id = 2", unchanged),
    ])
    func theHeadOfAClosedRevisionStaysAsItIs(sql: String, saying: String) throws {
        let test = try closed()
        let before = try test.query("SELECT * FROM closing")
        let error = #expect(throws: DatabaseError.self) { try test.execute(sql) }
        #expect(error?.message == saying)
        #expect(try test.query("SELECT * FROM closing") == before)
    }

    @Test func aRevisionThatIsThereIsRefusedAndTheNextIsTaken() throws {
        let test = try closed()
        #expect(throws: Problem.self) { try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { _ in } }
        try test.ledger.recordClosing(ClosingBook.head("2021Q3", revision: 2)) { try ClosingBook.fill($0) }
        #expect(try test.ledger.closings().map(\.name) == ["2021Q3-r2"])
        #expect(try test.ledger.closingNames() == ["2021Q3-r1", "2021Q3-r2"])
    }

    @Test func aClosingThatFailsLeavesNothing() throws {
        let test = try TestLedger()
        struct Stop: Error {}
        #expect(throws: Problem.self) {
            try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { writer in
                try ClosingBook.fill(writer)
                throw Stop()
            }
        }
        let own = Problem(.checkFailed, LocalText("拦", "blocked"))
        #expect(throws: own) { try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { _ in throw own } }
        #expect(try test.ledger.closings().isEmpty)
        #expect(try test.query("SELECT count(*) FROM closing_total") == ["0"])
    }

    /// The triggers that refuse further rows are set aside while a book is written.
    @Test func theTriggersAreAsWrittenAfterAClosingAndAfterOneThatFails() throws {
        let definitions = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        let test = try TestLedger()
        let written = try test.query(definitions)
        #expect(written.count { $0.contains("_is_complete|") } > ClosedQuarterTests.children.count)
        let failure = Problem(.checkFailed, LocalText("拦", "blocked"))
        #expect(throws: failure) {
            try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { writer in
                try ClosingBook.fill(writer)
                throw failure
            }
        }
        #expect(try test.query(definitions) == written)
        try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0) }
        #expect(try test.query(definitions) == written)
    }

    @Test func aTotalOfNobodyOrADeductionOfNoughtIsRefused() throws {
        let test = try TestLedger()
        #expect(throws: Problem.self) {
            try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0, member: "M9") }
        }
        #expect(throws: Problem.self) {
            try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0, points: .zero) }
        }
        #expect(try test.ledger.closingNames().isEmpty)
    }

    @Test func whatWasClosedIsReadBack() throws {
        let test = try closed()
        let head = try #require(try test.ledger.closings().first)
        #expect(head.quarter.description == "2021Q3")
        #expect(head.revision == 1)
        #expect(head.rulebook == "test")
        #expect(head.product == "0")
        let result = try #require(try test.ledger.result(of: "M1", in: head))
        #expect(result.total == Points(hundredths: 8_550))
        #expect(result.band == "good")
        #expect(result.rank == 1)
        #expect(result.monthlyAmount == Yuan(100))
        #expect(result.scores.map { "\($0.item) \($0.maximum) \($0.deducted)" } == ["tally 90 14.5"])
        #expect(try test.ledger.result(of: "M2", in: head) == nil)
        #expect(
            try test.ledger.deductions(of: "M1", in: head) == [
                ClosedDeduction(
                    item: "tally", date: day("2021-07-05"), points: Points(hundredths: 1_450), code: "tally.mark",
                    clause: "附件·1", evidence: "event:E%201 event:E2", reason: nil)
            ])
    }
}
