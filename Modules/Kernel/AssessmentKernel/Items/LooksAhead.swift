public import AssessmentValues

/// An item that says what is still at stake in a period that runs.
///
/// An optional capability of an ``AssessmentItem``. The item lists what can still cost points or come back; the best
/// and the worst result, and what matters most to a member, follow from the list. Without this capability the outlook
/// takes it that the item may end with all of its points or with none.
///
/// ```swift
/// public func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet) {
///     for task in rest.rows(of: PublicityTable.self) where task.done == nil {
///         sheet.deadline(perTask, for: Self.late, on: task.due, resting: task)
///     }
///     sheet.newOnes(perTask, for: Self.late)
/// }
/// ```
///
/// ## The contract
/// Take the sum that `assess` deducts today, before the maximum. At the end of the period it is
/// - at most today's and all stakes together, without a limit where ``StakeSheet/newOnes(_:for:)`` was called,
/// - at least today's less all that is ``StakeSheet/recoverable(_:for:resting:_:)``,
///
/// whatever rows dated on later days come, and whatever is filled into cells that a row need not have. What is recorded
/// stays as it is: no corrections, no appeals, no rows delivered late. The conformance suite checks it.
public protocol LooksAhead: AssessmentItem {
    /// Records what the rest of the period can still cost, and what can still come back.
    ///
    /// As pure as ``AssessmentItem/assess(_:_:)``; never called on a period's last day.
    ///
    /// - Parameters:
    ///   - evidence: the period up to its ``MemberEvidence/asOf``, as `assess` sees it.
    ///   - rest: the days of the period after that.
    func lookAhead(_ evidence: MemberEvidence, _ rest: RestOfPeriod, _ sheet: inout StakeSheet)
}

/// The days of a period that are still to come, as they are known today.
public struct RestOfPeriod: Sendable {
    /// The days to come.
    public let period: DateRange
    private let evidence: MemberEvidence?

    /// Makes the rest of a period from its days and the evidence of them; nil when the member is in post on none.
    public init(_ period: DateRange, _ evidence: MemberEvidence?) {
        self.period = period
        self.evidence = evidence
    }

    /// The days to come on which the member is in post; nil when there are none.
    public var window: DateRange? { evidence?.window }

    /// The duty days to come, in order.
    public var dutyDays: [CivilDate] { evidence?.dutyDays ?? [] }

    /// The rows dated on days to come that are known already: those of a table with a ``TableBuilder/deadline(_:_:_:_:)``.
    public func rows<Table: EvidenceTable>(of table: Table.Type) -> Rows<Table> {
        evidence?.rows(of: table) ?? Rows(nil, in: period)
    }
}

/// Something that can still cost a member points by the period's end, or give some back.
public struct Stake: Hashable, Sendable {
    /// What it hangs on.
    public enum Nature: Hashable, Sendable {
        /// A duty that is open and has its day.
        case deadline(CivilDate)
        /// What each of a number of duty days to come asks for.
        case daily(days: Int)
        /// How the next one would count, for a rule that grows.
        case next
        /// What others have still to decide.
        case waiting
        /// What may always happen anew, any number of times.
        case newOnes
        /// Points that are deducted now and can come back.
        case recoverable

        /// Whether it is known to come, unlike what only may happen.
        public var isDue: Bool {
            switch self {
            case .deadline, .daily: true
            case .next, .waiting, .newOnes, .recoverable: false
            }
        }
    }

    /// What it hangs on.
    public let nature: Nature
    /// The deduction that would be made, or that would come back.
    public let kind: DeductionKind
    /// The points of one.
    public let each: Points
    /// The points of all together; nil where their number has no limit.
    public let most: Points?
    /// The records that it is about, in byte order.
    public let records: [RecordReference]
    /// What it is about, in the words of its verb.
    public let what: LocalText
}

/// What is at stake for one member in one item.
///
/// ```swift
/// sheet.daily(perLate, for: Self.late, on: rest.dutyDays, LocalText("按时打卡", "clock in on time"))
/// ```
/// Nothing is recorded for zero points.
public struct StakeSheet: Sendable {
    /// The stakes so far.
    public private(set) var stakes: [Stake] = []
    private let hasDaysToCome: Bool

    /// Makes an empty sheet for the rest of a period.
    public init(_ rest: RestOfPeriod) { hasDaysToCome = rest.window != nil }

