public import AssessmentKernel
public import Closing
import Rulebook

/// The quarter at a glance, once all members are known.
public struct ReportSummary: Sendable {
    /// A band and the number of its members.
    struct BandCount: Sendable {
        let title: String
        let count: Int
        /// From `0`, the best, to `4`, the lowest; `none` for the unrated.
        let rung: String
    }

    /// An item and its total deductions.
    struct ItemLoss: Sendable {
        let about: ItemDescriptor
        let lost: Points
        let mean: Points
    }

    /// A village, its members and their lost points.
    struct VillageLoss: Sendable {
        let village: Text
        let members: Int
        let lost: Points
        let mean: Points
    }

    /// The assessed members in the order of their codes.
    public let standings: [QuarterClosing.Standing]
    /// The closing's warnings, in their order.
    public let warnings: [Warning]
    /// The total pay.
    public let due: Yuan
    /// The places of ``standings`` by rank, those without one last, in code order within a rank.
    let rankOrder: [Int]
    /// The bands from the highest to the lowest, then the unrated, if any.
    var bands: [BandCount] {
        counts.map { BandCount(title: head.bandTitle($0.band), count: $0.count, rung: head.rung(of: $0.band)) }
    }
    /// The items by number.
    let items: [ItemLoss]
    /// The villages by mean of points lost, highest first.
    let villages: [VillageLoss]
    /// Members with a finding, by its kind, in key order.
    let findings: [(kind: FindingKind, count: Int)]
    /// The offices in the byte order of their names, with the places of their members in ``standings``.
    let offices: [(name: Text, members: [Int])]
    /// The mean of the totals.
    let meanTotal: Points
    private let counts: [(band: Band?, count: Int)]
    private var head: ReportHead
    private var words: ReportWords { head.words }

    init(
        _ head: ReportHead, _ losses: Losses, standings: [QuarterClosing.Standing], warnings: [Warning],
        payDue: Yuan
    ) {
        self.head = head
        self.warnings = warnings
        self.standings = standings
        offices = Dictionary(grouping: standings.indices, by: { standings[$0].member.office })
            .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        rankOrder = standings.indices.sorted {
            (standings[$0].rank ?? .max, $0) < (standings[$1].rank ?? .max, $1)
        }
        let table = head.rules.rulebook.bands.bands
        let unrated = standings.count { $0.band == nil }
        counts =
            table.map { band in (band, standings.count { $0.band == band }) } + (unrated > 0 ? [(nil, unrated)] : [])
        items = head.rules.rulebook.items.map { item in
            let lost = losses.byItem[item.about.key] ?? .zero
            return ItemLoss(about: item.about, lost: lost, mean: Points.mean(lost, of: standings.count) ?? .zero)
        }
        villages = losses.byVillage.map { village, loss in
            VillageLoss(
                village: village, members: loss.members, lost: loss.points,
                mean: Points.mean(loss.points, of: loss.members) ?? .zero)
        }.sorted { ($1.mean, $0.village) < ($0.mean, $1.village) }
        due = payDue
        findings = losses.findings.map { ($0.key, $0.value) }.sorted { $0.kind.key < $1.kind.key }
        meanTotal = Points.mean(standings.reduce(.zero) { $0 + $1.total }, of: standings.count) ?? .zero
    }

    /// The same in another language.
    func told(in language: Language) -> ReportSummary {
        var told = self
        told.head.language = language
        return told
    }

    /// The key figures.
    ///
    /// - Parameter inCapitals: whether the pay is written out too, as on a cheque.
    func keyFigures(inCapitals: Bool = false) -> [(title: String, text: String)] {
        [
            (words("应考核人数", "Members assessed"), words.people(standings.count)),
            (words("平均总分", "Mean total"), words("\(meanTotal) 分", "\(meanTotal)")),
            (words("应发合计", "Pay due"), words("\(due) 元", "\(due) yuan")),
        ] + (inCapitals ? [("应发合计（大写）", CapitalNumerals.of(due))] : [])
            + findings.map { (words($0.kind.title), words.people($0.count)) }
            + [(words("提示", "Warnings"), words("\(warnings.count) 条", "\(warnings.count)"))]
    }

    /// The mean of some members' totals.
    func mean(of places: [Int]) -> Points {
        Points.mean(places.reduce(.zero) { $0 + standings[$1].total }, of: places.count) ?? .zero
    }

    /// The warnings by their kind, each in the order of the warnings, the kinds in the order of their codes.
    var warningsByKind: [(kind: WarningKind, warnings: [Warning])] {
        Dictionary(grouping: warnings, by: \.kind.code).sorted { Text($0.key) < Text($1.key) }
            .compactMap { _, some in some.first.map { ($0.kind, some) } }
    }
}

/// The sums over the members so far.
struct Losses: Sendable {
    /// The assessed members.
    private(set) var members = 0
    /// Points lost by item key.
    private(set) var byItem: [String: Points] = [:]
    /// Points lost by village, and its members.
    private(set) var byVillage: [Text: (members: Int, points: Points)] = [:]
    /// Members with a finding, by its kind.
    private(set) var findings: [FindingKind: Int] = [:]

    mutating func add(_ result: MemberResult) {
        for kind in Set(result.findings.map(\.kind)) { findings[kind, default: 0] += 1 }
        guard let assessed = result.assessed else { return }
        members += 1
        for item in assessed.quarter.items {
            byItem[item.item, default: .zero] += item.deducted
            byVillage[result.member.village, default: (0, .zero)].points += item.deducted
        }
        byVillage[result.member.village, default: (0, .zero)].members += 1
    }
}
