import AssessmentKernel
import Closing
import Ledger
import ResultTables
import TestValues
import Testing

/// Closings for the tests of the ledger.
enum ClosingBook {
    static func head(_ text: String, revision: Int = 1) throws -> ClosingHead {
        ClosingHead(
            quarter: try quarter(text), revision: revision, closedAt: "2021-10-08T00:00:00Z", rulebook: "test",
            rulebookSHA256: String(repeating: "a", count: 64), product: "0")
    }

    /// One row of everything.
    static func fill(
        _ writer: ClosingWriter, member: Text = "M1", points: Points = Points(hundredths: 1_450)
    ) throws {
        try writer.addFile(name: "totals.csv", sha256: String(repeating: "b", count: 64), bytes: 10)
        try writer.addItem(key: "tally", version: "1")
        try writer.addDecision(Decision(.acceptEmpty, subject: "mark"))
        try writer.add(
            row(
                ClosingTables.adjustments.schema,
                [
                    "member": .of(member), "due_before": .of(Yuan(300)), "due_now": .of(Yuan(200)),
                    "carried_before": .of(Yuan.zero), "carried_now": .of(Yuan.zero), "adjustment": .of(-Yuan(100)),
                ]))
        try total(writer, member, Points(hundredths: 8_550), monthlyAmount: Yuan(100))
        try writer.add(
            row(
                ClosingTables.scores.schema,
                [
                    "member": .of(member), "item": .text("tally"), "maximum": .of(Points(90)),
                    "deducted": .of(Points(hundredths: 1_450)),
                ]))
        try monthTotal(writer, member, try month("2021-07"), Points(90), isFailing: false)
        try writer.add(
            row(
                ClosingTables.deductions.schema,
                [
                    "member": .of(member), "item": .text("tally"), "number": .number(0),
                    "date": .number(day("2021-07-05").packed), "points": .of(points), "code": .text("tally.mark"),
                    "clause": .text("附件·1"), "evidence": .text("event:E%201 event:E2"), "reason_zh": .text(""),
                    "reason_en": .text(""),
                ]))
        try pay(writer, member, "2021-07", carried: .zero)
        try writer.add(
            row(
                ClosingTables.findings.schema,
                ["member": .of(member), "finding": .text("merit"), "basis": .text("event:E2")]))
    }

    static func pay(_ writer: ClosingWriter, _ member: Text, _ name: String, carried: Yuan) throws {
        try writer.add(payRow(member, name, carried: carried))
    }

    static func payRow(
        _ member: Text, _ name: String, carried: Yuan, in schema: ResultSchema = ClosingTables.pay.schema,
        _ others: [String: ResultValue] = [:]
    ) throws -> ResultRecord {
        let zero = ["charges", "adjustment", "already_paid", "brought_forward"].map { ($0, ResultValue.of(Yuan.zero)) }
        return row(
            schema,
            [
                "member": .of(member), "month": .text(try month(name).description), "days_in_post": .number(31),
                "base": .of(Yuan(200)), "performance": .of(Yuan(100)), "due": .of(Yuan(300)),
                "carried_forward": .of(carried),
            ].merging(zero) { $1 }.merging(others) { $1 })
    }

    static func total(
        _ writer: ClosingWriter, _ member: Text, _ total: Points, band: String = "good", monthlyAmount: Yuan = .zero,
        rank: Int64? = 1, dutyDays: Int64 = 66, isRated: Bool = true, isFailing: Bool = false
    ) throws {
        try writer.add(
            row(
                ClosingTables.totals.schema,
                [
                    "member": .of(member), "total": .of(total), "band": .text(band),
                    "monthly_amount": .of(monthlyAmount), "rank": rank.map { .number($0) } ?? .none,
                    "duty_days": .number(dutyDays), "is_rated": .of(isRated), "is_failing": .of(isFailing),
                ]))
    }

    static func monthTotal(
        _ writer: ClosingWriter, _ member: Text, _ month: Month, _ total: Points, isFailing: Bool
    ) throws {
        try writer.add(
            row(
                ClosingTables.months.schema,
                [
                    "member": .of(member), "month": .text(month.description), "total": .of(total),
                    "is_failing": .of(isFailing),
                ]))
    }

    /// A row by the keys of its columns; unnamed columns are empty.
    static func row(_ schema: ResultSchema, _ values: [String: ResultValue]) -> ResultRecord {
        #expect(Set(values.keys).isSubset(of: schema.columns.map(\.key)))
        return ResultRecord(schema, schema.columns.map { values[$0.key] ?? .none })
    }
}

extension ResultValue {
    static func of(_ text: Text) -> ResultValue { .text(text.string) }
    static func of(_ points: Points) -> ResultValue { .number(points.hundredths) }
    static func of(_ amount: Yuan) -> ResultValue { .number(amount.fen) }
    static func of(_ flag: Bool) -> ResultValue { .number(flag ? 1 : 0) }
}

extension TestLedger {
    /// What the ledger returns, in its order.
    func facts() throws -> [Fact] {
        var facts: [Fact] = []
        try ledger.facts { facts.append($0) }
        return facts
    }

    /// What a closing of a quarter knows about a member.
    func past(_ member: Text, _ name: String) throws -> PastClosings {
        var accounts = Accounts()
        for fact in try facts() { accounts.add(fact) }
        return accounts.past(of: member, for: try quarter(name))
    }
}

/// Changes of the ledger without a particular author.
extension Ledger {
    func recordClosing(_ head: ClosingHead, _ body: (ClosingWriter) throws -> Void) throws(Problem) {
        try record(head, by: Author("test", at: head.closedAt), body)
    }

    func recordReview(_ head: ReviewHead, _ body: (ReviewWriter) throws -> Void) throws(Problem) {
        try record(head, by: Author("test", at: head.reviewedAt), body)
    }

    func recordNotice(_ head: NoticeHead, _ body: (BookWriter) throws -> Void) throws(Problem) {
        try record(head, by: Author("test", at: head.issuedAt), body)
    }

    func importing<Result>(_ body: (ImportSession) throws -> (ImportEnd, Result)) throws(Problem) -> Result {
        try importing(by: Author("test", at: ""), body)
    }
}
