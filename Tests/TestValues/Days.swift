public import AssessmentKernel
public import Testing

/// A day from `2021-07-05`; an invalid text fails the test.
public func day(_ iso: String, at location: SourceLocation = #_sourceLocation) -> CivilDate {
    if let day = CivilDate(iso: iso) { return day }
    Issue.record("\(iso) is no day", sourceLocation: location)
    return CivilDate(dayNumber: 0)
}

/// The days from one through another.
public func days(_ first: String, _ last: String, at location: SourceLocation = #_sourceLocation) throws -> DateRange {
    try #require(DateRange(day(first), through: day(last)), sourceLocation: location)
}

/// A month from `2021-07`.
public func month(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> Month {
    try #require(Month(text: text), sourceLocation: location)
}

/// A quarter from `2021Q3`.
public func quarter(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> Quarter {
    try #require(Quarter(text: text), sourceLocation: location)
}
