import ArgumentParser
import AssessmentKernel
import Runner

extension Quarter: ExpressibleByArgument {
    /// Reads `2021Q3`.
    public init?(argument: String) { self.init(text: argument) }
}

extension ExplainedPeriod: ExpressibleByArgument {
    /// Reads `2021Q3` or `2021-07`.
    public init?(argument: String) { self.init(text: argument) }
}

extension Clock {
    /// Today in China as a civil date.
    static var date: CivilDate {
        let (year, month, day) = today
        return CivilDate(year: year, month: month, day: day) ?? CivilDate(dayNumber: 0)
    }
}
