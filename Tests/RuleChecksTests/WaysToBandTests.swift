import AssessmentKernel
import ItemCatalog
import RuleChecks
import Rulebook
import TestValues
import Testing

/// The smallest sets of deductions that stand between a member and a band.
@Suite struct WaysToBandTests {
    private func bands(_ gap: String = "round") throws -> BandTable {
        let text = String(decoding: Rulebook.shipped, as: UTF8.self)
            .replacing("gap_scores: round", with: "gap_scores: \(gap)")
        return try Rulebook(yaml: Array(text.utf8), file: "x.yaml", installed: ItemCatalog.items).bands
    }

    private func find(_ items: [ItemLosses], _ key: String, _ bands: BandTable, most: Int = 6) throws -> WaysToBand {
        WaysToBand(items, toward: try #require(bands.bands.first { $0.key == key }), of: bands, most: most)
    }

    private func item(_ maximum: Int, _ losses: [(String, Int64)]) -> ItemLosses {
        ItemLosses(
            maximum: Points(maximum), losses: losses.map { .init(code: $0.0, points: Points(hundredths: $0.1)) })
    }

    private func ways(_ found: WaysToBand) -> [WayToBand] {
        if case .ways(let ways, _) = found.outcome { ways } else { [] }
    }

    @Test("What lies beyond an item's maximum must go before anything comes back")
    func caps() throws {
        // 30 points lost of 20, and 4 of another item: 76 in all.
        let items = [item(20, (0..<30).map { _ in ("a.short", 100) }), item(70, []), item(10, [("b.late", 400)])]
        let found = try find(items, "good", try bands())
        #expect(found.total == Points(76))
        // Ten of the thirty change nothing; six more make six points, and the late one four.
        #expect(ways(found).map { $0.parts.map(\.count) } == [[16, 1]])
        #expect(ways(found).map(\.total) == [Points(86)])
        #expect(ways(found).first?.parts.map(\.losses.count) == [30, 1])
    }

    @Test("The rule between bands decides as in a closing", arguments: [("round", 1), ("upper", 1), ("lower", 2)])
    func gaps(_ rule: String, _ count: Int) throws {
        // 85 points; half a point more lies between two bands.
        let items = [item(100, [("a.late", 50), ("a.late", 50), ("a.rest", 1_400)])]
        let found = try find(items, "good", try bands(rule))
        // A large one alone is enough too.
        #expect(ways(found).map(\.count) == (count == 1 ? [1, 1] : [1]))
        #expect(ways(found).last?.parts.map(\.losses) == [[2]])
    }

    @Test("A band that is reached, or out of reach, is said to be")
    func ends() throws {
        let bands = try bands()
        if case .reached = try find([item(100, [("a.late", 400)])], "good", bands).outcome {
        } else {
            Issue.record("96 points are more than the band asks for")
        }
        let poor = [item(60, [("a.late", 100)])]
        guard case .outOfReach(let best) = try find(poor, "good", bands).outcome else {
            return #expect(Bool(false), "60 points never make 86")
        }
        #expect(best == Points(60))
    }

    @Test("The ways are those that trying every set finds", arguments: 1...150)
    func everySet(_ seed: Int) throws {
        var dice = SeededNumbers(state: UInt64(seed))
        let bands = try bands(["round", "lower", "upper"][seed % 3])
        let prices: [Int64] = [25, 50, 100, 200, 300, 1_000]
        var left = 11
        let items = [10, 20, 30, 40].map { maximum in
            let count = min(left, Int.random(in: 0...5, using: &dice))
            left -= count
            return item(
                maximum,
                (0..<count).map { _ in
                    (["i.a", "i.b"].randomElement(using: &dice) ?? "", (prices.randomElement(using: &dice) ?? 1) * 4)
                })
        }
        for key in ["top", "good", "fair", "poor"] {
            let found = try find(items, key, bands, most: 10_000)
            let expected = smallestSets(items, found.target, bands)
            switch found.outcome {
            case .reached: #expect(expected == [[]])
            case .outOfReach: #expect(expected.isEmpty)
            case .ways(let ways, let isMore):
                #expect(!isMore)
                let found = ways.flatMap { sets(of: $0.parts[...]) }
                #expect(Set(found).count == found.count)
                #expect(Set(found) == expected)
            }
        }
    }

    /// Every smallest set of deductions, as places `item * 100 + deduction`, without which a band is reached.
    private func smallestSets(_ items: [ItemLosses], _ target: Band, _ bands: BandTable) -> Set<Set<Int>> {
        let all = items.enumerated().flatMap { place, item in item.losses.indices.map { place * 100 + $0 } }
        var smallest: Set<Set<Int>> = []
        var size = Int.max
        for mask in 0..<(1 << all.count) {
            let gone = Set(all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] })
            guard gone.count <= size else { continue }
            let total = items.enumerated().reduce(Points.zero) { sum, next in
                let lost = next.element.losses.indices.filter { !gone.contains(next.offset * 100 + $0) }
                    .reduce(Points.zero) { $0 + next.element.losses[$1].points }
                return sum + next.element.maximum - min(next.element.maximum, lost)
            }
            let places = [bands.band(of: total), target].map { bands.bands.firstIndex(of: $0) ?? 99 }
            guard places[0] <= places[1] else { continue }
            if gone.count < size { (size, smallest) = (gone.count, []) }
            smallest.insert(gone)
        }
        return smallest
    }

    /// Every set that a way stands for.
    private func sets(of parts: ArraySlice<WayToBand.Part>) -> [Set<Int>] {
        guard let part = parts.first else { return [[]] }
        let rest = sets(of: parts.dropFirst())
        return choices(part.count, of: part.losses.map { part.item * 100 + $0 }).flatMap { some in
            rest.map { $0.union(some) }
        }
    }

    private func choices(_ count: Int, of places: [Int]) -> [Set<Int>] {
        if count == 0 { return [[]] }
        guard let first = places.first, places.count >= count else { return [] }
        let rest = Array(places.dropFirst())
        return choices(count - 1, of: rest).map { $0.union([first]) } + choices(count, of: rest)
    }

    @Test("Hundreds of deductions of many prices take bounded work, and the list stops")
    func many() throws {
        let items = (0..<10).map { place -> ItemLosses in
            let losses = (0..<80).map { number -> (String, Int64) in ("i.a", Int64(5 + (number * 7 + place) % 30)) }
            return item(10, losses)
        }
        let found = try find(items, "good", try bands())
        guard case .ways(let ways, true) = found.outcome else {
            Issue.record("there are many ways")
            return
        }
        #expect(ways.count == WaysToBand.most)
        #expect(Set(ways.map(\.count)).count == 1)
    }
}
