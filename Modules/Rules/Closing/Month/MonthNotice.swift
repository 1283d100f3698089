public import AssessmentKernel
public import ResultTables
import Rulebook

/// One member's row in a monthly notice (§3.1.1).
public struct MemberNotice: Sendable {
    /// The member.
    public let member: Member
    /// Days in post in the whole month.
    public let daysInPost: Int
    /// Duty days up to the as-of day.
    public let dutyDays: Int
    /// The score so far.
    public let score: PeriodScore
    /// The items' measures, each in the order of its declarations.
    public let measures: [Measure]
    /// The base pay of the month, prorated.
    public let base: Yuan
    /// The part withheld for the debt carried out of the latest closing, from zero to the base.
    public let withheld: Yuan
    /// The amount paid with the notice.
    public var paid: Yuan { base - withheld }
    /// 1 for the highest score; ties share a rank and the next skips; nil without a duty day.
    public fileprivate(set) var rank: Int?
    /// The month's coverage, which shows whether tables were delivered.
    let coverage: Coverage
}

extension QuarterRules {
    /// Evaluates one month of a member; pure, and safe to call concurrently.
    ///
    /// - Parameters:
    ///   - month: a month of the quarter.
    ///   - asOf: the as-of day in the month. Before the month's last day the month is still running: no duty day or
    ///     deadline after `asOf` counts. On its last day the month is seen as a closing sees it.
    ///   - owed: the member's debt, from ``Accounts/debt(of:in:)``.
    /// - Returns: nil for a member who is not assessed, or not in post on any day up to `asOf`.
    /// - Throws: ``Problem`` when an item fails.
    public func notice(
        _ subject: MemberCase, month: Month, asOf: CivilDate, owed: Yuan
    ) throws(Problem) -> MemberNotice? {
        let member = subject.member
        guard let period = DateRange(month.range.first, through: min(asOf, month.range.last)),
            assesses(member.post), let window = member.window(in: period)
        else { return nil }
        let isRunning = period.last < month.range.last
        let dutyDays = dutyDays(in: window, leave: subject.leave)
        var measures: [Measure] = []
        for ruled in rulebook.items {
            var sheet = MeasureSheet()
            ruled.item.measure(
                subject.evidence(for: ruled, period: period, window: window, dutyDays: dutyDays, isRunning: isRunning),
                &sheet)
            for measure in sheet.measures where !ruled.type.measures.contains(measure.kind) {
                throw Problem(
                    .fault,
                    LocalText(
                        "考核项“\(ruled.about.title.chinese)”给出了未声明的指标 \(measure.kind.code)",
                        "the item \(ruled.about.key) measured \(measure.kind.code), which it does not declare"),
                    at: .init(key: ruled.about.key))
            }
            measures += sheet.measures
        }
        let daysInPost = member.window(in: month.range)?.count ?? 0
        let base = prorated(rulebook.basePay, daysInPost, of: month)
        return MemberNotice(
            member: member, daysInPost: daysInPost, dutyDays: dutyDays.count,
            score: try score(subject, period: period, window: window, isRunning: isRunning), measures: measures,
            base: base, withheld: PastClosings.withheld(of: base, for: owed),
            coverage: Coverage(subject, dutyDays: Array(dutyDays), rules: self))
    }
}

/// A month's notice: the members with their ranks, the measures as columns.
public struct MonthNotice: Sendable {
    /// The month.
    public let month: Month
    /// The as-of day.
    public let asOf: CivilDate
    /// The measures of all items, by item number and then as declared; they become columns.
    public let kinds: [MeasureKind]
    /// The members, by the bytes of their codes.
    public let members: [MemberNotice]

