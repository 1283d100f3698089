import AssessmentKernel
import Closing
import TestValues
import Testing

@Suite struct AccountTests {
    /// Closes quarters of one member, each given as `quarter revision brought-forward due carried`, in this order; `-`
    /// in place of amounts for a closing that does not pay the member.
    private func accounts(_ closings: String...) throws -> Accounts {
        var accounts = Accounts()
        for (place, line) in closings.enumerated() {
            let words = line.split(separator: " ").map(String.init)
            let made = MadeClosing(
                try quarter(words[0]), revision: try #require(Int(words[1])), number: Int64(place + 1))
            accounts.add(.closing(made))
            if words[2] == "-" { continue }
            for (month, isFirst) in zip(made.quarter.months, [true, false, false]) {
                let worth = MonthWorth(month, daysInPost: 1, base: Yuan(1), performance: .zero, charges: .zero)
                let row = MonthPay(
                    worth, adjustment: .zero, alreadyPaid: .zero,
                    broughtForward: isFirst ? try #require(Yuan(text: words[2])) : Yuan(999),
                    due: try #require(Yuan(text: words[3])),
                    carriedForward: month == made.quarter.months[2] ? try #require(Yuan(text: words[4])) : Yuan(999))
                accounts.add(.pay("M1", row, in: made))
            }
        }
        return accounts
    }

    private func past(_ accounts: Accounts, _ name: String) throws -> PastClosings {
        accounts.past(of: "M1", for: try quarter(name))
    }

    @Test func aDebtGoesFromQuarterToQuarter() throws {
        let accounts = try accounts("2021Q1 1 0 0 50", "2021Q2 1 50 0 80")
        #expect(try past(accounts, "2021Q3").carriedForward == Yuan(80))
        #expect(try past(accounts, "2021Q2").carriedForward == Yuan(50), "a revision brings forward the same")
        #expect(try past(accounts, "2021Q1").carriedForward == .zero)
        #expect(try past(accounts, "2021Q1").revised?.isCarriedOn == true)
        #expect(try past(accounts, "2021Q2").revised?.isCarriedOn == false)
        #expect(try past(accounts, "2021Q2").revised?.leftWithout == Yuan(50))
        #expect(
            try past(accounts, "2021Q2").revised?.before == PaidQuarter(due: .zero, worth: Yuan(3), carried: Yuan(80)))
    }

    @Test func aLateQuarterFindsNothingAndLeavesItsDebtToTheNext() throws {
        let accounts = try accounts("2021Q1 1 0 0 50", "2021Q3 1 50 0 80", "2021Q2 1 0 0 20")
        #expect(try past(accounts, "2021Q4").carriedForward == Yuan(100))
        #expect(try past(accounts, "2021Q2").revised?.leftWithout == .zero)
        #expect(try past(accounts, "2021Q2").revised?.isCarriedOn == false)
        #expect(try past(accounts, "2021Q1").revised?.isCarriedOn == true)
    }

    @Test func aQuarterThatNoLongerPaysTheMemberHasTakenNothing() throws {
        let accounts = try accounts("2021Q1 1 0 0 50", "2021Q2 1 50 0 80", "2021Q2 2 -")
        #expect(try past(accounts, "2021Q3").carriedForward == Yuan(50))
        #expect(try past(accounts, "2021Q1").revised?.isCarriedOn == false)
        #expect(try past(accounts, "2021Q2").revised?.before == nil)
    }

    @Test func whatRevisionsChangeIsSettledOnce() throws {
        var accounts = try accounts("2021Q1 1 0 0 0", "2021Q1 2 0 0 0")
        let revision = MadeClosing(try quarter("2021Q1"), revision: 2, number: 2)
        accounts.add(.adjustment("M1", Yuan(30), in: revision))
        #expect(try past(accounts, "2021Q1").adjustment == .zero)
        #expect(try past(accounts, "2021Q1").revised?.open == Yuan(30))
        #expect(try past(accounts, "2021Q2").adjustment == Yuan(30))
        let next = MadeClosing(try quarter("2021Q2"), revision: 1, number: 3)
        accounts.add(.closing(next))
        for row in try past(accounts, "2021Q3").with(next.quarter.months) { accounts.add(.pay("M1", row, in: next)) }
        #expect(try past(accounts, "2021Q2").adjustment == Yuan(30), "a revision shows what the first closing settled")
        #expect(try past(accounts, "2021Q2").revised?.open == .zero)
        #expect(try past(accounts, "2021Q3").adjustment == .zero)
        #expect(
            try past(accounts, "2020Q4").adjustment == .zero, "it is not settled by an earlier quarter, closed late")
    }

    @Test func noticesWithholdADebtOnce() throws {
        var accounts = try accounts("2021Q2 1 0 0 250")
        let months = try quarter("2021Q3").months
        #expect(accounts.debt(of: "M1", in: months[0]) == Yuan(250))
        accounts.add(.notice(months[1]))
        accounts.add(.noticePay("M1", months[1], paid: .zero, withheld: Yuan(200)))
        #expect(accounts.debt(of: "M1", in: months[0]) == Yuan(50), "months may be issued in any order")
        #expect(accounts.debt(of: "M1", in: months[1]) == Yuan(200), "an issued notice stays as it was")
        #expect(accounts.debt(of: "M1", in: months[2]) == Yuan(50))
        accounts.add(.notice(months[2]))
        #expect(accounts.debt(of: "M1", in: months[2]) == .zero, "it did not pay the member")
        #expect(accounts.debt(of: "M2", in: months[0]) == .zero)
        #expect(try past(accounts, "2021Q3").carriedForward == Yuan(250), "a closing brings forward the whole of it")
        #expect(try past(accounts, "2021Q3").alreadyPaid == [months[1]: .zero])
    }

    @Test func whatNoticesWithheldBeforeTheLatestClosingIsInIt() throws {
        var accounts = try accounts("2021Q2 1 0 0 250")
        let months = try quarter("2021Q3").months
        accounts.add(.notice(months[0]))
        accounts.add(.noticePay("M1", months[0], paid: .zero, withheld: Yuan(200)))
        let third = MadeClosing(try quarter("2021Q3"), revision: 1, number: 2)
        accounts.add(.closing(third))
        for row in try past(accounts, "2021Q3").with(months) { accounts.add(.pay("M1", row, in: third)) }
        #expect(accounts.debt(of: "M1", in: try month("2021-10")) == Yuan(250))
    }

    @Test func onlyTheLatestRevisionSaysWhatFailed() throws {
        var accounts = Accounts()
        let months = try quarter("2021Q1").months
        for revision in [1, 10, 9] {
            let made = MadeClosing(try quarter("2021Q1"), revision: revision, number: Int64(revision))
            accounts.add(.closing(made))
            accounts.add(.total("M1", isFailing: revision != 10, in: made))
            for month in revision == 10 ? [months[1]] : months {
                accounts.add(.month("M1", month, isFailing: revision != 10, in: made))
            }
        }
        #expect(try past(accounts, "2021Q2").monthlyScoreFails == [months[1]: false])
        #expect(try past(accounts, "2021Q2").quarterTotalFails == [quarter("2021Q1"): false])
        #expect(try past(accounts, "2021Q1").monthlyScoreFails.isEmpty)
    }
}

extension PastClosings {
    /// The pay of months that are worth nothing by themselves.
    fileprivate func with(_ months: [Month]) -> [MonthPay] {
        pay(months.map { MonthWorth($0, daysInPost: 0, base: .zero, performance: .zero, charges: .zero) })
    }
}
