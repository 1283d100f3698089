public import AssessmentKernel
import Reports
import Rulebook

/// A quarter that runs, as its reminders show it.
///
/// Values only: the sentences are those of whoever worded the outlook, so that paper, page and terminal say the same.
public struct PaperOutlook: Sendable {
    /// The township's name.
    public let township: String
    /// The quarter.
    public let quarter: Quarter
    /// The last day that is known.
    public let asOf: CivilDate
    /// The rulebook's title and the document that it carries out.
    public let rules: (title: String, source: String)
    /// The members' reminders, in the order of printing.
    public let reminders: [PaperReminder]

    /// Describes a quarter that runs.
    public init(
        township: String, quarter: Quarter, asOf: CivilDate, rules: (title: String, source: String),
        reminders: [PaperReminder]
    ) {
        self.township = township
        self.quarter = quarter
        self.asOf = asOf
        self.rules = rules
        self.reminders = reminders
    }
}

/// What a member is told while the quarter runs: how it stands, what is still possible, what matters most.
public struct PaperReminder: Sendable {
    /// A total that is reached or possible.
    public struct Figure: Sendable, Hashable {
        /// What it is, such as 目前.
        public let title: String
        /// The total, and its band's title.
        public let total, band: String

        /// Describes a figure.
        public init(_ title: String, total: String, band: String) {
            self.title = title
            self.total = total
            self.band = band
        }
    }

    /// An item that has taken points.
    public struct Loss: Sendable, Hashable {
        /// The item's title.
        public let item: String
        /// The most points that it can take, what it took, and the part that can come back.
        public let maximum, lost, recoverable: Points

        /// Describes what an item took.
        public init(item: String, maximum: Points, lost: Points, recoverable: Points) {
            self.item = item
            self.maximum = maximum
            self.lost = lost
            self.recoverable = recoverable
        }
    }

    /// One thing that can still change the total.
    public struct Matter: Sendable, Hashable {
        /// The sentence, with its day and its points.
        public let text: String
        /// The most that the total can change by it.
        public let points: Points

        /// Describes a thing that matters.
        public init(_ text: String, points: Points) {
            self.text = text
            self.points = points
        }
    }

    /// The member.
    public let member: Member
    /// The totals, from left to right.
    public let figures: [Figure]
    /// Why the member needs attention; empty when nothing does.
    public let alarm: String
    /// The items that have taken points, by number.
    public let losses: [Loss]
    /// What matters most, the first thing first.
    public let matters: [Matter]
    /// What the figures mean.
    public let note: String

    /// Describes what a member is told.
    public init(
        member: Member, figures: [Figure], alarm: String, losses: [Loss], matters: [Matter], note: String
    ) {
        self.member = member
        self.figures = figures
        self.alarm = alarm
        self.losses = losses
        self.matters = matters
        self.note = note
    }
}

extension PaperOutlook: PaperSource {
    var period: LocalText { LocalText(quarter.chinese, quarter.description) }
    var name: String { quarter.description }
    var reason: String { "" }
    var closedOn: CivilDate { asOf }
    var bands: [BandName] { [] }
}
