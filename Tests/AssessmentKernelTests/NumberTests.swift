import AssessmentKernel
import TestValues
import Testing

@Suite struct ExactDecimalTests {
    @Test(
        arguments: [
            ("0", 2, 0), ("12", 2, 1200), ("0.5", 2, 50), ("12.50", 2, 1250), ("007", 0, 7), ("0.000001", 6, 1),
            ("10000000000000.00", 2, 1_000_000_000_000_000), ("1000000000000000", 0, 1_000_000_000_000_000),
            ("00000000000000000000000000000001", 0, 1),
        ] as [(String, Int, Int64)])
    func aPlainDecimalIsReadAsUnits(text: String, places: Int, units: Int64) {
        #expect(ExactDecimal.units(text.utf8, places: places) == units)
    }

    @Test(
        arguments: [
            ("", 2), (".", 2), ("1.", 2), (".5", 2), ("1.2.3", 2), ("1..2", 2), ("-1", 2), ("+1", 2), ("1e3", 2),
            ("1,000", 2), (" 1", 2), ("1 ", 2), ("１", 2), ("1.001", 2), ("1.000", 2), ("1.0", 0), ("0x1", 2),
            ("10000000000000.01", 2), ("10000000000000.09", 2), ("10000000000000.1", 2), ("10000000000001", 2),
            ("1000000000000001", 0), ("9223372036854775808", 0), ("99999999999999999999999999", 0),
        ])
    func whatIsNoPlainDecimalOrAboveTheLimitIsRefused(text: String, places: Int) {
        #expect(ExactDecimal.units(text.utf8, places: places) == nil)
    }

    @Test(
        arguments: [
            (0, 2, "0.00", "0"), (5, 2, "0.05", "0.05"), (-5, 2, "-0.05", "-0.05"), (50, 2, "0.50", "0.5"),
            (-100, 2, "-1.00", "-1"), (1000, 2, "10.00", "10"), (950, 2, "9.50", "9.5"), (7, 0, "7", "7"),
            (100, 0, "100", "100"), (1, 6, "0.000001", "0.000001"), (600_000, 6, "0.600000", "0.6"),
            (.min, 2, "-92233720368547758.08", "-92233720368547758.08"),
            (.max, 0, "9223372036854775807", "9223372036854775807"),
        ] as [(Int64, Int, String, String)])
    func unitsPrintWithAllOrTheFewestDecimals(units: Int64, places: Int, fixed: String, shortest: String) {
        #expect(ExactDecimal.fixed(units, places: places) == fixed)
        #expect(ExactDecimal.shortest(units, places: places) == shortest)
    }

    @Test func whatIsPrintedIsReadBack() throws {
        var numbers = SeededNumbers(state: 1)
        for _ in 0..<2_000 {
            let units = Int64.random(in: 0...1_000_000_000_000_000, using: &numbers)
            let places = Int.random(in: 0...6, using: &numbers)
            #expect(ExactDecimal.units(ExactDecimal.fixed(units, places: places).utf8, places: places) == units)
            #expect(ExactDecimal.units(ExactDecimal.shortest(units, places: places).utf8, places: places) == units)
        }
    }

    @Test func aQuotientRoundsHalfAwayFromNought() {
        for dividend in -200...200 {
            for divisor in 1...40 {
                // Floor of (2 × dividend + divisor) / (2 × divisor): half up.
                let size = (2 * abs(dividend) + divisor) / (2 * divisor)
                let rounded = ExactDecimal.rounded(Int128(dividend), over: Int128(divisor))
                #expect(rounded == Int64(dividend < 0 ? -size : size), "\(dividend) / \(divisor)")
            }
        }
    }

    @Test(
        arguments: [
            (1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (1, 3, 0), (-1, 3, 0), (5, 10, 1), (4, 10, 0), (7, 0, 0),
            (7, -2, 0),
        ] as [(Int128, Int128, Int64)])
    func aQuotientAtTheEdgeOfAHalf(dividend: Int128, divisor: Int128, expected: Int64) {
        #expect(ExactDecimal.rounded(dividend, over: divisor) == expected)
    }

    @Test func aQuotientTooLargeToHoldStaysAtTheEnd() {
        #expect(ExactDecimal.rounded(Int128(Int64.max) * 3, over: 1) == .max)
        #expect(ExactDecimal.rounded(Int128(Int64.min) * 3, over: 1) == .min)
    }
}

@Suite struct PointsTests {
    @Test(arguments: [
        ("10", 1000, "10"), ("9.5", 950, "9.5"), ("0.25", 25, "0.25"), ("0.50", 50, "0.5"), ("0", 0, "0"),
    ])
    func pointsAreReadAndPrintWithTheFewestDecimals(text: String, hundredths: Int, printed: String) throws {
        let points = try #require(Points(text: text))
        #expect(points == Points(hundredths: Int64(hundredths)))
        #expect(points.description == printed)
    }

