extension [UInt8] {
    /// Appends the digits of a whole number, with zeros in front up to a width.
    ///
    /// - Parameter width: at most 20.
    package mutating func append(digitsOf number: UInt64, width: Int = 1) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = number
            var place = 20
            while rest > 0 || place > 20 - width {
                place -= 1
                digits.initializeElement(at: place, to: UInt8(truncatingIfNeeded: 0x30 + rest % 10))
                rest /= 10
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[place...]))
        }
    }

    /// Appends a number below a hundred as two digits.
    mutating func append(twoDigitsOf number: Int) {
        append(UInt8(truncatingIfNeeded: 0x30 + number / 10))
        append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
    }
}

/// A number with zeros before it.
package func padded(_ number: Int, _ width: Int) -> String {
    String(printing: { $0.append(digitsOf: UInt64(clamping: number), width: width) })
}

extension String {
    /// The text of what is appended.
    package init(printing append: (inout [UInt8]) -> Void) {
        var bytes: [UInt8] = []
        // Enough for a moment, a number or an amount, so that it is allocated once.
        bytes.reserveCapacity(32)
        append(&bytes)
        self.init(decoding: bytes, as: UTF8.self)
    }
}

extension Int64 {
    /// Reads a number that counts from 1, in at most 18 digits without zeros in front; nil for anything else.
    package init?(counting digits: UnsafeBufferPointer<UInt8>) {
        guard let first = digits.first, first != 0x30, digits.count <= 18 else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - 0x30)
        }
        self = value
    }
}
