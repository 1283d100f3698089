public import AssessmentKernel
import Closing
public import Rulebook

/// What is still possible for one member in a quarter, as of a day.
public struct MemberOutlook: Sendable {
    /// A total that is possible, and its band.
    public struct Outcome: Hashable, Sendable {
        /// The total.
        public let total: Points
        /// The band; nil for a member with too few duty days for one.
        public let band: Band?
    }

    /// The member.
    public let member: Member
    /// The last day that is known.
    public let asOf: CivilDate
    /// The items by number.
    public let items: [ItemOutlook]
    /// As it stands: what a closing would give if no duty and no deadline were left.
    public let present: Outcome
    /// The best that is still possible.
    public let best: Outcome
    /// The worst that is still possible, with all that may always happen anew.
    public let worst: Outcome
    /// When nothing that is due from now on is done, and nothing else happens.
    public let idle: Outcome
    /// When points go on being lost as until now; nil while the duty days so far are too few to tell.
    public let pace: Outcome?
    /// The duty days until now and to come.
    public let dutyDays: (passed: Int, toCome: Int)
    /// Why the member needs attention first; nil when nothing does.
    public let alarm: Alarm?
    /// What matters most, the first thing first.
    public let matters: [Matter]

    /// The same with only the first few of what matters.
    public func trimmed(to count: Int) -> MemberOutlook {
        MemberOutlook(
            member: member, asOf: asOf, items: items, present: present, best: best, worst: worst, idle: idle,
            pace: pace,
            dutyDays: dutyDays, alarm: alarm, matters: Array(matters.prefix(count)))
    }
}

/// What is still possible in one item.
public struct ItemOutlook: Sendable {
    /// The item.
    public let about: ItemDescriptor
    /// The most points that it can deduct.
    public let maximum: Points
    /// What is deducted as it stands.
    public let lost: Points
    /// The part of that which can still come back.
    public let recoverable: Points
    /// What duties and deadlines that are known can still cost.
    public let due: Points
    /// What can still be lost at all, with what may always happen anew.
    public let open: Points
    /// Whether the item says what is at stake; of one that does not anything is possible.
    public let speaks: Bool

    /// What is lost for good.
    public var lostForGood: Points { lost - recoverable }
}

/// Why a member needs attention, the gravest first.
public enum Alarm: Hashable, Sendable {
    /// As it stands the failing months are as many as lead to a replacement (§3.1.2).
    case streak([Month])
    /// One more failing month makes them as many.
    case oneMonthLeft([Month])
    /// It stands in the lowest band.
    case lowestBand
    /// It ends in the lowest band if points go on being lost as until now.
    case heading

    /// The rank, 0 for the gravest.
    var gravity: Int {
        switch self {
        case .streak: 0
        case .oneMonthLeft: 1
        case .lowestBand: 2
        case .heading: 3
        }
    }
}

/// The members of a quarter that runs, those in need of attention first.
public struct QuarterOutlook: Sendable {
    /// The quarter.
    public let quarter: Quarter
    /// The last day that is known.
    public let asOf: CivilDate
    /// The members: by the gravity of their alarms, then from the lowest total that they are heading for.
    public let members: [MemberOutlook]

    /// The members with an alarm.
    public var alarmed: [MemberOutlook] { Array(members.prefix { $0.alarm != nil }) }

    /// Puts the members in order.
    public init(_ members: [MemberOutlook], quarter: Quarter, asOf: CivilDate) {
        self.quarter = quarter
        self.asOf = asOf
        self.members = members.sorted { left, right in
            (left.alarm?.gravity ?? .max, (left.pace ?? left.present).total, left.present.total, left.member.code)
                < (
                    right.alarm?.gravity ?? .max, (right.pace ?? right.present).total, right.present.total,
                    right.member.code
                )
        }
    }
}
