package import Crypto
import Foundation

extension Digest {
    /// The bytes in lower-case hex.
    package var hex: String {
        var digits: [UInt8] = []
        for byte in self {
            for digit in [byte >> 4, byte & 15] { digits.append(digit + (digit < 10 ? 0x30 : 0x57)) }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
