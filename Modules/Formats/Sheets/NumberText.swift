// Numbers that a format stores in binary, as the shortest decimal text of the same value.

extension RowQueue {
    /// Writes a whole number as the next cell's text.
    package func append(whole number: Int) {
        if number < 0 { append(0x2D) }
        append(digits: number.magnitude)
    }

    /// Writes a number of hundredths, without zeros at its end.
    package func append(hundredths number: Int) {
        if number < 0 { append(0x2D) }
        let size = number.magnitude
        append(digits: size / 100)
        let part = UInt8(size % 100)
        guard part > 0 else { return }
        append(0x2E)
        append(0x30 + part / 10)
        if part % 10 > 0 { append(0x30 + part % 10) }
    }

    /// Writes a finite number.
    package func append(number: Double) {
        if let whole = Int(exactly: number), whole.magnitude < 1 << 53 { return append(whole: whole) }
        var text = number.description
        text.withUTF8 { append($0) }
    }

    private func append(digits number: UInt) {
        var unit: UInt = 1
        while number / unit >= 10 { unit *= 10 }
        while unit > 0 {
            append(0x30 + UInt8(number / unit % 10))
            unit /= 10
        }
    }
}
