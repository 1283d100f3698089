public import Answers
public import AssessmentKernel
public import Desk
import Ledger
import RuleChecks
import Rulebook

/// The smallest sets of deductions without which a member would have reached a band, and what each would have paid.
public struct WaysAnswer: EncodableAnswer {
    private let ways: BandWays
    private let quarter: Quarter

    /// Answers with what stood between a member and a band.
    public init(_ ways: BandWays, in quarter: Quarter) {
        self.ways = ways
        self.quarter = quarter
    }

    /// The total and its band, then a paragraph per way.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(head(say))
        if !ways.explanation.missingTables.isEmpty {
            let tables = say.list(ways.explanation.missingTables.map { say($0) })
            page.add(
                say("以下表在此期间没有任何记录：\(tables)。分数仅供参考。", "No rows in this period of: \(tables). The score means little."))
        }
        page.add(lead(in: say))
        for (place, way) in listed.enumerated() {
            page.add("")
            page.add(paragraph(way, place + 1, say))
        }
        if isMore {
            page.add("")
            page.add(more(in: say))
        }
        return page
    }

    /// The ways, each as lines.
    public func paragraphs(in say: Language) -> [String] {
        listed.enumerated().map { paragraph($0.element, $0.offset + 1, say) }
    }

    /// What is said below them when there are others; empty when there are none.
    public func more(in say: Language) -> String {
        isMore ? say("条数一样的组合还有别的，未一一列出。", "There are other sets of as few, not listed.") : ""
    }

    /// The wanted band, as it is called.
    public func target(in say: Language) -> String { say.band(ways.target) }

    /// The ways for programs.
    public func json(in say: Language) -> any Encodable { WaysJSON(ways, listed, isMore, say) }

    private var listed: [WayToBand] {
        if case .rated(let found) = ways.outcome, case .ways(let ways, _) = found.outcome { ways } else { [] }
    }

    private var isMore: Bool {
        if case .rated(let found) = ways.outcome, case .ways(_, let isMore) = found.outcome { isMore } else { false }
    }

    private func head(_ say: Language) -> String {
        let (told, member) = (ways.explanation, ways.explanation.member)
        let base =
            told.closing.map { say("依据结算 \($0.name)", "as closed in \($0.name)") }
            ?? say("按目前的记录计算", "computed from today's records")
        let band = told.band.map { say($0.title, $0.key) } ?? ""
        return say(
            "\(member.name)（\(member.code)），\(quarter)：总分 \(told.total) 分，等次“\(band)”。\(base)。",
            "\(member.name) (\(member.code)), \(quarter): total \(told.total) points, band \(band); \(base).")
    }

    /// What is said above the ways, without the member's name.
    public func lead(in say: Language) -> String {
        let target = say.band(ways.target)
        guard case .rated(let found) = ways.outcome else {
            return say("应到岗日不足，本季不评等，少扣几分补贴也不变。", "Too few duty days, unrated: no points change the pay.")
        }
        switch found.outcome {
        case .reached: return say("已达到“\(target)”。", "That is \(target) or better already.")
        case .outOfReach(let best):
            return say(
                "达不到“\(target)”：一条不扣也只有 \(best) 分。",
                "\(target) is out of reach: without any deduction the total is \(best).")
        case .ways(let ways, _):
            let count = ways.first?.count ?? 0
            return say(
                "要达到“\(target)”，至少要少扣 \(count) 条；以下每一种都够：",
                "To reach \(target), at least \(counted(count, "deduction")) must be gone; each of these is enough:")
        }
    }

    /// A way: what comes of it, then a line per kind of deduction.
    private func paragraph(_ way: WayToBand, _ number: Int, _ say: Language) -> String {
        let (before, after) = (ways.performance, ways.performances[way.band.key] ?? .zero)
        let more = signed(after - before)
        let head = say(
            "\(number). 总分 \(way.total) 分，等次“\(way.band.title)”，本季绩效补贴 \(before) → \(after) 元（\(more)）：",
            "\(number). total \(way.total), band \(way.band.key), performance pay of the quarter \(before) → \(after) yuan (\(more)):"
        )
        return ([head] + way.parts.map { "   · " + line($0, say) }).joined(separator: "\n")
    }

    private func line(_ part: WayToBand.Part, _ say: Language) -> String {
        let item = ways.explanation.items[part.item]
        let losses = part.losses.map { item.deductions[$0] }
        guard let first = losses.first else { return "" }
        let (title, kind, points) = (say(item.about.title), say(first.title), first.points)
        let days = say.list(losses.map { spoken($0, say) })
        if losses.count == 1 {
            return say("\(title)：\(days)，\(kind)，扣 \(points) 分", "\(title): \(days), \(kind), \(points)")
        }
        if part.count == losses.count {
            return say(
                "\(title)：\(kind)，各扣 \(points) 分，\(part.count) 条：\(days)",
                "\(title): \(kind), \(points) each, \(part.count) of them: \(days)")
        }
        return say(
            "\(title)：\(kind)，各扣 \(points) 分，以下 \(losses.count) 条中的任意 \(part.count) 条：\(days)",
            "\(title): \(kind), \(points) each, any \(part.count) of these \(losses.count): \(days)")
    }

    private func spoken(_ loss: ExplainedDeduction, _ say: Language) -> String {
        let (_, month, day) = loss.date.parts
        return say("\(month)月\(day)日", loss.date.description)
    }
}

/// Ways to a band as JSON.
private struct WaysJSON: Encodable {
    struct Loss: Encodable {
        let date: String
        let records: [String]
    }

    /// Some deductions that stand for one another.
    struct Part: Encodable {
        let item, code, points: String
        let count: Int
        let of: [Loss]
    }

    struct Way: Encodable {
        let deductions: Int
        let total, band, performance: String
        let parts: [Part]
    }

    let member, quarter, total, target, outcome, performance: String
    let closing, band, best: String?
    let ways: [Way]
    let more: Bool

    init(_ found: BandWays, _ listed: [WayToBand], _ isMore: Bool, _ say: Language) {
        let told = found.explanation
        member = told.member.code.string
        quarter = told.period.first.month.quarter.description
        total = told.total.description
        closing = told.closing?.name
        band = told.band?.key
        target = found.target.key
        performance = found.performance.description
        switch found.outcome {
        case .unrated: (outcome, best) = ("unrated", nil)
        case .rated(let found):
            switch found.outcome {
            case .reached: (outcome, best) = ("reached", nil)
            case .outOfReach(let total): (outcome, best) = ("out-of-reach", total.description)
            case .ways: (outcome, best) = ("ways", nil)
            }
        }
        ways = listed.map { way in
            Way(
                deductions: way.count, total: way.total.description, band: way.band.key,
                performance: (found.performances[way.band.key] ?? .zero).description,
                parts: way.parts.map { part in
                    let item = told.items[part.item]
                    let losses = part.losses.map { item.deductions[$0] }
                    return Part(
                        item: item.about.key, code: losses.first?.code ?? "",
                        points: (losses.first?.points ?? .zero).description, count: part.count,
                        of: losses.map {
                            Loss(date: $0.date.description, records: $0.records.map(\.reference.description))
                        })
                })
        }
        more = isMore
    }
}
