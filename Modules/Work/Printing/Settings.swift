import AssessmentKernel
import Closings
public import Ledger
public import Workspace

extension Workspace {
    /// What the township's papers say; what is not set is missing.
    public func settings() throws -> [SettingKey: String] { try openLedger(toRead: true).settings() }

    /// Sets what the papers say.
    ///
    /// - Parameters:
    ///   - values: an empty text removes a setting.
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    /// - Returns: what is set now.
    /// - Throws: ``Problem`` when a text is longer than a line or a number of days is none from 1 to 60.
    public func set(_ values: [SettingKey: String], now: String) throws -> [SettingKey: String] {
        for (key, value) in values where !value.isEmpty { try Workspace.check(value, for: key) }
        return try changing { ledger in
            try ledger.set(values, by: Author(operatorName, at: now))
            return try ledger.settings()
        }
    }

    /// The most characters of a setting.
    private static let longest = 60

    private static func check(_ value: String, for key: SettingKey) throws(Problem) {
        let isLine = !value.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard isLine, value.unicodeScalars.count <= longest, !Text(value).isBlank else {
            throw Problem(
                .usage,
                LocalText(
                    "“\(key.title.chinese)”须为一行，不超过 \(longest) 个字",
                    "\(key.rawValue) must be one line of at most \(longest) characters"))
        }
        guard !key.isDays || Int(value).map({ (1...60).contains($0) && String($0) == value }) == true else {
            throw Problem(
                .usage,
                LocalText("“\(key.title.chinese)”须为 1 到 60 的整数", "\(key.rawValue) must be a whole number from 1 to 60"))
        }
    }
}
