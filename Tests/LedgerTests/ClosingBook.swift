import AssessmentKernel
import Closing
import Ledger
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
        try writer.addAdjustment(
            member: member, dueBefore: Yuan(300), dueNow: Yuan(200), carriedBefore: .zero, carriedNow: .zero,
            adjustment: -Yuan(100))
        try writer.addTotal(
            member: member, total: Points(hundredths: 8_550), band: "good", monthlyAmount: Yuan(100), rank: 1,
            dutyDays: 66, isRated: true, isFailing: false)
        try writer.addScore(member: member, item: "tally", maximum: Points(90), deducted: Points(hundredths: 1_450))
        try writer.addMonth(member: member, month: try month("2021-07"), total: Points(90), isFailing: false)
        try writer.addDeduction(
            member: member, number: 0,
            ClosedDeduction(
                item: "tally", date: day("2021-07-05"), points: points, code: "tally.mark", clause: "附件·1",
                evidence: "event:E%201 event:E2", reason: nil))
        try pay(writer, member, "2021-07", carried: .zero)
        try writer.addFinding(member: member, finding: "merit", basis: "event:E2")
    }

    static func pay(_ writer: ClosingWriter, _ member: Text, _ name: String, carried: Yuan) throws {
        try writer.addPay(
            member: member, month: try month(name), daysInPost: 31, base: Yuan(200), performance: Yuan(100),
            charges: .zero,
            adjustment: .zero, alreadyPaid: .zero, broughtForward: .zero, due: Yuan(300), carriedForward: carried)
    }
}

extension TestLedger {
    /// What the ledger hands over, in its order.
    func facts() throws -> [Fact] {
        var facts: [Fact] = []
        try ledger.facts { facts.append($0) }
        return facts
    }

    /// What a closing of a quarter knows of a member.
    func past(_ member: Text, _ name: String) throws -> PastClosings {
        var accounts = Accounts()
        for fact in try facts() { accounts.add(fact) }
        return accounts.past(of: member, for: try quarter(name))
    }
}

/// Changes of the ledger that nobody in particular made.
extension Ledger {
    func recordClosing(_ head: ClosingHead, _ body: (ClosingWriter) throws -> Void) throws(Problem) {
        try recordClosing(head, by: Author("test", at: head.closedAt), body)
    }

    func recordReview(_ head: ReviewHead, _ body: (ReviewWriter) throws -> Void) throws(Problem) {
        try recordReview(head, by: Author("test", at: head.reviewedAt), body)
    }

    func recordNotice(_ head: NoticeHead, _ body: (NoticeWriter) throws -> Void) throws(Problem) {
        try recordNotice(head, by: Author("test", at: head.issuedAt), body)
    }

    func importing<Result>(_ body: (ImportSession) throws -> (ImportEnd, Result)) throws(Problem) -> Result {
        try importing(by: Author("test", at: ""), body)
    }
}
