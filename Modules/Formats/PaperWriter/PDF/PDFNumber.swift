/// Numbers as PDF writes them.
enum PDFNumber {
    /// Adds a length with at most two decimals.
    static func append(_ value: Double, to bytes: inout [UInt8]) {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
        if hundredths < 0 { bytes.append(UInt8(ascii: "-")) }
        append(whole, to: &bytes)
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(rest / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
    }

    private static func append(_ whole: UInt, to bytes: inout [UInt8]) {
        if whole >= 10 { append(whole / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(whole % 10))
    }

    /// A length as a text.
    static func text(_ value: Double) -> String {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Numbers of two bytes as PDF writes them in strings.
enum Hex {
    private static func digit(_ value: UInt16) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + UInt8(value) : UInt8(ascii: "A") + UInt8(value - 10)
    }

    /// Adds four digits.
    static func append(_ number: UInt16, to bytes: inout [UInt8]) {
        bytes.append(digit(number >> 12 & 15))
        bytes.append(digit(number >> 8 & 15))
        bytes.append(digit(number >> 4 & 15))
        bytes.append(digit(number & 15))
    }

    /// Four digits as a text.
    static func four(_ number: UInt16) -> String {
        var bytes: [UInt8] = []
        append(number, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
