import AssessmentKernel

/// A moment as people give it, in Beijing time.
public enum BeijingTime {
    /// The moment in UTC, as the register keeps times.
    ///
    /// - Parameter text: `2021-10-08` for its first minute, or `2021-10-08 09:30`.
    /// - Returns: nil for any other text.
    public static func utc(_ text: String) -> String? {
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " }).map(String.init)
        guard (1...2).contains(parts.count), let day = CivilDate(iso: parts[0]) else { return nil }
        var minutes = 0
        if parts.count == 2 {
            let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
            guard clock.count == 2, clock.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(clock[0]),
                let minute = Int(clock[1]), (0...23).contains(hour), (0...59).contains(minute)
            else { return nil }
            minutes = hour * 60 + minute
        }
        // Beijing is eight hours ahead.
        let shifted = minutes - 8 * 60
        let date = shifted < 0 ? day.advanced(by: -1) : day
        let rest = shifted < 0 ? shifted + 24 * 60 : shifted
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(date)T\(two(rest / 60)):\(two(rest % 60)):00Z"
    }
}
