/// Fills in what is known late: marks in a page that was filled before are replaced.
///
/// A mark is a byte from 1 to 3, which no text of a page has.
package enum Marks {
    /// The page with each mark replaced by its text.
    package static func filled(_ page: [UInt8], _ text: (UInt8) -> [UInt8]) -> [UInt8] {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var result: [UInt8] = []
        result.reserveCapacity(page.count + 64)
        page.withUnsafeBytes { bytes in
            var (start, place) = (0, 0)
            while place < bytes.count {
                // Eight at once while none of them is below 4.
                if place + 8 <= bytes.count {
                    let high = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) & ~(ones &* 3)
                    if (high &- ones) & ~high & (ones << 7) == 0 {
                        place += 8
                        continue
                    }
                }
                if 1...3 ~= bytes[place] {
                    result += bytes[start..<place]
                    result += text(bytes[place])
                    start = place + 1
                }
                place += 1
            }
            result += bytes[start...]
        }
        return result
    }
}