    @Test(arguments: ["-1", "+1", "1.005", "", "一", "1,5"])
    func aSignOrAThirdDecimalIsNoPoints(text: String) { #expect(Points(text: text) == nil) }

    @Test func pointsAddAndTakeAway() {
        var sum = Points(2) + Points(hundredths: 50)
        sum += Points(1)
        #expect(sum == Points(hundredths: 350))
        #expect(Points(1) - Points(hundredths: 150) == Points(hundredths: -50))
        #expect((Points(1) - Points(hundredths: 150)).description == "-0.5")
        #expect(Points(hundredths: 50) * 3 == Points(hundredths: 150))
        #expect(Points(2) * 0 == .zero)
        #expect(Points(1) < Points(hundredths: 101))
    }

    @Test func pointsStopAtTheLargestAmountInsteadOfOverflowing() {
        let (most, least) = (Points(hundredths: .max), Points(hundredths: .min))
        #expect(most + Points(1) == most)
        #expect(least + Points(-1) == least)
        #expect(least - Points(1) == least)
        #expect(most - Points(-1) == most)
        #expect(Points.zero - least == most)
        #expect(Points(-1) - least == Points(hundredths: .max - 99))
        #expect(most * 2 == most)
        #expect(most * -2 == least)
        #expect(least * 2 == least)
        #expect(least * -1 == most)
    }
}

@Suite struct YuanTests {
    @Test(
        arguments: [
            ("200", 20_000, "200.00"), ("-66.67", -6_667, "-66.67"), ("0.5", 50, "0.50"), ("-0", 0, "0.00"),
            ("-0.05", -5, "-0.05"), ("0", 0, "0.00"),
        ])
    func moneyIsReadAndPrintsWithTwoDecimals(text: String, fen: Int, printed: String) throws {
        let yuan = try #require(Yuan(text: text))
        #expect(yuan == Yuan(fen: Int64(fen)))
        #expect(yuan.description == printed)
    }

    @Test(arguments: ["", "-", "--1", "+1", "1-", "-.5", "1.005", "−1", "- 1", "¥1"])
    func whatIsNoMoneyIsRefused(text: String) { #expect(Yuan(text: text) == nil) }

    @Test(
        arguments: [
            (20_000, 11, 31, 7_097), (-20_000, 11, 31, -7_097), (20_000, 31, 31, 20_000), (20_000, 0, 31, 0),
            (1, 1, 2, 1), (-1, 1, 2, -1), (-3, 1, 2, -2), (1, 1, 3, 0), (-1, 1, 3, 0), (20_000, 15, 0, 0),
        ] as [(Int64, Int, Int, Int64)])
    func aShareOfMoneyRoundsHalfAFenAwayFromNought(fen: Int64, part: Int, whole: Int, expected: Int64) {
        #expect(Yuan(fen: fen).share(part, of: whole) == Yuan(fen: expected))
    }

    @Test func theSharesOfAMonthsDaysMirrorEachOtherBelowZero() {
        for days in 28...31 {
            for part in 0...days {
                #expect(Yuan(200).share(part, of: days) == -Yuan(-200).share(part, of: days))
            }
        }
    }

    @Test func moneyStopsAtTheLargestAmountInsteadOfOverflowing() {
        let (most, least) = (Yuan(fen: .max), Yuan(fen: .min))
        #expect(most + Yuan(1) == most)
        #expect(least - Yuan(1) == least)
        #expect(-least == most)
        #expect(.zero - least == most)
        #expect(most.share(3, of: 1) == most)
        #expect(least.share(3, of: 1) == least)
        #expect(Yuan(1) - Yuan(2) == Yuan(-1))
        #expect(Yuan(-2) < Yuan(-1))
    }
}

@Suite struct ShareTests {
    @Test(arguments: [
        ("0.6", 600_000, "0.6"), ("1", 1_000_000, "1"), ("0.000001", 1, "0.000001"), ("2.5", 2_500_000, "2.5"),
    ])
    func sharesAreReadInMillionths(text: String, millionths: Int, printed: String) throws {
        let share = try #require(Share(text: text))
        #expect(share == Share(millionths: Int64(millionths)))
        #expect(share.description == printed)
    }

    @Test(arguments: ["0.0000001", "-0.5", "50%", "", "1/2"])
    func whatIsNoShareIsRefused(text: String) { #expect(Share(text: text) == nil) }

    @Test func sharesComeInOrder() {
        #expect(Share.zero < Share(millionths: 1))
        #expect(Share(millionths: 999_999) < .one)
    }
}
