public import AssessmentKernel
public import Closing
import Reports
public import ResultTables
public import Rulebook

/// A closed quarter, as its papers show it.
///
/// Values only: who reads the ledger fills them in, and equal values give equal papers.
public struct PaperQuarter: PaperSource, Sendable {
    /// A quarter before, or this one, in a few figures.
    public struct Figures: Sendable, Hashable {
        /// The quarter.
        public let quarter: Quarter
        /// The sum of the totals and the number of members whose totals they are.
        public let sum: Points
        /// How many members were assessed.
        public let members: Int
        /// How many members each band has, by its key.
        public let bands: [String: Int]
        /// The total and the rank of each member.
        public let totals: [Text: Points]

        /// Describes a quarter.
        public init(quarter: Quarter, sum: Points, members: Int, bands: [String: Int], totals: [Text: Points]) {
            self.quarter = quarter
            self.sum = sum
            self.members = members
            self.bands = bands
            self.totals = totals
        }
    }

    /// The township's name.
    public let township: String
    /// The quarter.
    public let quarter: Quarter
    /// The closing's name, such as `2021Q3-r1`.
    public let name: String
    /// Why it was closed again; empty for a first closing.
    public let reason: String
    /// The day on which it was closed, in China.
    public let closedOn: CivilDate
    /// The rulebook's title and the document that it carries out.
    public let rules: (title: String, source: String)
    /// The bands from the highest to the lowest.
    public let bands: [BandName]
    /// The items by number, each with its most points.
    public let items: [(about: ItemDescriptor, maximum: Points)]
    /// The fewest duty days of a member who is rated.
    public let minimumDutyDays: Int
    /// The amounts of the pay, in the order of reading.
    public let amounts: [PayColumn]
    /// The assessed members in the order of their codes.
    public let members: [PaperMember]
    /// This quarter and those before it that are closed, oldest first, at most five.
    public let history: [Figures]
    /// What a person has to decide, one sentence each.
    public let open: [LocalText]

    /// Describes a closed quarter.
    public init(
        township: String, quarter: Quarter, name: String, reason: String, closedOn: CivilDate,
        rules: (title: String, source: String), bands: [BandName], items: [(about: ItemDescriptor, maximum: Points)],
        minimumDutyDays: Int, amounts: [PayColumn] = PayColumn.all, members: [PaperMember], history: [Figures],
        open: [LocalText]
    ) {
        self.township = township
        self.quarter = quarter
        self.name = name
        self.reason = reason
        self.closedOn = closedOn
        self.rules = rules
        self.bands = bands
        self.items = items
        self.minimumDutyDays = minimumDutyDays
        self.amounts = amounts
        self.members = members
        self.history = history
        self.open = open
    }

    var period: LocalText { LocalText(quarter.chinese, quarter.description) }

    /// The members by rank, those without one last, in code order within a rank.
    var ranked: [PaperMember] {
        members.enumerated().sorted { ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset) }
            .map(\.element)
    }

    /// The members of each office, in the byte order of its name.
    var offices: [(name: String, members: [PaperMember])] {
        Dictionary(grouping: members, by: \.member.office).sorted { $0.key < $1.key }
            .map { ($0.key.string, $0.value) }
    }

    /// The members who are paid anything, in the order of their codes.
    public var paid: [PaperMember] { members.filter { $0.due > .zero } }

    /// The sum of what is due.
    var due: Yuan { members.reduce(.zero) { $0 + $1.due } }
}

/// A member's result, as papers show it.
public struct PaperMember: Sendable {
    /// A month's pay.
    public struct Pay: Sendable, Hashable {
        /// The month.
        public let month: Month
        /// Days in post.
        public let days: Int
        /// The amounts under the keys of their columns.
        public let amounts: [String: Yuan]

        /// Describes a month's pay.
        public init(month: Month, days: Int, amounts: [String: Yuan]) {
            self.month = month
            self.days = days
            self.amounts = amounts
        }

        /// An amount; zero when the closing has none.
        subscript(_ key: String) -> Yuan { amounts[key] ?? .zero }
    }

    /// A finding.
    public struct Finding: Sendable, Hashable {
        /// What is found.
        public let title: LocalText
        /// What it rests on, in words.
        public let basis: LocalText
        /// The clause.
        public let clause: LocalText

        /// Describes a finding.
        public init(title: LocalText, basis: LocalText, clause: LocalText) {
            self.title = title
            self.basis = basis
            self.clause = clause
        }
    }

    /// Where and under which number a member is paid.
    public struct Account: Sendable, Hashable {
        /// The number of the identity card; empty when not known.
        public let idNumber: String
        /// The bank; empty when not known.
        public let bank: String
        /// The account's number; empty when not known.
        public let number: String

        /// Describes an account.
        public init(idNumber: String, bank: String, number: String) {
            self.idNumber = idNumber
            self.bank = bank
            self.number = number
        }
    }

    /// The member.
    public let member: Member
    /// The quarter's total.
    public let total: Points
    /// The band's key.
    public let band: String
    /// The rank; nil for an unrated member.
    public let rank: Int?
    /// Duty days in the quarter.
    public let dutyDays: Int
    /// Points lost by item, by the item's key.
    public let lost: [String: Points]
    /// The pay of the quarter's months.
    public let pay: [Pay]
    /// The charges of the quarter; empty when the records no longer add up to what was charged.
    public let charges: [EquipmentCharge]
    /// The findings.
    public let findings: [Finding]
    /// The account; nil without one, or where it is not asked for.
    public let account: Account?

    /// Describes a member's result.
    public init(
        member: Member, total: Points, band: String, rank: Int?, dutyDays: Int, lost: [String: Points], pay: [Pay],
        charges: [EquipmentCharge], findings: [Finding], account: Account?
    ) {
        self.member = member
        self.total = total
        self.band = band
        self.rank = rank
        self.dutyDays = dutyDays
        self.lost = lost
        self.pay = pay
        self.charges = charges
        self.findings = findings
        self.account = account
    }

    /// What is due over the quarter.
    public var due: Yuan { pay.reduce(.zero) { $0 + $1[PayColumn.dueKey] } }

    /// The sums of its pay on a sheet of some amounts.
    func sums(on sheet: PaySheet, _ amounts: [PayColumn]) -> PaySheet.Sums {
        sheet.sums(of: pay.map(\.month)) { pay[$0][amounts[$1].key] }
    }
}

/// A deduction, as a slip tells it.
public struct PaperDeduction: Sendable, Hashable {
    /// The item's key.
    public let item: String
    /// The day; nil for one that is not told, as of votes.
    public let date: CivilDate?
    /// The points.
    public let points: Points
    /// The kind of deduction.
    public let title: LocalText
    /// What was expected, what the records are, how the points follow; nil when the closing kept nothing of it.
    public let reason: LocalText?

    /// Describes a deduction.
    public init(item: String, date: CivilDate?, points: Points, title: LocalText, reason: LocalText?) {
        self.item = item
        self.date = date
        self.points = points
        self.title = title
        self.reason = reason
    }
}

/// A receipt of the district for a bundle.
public struct PaperReceipt: Sendable, Hashable {
    /// The bundle, the district that received it, when in Beijing time, and the digest that it names.
    public let bundle, district, receivedAt, sha256: String

    /// Describes a receipt.
    public init(bundle: String, district: String, receivedAt: String, sha256: String) {
        self.bundle = bundle
        self.district = district
        self.receivedAt = receivedAt
        self.sha256 = sha256
    }
}
