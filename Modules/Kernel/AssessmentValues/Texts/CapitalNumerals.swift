/// Amounts of money in the capital numerals of Chinese bills (大写金额).
///
/// ```swift
/// CapitalNumerals.of(Yuan(fen: 168_032))   // 壹仟陆佰捌拾元叁角贰分
/// ```
/// The rules are those for filling in bills: consecutive zeros are one 零, with none before 万, 亿 or 元; 整 ends an amount
/// without fen; where there are fen but no jiao, 零 stands for the jiao.
public enum CapitalNumerals {
    private static let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
    private static let places = ["", "拾", "佰", "仟"]

    /// The amount in words; a negative one begins with 负.
    public static func of(_ amount: Yuan) -> String {
        let fen = amount.fen.magnitude
        let (yuan, jiao, rest) = (fen / 100, Int(fen / 10 % 10), Int(fen % 10))
        var text = yuan > 0 ? whole(yuan) + "元" : ""
        if jiao > 0 { text += digits[jiao] + "角" }
        if rest > 0 {
            if jiao == 0, yuan > 0 { text += "零" }
            text += digits[rest] + "分"
        } else {
            text = (text.isEmpty ? "零元" : text) + "整"
        }
        return (amount.fen < 0 ? "负" : "") + text
    }

    /// A positive whole number.
    private static func whole(_ number: UInt64) -> String {
        var text = ""
        for (unit, name) in [(UInt64(100_000_000), "亿"), (10_000, "万"), (1, "")] where number >= unit {
            let part = unit == 100_000_000 ? number / unit : number / unit % 10_000
            if part == 0 { continue }
            // 壹亿零壹拾万: a zero between two parts where the lower one has no thousands digit.
            if !text.isEmpty, part < 1_000 || skipsPart(number, above: unit) { text += "零" }
            text += (part >= 10_000 ? whole(part) : fourDigits(part)) + name
        }
        return text
    }

    /// Whether the four digits just above a unit are all zero: 壹亿零壹仟.
    private static func skipsPart(_ number: UInt64, above unit: UInt64) -> Bool {
        unit == 1 && number / 10_000 % 10_000 == 0
    }

    private static func fourDigits(_ number: UInt64) -> String {
        var text = ""
        var isNoughtBefore = false
        for place in (0...3).reversed() {
            let digit = Int(number / [1, 10, 100, 1_000][place] % 10)
            if digit == 0 {
                isNoughtBefore = !text.isEmpty
            } else {
                text += (isNoughtBefore ? "零" : "") + digits[digit] + places[place]
                isNoughtBefore = false
            }
        }
        return text
    }
}
