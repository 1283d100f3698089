import AssessmentKernel

/// The known name that was probably meant.
enum Nearest {
    /// “；是否想写 …” for a name that is near to a known one; empty for any other.
    static func hint(_ name: String, _ known: [String]) -> LocalText {
        let wanted = Array(name.lowercased().unicodeScalars.prefix(40))
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars.prefix(40)))
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, wanted.count / 2), best.distance < wanted.count else { return LocalText("", "") }
        return LocalText("，是否想写“\(best.name)”", "; did you mean \(best.name)")
    }

    /// How many signs must be changed, added, dropped or exchanged with the next.
    private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for (row, scalar) in one.enumerated() {
            var next = [row + 1]
            for (place, candidate) in other.enumerated() {
                var cost = min(last[place] + (scalar == candidate ? 0 : 1), last[place + 1] + 1, next[place] + 1)
                if row > 0, place > 0, scalar == other[place - 1], one[row - 1] == candidate {
                    cost = min(cost, before[place - 1] + 1)
                }
                next.append(cost)
            }
            (before, last) = (last, next)
        }
        return last[other.count]
    }
}
