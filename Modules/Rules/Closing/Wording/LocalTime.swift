package import AssessmentKernel

/// Journal times as people in a township read them.
package enum LocalTime {
    /// `2021-10-08T01:30:00Z` as `2021-10-08 09:30:00`: Beijing time, eight hours ahead all year.
    ///
    /// Any other text is returned unchanged.
    package static func text(_ moment: String) -> String {
        let digits = moment.filter { $0.isASCII && $0.isNumber }
        guard moment.hasSuffix("Z"), digits.count == 14, let packed = Int64(digits),
            let there = CivilDateTime(packed: packed)
        else { return moment }
        return CivilDateTime(seconds: there.seconds + 8 * 3600).description
    }

    /// The day of a journal time in Beijing; nil for any other text.
    package static func day(_ moment: String) -> CivilDate? { CivilDate(iso: String(text(moment).prefix(10))) }
}
