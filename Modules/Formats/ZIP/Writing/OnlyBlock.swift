/// The one block of a stream of raw deflate that has no other (RFC 1951, 3.2.7).
///
/// Its end is found by its last code, without unpacking it: which code ends a block stands in the block's head.
struct OnlyBlock {
    /// The symbols of the code that ends a block, and of those that repeat a length.
    private static let (end, repeats, zeros, manyZeros) = (256, 16, 17, 18)
    /// The order in which the lengths of the head's own codes come.
    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private let stream: [UInt8]
    private var place = 0

    /// The bits of the block, of a stream with one block of codes of its own; nil for any other stream.
    ///
    /// - Parameter stream: a whole stream, with zeros behind its last bit.
    static func bits(of stream: [UInt8]) -> Range<Int>? {
        var block = OnlyBlock(stream: stream)
        // The block is the last one, and begins with its codes.
        guard block.next(1) == 1, block.next(2) == 2, let code = block.endCode() else { return nil }
        // A code with no 1 in it could be mistaken for the zeros behind it; any other ends at one place only.
        guard code.bits != 0 else { return nil }
        let ends = (0..<8).map { 8 * stream.count - $0 }.filter { place in
            block.place = place - code.length
            return block.next(code.length) == code.bits
                && (place..<8 * stream.count).allSatisfy { stream[$0 / 8] >> UInt8($0 % 8) & 1 == 0 }
        }
        return ends.first.map { 0..<$0 }
    }

    private init(stream: [UInt8]) { self.stream = stream }

    /// The code that ends the block, its first bit the lowest.
    private mutating func endCode() -> (bits: Int, length: Int)? {
        guard let symbols = next(5), next(5) != nil, let heads = next(4) else { return nil }
        var lengths = [Int](repeating: 0, count: OnlyBlock.order.count)
        for symbol in OnlyBlock.order.prefix(heads + 4) {
            guard let length = next(3) else { return nil }
            lengths[symbol] = length
        }
        let head = PrefixCodes(lengths)
        lengths = []
        while lengths.count < symbols + 257 {
            guard let symbol = head.symbol({ next(1) }) else { return nil }
            switch symbol {
            case OnlyBlock.repeats:
                guard let last = lengths.last, let more = next(2) else { return nil }
                lengths += Array(repeating: last, count: more + 3)
            case OnlyBlock.zeros, OnlyBlock.manyZeros:
                let isMany = symbol == OnlyBlock.manyZeros
                guard let more = next(isMany ? 7 : 3) else { return nil }
                lengths += Array(repeating: 0, count: more + (isMany ? 11 : 3))
            default: lengths.append(symbol)
            }
        }
        // A repeated length may go on among those of the distances, which are other codes.
        return PrefixCodes(Array(lengths.prefix(symbols + 257))).code(of: OnlyBlock.end)
    }

    /// The next bits as a number, the first of them the lowest; nil behind the end.
    private mutating func next(_ count: Int) -> Int? {
        guard place >= 0, place + count <= 8 * stream.count else { return nil }
        defer { place += count }
        return (0..<count).reduce(0) { number, bit in
            number | Int(stream[(place + bit) / 8] >> UInt8((place + bit) % 8) & 1) << bit
        }
    }
}

/// Codes of deflate, which follow from their lengths (RFC 1951, 3.2.2).
private struct PrefixCodes {
    private let lengths: [Int]
    /// By length: how many codes have it, and the number of the first of them, its first bit the highest.
    private var counts: [Int]
    private var firsts: [Int]

    /// - Parameter lengths: the lengths of the symbols' codes, below 16; 0 for a symbol without one.
    init(_ lengths: [Int]) {
        self.lengths = lengths
        counts = Array(repeating: 0, count: 16)
        for length in lengths where length > 0 { counts[length] += 1 }
        firsts = [0, 0]
        for length in 2..<16 { firsts.append((firsts[length - 1] + counts[length - 1]) * 2) }
    }

    /// The code of a symbol, its first bit the lowest; nil for a symbol without one.
    func code(of symbol: Int) -> (bits: Int, length: Int)? {
        let length = lengths[symbol]
        guard length > 0 else { return nil }
        let number = firsts[length] + lengths[..<symbol].count { $0 == length }
        return ((0..<length).reduce(0) { $0 | (number >> $1 & 1) << (length - 1 - $1) }, length)
    }

    /// The symbol of the next code; nil if the next bits are no code, or end before one does.
    func symbol(_ next: () -> Int?) -> Int? {
        var number = 0
        for length in 1..<16 {
            guard let bit = next() else { return nil }
            number = number << 1 | bit
            let place = number - firsts[length]
            guard place >= 0, place < counts[length] else { continue }
            return lengths.indices.lazy.filter { lengths[$0] == length }.dropFirst(place).first
        }
        return nil
    }
}
