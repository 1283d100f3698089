/// How well a member works, and so in which band the quarter is planned to end.
enum Profile: Int, CaseIterable, Sendable {
    case excellent, good, fair, poor, failing
}

/// A special case that the sample should contain; everybody else is `regular`.
enum Role: Sendable {
    case regular, partTime
    case leavesInAugust, joinsInAugust, removedInSeptember, joinsInSeptember
    /// Fails in every month of the quarter.
    case streak
    /// Absent without excuse from three meetings of the year.
    case absentee
    /// Asks for leave from three meetings in a row.
    case leaveTaker
    case longLeave
    /// Reports one event twice in the same words.
    case repeater
    case losesPhone, damagesBike, hasFaultyPhone
}

struct Member: Sendable {
    let number: Int
    let code: String
    let digits: String
    let name: String
    let post: String
    let office: String
    let village: String
    let profile: Profile
    let role: Role
    let joined: Day
    /// The last day in post by the roster or by the removal; far in the future for those who stay.
    let last: Day

    var grid: String { village + "网格" }
    var inPost: ClosedRange<Day> { joined...last }
}

/// The township's members, made block by block: each block of 43 has the same cast, in its own order.
///
/// All members join and leave in the year's third quarter, so that the exports of the four quarters of a year are
/// consistent and fit into one ledger.
struct Cast: Sendable {
    static let blockSize = slots.count
    static let mostMembers = Texts.villageCount

    /// The most interesting cases first, so that a township smaller than a block has them too.
    private static let slots: [(Profile, Role)] =
        [
            (.excellent, .regular), (.good, .repeater), (.fair, .regular), (.poor, .regular), (.failing, .streak),
            (.good, .absentee), (.good, .partTime), (.fair, .losesPhone), (.failing, .removedInSeptember),
            (.good, .joinsInSeptember), (.fair, .leavesInAugust), (.good, .joinsInAugust), (.good, .damagesBike),
            (.fair, .hasFaultyPhone), (.excellent, .longLeave), (.good, .leaveTaker), (.fair, .repeater),
            (.poor, .repeater), (.failing, .repeater), (.fair, .partTime),
        ]
        + [(Profile, Role)](repeating: (.excellent, .regular), count: 5)
        + [(Profile, Role)](repeating: (.good, .regular), count: 11)
        + [(Profile, Role)](repeating: (.fair, .regular), count: 4)
        + [(Profile, Role)](repeating: (.poor, .regular), count: 3)

    let count: Int
    let year: Int
    let seed: Int
    private let septemberJoin: Day

    init(count: Int, year: Int, seed: Int) {
        self.count = count
        self.year = year
        self.seed = seed
        septemberJoin = Cast.eighthLastWorkday(of: Quarter(year: year, index: 3))
    }

    /// Delivers the members by number, holding one block at a time.
    func forEachMember(_ body: (Member) throws -> Void) rethrows {
        for start in stride(from: 0, to: count, by: Cast.blockSize) {
            let size = min(Cast.blockSize, count - start)
            var dice = Dice(seed, start, 1)
            let block = dice.shuffled(Array(Cast.slots.prefix(size)))
            for (offset, slot) in block.enumerated() {
                let seat = Cast.predecessor(of: slot.1).flatMap { gone in block.firstIndex { $0.1 == gone } } ?? offset
                try body(member(number: start + offset + 1, slot: slot, seat: start + seat))
            }
        }
    }

    /// A new member takes the grid of one who left.
    private static func predecessor(of role: Role) -> Role? {
        switch role {
        case .joinsInAugust: .leavesInAugust
        case .joinsInSeptember: .removedInSeptember
        default: nil
        }
    }

    private func member(number: Int, slot: (profile: Profile, role: Role), seat: Int) -> Member {
        var dice = Dice(seed, number, 2)
        let width = max(4, String(count).count)
        let digits = String(repeating: "0", count: width - String(number).count) + String(number)
        let offices = max(1, (count + 4) / 9)
        return Member(
            number: number, code: "FM" + digits, digits: digits, name: Texts.name(&dice),
            post: slot.role == .partTime ? "兼职" : "专职",
            office: Texts.office(seat * offices / count, seed: seed), village: Texts.village(seat, seed: seed),
            profile: slot.profile, role: slot.role, joined: joined(slot.role, &dice), last: last(slot.role))
    }

    private func joined(_ role: Role, _ dice: inout Dice) -> Day {
        switch role {
        case .joinsInAugust: Day(year, 8, 23)
        case .joinsInSeptember: septemberJoin
        default: Day(dice.within(2016...2018), dice.within(1...12), dice.pick([1, 1, 6, 10, 15, 20]))
        }
    }

    private func last(_ role: Role) -> Day {
        switch role {
        case .leavesInAugust: Day(year, 8, 18)
        case .removedInSeptember: Day(year, 9, 10)
        default: Day(9999, 12, 31)
        }
    }

    /// Too late for the ten duty days that a rated quarter needs.
    private static func eighthLastWorkday(of quarter: Quarter) -> Day {
        var day = quarter.last + 1
        for _ in 1...8 {
            repeat { day = day - 1 } while !WorkCalendar.isPublicWorkday(day)
        }
        return day
    }
}
