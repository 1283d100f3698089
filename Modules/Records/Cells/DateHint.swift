import AssessmentKernel

/// Why a text is no day or moment, where that can be told.
enum DateHint {
    /// What is wrong with a normalised text; nil when all that can be said is that it is not valid.
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
        if digits == 5, isDecimal(bytes.dropFirst(digits)) {
            return LocalText(
                "像是表格软件的日期序号，请把该列设为日期格式后另存",
                "it seems to be a spreadsheet's number of a day; give the column a date format and save it again")
        }
        if hasZone(bytes) {
            return LocalText("时间带有时区，应为北京时间且不写时区", "the time has a zone; it should be China's, without one")
        }
        let rest = bytes.dropFirst(digits)
        if (1...2).contains(digits), rest.starts(with: "月".utf8) { return noYear }
        if let hint = otherForm(bytes, digits: digits) { return hint }
        guard (1...2).contains(digits), let next = rest.first else { return nil }
        guard next == 0x2D || next == 0x2F || next == 0x2E || rest.starts(with: "年".utf8) else { return nil }
        let isWhole = bytes.filter { $0 == next }.count >= 2 || rest.starts(with: "年".utf8)
        if !isWhole { return noYear }
        return digits == 2
            ? LocalText("年份应为四位；两位的年份可用对照文件读取", "the year needs four digits; a profile reads years of two") : nil
    }

    /// Whether nothing follows the digits of a serial number but its part of a day.
    private static func isDecimal(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        rest.isEmpty || rest.first == 0x2E && rest.count > 1 && rest.dropFirst().allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// Forms of days and times that are not read as they are; a profile reads them.
    private static func otherForm(_ bytes: UnsafeBufferPointer<UInt8>, digits: Int) -> LocalText? {
        let text = String(decoding: bytes, as: UTF8.self)
        let small = text.lowercased()
        if text.contains("次日") || text.contains("24:00") {
            return LocalText(
                "过了午夜的时间请写成第二天的日期和时间；也可用对照文件读取",
                "write a time after midnight with the next day's date; a profile reads it too")
        }
        if small.hasSuffix("am") || small.hasSuffix("pm") {
            return LocalText("请写 24 小时制的时间；AM、PM 可用对照文件读取", "write the time of 24 hours; a profile reads AM and PM")
        }
        if text.contains("下午") || text.contains("上午") {
            return LocalText("上午的小时为 0 至 12，下午为 1 至 12", "上午 takes the hours 0 to 12, 下午 1 to 12")
        }
        if digits == bytes.count, digits == 12 || digits == 14 {
            return LocalText("没有分隔的日期时间可用对照文件读取", "a profile reads a date and a time without separators")
        }
        let parts = text.split(omittingEmptySubsequences: false) { "/-.".contains($0) }
        if parts.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }), parts[2].count == 4, parts[0].count <= 2 {
            return LocalText(
                "年份应在最前（如 2021-07-01）；别的次序可用对照文件读取",
                "the year comes first (2021-07-01); a profile reads other orders")
        }
        return text.contains("号") ? LocalText("“号”请写作“日”", "write 日, not 号") : nil
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
