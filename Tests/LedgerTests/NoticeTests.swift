import AssessmentKernel
import Closing
import GRDB
import Ledger
import ResultTables
import TestValues
import Testing

@Suite struct NoticeTests {
    private func head(_ text: String = "2021-07") throws -> NoticeHead {
        NoticeHead(
            month: try month(text), issuedAt: "2021-08-02T00:00:00Z", rulebook: "test",
            rulebookSHA256: String(repeating: "a", count: 64), product: "0")
    }

    private func pay(_ member: Text, base: Yuan, withheld: Yuan, paid: Yuan) -> ResultRecord {
        ClosingBook.row(
            NoticeTables.members.schema,
            ["member": .of(member), "base": .of(base), "withheld": .of(withheld), "paid": .of(paid)])
    }

    private func issued(_ text: String = "2021-07", in test: TestLedger? = nil) throws -> TestLedger {
        let test = try test ?? TestLedger()
        try test.ledger.recordNotice(head(text)) { writer in
            try writer.add(pay("M1", base: Yuan(200), withheld: Yuan(50), paid: Yuan(150)))
            try writer.add(pay("M3", base: Yuan(150), withheld: .zero, paid: Yuan(150)))
            try writer.addFile(name: "notice.csv", sha256: String(repeating: "b", count: 64), bytes: 10)
        }
        return test
    }

    @Test func anIssuedNoticeIsKept() throws {
        let test = try issued()
        #expect(try test.ledger.notice(of: month("2021-07")) == head())
        #expect(try test.ledger.notice(of: month("2021-08")) == nil)
        let july = try month("2021-07")
        #expect(
            try test.facts() == [
                .notice(july), .noticePay("M1", july, paid: Yuan(150), withheld: Yuan(50)),
                .noticePay("M3", july, paid: Yuan(150), withheld: .zero),
            ])
        #expect(try test.query("SELECT sealed, imported_through FROM notice") == ["1|1"])
    }

    @Test func theClosingOfItsQuarterKnowsWhatWasPaid() throws {
        let test = try issued()
        #expect(try test.past("M1", "2021Q3").alreadyPaid == [month("2021-07"): Yuan(150)])
        #expect(try test.past("M2", "2021Q3").alreadyPaid.isEmpty)
        #expect(try test.past("M1", "2021Q4").alreadyPaid.isEmpty)
        #expect(try test.past("M1", "2021Q2").alreadyPaid.isEmpty)
    }

    @Test func aMonthIsIssuedOnce() throws {
        let test = try issued()
        #expect(throws: Problem.self) { _ = try issued(in: test) }
        #expect(try test.query("SELECT count(*) FROM notice_pay") == ["2"])
    }

    @Test(arguments: [
        ("2021-06", true), ("2021-07", false), ("2021-08", false), ("2021-09", false), ("2021-10", true),
        ("2020-08", true),
    ])
    func aMonthOfAClosedQuarterIsNotIssued(text: String, isTaken: Bool) throws {
        let test = try TestLedger()
        try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0) }
        if isTaken {
            _ = try issued(text, in: test)
        } else {
            #expect(throws: Problem.self) { _ = try issued(text, in: test) }
        }
        #expect(try (test.ledger.notice(of: month(text)) != nil) == isTaken)
    }

    @Test(arguments: [
        "DELETE FROM notice", "UPDATE notice SET sealed = 0", "UPDATE notice SET issued_at = 'x'",
        "INSERT OR REPLACE INTO notice SELECT * FROM notice", "UPDATE notice_pay SET paid = 0",
        "DELETE FROM notice_pay", "INSERT INTO notice_pay VALUES (1, 'M2', 1, 0, 1)", "DELETE FROM notice_file",
    ])
    func whatIsIssuedStays(sql: String) throws {
        let test = try issued()
        let error = #expect(throws: DatabaseError.self) { try test.execute(sql) }
        let own = [
            "an issued notice cannot be deleted", "an issued notice cannot be changed", "this month is issued already",
            "a closed revision cannot be changed",
        ]
        #expect(own.contains(error?.message ?? ""), "\(String(describing: error))")
    }

    @Test func payThatCannotBeIsRefused() throws {
        let test = try TestLedger()
        for (member, base, withheld, paid) in [
            ("M1", 200, 0, 199), ("M1", 200, 201, -1), ("M1", 200, -1, 201), ("M1", -1, 0, -1), ("M9", 200, 0, 200),
        ] as [(Text, Int, Int, Int)] {
            #expect(throws: Problem.self) {
                try test.ledger.recordNotice(head()) { writer in
                    try writer.add(pay(member, base: Yuan(base), withheld: Yuan(withheld), paid: Yuan(paid)))
                }
            }
        }
        #expect(try test.ledger.notice(of: month("2021-07")) == nil)
    }
}
