package import AssessmentKernel
import Cells

/// Makes header cells comparable.
package enum HeaderText {
    /// The text without any white space and with ASCII for full-width forms.
    ///
    /// Marks that cannot be seen are dropped too: a byte-order mark stands in the first title of some files.
    package static func plain(_ bytes: some Collection<UInt8>) -> Text {
        var bytes = CellText.normalised(bytes)
        // Some platforms guard every cell of a file.
        if bytes.first == 0x3D || bytes.first == 0x27 {
            bytes = bytes.withUnsafeBufferPointer { WrappedCode.unwrapped($0) } ?? bytes
        }
        let text = Text(utf8: bytes).withoutWhiteSpace
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
        let seen = text.string.unicodeScalars.filter { !Invisible.isInvisible($0) }
        return seen.count == text.string.unicodeScalars.count
            ? text : Text(String(String.UnicodeScalarView(seen)))
    }

    /// The title of a header cell: its text without a leading `*` (or ※, ★) and without remarks in brackets at the end.
    ///
    /// Platforms mark what must be filled in, and name units: `*工号`, `状态（必填）`, `工时（小时）`.
    package static func title(_ plain: Text) -> Text {
        var scalars = Array(plain.string.unicodeScalars)[...]
        while true {
            let count = scalars.count
            while let first = scalars.first, marks.contains(first) { scalars.removeFirst() }
            while let last = scalars.last, marks.contains(last) { scalars.removeLast() }
            if let close = scalars.last, let opening = openings[close] {
                var depth = 0
                for place in scalars.indices.reversed() {
                    if scalars[place] == close { depth += 1 }
                    if scalars[place] == opening { depth -= 1 }
                    if depth == 0 {
                        scalars = scalars[..<place]
                        break
                    }
                }
            }
            if scalars.isEmpty { return plain }
            if scalars.count == count { break }
        }
        return scalars.count == plain.string.unicodeScalars.count
            ? plain : Text(String(String.UnicodeScalarView(scalars)))
    }

    /// The remarks in brackets at the end of a header cell: 分钟 in `工时（分钟）`.
    static func remarks(_ bytes: some Collection<UInt8>) -> [Text] {
        let plain = plain(bytes)
        let title = title(plain)
        guard title.utf8.count < plain.utf8.count, let start = plain.string.firstRange(of: title.string) else {
            return []
        }
        return plain.string[start.upperBound...].split { "()[]{}【】〔〕〖〗*".contains($0) }.map { Text(String($0)) }
    }

    /// The unit that a title names for its numbers, when it is one in which no table counts; nil for any other title.
    ///
    /// A number under such a title would be read as something else: minutes as hours.
    package static func otherUnit(in title: some Collection<UInt8>) -> Text? {
        remarks(title).first { otherUnits.contains($0) }
    }

    private static let otherUnits: Set<Text> = [
        "分钟", "分", "min", "mins", "minute", "minutes", "MIN", "Min", "秒", "秒钟", "s", "S", "sec", "second", "seconds",
        "毫秒", "ms",
        "天", "日", "工作日", "day", "days", "百元", "千元", "万元", "万", "千", "角", "单位:分钟", "单位:分", "单位:秒", "单位:天", "单位:万元",
        "以分钟计", "按分钟",
    ]

    /// The title of a header cell as delivered; blank for a blank one.
    package static func title(of bytes: some Collection<UInt8>) -> Text {
        let plain = plain(bytes)
        return plain.utf8.isEmpty ? plain : title(plain)
    }

    /// Each bracket that closes, with the one that opens; full-width ones have become ASCII.
    private static let openings: [Unicode.Scalar: Unicode.Scalar] = [
        ")": "(", "]": "[", "}": "{", "】": "【", "〕": "〔", "〗": "〖",
    ]

    /// The marks of what must be filled in.
    private static let marks: Set<Unicode.Scalar> = ["*", "※", "★", "☆", "✱", "●"]

    /// What a header cell may be called: its text, and its title without mark and remark; none for a blank one.
    package static func readings(_ bytes: some Collection<UInt8>) -> [Text] {
        let plain = plain(bytes)
        if plain.utf8.isEmpty { return [] }
        let title = title(plain)
        return title == plain ? [plain] : [plain, title]
    }
}
