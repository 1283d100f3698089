package import AssessmentKernel

/// Finds the name that was probably meant by one that is not there.
///
/// ```swift
/// var nearest = NearestName(among: ["迟到", "未打卡"], as: .word)
/// nearest.name(to: "迟道")  // 迟到
/// ```
/// For messages alone: what is found is said as a question and never taken for what was written. Of several that are
/// equally near none is found. Answers are remembered, and after some hundred different questions every further answer
/// is nil, so that a file in which every row is wrong costs no more than its rows.
package struct NearestName: Sendable {
    /// What the names are, which decides what makes two of them alike.
    package enum Purpose: Sendable {
        /// Codes of members and records: alike when they differ in the case of letters, in characters that look alike, in
        /// leading zeros, in separators, or in a single letter.
        ///
        /// Codes with different digits are never alike: `FM0004` is somebody else than `FM0003`, not a slip of the pen.
        case code
        /// Titles and words: alike when a few characters differ, or when one contains the other.
        ///
        /// A word and its negation (未, 不, 无, 非, 没) are never alike.
        case word
    }

    private struct Candidate: Sendable {
        let name: Text
        let scalars: NameScalars
    }

    /// Longer names are not compared, so that a whole text in a cell costs nothing.
    private static let longest = 64
    /// How many different questions are answered.
    private static let questions = 500

    private let purpose: Purpose
    private let candidates: [Candidate]
    private var answers: [Text: Text?] = [:]

    /// Prepares to look among names.
    package init(among names: some Sequence<Text>, as purpose: Purpose) {
        self.purpose = purpose
        candidates = names.compactMap { name in
            NameScalars(name, atMost: NearestName.longest).map { Candidate(name: name, scalars: $0) }
        }
    }

    /// The one name that is nearest to another; nil when none is near, several are, or it is there itself.
    package mutating func name(to wanted: Text) -> Text? {
        if let known = answers[wanted] { return known }
        guard answers.count < NearestName.questions, let scalars = NameScalars(wanted, atMost: NearestName.longest)
        else {
            return nil
        }
        let answer = nearest(to: scalars) ?? (purpose == .word ? related(to: scalars) : nil)
        answers[wanted] = .some(answer)
        return answer
    }

    private func nearest(to wanted: NameScalars) -> Text? {
        var best: (name: Text, weight: Int)?
        var isTied = false
        for candidate in candidates {
            let most = NameDistance.most(wanted, candidate.scalars, purpose)
            guard
                let weight = NameDistance.weight(
                    wanted, candidate.scalars, purpose, atMost: min(most, best?.weight ?? most))
            else { continue }
            if weight == 0 { return nil }
            if let found = best, found.weight == weight {
                isTied = isTied || found.name != candidate.name
            } else {
                (best, isTied) = ((candidate.name, weight), false)
            }
        }
        return isTied ? nil : best?.name
    }

    /// The one name that contains the other or is contained in it, such as 迟到 in 迟到15分钟.
    private func related(to wanted: NameScalars) -> Text? {
        let found = candidates.filter {
            ($0.scalars.contains(wanted) || wanted.contains($0.scalars)) && $0.scalars.negations == wanted.negations
        }
        guard let longest = found.max(by: { $0.scalars.count < $1.scalars.count }),
            found.allSatisfy({ longest.name == $0.name || longest.scalars.contains($0.scalars) })
        else { return nil }
        return longest.name
    }
}

/// The scalars of a name, with what makes them comparable.
private struct NameScalars: Sendable {
    /// The scalars as they are.
    let values: [UInt32]
    /// What they look like.
    let looks: [UInt32]
    /// Whether each is a zero without effect: one before the digits of a number.
    let isLeadingZero: [Bool]

    var count: Int { values.count }

    init?(_ name: Text, atMost longest: Int) {
        // A scalar has at most four bytes.
        guard name.utf8.count <= longest * 4 else { return nil }
        values = name.string.unicodeScalars.map(\.value)
        guard !values.isEmpty, values.count <= longest else { return nil }
        looks = values.map(NameScalars.look)
        var flags: [Bool] = []
        var isLeading = true
        for value in values {
            if value == 0x30 {
                flags.append(isLeading)
            } else {
                flags.append(false)
                isLeading = !NameScalars.isDigit(value)
            }
        }
        // The last digit of a number is the number.
        for place in values.indices where flags[place] {
            if place + 1 == values.count || !NameScalars.isDigit(values[place + 1]) { flags[place] = false }
        }
        isLeadingZero = flags
    }

