public import AssessmentKernel
public import Rulebook

/// Closed quarters beside each other, as a page and a workbook show them: of a township, an office, a village or one
/// member.
///
/// ```swift
/// let book = try workspace.historyBook(of: .township)
/// try book.write(page: "历季.html", workbook: "历季.xlsx", in: .chinese)
/// ```
/// Values only: who reads the ledger fills them in, and equal values give equal files.
public struct HistoryBook: Sendable {
    /// A closed quarter.
    public struct Period: Sendable, Hashable {
        /// The quarter.
        public let quarter: Quarter
        /// The name of its latest closing, such as `2021Q3-r1`.
        public let closing: String

        /// Names a closed quarter.
        public init(_ quarter: Quarter, closing: String) {
            self.quarter = quarter
            self.closing = closing
        }
    }

    /// What some members come to in a quarter.
    public struct Figures: Sendable, Hashable {
        /// How many of them were assessed.
        public let members: Int
        /// The mean of their totals, rounded to a hundredth.
        public let total: Points
        /// How many of them each band has, by its key.
        public let bands: [String: Int]
        /// What each item took, by its key: the mean, rounded to a hundredth.
        public let lost: [String: Points]
        /// The pay that was due, over the members and months.
        public let due: Yuan

        /// Describes a quarter of some members.
        public init(members: Int, total: Points, bands: [String: Int], lost: [String: Points], due: Yuan) {
            self.members = members
            self.total = total
            self.bands = bands
            self.lost = lost
            self.due = due
        }
    }

    /// Some members, with what they come to in each quarter.
    public struct Group: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// One entry per quarter; nil where none of them was assessed.
        public let quarters: [Figures?]

        /// Describes a group.
        public init(_ name: String, _ quarters: [Figures?]) {
            self.name = name
            self.quarters = quarters
        }
    }

    /// How a member stood in a quarter.
    public struct Standing: Sendable, Hashable {
        /// The total.
        public let total: Points
        /// The band's key.
        public let band: String
        /// The rank in the township; nil for an unrated member.
        public let rank: Int?

        /// Describes how a member stood.
        public init(total: Points, band: String, rank: Int?) {
            self.total = total
            self.band = band
            self.rank = rank
        }
    }

    /// A member, and how it stood in each quarter.
    public struct Person: Sendable {
        /// The member.
        public let member: Member
        /// One entry per quarter; nil where the member was not assessed.
        public let quarters: [Standing?]

        /// Describes a member.
        public init(_ member: Member, _ quarters: [Standing?]) {
            self.member = member
            self.quarters = quarters
        }

        /// How far the latest total lies from the quarter before; nil without one of them.
        var change: Points? {
            guard quarters.count > 1, let last = quarters[quarters.count - 1],
                let before = quarters[quarters.count - 2]
            else { return nil }
            return last.total - before.total
        }
    }

    /// Whose history it is, such as 冯卯镇 or 冯卯镇清湾办事处.
    public let owner: String
    /// Whether it is about one member.
    public let isOfOne: Bool
    /// The quarters, oldest first.
    public let periods: [Period]
    /// How many earlier closed quarters are not shown.
    public let unshown: Int
    /// The bands from the highest to the lowest, then others that members had.
    public let bands: [BandName]
    /// How many of ``bands`` the latest rulebook has.
    public let ranked: Int
    /// The items that took points in any of the quarters, by number.
    public let items: [ItemDescriptor]
    /// All members together.
    public let whole: Group
    /// The offices and the villages in the byte order of their names.
    public let offices, villages: [Group]
    /// The members, by the rank of the latest quarter, then by code.
    public let people: [Person]

    /// Puts a history together; the members are put in order.
    public init(
        owner: String, isOfOne: Bool, periods: [Period], unshown: Int, bands: [BandName], ranked: Int,
        items: [ItemDescriptor], whole: Group, offices: [Group], villages: [Group], people: [Person]
    ) {
        self.owner = owner
        self.isOfOne = isOfOne
        self.periods = periods
        self.unshown = unshown
        self.bands = bands
        self.ranked = ranked
        self.items = items
        self.whole = whole
        self.offices = offices
        self.villages = villages
        self.people = people.sorted { left, right in
            (left.lastRank, left.member.code) < (right.lastRank, right.member.code)
        }
    }
}

extension HistoryBook.Person {
    fileprivate var lastRank: Int { quarters.last.flatMap { $0 }?.rank ?? .max }
}
