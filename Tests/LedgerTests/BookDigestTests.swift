import AssessmentKernel
import Closing
import Digests
import GRDB
import Ledger
import LedgerTables
import RecordStore
import ResultTables
import TestValues
import Testing

@Suite struct BookDigestTests {
    /// What is sealed of a closing that has one row of everything: digests of old ledgers are taken of such texts.
    private static let sealed = """
        1
        6:2021Q3
        1
        20:2021-10-08T00:00:00Z
        1
        4:test
        64:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        1:0
        0:
        1
        closing_adjustment
        1
        2:M1
        30000
        20000
        0
        0
        -10000
        closing_decision
        1
        12:accept-empty
        0:
        0:
        4:mark
        0:
        0:
        0:
        closing_deduction
        1
        2:M1
        5:tally
        0
        20210705
        1450
        10:tally.mark
        9:附件·1
        20:event:E%201 event:E2
        0:
        0:
        closing_file
        1
        10:totals.csv
        64:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        10
        closing_finding
        1
        2:M1
        5:merit
        8:event:E2
        closing_item
        1
        5:tally
        1:1
        closing_month
        1
        2:M1
        7:2021-07
        9000
        0
        closing_pay
        1
        2:M1
        7:2021-07
        31
        20000
        10000
        0
        0
        0
        0
        30000
        0
        closing_score
        1
        2:M1
        5:tally
        9000
        1450
        closing_total
        1
        2:M1
        8550
        4:good
        10000
        1
        66
        1
        0

        """

    @Test func aResultTableIsInstalledWithTheColumnsThatAreDeclaredAndNoOthers() throws {
        let test = try TestLedger()
        let store = try #require(ResultStore(ClosingTables.scores.schema))
        func isInstalled() throws -> Bool {
            try DatabaseQueue(path: test.scratch.file).read { store.isInstalled(try StoredDefinitions($0)) }
        }
        #expect(try isInstalled())
        try test.execute("ALTER TABLE closing_score ADD COLUMN later INTEGER")
        #expect(try !isInstalled())
        try test.execute("ALTER TABLE closing_score DROP COLUMN later")
        #expect(try isInstalled())
        try test.execute("ALTER TABLE closing_score DROP COLUMN deducted")
        #expect(try !isInstalled())
    }

    @Test func whatIsDigestedBeforeTheFilesAreThereCountsAsAfterwards() throws {
        let test = try TestLedger()
        for (name, isEarly) in [("2021Q3", false), ("2021Q4", true)] {
            try test.ledger.recordClosing(ClosingBook.head(name)) { writer in
                try ClosingBook.fill(writer)
                try writer.addItem(key: "later", version: "1")
                if isEarly { try writer.digestRows(in: test.scratch.path) }
                try writer.addFile(name: "report.html", sha256: String(repeating: "c", count: 64), bytes: 1)
            }
        }
        for id in 1...2 as ClosedRange<Int64> {
            let digest = try DatabaseQueue(path: test.scratch.file).read { try Book.closing.digest(id, $0) }
            #expect(try test.query("SELECT detail FROM journal WHERE detail LIKE '%\(digest)%'").count == 1)
        }
        // What came behind it would not be sealed.
        for late in 0..<3 {
            #expect(throws: Problem.self) {
                try test.ledger.recordClosing(ClosingBook.head("2022Q1")) { writer in
                    try writer.digestRows(in: test.scratch.path)
                    if late == 0 {
                        try writer.add(
                            ClosingBook.row(
                                ClosingTables.adjustments.schema,
                                [
                                    "member": .of("M1" as Text), "due_before": .of(Yuan(3)), "due_now": .of(Yuan(2)),
                                    "carried_before": .of(Yuan.zero), "carried_now": .of(Yuan.zero),
                                    "adjustment": .of(-Yuan(1)),
                                ]))
                    } else if late == 1 {
                        try writer.addDecision(Decision(.acceptEmpty, subject: "mark"))
                    } else {
                        try writer.addItem(key: "later", version: "1")
                    }
                }
            }
        }
        #expect(try test.query("SELECT id FROM closing").count == 2)
    }

    @Test func aClosingIsSealedValueByValue() throws {
        let test = try TestLedger()
        try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0) }
        try test.ledger.recordClosing(ClosingBook.head("2021Q4")) { _ in }
        func read(_ id: Int64) throws -> (text: String, digest: String) {
            try DatabaseQueue(path: test.scratch.file).read {
                (try Book.closing.text(id, $0), try Book.closing.digest(id, $0))
            }
        }
        let (text, digest) = try read(1)
        #expect(text == Self.sealed)
        #expect(digest == SHA256.hash(data: Array(text.utf8)).hex)
        let noted = try test.query("SELECT detail FROM journal WHERE detail LIKE '%\(digest)%'")
        #expect(noted.count == 1)
        let other = try read(2)
        #expect(other.text.hasPrefix("2\n6:2021Q4\n"))
        #expect(!other.text.contains("M1"))
        #expect(other.digest == SHA256.hash(data: Array(other.text.utf8)).hex)
        // A later column counts by its name where it has a value, a later table where it has rows.
        try test.execute("ALTER TABLE closing_score ADD COLUMN later INTEGER")
        try test.execute("CREATE TABLE closing_later (closing INTEGER, member TEXT, PRIMARY KEY (closing, member))")
        #expect(try read(1) == (text, digest))
        try test.execute("INSERT INTO closing_later VALUES (1, NULL)")
        try test.execute("ALTER TABLE closing_total ADD COLUMN later INTEGER DEFAULT -5")
        let rows = text.replacing("closing_month\n", with: "closing_later\n+closing\n1\nclosing_month\n")
        #expect(try read(1).text == rows + "+later\n-5\n")
    }
}