    func contains(_ other: NameScalars) -> Bool {
        guard other.count >= 2, other.count < count else { return false }
        return (0...(count - other.count)).contains { values[$0..<($0 + other.count)].elementsEqual(other.values) }
    }

    /// How many negations it has.
    var negations: Int { values.count(where: NameScalars.isNegation) }

    /// 未, 不, 无, 非, 没.
    static func isNegation(_ value: UInt32) -> Bool {
        value == 0x672A || value == 0x4E0D || value == 0x65E0 || value == 0x975E || value == 0x6CA1
    }

    static func isDigit(_ value: UInt32) -> Bool { value >= 0x30 && value <= 0x39 }

    /// Characters without meaning in a code: separators, quotes, and those that cannot be seen.
    static func isSeparator(_ value: UInt32) -> Bool {
        switch value {
        case 0x20, 0x22, 0x27, 0x2D, 0x2E, 0x2F, 0x3D, 0x5F, 0xB7: true
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF, 0xAD: true
        default: false
        }
    }

    /// The character that another one looks like.
    private static func look(_ value: UInt32) -> UInt32 { looksLike[value] ?? value }

    private static let looksLike: [UInt32: UInt32] = {
        let alike = [
            "0OoQqΟОо", "1lIi|LІΙ", "2ZzΖ", "5Ss", "8BbВΒ", "AaАΑ", "CcС", "EeЕΕ", "HhНΗ", "KkКΚ", "MmМΜ", "NnΝ",
            "PpРΡ", "TtТΤ", "XxХΧ", "YyУΥ", "-‐‑‒–—−－",
        ]
        var looks: [UInt32: UInt32] = [:]
        for group in alike {
            let scalars = group.unicodeScalars.map(\.value)
            for scalar in scalars where looks[scalar] == nil { looks[scalar] = scalars[0] }
        }
        for small in UInt32(0x61)...0x7A where looks[small] == nil { looks[small] = small - 0x20 }
        return looks
    }()
}

/// How far two names are apart: the least weight of the edits that make one the other.
private enum NameDistance {
    private static let slight = 1
    private static let whole = 4
    private static let never = 1_000

    /// The weight up to which two names are near.
    static func most(_ left: NameScalars, _ right: NameScalars, _ purpose: NearestName.Purpose) -> Int {
        let longer = max(left.count, right.count)
        let most =
            purpose == .code ? whole + 2 * slight : whole * (longer <= 4 ? 1 : longer <= 8 ? 2 : 3)
        // Some part must be left.
        return min(most, whole * min(left.count, right.count) - 1)
    }

    /// The weight; nil when it is more than a limit.
    static func weight(
        _ left: NameScalars, _ right: NameScalars, _ purpose: NearestName.Purpose, atMost most: Int
    ) -> Int? {
        var (before, last) = ([Int](), [0])
        for place in right.values.indices { last.append(last[place] + single(right, place, purpose)) }
        for row in left.values.indices {
            var next = [last[0] + single(left, row, purpose)]
            for column in right.values.indices {
                var weight = min(
                    last[column + 1] + single(left, row, purpose), next[column] + single(right, column, purpose),
                    last[column] + exchange(left, row, right, column, purpose))
                if purpose == .word, row > 0, column > 0, left.values[row] == right.values[column - 1],
                    left.values[row - 1] == right.values[column]
                {
                    weight = min(weight, before[column - 1] + whole)
                }
                next.append(weight)
            }
            guard next.contains(where: { $0 <= most }) || last.contains(where: { $0 <= most }) else { return nil }
            (before, last) = (last, next)
        }
        guard let weight = last.last, weight <= most else { return nil }
        return weight
    }

    /// The weight of a character that one name has and the other has not.
    private static func single(_ name: NameScalars, _ place: Int, _ purpose: NearestName.Purpose) -> Int {
        guard purpose == .code else { return NameScalars.isNegation(name.values[place]) ? never : whole }
        if name.isLeadingZero[place] || NameScalars.isSeparator(name.values[place]) { return slight }
        return NameScalars.isDigit(name.values[place]) ? never : whole
    }

    private static func exchange(
        _ left: NameScalars, _ row: Int, _ right: NameScalars, _ column: Int, _ purpose: NearestName.Purpose
    ) -> Int {
        if left.values[row] == right.values[column] { return 0 }
        if left.looks[row] == right.looks[column] { return slight }
        guard purpose == .code else {
            let isNegated = NameScalars.isNegation(left.values[row]) || NameScalars.isNegation(right.values[column])
            return isNegated ? never : whole
        }
        // A digit for another character is another number, unless the two look alike.
        return NameScalars.isDigit(left.values[row]) || NameScalars.isDigit(right.values[column]) ? never : whole
    }
}
