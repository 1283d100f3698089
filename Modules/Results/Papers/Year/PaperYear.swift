public import AssessmentKernel
public import Closing
import Rulebook

/// A reviewed year, as its papers show it.
///
/// Values only: who reads the ledger fills them in, and equal values give equal papers.
public struct PaperYear: PaperSource, Sendable {
    /// A grid with its stars.
    public struct Grid: Sendable, Hashable {
        /// The village and the grid.
        public let village, grid: String
        /// Its composite.
        public let composite: Points
        /// Its stars, 0 to 5.
        public let stars: Int

        /// Describes a grid.
        public init(village: String, grid: String, composite: Points, stars: Int) {
            self.village = village
            self.grid = grid
            self.composite = composite
            self.stars = stars
        }
    }

    /// A member's year.
    public struct Result: Sendable {
        /// The member.
        public let member: Member
        /// The totals of the quarters in which the member was rated, by the quarter's number.
        public let totals: [Int: Points]
        /// The means of the quarters' totals and of the months' scores, and the composite.
        public let quarters, months, composite: Points
        /// The satisfaction rate in percent; nil without ballots.
        public let satisfaction: Points?
        /// The stars of the member's grid; nil where it has none.
        public let stars: Int?
        /// Whether the member is recommended as excellent, and could have been.
        public let isExcellent, isEligible: Bool
        /// Why the member could not be, as far as records and rules still say; empty for one who could.
        public let obstacles: [AwardObstacle]
        /// The findings of the year.
        public let findings: [PaperMember.Finding]

        /// Describes a member's year.
        public init(
            member: Member, totals: [Int: Points], quarters: Points, months: Points, composite: Points,
            satisfaction: Points?, stars: Int?, isExcellent: Bool, isEligible: Bool, obstacles: [AwardObstacle],
            findings: [PaperMember.Finding]
        ) {
            self.member = member
            self.totals = totals
            self.quarters = quarters
            self.months = months
            self.composite = composite
            self.satisfaction = satisfaction
            self.stars = stars
            self.isExcellent = isExcellent
            self.isEligible = isEligible
            self.obstacles = obstacles
            self.findings = findings
        }
    }

    /// The township's name.
    public let township: String
    /// The year.
    public let year: Year
    /// The review's name, such as `2021-r1`.
    public let name: String
    /// Why it was made again; empty for a first one.
    public let reason: String
    /// The day of the review, in China.
    public let closedOn: CivilDate
    /// The rulebook's title and the document that it carries out.
    public let rules: (title: String, source: String)
    /// The members in the order of their codes.
    public let members: [Result]
    /// The grids in the order of village and grid.
    public let grids: [Grid]
    /// The smallest composite of a grid with a star.
    public let leastForStar: Points
    /// The smallest composite of an excellent member; nil without any.
    let leastExcellent: Points?

    /// Describes a reviewed year.
    public init(
        township: String, year: Year, name: String, reason: String, closedOn: CivilDate,
        rules: (title: String, source: String), members: [Result], grids: [Grid], leastForStar: Points
    ) {
        self.township = township
        self.year = year
        self.name = name
        self.reason = reason
        self.closedOn = closedOn
        self.rules = rules
        self.members = members
        self.grids = grids
        self.leastForStar = leastForStar
        leastExcellent = members.filter(\.isExcellent).map(\.composite).min()
    }

    var period: LocalText { LocalText("\(year)年度", year.description) }
    var numbered: LocalText { LocalText("考评编号", "review") }
    var bands: [BandName] { [] }

    /// The members, the best first.
    var ranked: [Result] {
        members.sorted { left, right in
            (right.composite, right.quarters, left.member.code) < (left.composite, left.quarters, right.member.code)
        }
    }

    /// The members who are recommended as excellent, the best first.
    var award: [Result] { ranked.filter(\.isExcellent) }

    /// The grid of a member; nil for one that was not rated.
    func grid(of member: Member) -> Grid? {
        grids.first { Text($0.village) == member.village && Text($0.grid) == member.grid }
    }
}
