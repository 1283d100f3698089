public import AssessmentKernel

/// A profile that comes with the product, for a layout that many offices have.
///
/// Words of the export decide in it. Where a layout has times only, the hours of duty are the township's own: such a
/// profile is open there, and a township's copy fills them in.
public struct ShippedProfile: Sendable {
    /// The name, as a clerk would look for it.
    public let name: String
    /// What it reads.
    public let about: LocalText
    /// The profile as YAML.
    public let text: String

    /// All of them, in the order of lists.
    public static let all: [ShippedProfile] = [
        ShippedProfile(
            "钉钉每日统计", "一人一天一行，上班、下班各有打卡结果", "One row per member and day, with results of arriving and leaving",
            PackageResources.dingtalk_daily_yaml),
        ShippedProfile(
            "钉钉原始记录", "一次打卡一行，有考勤日期", "One row per punch, with its attendance day",
            PackageResources.dingtalk_punches_yaml),
        ShippedProfile(
            "企业微信打卡日报", "一人一天一行，两层表头，有考勤结果", "One row per member and day, two header levels, with a result",
            PackageResources.wecom_daily_yaml),
        ShippedProfile(
            "企业微信打卡时间记录", "一天一列，一格中有几次打卡", "A column a day, several punches in a cell",
            PackageResources.wecom_times_yaml),
        ShippedProfile(
            "考勤结果表", "一人一天一行，有上班打卡、下班打卡和考勤结果", "One row per member and day, with times and a result",
            PackageResources.result_table_yaml),
    ]

    private init(_ name: String, _ chinese: String, _ english: String, _ yaml: [UInt8]) {
        self.name = name
        about = LocalText(chinese, english)
        text = String(decoding: yaml, as: UTF8.self)
    }

    /// Whether the hours of duty must be filled in before it reads anything.
    public var needsDuty: Bool { text.contains(ShippedProfile.open) }

    private static let open = "  duty: \"?\""

    /// The profile with hours of duty, `08:30-17:30`; as it is when it needs none.
    public func text(duty: String) -> String { text.replacing(ShippedProfile.open, with: "  duty: \(duty)") }

    /// The profile for comparing headers; nil when its table is not installed.
    ///
    /// Hours of duty that are open are any here: it is not for reading.
    public func sign(tables: [TableSchema]) -> Profile? {
        try? Profile(yaml: Array(text(duty: "00:00-23:59").utf8), file: name, tables: tables)
    }
}
