import AssessmentKernel

/// Characters that cannot be seen: those that only steer how a text is shown or joined, and control characters.
///
/// Two codes that differ in one of them look alike on every screen.
package enum Invisible {
    /// Whether a character is of the general category Cf, or Cc without being white space.
    package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        // Nearly all characters are settled by their value.
        if scalar.value >= 0x20 && scalar.value < 0x7F { return false }
        if scalar.value >= 0x2E80 && scalar.value < 0xD800 { return false }
        switch scalar.properties.generalCategory {
        case .format: return true
        case .control: return !scalar.properties.isWhitespace
        default: return false
        }
    }

    /// The first such character of a text; nil without one.
    static func first(in bytes: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.first(where: isInvisible)
    }

    /// The character as a clerk can look it up: its number and name.
    static func name(of scalar: Unicode.Scalar) -> LocalText {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let name = scalar.properties.name ?? scalar.properties.nameAlias ?? "CONTROL CHARACTER"
        return LocalText("\(code)（\(chinese(scalar))，\(name)）", "\(code) \(name)")
    }

    private static func chinese(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x00AD: "软连字符"
        case 0x200B: "零宽空格"
        case 0x200C: "零宽不连字"
        case 0x200D: "零宽连字"
        case 0x2060: "零宽不换行连接符"
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: "书写方向标记"
        case 0xFEFF: "字节顺序标记"
        case 0xE0000...0xE007F: "标签字符"
        default: scalar.properties.generalCategory == .control ? "控制字符" : "格式字符"
        }
    }
}
