import AssessmentKernel
import Closing
import TestValues
import Testing

/// Closings, revisions and issued notices in any order, including quarters that are closed late.
@Suite struct AccountPropertyTests {
    private static let sequences = 300

    private static func quarters() throws -> [Quarter] {
        try ["2021Q1", "2021Q2", "2021Q3", "2021Q4", "2022Q1"].map { try quarter($0) }
    }

    /// Nothing counts twice, and nothing is lost.
    ///
    /// After every step, for every member:
    ///
    ///     paid + open = worth + carried + advanced
    ///
    /// - *paid*: all that first closings and notices paid out. A revision pays nothing.
    /// - *open*: what revisions listed and no first closing has settled; above zero it is owed to the member.
    /// - *worth*: base and performance pay less charges of all quarters that pay the member, by the latest closing of each.
    /// - *carried*: what quarters carry out and none has brought forward yet.
    /// - *advanced*: what notices paid in quarters that are not closed, or do not assess the member. Pay rows do not
    ///   contain it; for a member who is not assessed, the warning `owes` reports it.
    @Test(arguments: 1...4) func whatIsPaidAndOpenIsTheWorthAndWhatIsOwed(seed: UInt64) throws {
        let quarters = try AccountPropertyTests.quarters()
        for sequence in 0..<AccountPropertyTests.sequences {
            var dice = Dice(seed << 32 | UInt64(sequence))
            var books = try AccountBooks()
            for step in 0..<12 {
                let quarter = quarters[dice.next(quarters.count)]
                if dice.next(3) == 0 {
                    books.issue(quarter.months[dice.next(3)], dice.bases())
                } else {
                    books.close(quarter, dice.months(of: quarter))
                }
                expectBalance(books, "seed \(seed), sequence \(sequence), step \(step)")
            }
        }
    }

    /// In any order of closings, revisions and notices, a later closing that can settle everything leaves each member
    /// with the worth of the quarters, and nothing open or owed.
    ///
    /// What notices paid to a member whom the quarter then does not assess is excluded: the amount that a notice
    /// withholds depends on the debt at its issue, and a warning asks for it back, not a closing.
    @Test(arguments: 1...4) func theOrderOfClosingDoesNotMatterInTheEnd(seed: UInt64) throws {
        let quarters = try AccountPropertyTests.quarters()
        let last = try quarter("2023Q1")
        for sequence in 0..<AccountPropertyTests.sequences {
            var dice = Dice(seed << 32 | UInt64(sequence))
            let end = Dictionary(uniqueKeysWithValues: quarters.map { ($0, dice.months(of: $0)) })
            var results: [[Yuan]] = []
            for _ in 0..<2 {
                var books = try AccountBooks()
                for quarter in (quarters + quarters).shuffled(using: &dice) {
                    if dice.next(2) == 0 { books.issue(quarter.months[dice.next(3)], dice.bases()) }
                    books.close(quarter, dice.months(of: quarter))
                }
                for quarter in quarters.shuffled(using: &dice) { books.close(quarter, end[quarter] ?? [:]) }
                let net = AccountBooks.members.map { member in
                    let (open, carried) = books.net(member)
                    return books.paid(member) + open - carried - books.advanced(member)
                }
                books.close(last, rich(last))
                let settled = AccountBooks.members.map { member in
                    let (open, carried) = books.net(member)
                    #expect(open == .zero, "seed \(seed), sequence \(sequence)")
                    #expect(carried == .zero, "seed \(seed), sequence \(sequence)")
                    return books.paid(member) - books.advanced(member) - AccountPropertyTests.riches
                }
                #expect(net == settled, "seed \(seed), sequence \(sequence)")
                results.append(settled)
            }
            #expect(results[0] == results[1], "seed \(seed), sequence \(sequence)")
        }
    }

    /// A revision without a change lists nothing; a change and its reversal leave what was open and owed before.
    @Test(arguments: 1...2) func aChangeAndItsUndoingNetToZero(seed: UInt64) throws {
        let quarters = try AccountPropertyTests.quarters()
        for sequence in 0..<AccountPropertyTests.sequences {
            var dice = Dice(seed << 32 | UInt64(sequence))
            var books = try AccountBooks()
            for quarter in quarters.shuffled(using: &dice) { books.close(quarter, dice.months(of: quarter)) }
            for quarter in quarters.shuffled(using: &dice) {
                let before = AccountBooks.members.map { books.net($0) }.map { $0.open - $0.carried }
                let months = books.worth[quarter] ?? [:]
                books.close(quarter, dice.months(of: quarter))
                books.close(quarter, dice.months(of: quarter))
                books.close(quarter, months)
                let after = AccountBooks.members.map { books.net($0) }.map { $0.open - $0.carried }
                #expect(before == after, "seed \(seed), sequence \(sequence)")
                for same in quarters {
                    #expect(books.closeAgain(same).isEmpty, "seed \(seed), sequence \(sequence)")
                }
            }
        }
    }

    /// The warning for a member whom the latest quarter does not assess states the whole balance.
    @Test(arguments: 1...2) func whoIsNotAssessedOwesWhatIsCarriedAndAdvancedLessWhatIsOpen(seed: UInt64) throws {
        let quarters = try AccountPropertyTests.quarters()
        let last = try quarter("2023Q1")
        for sequence in 0..<AccountPropertyTests.sequences {
            var dice = Dice(seed << 32 | UInt64(sequence))
            var books = try AccountBooks()
            for _ in 0..<8 {
                let quarter = quarters[dice.next(quarters.count)]
                books.close(quarter, dice.months(of: quarter))
            }
            books.issue(last.months[0], dice.bases())
            for revision in 1...3 {
                let months = dice.months(of: last)
                let pasts = AccountBooks.members.map { books.accounts.past(of: $0, for: last) }
                books.close(last, months)
                for (member, past) in zip(AccountBooks.members, pasts) where months[member] == nil {
                    let (open, carried) = books.net(member)
                    let advanced = (books.noticed[member]?[last.months[0]]) ?? .zero
                    #expect(
                        past.owed(charges: Yuan(7)) == carried + Yuan(7) + advanced - open,
                        "seed \(seed), sequence \(sequence), \(member), revision \(revision)")
                }
            }
        }
    }

    /// What each member gets in the quarter that settles everything.
    private static let riches = Yuan(3_000_000)

    private func rich(_ quarter: Quarter) -> [Text: [MonthWorth]] {
        let months = quarter.months.map {
            MonthWorth($0, daysInPost: 1, base: Yuan(1_000_000), performance: .zero, charges: .zero)
        }
        return Dictionary(uniqueKeysWithValues: AccountBooks.members.map { ($0, months) })
    }

    private func expectBalance(
        _ books: AccountBooks, _ step: String, at location: SourceLocation = #_sourceLocation
    ) {
        for member in AccountBooks.members {
            let (open, carried) = books.net(member)
            #expect(
                books.paid(member) + open == books.worth(member) + carried + books.advanced(member),
                "\(member), \(step)", sourceLocation: location)
        }
    }
}