    /// The members by rank, those without one last.
    public var ranking: [MemberNotice] {
        members.enumerated().sorted {
            ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset)
        }.map(\.element)
    }
    /// The total paid with it.
    public var paid: Yuan { members.reduce(.zero) { $0 + $1.paid } }

    /// Makes a notice and ranks its members, who must be sorted by the bytes of their codes.
    public init(_ members: [MemberNotice], month: Month, asOf: CivilDate, rules: QuarterRules) {
        self.month = month
        self.asOf = asOf
        kinds = rules.rulebook.items.flatMap { $0.type.measures }
        var members = members
        let ranks = Ranks(members.lazy.filter { $0.dutyDays > 0 }.map(\.score.total))
        for place in members.indices where members[place].dutyDays > 0 {
            members[place].rank = ranks[members[place].score.total]
        }
        self.members = members
    }

    /// Why the whole month's notice cannot be issued yet: tables whose absence costs points have no rows, as in a
    /// closing.
    ///
    /// - Parameter accepted: the keys of the tables that a person has confirmed to have no rows.
    public func blockers(_ rules: QuarterRules, accepted: Set<String>) -> [NoticeBlocker] {
        if members.isEmpty { return [.nobodyAssessed(month)] }
        var sum = CoverageSum()
        for row in members { sum.add(row.coverage, of: row.member) }
        return sum.blockers(rules, accepted: accepted).map { .missing($0) }
    }

    /// The tables whose absence costs points and that have no rows, in their order.
    public func lacking(_ rules: QuarterRules) -> [TableSchema] {
        let missing = Set(
            blockers(rules, accepted: []).compactMap {
                if case .missing(let blocker) = $0 { blocker.table?.key } else { nil }
            })
        return rules.tablesReadForAbsence.filter { missing.contains($0.key) }
    }

    /// The members as a result table; each measure is a column, followed by a column for its target, if any.
    public var table: ResultTable<MonthNotice, MemberNotice> { table(NoticeTables.members) }

    package func table(
        _ members: ResultTable<MonthNotice, MemberNotice>
    ) -> ResultTable<MonthNotice, MemberNotice> {
        members.adding(
            kinds.flatMap { kind -> [ResultField<MemberNotice>] in
                let (chinese, english) = (kind.title.chinese, kind.title.english)
                let amount = ResultField<MemberNotice>.text(kind.code, chinese, english, optional: true, in: .file) {
                    $0.measure(kind)?.amountText
                }.told { row, reader in
                    guard let measure = row.measure(kind) else { return LocalText("", "") }
                    // A report counts with a share, which has no target, as with any number.
                    let isPlain = reader == .workbook && kind.unit == .share
                    return isPlain ? LocalText(measure.amountText, measure.amountText) : measure.told
                }.shown(to: [.workbook, .terminal], width: 11, as: .number, brief: kind.title)
                let target = ResultField<MemberNotice>.text(
                    kind.code + ".target", chinese, english, optional: true, in: .file
                ) { $0.measure(kind)?.targetText }.shown(to: [])
                return kind.hasTarget ? [amount, target] : [amount]
            }, leading: kinds.map(\.code))
    }

    /// `notice.csv`.
    public var csv: [UInt8] { table.file(self) }
}

extension MemberNotice {
    /// The measure of a kind; nil when there was nothing to measure.
    public func measure(_ kind: MeasureKind) -> Measure? { measures.first { $0.kind == kind } }
}

/// A reason why a notice cannot be issued yet.
public enum NoticeBlocker: Obstacle {
    /// The month is not over.
    case notOver(Month)
    /// The month's quarter is closed.
    case quarterClosed(name: String)
    /// The month is issued already.
    case issuedAlready(Month, at: String)
    /// No member is assessed.
    case nobodyAssessed(Month)
    /// A table that costs points by its absence has no rows.
    case missing(Blocker)

    /// A short code, for programs.
    public var code: String {
        switch self {
        case .notOver: "not-over"
        case .quarterClosed: "quarter-closed"
        case .issuedAlready: "issued-already"
        case .nobodyAssessed: "nobody-assessed"
        case .missing(let blocker): blocker.code
        }
    }

    /// The reason.
    public var text: LocalText {
        switch self {
        case .notOver(let month):
            LocalText("\(month) 尚未结束（至 \(month.range.last)）", "\(month) is not over (it ends on \(month.range.last))")
        case .quarterClosed(let name): LocalText("本季度已结算（\(name)）", "its quarter is closed (\(name))")
        case .issuedAlready(let month, let time):
            LocalText(
                "\(month) 的通报已发放（\(LocalTime.text(time))）",
                "the notice of \(month) is issued already (\(LocalTime.text(time)))")
        case .nobodyAssessed(let month):
            LocalText("\(month) 没有应考核的在岗网格员", "no member in post in \(month) is assessed")
        case .missing(let blocker): blocker.text
        }
    }

    /// What to do about it.
    public var next: Advice {
        switch self {
        case .notOver:
            Advice("月末后再发放；\(without: .issue)可先查看", "issue it when it is over; \(without: .issue) to look at it before")
        case .quarterClosed: Advice("基本补贴已在结算中发放", "the closing has paid its base")
        case .issuedAlready(let month, _):
            Advice(
                "结果在 notices/\(month) 中；有误时先撤回：\(deed: .withdrawNotice(month))",
                "its results are in notices/\(month); to correct it, withdraw it: \(deed: .withdrawNotice(month))")
        case .nobodyAssessed: Advice("导入网格员名册", "import the roster")
        case .missing(let blocker): blocker.next
        }
    }
}
