extension FormatSection {
    /// Writes a number as this part shows it.
    ///
    /// - Parameter needsSign: whether a minus sign goes first.
    /// - Returns: false, and nothing is written, when it cannot be reproduced.
    func write(_ number: SpreadsheetNumber, needsSign: Bool, into bytes: inout [UInt8]) -> Bool {
        guard !isUnknown else { return false }
        var value = number.magnitude.shown
        var power = 0
        if steps.contains(where: { if case .power = $0 { true } else { false } }) {
            (value, power) = mantissa(of: value)
        } else if kind != .general && kind != .text {
            value = value.scaled(byPowerOfTen: shift).rounded(to: decimalPlaces)
        }
        var digits = Digits(value.parts, places: wholePlaces, hasGroups: hasGroups)
        let start = bytes.count
        if needsSign, !value.isZero { bytes.append(0x2D) }
        var lastContent = start
        for step in steps {
            switch step {
            case .literal(let text): bytes.append(contentsOf: text)
            case .room:
                // White space at the ends is the sheet's layout.
                if lastContent > start { bytes.append(0x20) }
                continue
            case .general, .text: value.write(into: &bytes)
            case .digit(let place): digits.writeWhole(place, into: &bytes)
            case .point:
                digits.writeRest(into: &bytes)
                bytes.append(0x2E)
            case .decimal(let place): digits.writeDecimal(place, into: &bytes)
            case .percent: bytes.append(0x25)
            case .power(let showsPlus, let count):
                bytes.append(0x45)
                if power < 0 { bytes.append(0x2D) } else if showsPlus { bytes.append(0x2B) }
                let text = String(abs(power))
                bytes.append(contentsOf: repeatElement(0x30, count: max(0, count - text.utf8.count)))
                bytes.append(contentsOf: text.utf8)
            case .date: break
            }
            lastContent = bytes.count
        }
        bytes.removeLast(bytes.count - lastContent)
        return true
    }

    /// Writes a number as a plain decimal, rounded as this part shows it: without thousands and the unit of its column.
    ///
    /// - Returns: false, and nothing is written, when what is shown is not that number.
    func writePlain(_ number: SpreadsheetNumber, into bytes: inout [UInt8]) -> Bool {
        guard !isUnknown else { return false }
        let percents = steps.count { $0 == .percent }
        guard percents <= 1, shift == 2 * percents else { return false }
        var units: [UInt8] = []
        for case .literal(let text) in steps { units += text }
        let hasDigits = wholePlaces + decimalPlaces > 0 || steps.contains(.general)
        if !hasDigits {
            // Accounting shows a dash for zero.
            guard number.isZero, units == [0x2D] else { return false }
            bytes.append(0x30)
            return true
        }
        let unit = String(decoding: units.filter { $0 != 0x20 }, as: UTF8.self)
        guard number.isNegative || FormatSection.units.contains(unit) else { return false }
        var value = number.shown
        if steps.contains(where: { if case .power = $0 { true } else { false } }) {
            let (shown, power) = mantissa(of: value.magnitude)
            value = shown.scaled(byPowerOfTen: power)
        } else if kind != .general {
            value = value.scaled(byPowerOfTen: shift).rounded(to: decimalPlaces)
        }
        if number.isNegative, !value.isNegative { bytes.append(0x2D) }
        value.write(into: &bytes)
        if percents > 0 { bytes.append(0x25) }
        return true
    }

    /// The units that a number bears in its format without being another number: those in which the columns count.
    ///
    /// Minutes and ten thousands are not among them.
    private static let units: Set<String> = [
        "", "小时", "个小时", "时", "h", "H", "hr", "hrs", "hour", "hours", "元", "人民币", "¥", "￥", "CNY", "RMB", "个", "次", "件",
        "份", "张", "条", "人", "项", "户", "￥元", "¥元",
    ]

    /// The digits before `E`, and the power of ten after it.
    private func mantissa(of value: SpreadsheetNumber) -> (value: SpreadsheetNumber, power: Int) {
        guard !value.isZero else { return (value, 0) }
        let step = max(1, wholePlaces)
        func floor(_ order: Int) -> Int { (order >= 0 ? order / step : (order - step + 1) / step) * step }
        var power = floor(value.order)
        var shown = value.scaled(byPowerOfTen: -power).rounded(to: decimalPlaces)
        if shown.order >= step {
            power += step
            shown = value.scaled(byPowerOfTen: -power).rounded(to: decimalPlaces)
        }
        return (shown, power)
    }
}

/// The digits of a number, given out to the places of a format.
private struct Digits {
    private let whole: [UInt8]
    private let decimals: [UInt8]
    private let hasGroups: Bool
    /// The places before the point that are still to come.
    private var placesLeft: Int
    private var decimalsGiven = 0
    /// How many digits before the point were written or passed over.
    private var wholeGiven = 0

    init(_ parts: (whole: [UInt8], decimals: [UInt8]), places: Int, hasGroups: Bool) {
        (whole, decimals) = parts
        self.hasGroups = hasGroups
        placesLeft = places
    }

    /// Writes the digit of a place before the point; the first place takes all digits that have none of their own.
    mutating func writeWhole(_ place: UInt8, into bytes: inout [UInt8]) {
        while whole.count - wholeGiven > placesLeft {
            write(whole[wholeGiven], right: whole.count - wholeGiven, &bytes)
        }
        defer { placesLeft -= 1 }
        if whole.count - wholeGiven == placesLeft, wholeGiven < whole.count {
            write(whole[wholeGiven], right: placesLeft, &bytes)
        } else if place == 0x30 {
            bytes.append(0x30)
            group(right: placesLeft, &bytes)
        } else if place == 0x3F {
            bytes.append(0x20)
        }
    }

    /// Writes the digits of a number whose format has no place before the point.
    mutating func writeRest(into bytes: inout [UInt8]) {
        while wholeGiven < whole.count { write(whole[wholeGiven], right: whole.count - wholeGiven, &bytes) }
    }

    mutating func writeDecimal(_ place: UInt8, into bytes: inout [UInt8]) {
        if decimalsGiven < decimals.count {
            bytes.append(decimals[decimalsGiven])
        } else if place != 0x23 {
            bytes.append(place == 0x30 ? 0x30 : 0x20)
        }
        decimalsGiven += 1
    }

    private mutating func write(_ digit: UInt8, right: Int, _ bytes: inout [UInt8]) {
        bytes.append(digit)
        wholeGiven += 1
        group(right: right, &bytes)
    }

    /// Writes a comma after a digit that has another three, six… at its right.
    private func group(right: Int, _ bytes: inout [UInt8]) {
        if hasGroups, right > 1, right % 3 == 1 { bytes.append(0x2C) }
    }
}
