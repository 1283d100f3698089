/// Codes that were guarded against spreadsheet programs, and codes that these have damaged all the same.
package enum WrappedCode {
    /// Whether the first byte of a trimmed code calls for a closer look; no usual code begins so but with a digit.
    @inline(__always)
    static func mayMatter(_ first: UInt8) -> Bool {
        // ! to 9, which has the digits, and = only.
        first < 0x3A || first == 0x3D
    }

    /// What a code wraps that is written as a formula or behind an apostrophe: `="FM0001"`, `'0012`; nil for any other.
    ///
    /// Both keep a spreadsheet program from making a number of the code. Text that does not end as it begins is kept.
    package static func unwrapped(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var rest = Array(bytes)[...]
        var isWrapped = false
        while true {
            if rest.first == 0x27 {
                rest = trimmed(rest.dropFirst())
            } else if let inner = formula(rest) {
                rest = inner
            } else {
                return isWrapped ? Array(rest) : nil
            }
            isWrapped = true
        }
    }

    /// The text of a formula that is one text: `="0012"`, and `=""0012""` as some programs double its quotes.
    private static func formula(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard bytes.first == 0x3D else { return nil }
        var inner = trimmed(bytes.dropFirst())
        guard inner.count >= 2, inner.first == 0x22, inner.last == 0x22 else { return nil }
        while inner.count >= 2, inner.first == 0x22, inner.last == 0x22 { inner = inner.dropFirst().dropLast() }
        // A quote within is doubled; a single one ends the text, and an operator follows.
        var text: [UInt8] = []
        var place = inner.startIndex
        while place < inner.endIndex {
            if inner[place] == 0x22 {
                guard place + 1 < inner.endIndex, inner[place + 1] == 0x22 else { return nil }
                place += 1
            }
            text.append(inner[place])
            place += 1
        }
        return trimmed(text[...])
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return bytes
    }

    /// Whether a spreadsheet program has made a number of a code: `2.02107E+11`, `2.0210712E11`, `1E+05`.
    ///
    /// An exponent without a sign needs a decimal point, since `3E05` may well be a code.
    static func isScientific(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= 40 else { return false }
        var place = 0
        if place < bytes.count, bytes[place] == 0x2B || bytes[place] == 0x2D { place += 1 }
        let whole = digits(bytes, from: &place)
        var hasPoint = false
        if place < bytes.count, bytes[place] == 0x2E || bytes[place] == 0x2C {
            hasPoint = true
            place += 1
            guard digits(bytes, from: &place) > 0 else { return false }
        }
        guard whole > 0, place < bytes.count, bytes[place] | 0x20 == 0x65 else { return false }
        place += 1
        let sign = place < bytes.count ? bytes[place] : 0
        if sign == 0x2B || sign == 0x2D { place += 1 }
        guard hasPoint || sign == 0x2B else { return false }
        return (1...3).contains(digits(bytes, from: &place)) && place == bytes.count
    }

    private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, from place: inout Int) -> Int {
        let start = place
        while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
        return place - start
    }

    /// Whether a cell is what a spreadsheet program shows instead of its value: `#N/A`, or `####` in a narrow column.
    static func isErrorValue(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.first == 0x23, bytes.count >= 3, bytes.count <= 40 else { return false }
        if bytes.allSatisfy({ $0 == 0x23 }) { return true }
        return errors.contains { $0.utf8.elementsEqual(bytes) }
    }

    private static let errors = [
        "#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    ]
}
