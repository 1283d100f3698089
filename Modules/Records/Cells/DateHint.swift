import AssessmentKernel

/// Why a text is no day or moment, where that can be told.
enum DateHint {
    /// What is wrong with a normalised text; nil when nothing better can be said than that it is none.
    static func of(_ text: String, isMoment: Bool) -> LocalText? {
        let bytes = Array(text.utf8)
        guard bytes.count <= 60 else { return nil }
        return bytes.withUnsafeBufferPointer { hint($0, isMoment: isMoment) }
    }

    private static func hint(_ bytes: UnsafeBufferPointer<UInt8>, isMoment: Bool) -> LocalText? {
        let reader = DateText(bytes)
        if isMoment, reader.date() != nil {
            return LocalText("缺少时间", "the time is missing")
        }
        if !isMoment, reader.moment() != nil {
            return LocalText("此列只填日期，不带时间", "this column takes a date without a time")
        }
        if let (date, weekday) = reader.wrongWeekday() {
            return LocalText(
                "星期与日期不符：\(date) 是星期\(names[date.weekday - 1])，不是星期\(names[weekday - 1])",
                "the day of the week is not that of \(date)")
        }
        let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
        if digits == bytes.count, digits == 5 {
            return LocalText(
                "像是表格软件的日期序号，请把该列设为日期格式后另存",
                "it seems to be a spreadsheet's number of a day; give the column a date format and save it again")
        }
        if hasZone(bytes) {
            return LocalText("时间带有时区，应为北京时间且不写时区", "the time has a zone; it should be China's, without one")
        }
        let rest = bytes.dropFirst(digits)
        guard (1...2).contains(digits), let next = rest.first else { return nil }
        if rest.starts(with: "月".utf8) { return noYear }
        guard next == 0x2D || next == 0x2F || next == 0x2E || rest.starts(with: "年".utf8) else { return nil }
        let isWhole = bytes.filter { $0 == next }.count >= 2 || rest.starts(with: "年".utf8)
        if !isWhole { return noYear }
        return digits == 2
            ? LocalText("年份应为四位；两位的年份可用对照文件读取", "the year needs four digits; a profile reads years of two") : nil
    }

    private static let names = ["一", "二", "三", "四", "五", "六", "日"]
    private static let noYear = LocalText(
        "缺少年份；没有年份的日期可用对照文件读取", "the year is missing; a profile reads days without one")

    /// Whether a time ends in a zone: `Z`, `+08:00`, `+0800`.
    private static func hasZone(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.contains(0x3A), let last = bytes.last else { return false }
        if last == 0x5A { return true }
        let zone = bytes.suffix(6).drop { $0 != 0x2B && $0 != 0x2D }
        return zone.count >= 3 && zone.dropFirst().allSatisfy { $0 == 0x3A || ($0 >= 0x30 && $0 <= 0x39) }
    }
}
