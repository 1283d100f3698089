import AssessmentKernel
import Closing
import Ledger
import RecordStore
import TestValues
import Testing

/// A value that cannot be read is an error: a debt or an appeal must not be passed over in silence.
@Suite struct UnreadableTests {
    private func ledger() throws -> TestLedger {
        let test = try TestLedger()
        try test.ledger.recordNotice(
            NoticeHead(
                month: try month("2021-10"), issuedAt: "2021-11-08T00:00:00Z", rulebook: "test",
                rulebookSHA256: String(repeating: "a", count: 64), product: "0")
        ) { _ in }
        try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0) }
        _ = try test.ledger.openAppeal(
            member: "M1", quarter: try quarter("2021Q3"), item: "tally", record: RecordReference("event:E1"),
            day: day("2021-07-05"), ground: "x", by: Author("test", at: "2021-10-09T00:00:00Z"))
        return test
    }

    private func read(_ test: TestLedger) throws {
        _ = try test.facts()
        _ = try test.ledger.closings()
        _ = try test.ledger.decisions(in: ClosingBook.head("2021Q3"))
        _ = try test.ledger.totals(of: ClosingBook.head("2021Q3"))
        _ = try test.ledger.history(of: #require(Year(2021)))
        _ = try test.ledger.appeals()
    }

    @Test func aSoundLedgerIsRead() throws { try read(ledger()) }

    @Test(arguments: [
        ("closing", "quarter", "'2021Q9'"), ("closing_pay", "month", "'2021-13'"),
        ("closing_month", "month", "'sometime'"), ("closing_month", "is_failing", "7"),
        ("closing_total", "is_rated", "2"), ("closing_decision", "kind", "'guess'"), ("notice", "month", "'2021-19'"),
        ("appeal", "quarter", "'2021Q0'"), ("appeal", "day", "20211399"), ("appeal", "record", "'no reference'"),
    ])
    func anotherIsNamed(table: String, column: String, value: String) throws {
        let test = try ledger()
        try test.execute(
            """
            PRAGMA ignore_check_constraints = ON;
            DROP TRIGGER \(table)_is_fixed;
            UPDATE \(table) SET \(column) = \(value);
            """)
        let problem = #expect(throws: Problem.self) { try read(test) }
        #expect(problem?.kind == .badInput)
        #expect(problem?.place.key == "\(table).\(column)")
        #expect(problem?.what.english.contains(value.trimmingPrefix("'").prefix(4)) == true)
        #expect(problem?.next != nil)
    }
}