    private mutating func add(
        _ nature: Stake.Nature, _ kind: DeductionKind, each: Points, most: Points?, _ what: LocalText,
        of records: [RecordReference] = []
    ) {
        guard most ?? each > .zero else { return }
        stakes.append(
            Stake(
                nature: nature, kind: kind, each: each, most: most, records: Array(Set(records)).sorted(), what: what))
    }

    /// An open duty: points that are lost unless it is met by its day.
    ///
    /// - Parameter what: what one of them is, as it is counted: `宣传任务`; by default the table's title.
    public mutating func deadline<Table>(
        _ points: Points, for kind: DeductionKind, on day: CivilDate, resting row: Row<Table>, _ what: LocalText? = nil
    ) {
        add(.deadline(day), kind, each: points, most: points, what ?? Table.shared.schema.title, of: [row.reference])
    }

    /// A duty that no row shows yet and that has its day.
    ///
    /// - Parameter what: what is to be done.
    public mutating func deadline(
        _ points: Points, for kind: DeductionKind, on day: CivilDate, _ what: LocalText
    ) {
        add(.deadline(day), kind, each: points, most: points, what)
    }

    /// What each duty day to come asks for.
    ///
    /// - Parameters:
    ///   - points: the most that one day can cost.
    ///   - what: what a day asks for.
    public mutating func daily(
        _ points: Points, for kind: DeductionKind, on days: [CivilDate], _ what: LocalText
    ) {
        add(.daily(days: days.count), kind, each: points, most: points * days.count, what)
    }

    /// How the next one would count, for a rule whose steps grow.
    ///
    /// - Parameters:
    ///   - points: what the next one would cost.
    ///   - most: the most that all further ones can cost together.
    ///   - what: what would happen, as a condition: `再缺席 1 次例会或培训`.
    public mutating func next(
        _ points: Points, for kind: DeductionKind, upTo most: Points, _ what: LocalText
    ) {
        add(.next, kind, each: points, most: most, what)
    }

    /// What others have still to decide, such as a verdict or a rating.
    ///
    /// - Parameters:
    ///   - points: what one decision can cost.
    ///   - most: what all of them can cost together; by default the points for each row.
    ///   - what: what waits, as it is counted: `诉求待评满意度`.
    public mutating func waiting<Table>(
        _ points: Points, for kind: DeductionKind, upTo most: Points? = nil, resting rows: [Row<Table>],
        _ what: LocalText
    ) {
        add(.waiting, kind, each: points, most: most ?? points * rows.count, what, of: rows.map(\.reference))
    }

    /// What others have still to decide, where no row shows it or their number matters more.
    public mutating func waiting(
        _ points: Points, for kind: DeductionKind, upTo most: Points, _ what: LocalText
    ) {
        add(.waiting, kind, each: points, most: most, what)
    }

    /// What can happen anew on any day to come, any number of times; nothing when there are none.
    ///
    /// The worst result is then that the item loses all of its points.
    public mutating func newOnes(_ points: Points, for kind: DeductionKind) {
        guard hasDaysToCome else { return }
        add(.newOnes, kind, each: points, most: nil, kind.title)
    }

    /// Points that are deducted now and can still come back.
    ///
    /// - Parameter what: what would bring them back: `补记录、补调解`.
    public mutating func recoverable<Table>(
        _ points: Points, for kind: DeductionKind, resting rows: [Row<Table>], _ what: LocalText
    ) {
        add(.recoverable, kind, each: points, most: points, what, of: rows.map(\.reference))
    }

    /// Points that can still come back, where no row shows them.
    public mutating func recoverable(_ points: Points, for kind: DeductionKind, _ what: LocalText) {
        add(.recoverable, kind, each: points, most: points, what)
    }

    /// The least and the most that can be deducted in the end, before the maximum.
    ///
    /// - Parameter deducted: what is deducted now, before the maximum.
    /// - Returns: `most` is nil where there is no limit.
    public func range(from deducted: Points) -> (least: Points, most: Points?) {
        var least = deducted
        var most: Points? = deducted
        for stake in stakes {
            if stake.nature == .recoverable {
                least = least - (stake.most ?? .zero)
            } else if let limit = stake.most {
                most = most.map { $0 + limit }
            } else {
                most = nil
            }
        }
        return (max(.zero, least), most)
    }
}
