package import AssessmentKernel

/// A period that has one before it.
package protocol Preceded {
    /// The one before it.
    var previous: Self { get }
}

extension Month: Preceded {}
extension Quarter: Preceded {}

/// Looks back over scored periods for failures that run without a gap: what a streak rests on, and so what a bundle
/// carries.
package struct FailingRun<Period: Preceded> {
    private let start: Period
    private let known: (Period) -> Bool?

    /// - Parameters:
    ///   - start: the period to look back from; it comes first.
    ///   - known: whether a period failed; nil for one that ends the look.
    package init(from start: Period, known: @escaping (Period) -> Bool?) {
        self.start = start
        self.known = known
    }

    /// The periods with their answers, the latest first, through the first that did not fail.
    package var throughTheFirstPassing: [(period: Period, fails: Bool)] {
        var periods: [(period: Period, fails: Bool)] = []
        var period = start
        while let fails = known(period) {
            periods.append((period, fails))
            if !fails { break }
            period = period.previous
        }
        return periods
    }

    /// The periods that failed one after another, the latest first.
    package var failing: [Period] { throughTheFirstPassing.filter(\.fails).map(\.period) }
}
