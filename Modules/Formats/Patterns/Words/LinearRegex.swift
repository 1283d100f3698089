/// A regular expression that takes time in proportion to the text, whatever it is.
///
/// It knows `.` `[…]` `( )` `|` `?` `*` `+` `{m,n}` `^` `$` `\d` `\s` `\w`. All ways through the expression are walked at
/// once, a character of the text at a time, so there is nothing to go back to.
package struct LinearRegex: Sendable {
    /// Why an expression is refused.
    package struct Fault: Error {
        package let chinese: String
        package let english: String
    }

    /// A set of characters.
    struct Characters: Sendable {
        var ranges: [ClosedRange<UInt32>] = []
        var isInverted = false

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            ranges.contains { $0.contains(scalar.value) } != isInverted
        }
    }

    enum Step: Sendable {
        case one(Characters)
        case fork(Int, Int)
        case start
        case end
        case match
    }

    /// Longer texts fit no expression: a cell that is a value is short.
    private static let longestText = 4_096
    private let steps: [Step]

    /// Reads an expression.
    ///
    /// - Throws: why it is none.
    package init(_ text: String) throws(Fault) {
        var parser = RegexParser(text)
        steps = try RegexParser.steps(parser.expression())
    }

    /// Whether the expression fits a part of the text.
    package func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars.prefix(LinearRegex.longestText + 1))
        guard scalars.count <= LinearRegex.longestText else { return false }
        var seen = [Int](repeating: -1, count: steps.count)
        var now: [Int] = []
        var next: [Int] = []
        for place in 0...scalars.count {
            // An expression may begin anywhere.
            if follow(0, place, scalars.count, &seen, &now) { return true }
            guard place < scalars.count else { return false }
            next.removeAll(keepingCapacity: true)
            for step in now {
                guard case .one(let characters) = steps[step], characters.contains(scalars[place]) else { continue }
                if follow(step + 1, place + 1, scalars.count, &seen, &next) { return true }
            }
            swap(&now, &next)
        }
        return false
    }

    /// Adds the steps that are reached without a character; true when the match is among them.
    private func follow(_ first: Int, _ place: Int, _ end: Int, _ seen: inout [Int], _ steps: inout [Int]) -> Bool {
        var open = [first]
        while let step = open.popLast() {
            if seen[step] == place { continue }
            seen[step] = place
            switch self.steps[step] {
            case .one: steps.append(step)
            case .fork(let one, let other): open += [other, one]
            case .start: if place == 0 { open.append(step + 1) }
            case .end: if place == end { open.append(step + 1) }
            case .match: return true
            }
        }
        return false
    }
}
