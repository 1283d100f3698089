/// Reads a regular expression and lays it out in steps.
struct RegexParser {
    /// The most steps of an expression, repetitions written out.
    private static let mostSteps = 2_000
    private static let deepest = 20

    indirect enum Part {
        case one(LinearRegex.Characters)
        case start
        case end
        case sequence([Part])
        case either([Part])
        case repeated(Part, least: Int, most: Int?)
    }

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var depth = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    private static func fault(_ chinese: String, _ english: String) -> LinearRegex.Fault {
        LinearRegex.Fault(chinese: chinese, english: english)
    }

    /// Reads the whole expression.
    mutating func expression() throws(LinearRegex.Fault) -> Part {
        let part = try alternatives()
        guard next == nil else { throw RegexParser.fault("多余的 )", "a ) too many") }
        return part
    }

    private mutating func alternatives() throws(LinearRegex.Fault) -> Part {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RegexParser.deepest else {
            throw RegexParser.fault("括号过深", "the brackets are nested too deeply")
        }
        var parts = [try sequence()]
        while take("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func sequence() throws(LinearRegex.Fault) -> Part {
        var parts: [Part] = []
        while let next, next != "|", next != ")" { parts.append(try repetition()) }
        return .sequence(parts)
    }

    private mutating func repetition() throws(LinearRegex.Fault) -> Part {
        let part = try atom()
        switch next {
        case "*": place += 1; return .repeated(part, least: 0, most: nil)
        case "+": place += 1; return .repeated(part, least: 1, most: nil)
        case "?": place += 1; return .repeated(part, least: 0, most: 1)
        case "{":
            place += 1
            let least = try count()
            let most = take(",") ? (next == "}" ? nil : try count()) : least
            guard take("}"), most.map({ least <= $0 }) ?? true else {
                throw RegexParser.fault("{} 中应为次数，如 {2,4}", "counts such as {2,4} go into the braces")
            }
            return .repeated(part, least: least, most: most)
        default: return part
        }
    }

    private mutating func count() throws(LinearRegex.Fault) -> Int {
        var digits = ""
        while let next, (0x30...0x39).contains(next.value), digits.utf8.count < 4 {
            digits.unicodeScalars.append(next)
            place += 1
        }
        guard let count = Int(digits), count <= 1_000 else {
            throw RegexParser.fault("{} 中应为 0 至 1000 的次数", "a count from 0 to 1000 goes into the braces")
        }
        return count
    }

    private mutating func atom() throws(LinearRegex.Fault) -> Part {
        guard let scalar = next else { throw RegexParser.fault("不完整", "it is not complete") }
        place += 1
        switch scalar {
        case "(":
            let part = try alternatives()
            guard take(")") else { throw RegexParser.fault("缺少 )", "a ) is missing") }
            return part
        case "[": return .one(try set())
        case ".": return .one(.init(ranges: [], isInverted: true))
        case "^": return .start
        case "$": return .end
        case "\\": return .one(try escaped())
        case "*", "+", "?", "{": throw RegexParser.fault("\(scalar) 之前没有内容", "nothing stands before \(scalar)")
        default: return .one(.init(ranges: [scalar.value...scalar.value]))
        }
    }

    private mutating func escaped() throws(LinearRegex.Fault) -> LinearRegex.Characters {
        guard let scalar = next else { throw RegexParser.fault("\\ 之后没有内容", "nothing follows \\") }
        place += 1
        switch scalar {
        case "d": return .init(ranges: [0x30...0x39])
        case "s": return .init(ranges: [0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x3000...0x3000])
        case "w": return .init(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
        default:
            let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
            guard !isLetter, !(0x30...0x39).contains(scalar.value) else {
                throw RegexParser.fault("不认识 \\\(scalar)", "\\\(scalar) is not known")
            }
            return .init(ranges: [scalar.value...scalar.value])
        }
    }

    private mutating func set() throws(LinearRegex.Fault) -> LinearRegex.Characters {
        var characters = LinearRegex.Characters()
        characters.isInverted = take("^")
        repeat {
            guard let scalar = next else { throw RegexParser.fault("缺少 ]", "a ] is missing") }
            place += 1
            if scalar == "\\" {
                characters.ranges += try escaped().ranges
            } else if next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" {
                let last = scalars[place + 1]
                guard scalar.value <= last.value else { throw RegexParser.fault("[] 中的范围颠倒", "a range is upside down") }
                characters.ranges.append(scalar.value...last.value)
                place += 2
            } else {
                characters.ranges.append(scalar.value...scalar.value)
            }
        } while next != "]" && characters.ranges.count < 1_000
        guard take("]") else { throw RegexParser.fault("缺少 ]", "a ] is missing") }
        return characters
    }

    // MARK: Steps

    /// Lays an expression out, with the match at its end.
    static func steps(_ part: Part) throws(LinearRegex.Fault) -> [LinearRegex.Step] {
        var steps: [LinearRegex.Step] = []
        try add(part, to: &steps)
        return steps + [.match]
    }

    private static func add(_ part: Part, to steps: inout [LinearRegex.Step]) throws(LinearRegex.Fault) {
        guard steps.count < mostSteps else { throw fault("表达式过长", "the expression is too long") }
        switch part {
        case .one(let characters): steps.append(.one(characters))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .sequence(let parts): for part in parts { try add(part, to: &steps) }
        case .either(let parts):
            var jumps: [Int] = []
            for part in parts.dropLast() {
                let fork = steps.count
                steps.append(.fork(fork + 1, 0))
                try add(part, to: &steps)
                jumps.append(steps.count)
                steps.append(.fork(0, 0))
                steps[fork] = .fork(fork + 1, steps.count)
            }
            if let last = parts.last { try add(last, to: &steps) }
            for jump in jumps { steps[jump] = .fork(steps.count, steps.count) }
        case .repeated(let part, let least, let most):
            for _ in 0..<least {
                let count = steps.count
                try add(part, to: &steps)
                // Nothing stays nothing, however often it is repeated.
                if steps.count == count { break }
            }
            guard let most else {
                let fork = steps.count
                steps.append(.fork(fork + 1, 0))
                try add(part, to: &steps)
                steps.append(.fork(fork, fork))
                steps[fork] = .fork(fork + 1, steps.count)
                return
            }
            var forks: [Int] = []
            for _ in least..<max(least, most) {
                forks.append(steps.count)
                steps.append(.fork(0, 0))
                try add(part, to: &steps)
                if steps.count == forks[forks.count - 1] + 1 { break }
            }
            for fork in forks { steps[fork] = .fork(fork + 1, steps.count) }
        }
    }
}
