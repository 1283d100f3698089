/// Bech32 (BIP 173) for age keys: a prefix, a `1`, and bytes in five-bit digits with a checksum.
enum Bech32 {
    private static let digits = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    /// Decodes the bytes after a prefix; nil for another prefix, a wrong checksum, or mixed case.
    static func decoded(_ text: String, prefix: String) -> [UInt8]? {
        guard text.utf8.count <= 200, text == text.lowercased() || text == text.uppercased() else { return nil }
        let bytes = Array(text.lowercased().utf8)
        guard bytes.starts(with: (prefix + "1").utf8) else { return nil }
        let values = bytes.dropFirst(prefix.utf8.count + 1).map { digits.firstIndex(of: $0) }
        let known = values.compactMap { $0 }
        guard known.count == values.count, known.count > 6, checksum(expanded(prefix) + known) == 1 else { return nil }
        return regrouped(known.dropLast(6), from: 5, to: 8, pads: false)?.map { UInt8($0) }
    }

    /// Encodes bytes after a prefix, in lower case.
    static func encoded(_ bytes: [UInt8], prefix: String) -> String {
        let values = regrouped(bytes.map { Int($0) }, from: 8, to: 5, pads: true) ?? []
        let sum = checksum(expanded(prefix) + values + [Int](repeating: 0, count: 6)) ^ 1
        let tail = (0..<6).map { sum >> (5 * (5 - $0)) & 31 }
        return prefix + "1" + String(decoding: (values + tail).map { digits[$0] }, as: UTF8.self)
    }

    private static func expanded(_ prefix: String) -> [Int] {
        prefix.utf8.map { Int($0) >> 5 } + [0] + prefix.utf8.map { Int($0) & 31 }
    }

    private static func checksum(_ values: [Int]) -> Int {
        let factors = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
        return values.reduce(1) { sum, value in
            let top = sum >> 25
            let next = (sum & 0x1FF_FFFF) << 5 ^ value
            return factors.indices.reduce(next) { top >> $1 & 1 == 1 ? $0 ^ factors[$1] : $0 }
        }
    }

    /// Regroups bits; nil when the rest is not valid padding.
    private static func regrouped(_ values: some Sequence<Int>, from: Int, to: Int, pads: Bool) -> [Int]? {
        var result: [Int] = []
        var (rest, count) = (0, 0)
        for value in values {
            rest = rest << from | value
            count += from
            while count >= to {
                count -= to
                result.append(rest >> count & ((1 << to) - 1))
            }
            rest &= (1 << count) - 1
        }
        if pads {
            if count > 0 { result.append(rest << (to - count)) }
        } else if count >= from || rest != 0 {
            return nil
        }
        return result
    }
}
