import AssessmentKernel

/// An exact fraction in lowest terms; it throws on overflow and never rounds.
struct Ratio: Hashable, Comparable, Sendable {
    /// The numerator.
    let numerator: Int128
    /// The denominator, above zero.
    let denominator: Int128

    /// Makes a fraction; a denominator that is not above zero counts as one.
    init(_ numerator: Int128, over denominator: Int128) {
        let denominator = max(denominator, 1)
        let divisor = max(Ratio.commonDivisor(numerator.magnitude, denominator.magnitude), 1)
        self.numerator = numerator / Int128(clamping: divisor)
        self.denominator = denominator / Int128(clamping: divisor)
    }

    /// Zero.
    static let zero = Ratio(0, over: 1)

    /// The mean of points; nil for an empty list.
    init?(meanOf points: [Points]) {
        guard !points.isEmpty else { return nil }
        self.init(points.reduce(0) { $0 + Int128($1.hundredths) }, over: 100 * Int128(points.count))
    }

    /// A share as a fraction.
    init(_ share: Share) { self.init(Int128(share.millionths), over: Int128(Share.one.millionths)) }

    /// The sum.
    func plus(_ other: Ratio) throws(Problem) -> Ratio {
        let divisor = Int128(max(Ratio.commonDivisor(denominator.magnitude, other.denominator.magnitude), 1))
        let left = try Ratio.product(numerator, other.denominator / divisor)
        let (sum, overflow) = left.addingReportingOverflow(
            try Ratio.product(other.numerator, denominator / divisor))
        guard !overflow else { throw Ratio.tooLarge }
        return Ratio(sum, over: try Ratio.product(denominator / divisor, other.denominator))
    }

    /// The product.
    func times(_ other: Ratio) throws(Problem) -> Ratio {
        // Cancel crosswise first, to keep the products small.
        let (one, two) = (Ratio(numerator, over: other.denominator), Ratio(other.numerator, over: denominator))
        return Ratio(
            try Ratio.product(one.numerator, two.numerator), over: try Ratio.product(one.denominator, two.denominator))
    }

    /// The product with a whole number.
    func times(_ number: Int) throws(Problem) -> Ratio { try times(Ratio(Int128(number), over: 1)) }

    /// The quotient by a fraction above zero.
    func over(_ other: Ratio) throws(Problem) -> Ratio {
        guard other.numerator > 0 else { throw Ratio.tooLarge }
        return try times(Ratio(other.denominator, over: other.numerator))
    }

    /// The fraction as points, rounded half up to the hundredth.
    func points() throws(Problem) -> Points {
        Points(hundredths: ExactDecimal.rounded(try Ratio.product(numerator, 100), over: denominator))
    }

    /// The fraction rounded down to a whole number; it must not be negative.
    var floor: Int { Int(clamping: numerator / denominator) }

    /// Smaller fractions come first.
    static func < (left: Ratio, right: Ratio) -> Bool {
        let one = left.numerator.multipliedFullWidth(by: right.denominator)
        let two = right.numerator.multipliedFullWidth(by: left.denominator)
        return (one.high, one.low) < (two.high, two.low)
    }

    private static func product(_ left: Int128, _ right: Int128) throws(Problem) -> Int128 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow else { throw tooLarge }
        return product
    }

    private static func commonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }

    private static let tooLarge = Problem(
        .badInput, LocalText("数值过大，无法精确计算", "the numbers are too large to be reckoned with exactly"),
        next: LocalText("检查测评票的数量", "see how many ballots there are"))
}
