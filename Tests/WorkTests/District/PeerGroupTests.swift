import Testing

@testable import DistrictOffice

/// Each township beside all others.
@Suite struct PeerGroupTests {
    private static func figures(_ seed: Int) -> BundleGains.Figures {
        var figures = BundleGains.Figures()
        figures.members = seed * 7 % 5
        figures.leaveDays = seed * 11 % 17
        figures.holidays = seed % 3
        figures.emptyTables = seed * 5 % 4
        figures.appeals = seed % 2
        figures.unwitnessed = seed * seed % 6
        return figures
    }

    /// The middle of the others' values, the higher one of two.
    private static func medians(of others: [BundleGains.Figures]) -> [Int] {
        let values: [KeyPath<BundleGains.Figures, Int>] = [
            \.leavePerMember, \.holidays, \.emptyTables, \.appeals, \.unwitnessed,
        ]
        return values.map { value in
            others.map { $0[keyPath: value] }.sorted()[others.count / 2]
        }
    }

    private static func values(_ figures: PeerFigures?) -> [Int]? {
        figures.map { [$0.leavePerMember, $0.holidays, $0.emptyTables, $0.appeals, $0.unwitnessed] }
    }

    @Test(arguments: 0...24) func theOthersAreThoseWithoutOneself(count: Int) {
        let all = (0..<count).map { PeerGroupTests.figures($0) }
        let group = PeerGroup(all)
        for (place, own) in all.enumerated() {
            let others = Array(all[..<place] + all[(place + 1)...])
            let found = group.others(than: own)
            #expect(PeerGroupTests.values(found) == (others.isEmpty ? nil : PeerGroupTests.medians(of: others)))
            #expect(found?.townships ?? 0 == others.count)
        }
        let outside = group.others(than: nil)
        #expect(PeerGroupTests.values(outside) == (all.isEmpty ? nil : PeerGroupTests.medians(of: all)))
    }

    @Test func aRevisionTakesThePlaceOfTheOneBefore() {
        var group = PeerGroup([])
        var current: [BundleGains.Figures] = []
        for seed in 0..<40 {
            let figures = PeerGroupTests.figures(seed * 13)
            if seed % 3 == 2 {
                group.add(figures, insteadOf: current[seed % current.count])
                current[seed % current.count] = figures
            } else {
                group.add(figures, insteadOf: nil)
                current.append(figures)
            }
            #expect(PeerGroupTests.values(group.others(than: nil)) == PeerGroupTests.medians(of: current))
        }
    }
}
