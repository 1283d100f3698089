import AssessmentKernel
import Closing
import TestValues
import Testing

@Suite struct PayTests {
    /// Each month's pay as `days base performance charges brought due carried`.
    private func pay(_ rules: QuarterRules, _ subject: MemberCase) throws -> [String] {
        try assessed(rules, subject).pay.map { row in
            [
                String(row.daysInPost), row.base.description, row.performance.description, row.charges.description,
                row.broughtForward.description, row.due.description, row.carriedForward.description,
            ].joined(separator: " ")
        }
    }

    private static let failing = "a,2021-07-05,90,"

    @Test func aWholeQuarterIsPaidInFull() throws {
        let rules = try Book.rules()
        let subject = try subject(rules)
        #expect(
            try pay(rules, subject) == [
                "31 200.00 200.00 0.00 0.00 400.00 0.00", "31 200.00 200.00 0.00 0.00 400.00 0.00",
                "30 200.00 200.00 0.00 0.00 400.00 0.00",
            ])
        #expect(try assessed(rules, subject).pay.map(\.month.description) == ["2021-07", "2021-08", "2021-09"])
    }

    @Test func aMonthPartlyInPostIsPaidByItsCalendarDays() throws {
        let rules = try Book.rules()
        #expect(
            try pay(rules, subject(rules, member(joined: "2021-07-21", left: "2021-09-15"))) == [
                "11 70.97 70.97 0.00 0.00 141.94 0.00", "31 200.00 200.00 0.00 0.00 400.00 0.00",
                "15 100.00 100.00 0.00 0.00 200.00 0.00",
            ])
    }

    @Test func halfAFenRoundsAwayFromNoughtBelowItToo() throws {
        let rules = try Book.rules(["base_pay: 200": "base_pay: 0.03", "amount: -200": "amount: -0.05"])
        let rows = try assessed(rules, subject(rules, member(left: "2021-09-15"), marks: PayTests.failing)).pay
        #expect(rows[2].base.description == "0.02")
        #expect(rows[2].performance.description == "-0.03")
        #expect(rows.map(\.carriedForward.description) == ["0.02", "0.04", "0.05"])
    }

    @Test func aWholeMonthIsPaidOrNothing() throws {
        let rules = try Book.rules(["proration: calendar-days": "proration: whole-month"])
        #expect(
            try pay(rules, subject(rules, member(joined: "2021-07-02", left: "2021-09-30"))) == [
                "30 0.00 0.00 0.00 0.00 0.00 0.00", "31 200.00 200.00 0.00 0.00 400.00 0.00",
                "30 200.00 200.00 0.00 0.00 400.00 0.00",
            ])
    }

    @Test func theLowestBandsPenaltyIsTakenMonthByMonth() throws {
        let rules = try Book.rules()
        #expect(
            try pay(rules, subject(rules, member(left: "2021-08-15"), marks: PayTests.failing)) == [
                "31 200.00 -200.00 0.00 0.00 0.00 0.00", "15 96.77 -96.77 0.00 0.00 0.00 0.00",
                "0 0.00 0.00 0.00 0.00 0.00 0.00",
            ])
    }

    @Test func thePenaltyOnceIsTakenInTheLastMonthInPost() throws {
        let rules = try Book.rules(["failing_penalty: per-month": "failing_penalty: once"])
        #expect(
            try pay(rules, subject(rules, member(left: "2021-08-15"), marks: PayTests.failing)) == [
                "31 200.00 0.00 0.00 0.00 200.00 0.00", "15 96.77 -96.77 0.00 0.00 0.00 0.00",
                "0 0.00 0.00 0.00 0.00 0.00 0.00",
            ])
        #expect(
            try assessed(rules, subject(rules, marks: PayTests.failing)).pay.map(\.performance.description) == [
                "0.00", "0.00", "-200.00",
            ])
    }

    @Test func thePenaltyOnceIsOnlyThatOfTheLowestBand() throws {
        let rules = try Book.rules(["failing_penalty: per-month": "failing_penalty: once"])
        let poor = try assessed(rules, subject(rules, marks: "a,2021-07-05,30,"))
        #expect(poor.pay.map(\.performance.description) == ["-100.00", "-100.00", "-100.00"])
    }

    @Test func whatIsOwedIsCarriedFromMonthToMonthAndNeverPaidBelowZero() throws {
        let rules = try Book.rules()
        let equipment = "D1,2021-07-05,手机,lost,yes,700,S1\nD2,2021-07-31,记录仪,damaged,yes,150.5,S2"
        #expect(
            try pay(rules, subject(rules, equipment: equipment)) == [
                "31 200.00 200.00 850.50 0.00 0.00 450.50", "31 200.00 200.00 0.00 450.50 0.00 50.50",
                "30 200.00 200.00 0.00 50.50 349.50 0.00",
            ])
        // What was charged for is told by day and piece.
        let charges = try assessed(rules, subject(rules, equipment: equipment)).charges
        #expect(
            charges.map { "\($0.date) \($0.asset) \($0.serial ?? "") \($0.change.chinese) \($0.cost)" } == [
                "2021-07-05 手机 S1 遗失 700.00", "2021-07-31 记录仪 S2 损坏 150.50",
            ])
    }

    @Test func aPenaltyLargerThanTheBaseIsCarriedOutOfTheQuarter() throws {
        let rules = try Book.rules(["base_pay: 200": "base_pay: 150"])
        #expect(
            try pay(rules, subject(rules, marks: PayTests.failing)) == [
                "31 150.00 -200.00 0.00 0.00 0.00 50.00", "31 150.00 -200.00 0.00 50.00 0.00 100.00",
                "30 150.00 -200.00 0.00 100.00 0.00 150.00",
            ])
    }

    @Test func whatAnEarlierClosingCarriedOutIsBroughtForwardInTheFirstMonth() throws {
        let rules = try Book.rules()
        let past = PastClosings(carriedForward: Yuan(450))
        #expect(
            try pay(rules, subject(rules, past: past)) == [
                "31 200.00 200.00 0.00 450.00 0.00 50.00", "31 200.00 200.00 0.00 50.00 350.00 0.00",
                "30 200.00 200.00 0.00 0.00 400.00 0.00",
            ])
        #expect(
            try pay(rules, subject(rules, member(joined: "2021-08-01"), past: past))[0]
                == "0 0.00 0.00 0.00 450.00 0.00 450.00")
    }

    @Test func adjustmentsStandInTheFirstMonthAndIssuedBasePayInItsOwn() throws {
        let rules = try Book.rules()
        for (adjustment, due) in [
            (Yuan(30), ["430.00", "200.00", "400.00"]), (Yuan(-430), ["0.00", "170.00", "400.00"]),
        ] {
            let past = PastClosings(adjustment: adjustment, alreadyPaid: [try month("2021-08"): Yuan(200)])
            let rows = try assessed(rules, subject(rules, past: past)).pay
            #expect(rows.map(\.adjustment) == [adjustment, .zero, .zero])
            #expect(rows.map(\.alreadyPaid) == [.zero, Yuan(200), .zero])
            #expect(rows.map(\.due.description) == due)
        }
    }

    @Test(
        arguments: [
            ("lost,yes,100", "100.00"), ("damaged,yes,100", "100.00"), ("damaged,no,100", "0.00"),
            ("lost,,100", "0.00"),
            ("faulty,yes,100", "0.00"), ("returned,yes,100", "0.00"), ("issued,yes,100", "0.00"),
            ("lost,yes,0", "0.00"),
        ])
    func onlyLossAndDamageAtTheMembersFaultAreCharged(entry: String, charged: String) throws {
        let rules = try Book.rules()
        for (date, place) in [("2021-08-31", 1), ("2021-09-30", 2)] {
            let rows = try assessed(rules, subject(rules, equipment: "D1,\(date),手机,\(entry),")).pay
            #expect(rows[place].charges.description == charged)
            #expect(rows.enumerated().allSatisfy { $0.offset == place || $0.element.charges == .zero })
        }
    }

    @Test func chargesOfEarlierQuartersAreNotTakenAgain() throws {
        let rules = try Book.rules()
        let rows = try assessed(rules, subject(rules, equipment: "D1,2021-06-30,手机,lost,yes,100,")).pay
        #expect(rows.map(\.charges) == [.zero, .zero, .zero])
    }

    @Test func theRowsOfTheThreeMonthsAddUp() throws {
        let rules = try Book.rules()
        for days in 1...92 {
            let left = day("2021-06-30").advanced(by: days)
            let subject = try subject(
                rules, member(left: left.description), marks: PayTests.failing,
                equipment: "D1,2021-07-01,手机,lost,yes,333.33,", past: PastClosings(carriedForward: Yuan(fen: 1_234)))
            var brought = Yuan(fen: 1_234)
            for row in try assessed(rules, subject).pay {
                #expect(row.broughtForward == brought)
                #expect(row.base + row.performance - row.charges - brought == row.due - row.carriedForward)
                #expect(row.due == .zero || row.carriedForward == .zero)
                #expect(row.due >= .zero)
                #expect(row.carriedForward >= .zero)
                brought = row.carriedForward
            }
        }
    }
}
