/// SplitMix64: small, fast, and the same on every machine, which the standard library's generators do not promise.
///
/// Each generator serves one purpose (a member's quarter, a member's year) and is never shared between members. So a
/// member's rows do not depend on the number of other members.
struct Dice {
    private var state: UInt64

    init(_ parts: Int...) {
        state = 0x6B61_6F68_65
        for part in parts { state = next() ^ UInt64(bitPattern: Int64(part)) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

    /// A random index, weighted.
    mutating func weighted(_ weights: [Int]) -> Int {
        var rest = below(weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if rest < weight { return index }
            rest -= weight
        }
        return 0
    }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        for last in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(last, below(last + 1)) }
        return result
    }
}

/// Visits every number below `count` once before any repeats: texts made from it repeat only when that is planned.
struct Walk {
    private let count: Int
    private let step: Int
    private var place: Int

    init(count: Int, dice: inout Dice) {
        var step = dice.within(count / 3...count - 1)
        while Walk.greatestCommonDivisor(step, count) != 1 { step = step % count + 1 }
        self.count = count
        self.step = step
        place = dice.below(count)
    }

    mutating func next() -> Int {
        place = (place + step) % count
        return place
    }

    static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        right == 0 ? left : greatestCommonDivisor(right, left % right)
    }
}
