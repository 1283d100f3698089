import AssessmentKernel

/// Why a text is no number of its column, where that can be told.
enum NumberHint {
    /// What is wrong with a normalised text; nil when all that can be said is that it is not valid.
    ///
    /// - Parameters:
    ///   - places: the decimals that the column takes.
    ///   - isRequired: whether the column has to be filled, so that nothing cannot be left blank.
    static func of(_ text: String, places: Int, isRequired: Bool) -> LocalText? {
        let scalars = Array(text.unicodeScalars)
        guard !scalars.isEmpty, scalars.count <= 60 else { return nil }
        if !isRequired, blankWords.contains(Text(text)) {
            return LocalText("没有数值的请留空", "leave it blank where there is none")
        }
        if "-−－".unicodeScalars.contains(scalars[0]), scalars.dropFirst().contains(where: isDigit) {
            return LocalText("是负数", "it is negative")
        }
        let number = scalars.prefix { isDigit($0) || $0 == "." || $0 == "," }
        guard number.contains(where: isDigit) else { return nil }
        let rest = String(String.UnicodeScalarView(scalars[number.count...])).trimmingPrefix { $0.isWhitespace }
        if rest.hasPrefix(":") {
            return LocalText("是时刻或几时几分，应为小数（如 8.5）", "it is a time; give a decimal such as 8.5")
        }
        if !rest.isEmpty, rest != "%" { return beside(String(rest)) }
        if number.contains(",") { return LocalText("千位之间不写逗号", "write no commas between thousands") }
        guard number.count(where: { $0 == "." }) <= 1, let point = number.firstIndex(of: ".") else { return nil }
        let decimals = number.count - point - 1
        if places == 0 { return LocalText("应为整数", "it should be whole") }
        return decimals > places
            ? LocalText("小数有 \(decimals) 位，请按两位填写", "it has \(decimals) decimals; give two") : nil
    }

    private static let blankWords: Set<Text> = ["-", "--", "---", "—", "——", "/", "无", "\\"]

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }

    /// What stands beside a number: a unit, as a rule.
    private static func beside(_ unit: String) -> LocalText? {
        guard unit.count <= 6, !unit.unicodeScalars.contains(where: isDigit) else { return nil }
        return ownUnits.contains(Text(unit))
            ? LocalText("只填数字，不写“\(unit)”", "give the number alone, without \(unit)")
            : LocalText(
                "单位是“\(unit)”，请换算后只填数字；整列如此的，可用对照文件换算",
                "the unit is \(unit): convert it and give the number alone; a profile converts a whole column")
    }

    /// The units in which the tables count; with any other the number has to be worked out.
    private static let ownUnits: Set<Text> = [
        "元", "元整", "圆", "小时", "个小时", "h", "H", "hour", "hours", "张", "件", "个", "次", "人", "户", "票",
    ]
}
