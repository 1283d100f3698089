import AssessmentKernel
import StrictYAML

extension BandTable {
    /// Reads `bands`, from the highest to the lowest, and checks them against `gap_scores`.
    init(_ entry: YAMLEntry, gapScores: GapScores) throws(Problem) {
        let parts = try entry.list()
        guard parts.count >= 2 else {
            throw entry.refused("至少要有两个档次", "there must be at least two bands")
        }
        var sections: [YAMLSection] = []
        var bands: [Band] = []
        for (index, part) in parts.enumerated() {
            let section = try part.section(["name", "title", "amount"], optional: ["above", "from", "through"])
            let band = try Band(section, isHighest: index == 0, isLowest: index == parts.count - 1)
            if bands.contains(where: { $0.key == band.key }) {
                throw try section("name").refused("档次名称重复", "two bands have this name")
            }
            if let higher = bands.last { try BandTable.check(section, band, isBelow: higher) }
            sections.append(section)
            bands.append(band)
        }
        if gapScores == .round {
            for index in bands.indices.dropFirst() { try BandTable.checkRounding(sections[index], index, of: bands) }
        }
        self.init(from: bands[0], Array(bands.dropFirst().dropLast()), to: bands[bands.count - 1], gapScores: gapScores)
    }

    /// Refuses a band that is not wholly below the one before it.
    private static func check(_ section: YAMLSection, _ band: Band, isBelow higher: Band) throws(Problem) {
        guard let through = band.through, !higher.begins(above: through) else { return }
        let isAbove = higher.through.map { band.begins(above: $0) } ?? false
        throw try isAbove
            ? section.entry.refused(
                "档次应从高到低排列，此档却高于上一档 \(higher.key)",
                "bands are written from the highest to the lowest, and this one is above \(higher.key)")
            : section("through").refused("此档与上一档 \(higher.key) 重叠", "this band overlaps \(higher.key)")
    }

    /// Refuses a gap that rounding cannot decide: its totals round to a whole point that is in no band.
    private static func checkRounding(_ section: YAMLSection, _ index: Int, of bands: [Band]) throws(Problem) {
        let higher = bands[index - 1]
        guard let through = bands[index].through else { return }
        let first = Points(hundredths: through.hundredths + 1)
        let last: Points
        switch higher.start {
        case .above(let edge): last = edge
        case .from(let edge): last = Points(hundredths: edge.hundredths - 1)
        case .open: return
        }
        guard first <= last else { return }
        // A whole point of the gap itself is the highest one at or under its end, unless it is under its beginning.
        let inside = Points(hundredths: last.hundredths / 100 * 100)
        var candidates = [BandTable.rounded(first), BandTable.rounded(last)]
        if inside >= first { candidates.append(inside) }
        for whole in candidates where !bands.contains(where: { $0.contains(whole) }) {
            throw try section("through").refused(
                "与上一档 \(higher.key) 之间的分数四舍五入为 \(whole)，而 \(whole) 不属于任何档次",
                "totals between this band and \(higher.key) round to \(whole), which is in no band",
                next: LocalText(
                    "请调整档次的起止分，或将 gap_scores 设为 lower 或 upper",
                    "move the edges of the bands, or set gap_scores to lower or upper"))
        }
    }
}

extension Band {
    fileprivate init(_ section: YAMLSection, isHighest: Bool, isLowest: Bool) throws(Problem) {
        key = try section("name").name()
        guard key != Band.unratedKey else {
            throw try section("name").refused("unrated 专指不评定", "unrated is kept for members who are not rated")
        }
        title = try section("title").text()
        amount = try section("amount").yuan(canBeNegative: true)
        start = try Band.start(section, isLowest: isLowest)
        guard isHighest else {
            guard let edge = section.optional("through") else {
                throw section.entry.refused(
                    "只有第一档（最高档）上不封顶，此档须有 through",
                    "only the first band, the highest, is open above; this one needs `through`")
            }
            through = try edge.value()
            if case .open = start { return }
            guard let through, !begins(above: through) else {
                throw edge.refused("止分低于起分，此档不含任何分数", "it ends before it begins and holds no total")
            }
            return
        }
        if let edge = section.optional("through") {
            throw edge.refused(
                "第一档（最高档）上不封顶，不能有 through", "the first band, the highest, is open above and has no `through`")
        }
        through = nil
    }

    private static func start(_ section: YAMLSection, isLowest: Bool) throws(Problem) -> Start {
        switch (section.optional("above"), section.optional("from")) {
        case (let above?, nil) where !isLowest: return .above(try above.value())
        case (nil, let from?) where !isLowest: return .from(try from.value())
        case (_?, let from?):
            throw from.refused("above 与 from 只能写一个", "only one of `above` and `from` can be written")
        case (nil, nil):
            if isLowest { return .open }
            throw section.entry.refused(
                "只有最后一档（最低档）下不设限，此档须有 above 或 from",
                "only the last band, the lowest, is open below; this one needs `above` or `from`")
        case (let edge?, nil), (nil, let edge?):
            throw edge.refused(
                "最后一档（最低档）下不设限，不能有 above 或 from",
                "the last band, the lowest, is open below and has no `above` or `from`")
        }
    }
}
