public import ArgumentParser
public import AssessmentKernel
public import Desk
import Foundation

extension Quarter: ExpressibleByArgument {
    /// Reads `2021Q3`.
    public init?(argument: String) { self.init(text: Quarter.tidied(argument)) }

    /// `2021q3` and `2021-Q3` are also accepted.
    static func tidied(_ argument: String) -> String {
        argument.uppercased().contains("Q")
            ? argument.uppercased().replacingOccurrences(of: "-", with: "") : argument
    }
}

extension Month: ExpressibleByArgument {
    /// Reads `2021-07`.
    public init?(argument: String) { self.init(text: argument) }
}

extension CivilDate: ExpressibleByArgument {
    /// Reads `2021-07-15`.
    public init?(argument: String) { self.init(iso: argument) }
}

extension Year: ExpressibleByArgument {
    /// Reads `2021`.
    public init?(argument: String) { self.init(text: argument) }
}

extension ExplainedPeriod: ExpressibleByArgument {
    /// Reads `2021Q3` or `2021-07`.
    public init?(argument: String) { self.init(text: Quarter.tidied(argument)) }
}

/// What is printed: the papers of a quarter or of a year.
package enum PrintedPeriod: ExpressibleByArgument {
    /// A quarter.
    case quarter(Quarter)
    /// A year.
    case year(Year)

    /// Reads `2021Q3` or `2021`.
    package init?(argument: String) {
        if let quarter = Quarter(argument: argument) {
            self = .quarter(quarter)
        } else if let year = Year(argument: argument) {
            self = .year(year)
        } else {
            return nil
        }
    }
}

extension Clock {
    /// Today in China as a civil date.
    package static var date: CivilDate {
        let (year, month, day) = today
        return CivilDate(year: year, month: month, day: day) ?? CivilDate(dayNumber: 0)
    }
}
