import Foundation

/// A progress line on the terminal; nothing if standard error is not a terminal.
package final class ProgressLine {
    private let isShown = isatty(2) == 1
    private var lastShown = DispatchTime(uptimeNanoseconds: 1)

    /// Makes a line that is still empty.
    package init() {}

    /// Replaces the text of the line, at most ten times a second.
    package func show(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        let now = DispatchTime.now()
        guard now.uptimeNanoseconds - lastShown.uptimeNanoseconds > 100_000_000 else { return }
        lastShown = now
        FileHandle.standardError.write(Data("\r\u{1B}[2K\(text())".utf8))
    }

    /// Clears the line.
    package func end() { if isShown { FileHandle.standardError.write(Data("\r\u{1B}[2K".utf8)) } }
}

/// The only place where the command reads the clock.
package enum Clock {
    /// Now, ISO 8601 in UTC.
    package static var now: String { Date().formatted(.iso8601) }

    /// Today's date in China.
    package static var today: (year: Int, month: Int, day: Int) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return (parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1)
    }
}
