import AssessmentKernel
import Closing
import Foundation
import Outlook
import Rulebook
import TestValues
import Testing

/// What an outlook promises, whatever comes after its day.
@Suite struct BoundsTests {
    /// `KAOHE_OUTLOOK_TOWNSHIPS` sets how many random townships there are.
    static let townships =
        ProcessInfo.processInfo.environment["KAOHE_OUTLOOK_TOWNSHIPS"].flatMap { Int($0) } ?? 30

    @Test("On any day before the end the final total is between worst and best, item by item", arguments: 1...townships)
    func bounds(_ seed: Int) throws {
        let town = try RandomTownship(seed)
        var dice = SeededNumbers(state: UInt64(seed))
        for whole in town.members {
            guard let closed = try town.rules.decide(whole.subject(town.rules, town.excuses)).assessed else { continue }
            for day in town.days() {
                let known = whole.known(on: day, &dice)
                guard let found = try town.rules.outlook(known.subject(town.rules, town.excuses), asOf: day) else {
                    #expect(!(whole.member.joinedOn <= day))
                    continue
                }
                let about: Comment = "seed \(seed), \(whole.member.code), \(town.rules.quarter), \(day)"
                let final = closed.quarter.total
                #expect(found.worst.total <= final && final <= found.best.total, about)
                #expect(found.worst.total <= found.idle.total && found.idle.total <= found.present.total, about)
                #expect(found.present.total <= found.best.total, about)
                for (item, end) in zip(found.items, closed.quarter.items) {
                    #expect(
                        item.lostForGood <= end.deducted && end.deducted <= item.lost + item.open,
                        "\(about): \(item.about.key) from \(item.lost), \(item.recoverable) back, \(item.open) open, to \(end.deducted)"
                    )
                    #expect(.zero <= item.due && item.due <= item.open && .zero <= item.recoverable, about)
                }
            }
        }
    }

    @Test("On the last day best, worst and present are the closing's total", arguments: 1...townships)
    func lastDay(_ seed: Int) throws {
        let town = try RandomTownship(seed)
        for whole in town.members {
            let subject = whole.subject(town.rules, town.excuses)
            let closed = try town.rules.decide(subject).assessed
            for day in [town.rules.quarter.range.last, town.rules.quarter.range.last.advanced(by: 20)] {
                let found = try town.rules.outlook(subject, asOf: day)
                #expect((found == nil) == (closed == nil))
                guard let found, let closed else { continue }
                let totals = [found.present, found.best, found.worst, found.idle].map(\.total)
                #expect(Set(totals) == [closed.quarter.total])
                #expect(found.present.band == closed.band)
                #expect(found.matters.isEmpty)
            }
        }
    }
}
