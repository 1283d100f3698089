public import Answers
public import AssessmentKernel
import Closing
public import Closings
public import RuleChecks
import Rulebook

/// What a rulebook means before it is in force, and its open questions with other answers.
public struct RulebookCheckAnswer: EncodableAnswer {
    private let check: RulebookCheck
    private let quarters: [Quarter]
    private let readings: [ReadingComparison]

    /// Answers with what was found.
    ///
    /// - Parameters:
    ///   - quarters: the closed quarters that the readings were computed over; empty when there are none.
    public init(_ check: RulebookCheck, over quarters: [Quarter], _ readings: [ReadingComparison]) {
        self.check = check
        self.quarters = quarters
        self.readings = readings
    }

    /// The bands, what is odd, the edges of money, then the readings.
    public func page(in say: Language) -> AnswerPage {
        let book = check.rulebook
        var page = AnswerPage(
            say(
                "\(book.key)（\(book.title)）：满分 \(book.total)，自 \(book.effectiveFrom) 施行。",
                "\(book.key) (\(book.title)): \(book.total) points, in force from \(book.effectiveFrom)."))
        page.add("")
        page.add(say("每个总分所在的等次：", "The band of every total:"))
        page.add(totals(say))
        page.add("")
        page.add(oddities(say))
        page.add("")
        page.add(say("差 0.01 分补贴就不同的地方（整季在岗）：", "Where 0.01 point changes the pay (a whole quarter in post):"))
        page.add(edges(say))
        addReadings(to: &page, say)
        return page
    }

    private func totals(_ say: Language) -> AnswerTable {
        var table = AnswerTable([
            .init(say("总分", "total")), .init(say("等次", "band")), .init(say("依据", "because")),
            .init(say("绩效补贴（元/月）", "pay a month"), .number),
        ])
        for run in check.totals {
            table.add([
                span(run, say), say(run.band.title, run.band.key),
                run.gapRule.map { say(RulebookCheckAnswer.words($0)) } ?? say("档次写明", "the band names it"),
                run.band.amount.description,
            ])
        }
        return table
    }

    private func span(_ run: TotalRun, _ say: Language) -> String {
        run.from == run.through ? "\(run.from)" : say("\(run.from) 至 \(run.through)", "\(run.from) to \(run.through)")
    }

    private static func words(_ rule: GapScores) -> LocalText {
        switch rule {
        case .round: LocalText("两档之间，取整后归档", "between two bands, rounded")
        case .lower: LocalText("两档之间，归低一档", "between two bands, the lower one")
        case .upper: LocalText("两档之间，归高一档", "between two bands, the higher one")
        }
    }

    /// A checklist of what a person should look at.
    private func oddities(_ say: Language) -> Checklist {
        var list = Checklist()
        for reversal in check.reversals {
            let (higher, lower) = (reversal.higher, reversal.lower)
            list.add(
                .init(
                    state: .attention, code: "pay-reversal",
                    text: say(
                        "“\(lower.title)”整季比“\(higher.title)”多得 \(reversal.gain) 元：分数低的反而得的多",
                        "\(lower.key) is paid \(reversal.gain) yuan more in a quarter than \(higher.key): less is paid for more"
                    ), next: say("改这两档的补贴，或最低档扣款的计法", "change their amounts, or how often the penalty is taken")))
        }
        for band in check.unreachable {
            list.add(
                .init(
                    state: .attention, code: "unreachable-band",
                    text: say("没有总分能进“\(band.title)”", "no total is in the band \(band.key)"),
                    next: say("核对起止分与满分", "check its ends and the maximum")))
        }
        for idle in check.idle {
            list.add(.init(state: .attention, code: "idle-deduction", text: say(RulebookCheckAnswer.words(idle))))
        }
        if list.lines.isEmpty {
            list.add(.init(state: .done, code: "nothing-odd", text: say("没有不合常理之处", "nothing is odd")))
        }
        return list
    }

    private static func words(_ idle: IdleDeduction) -> LocalText {
        let item = idle.item.title
        let title = idle.parameter?.title ?? LocalText("满分", "maximum")
        let name = LocalText("\(item.chinese)：\(title.chinese)", "\(item.english): \(title.english)")
        switch idle.reason {
        case .itemWithoutPoints:
            return LocalText("\(name.chinese)为 0，此项扣不了分", "\(name.english) is 0, so it costs nothing")
        case .free: return LocalText("\(name.chinese)：为 0，不扣分", "\(name.english): 0, so it costs nothing")
        case .beyondMaximum(let points):
            return LocalText(
                "\(name.chinese)：\(points) 分超过本项满分，超出的部分扣不到",
                "\(name.english): \(points) points are more than the item has; the rest costs nothing")
        case .repeatedSteps(let steps):
            let list = steps.map(\.description).joined(separator: " ")
            return LocalText(
                "\(name.chinese)：\(list) 中有后一次不比前一次多扣的",
                "\(name.english): in \(list) a later time costs no more than an earlier one")
        }
    }

    private func edges(_ say: Language) -> AnswerTable {
        var table = AnswerTable([
            .init(say("总分", "total"), .number), .init(say("等次", "band")), .init(say("低 0.01 分", "0.01 less"), .number),
            .init(say("等次", "band")), .init(say("整季少得（元）", "less a quarter"), .number),
        ])
        for edge in check.edges {
            table.add([
                "\(edge.upper)", say.band(edge.higherBand), "\(edge.lower)",
                say.band(edge.lowerBand), "\(edge.cost)",
            ])
        }
        return table
    }

    private func addReadings(to page: inout AnswerPage, _ say: Language) {
        guard let first = quarters.first, let last = quarters.last else {
            page.remark(
                say(
                    "没有已结算的季度，未比较细则适用说明的其他答法。",
                    "No quarter is closed, so other answers to the open questions were not compared."))
            return
        }
        page.add("")
        page.add(
            say(
                "细则适用说明换成其他答法，\(first) 至 \(last) 会怎样：",
                "Other answers to the open questions, over \(first) to \(last):"))
        var table = AnswerTable(
            [
                .init(say("编号", "no.")), .init(say("问题", "question")), .init(say("现为", "now")),
                .init(say("改为", "other")), .init(say("等次有变", "other band"), .number),
                .init(say("结果有变", "any change"), .number), .init(say("应发增减（元）", "pay"), .number),
            ], mayBeCut: true)
        for row in readings {
            table.add([
                row.reading.id, say(row.reading.question), say(row.reading.answer), row.option, String(row.bandChanges),
                String(row.changes), signed(row.payDifference),
            ])
        }
        page.add(table)
    }

    /// Everything for programs.
    public func json(in say: Language) -> any Encodable {
        CheckJSON(
            rulebook: check.rulebook.key,
            totals: check.totals.map {
                .init(
                    from: "\($0.from)", through: "\($0.through)", band: $0.band.key, gapRule: $0.gapRule?.rawValue,
                    amount: "\($0.band.amount)")
            },
            unreachable: check.unreachable.map(\.key),
            reversals: check.reversals.map { .init(higher: $0.higher.key, lower: $0.lower.key, gain: "\($0.gain)") },
            edges: check.edges.map { .init(upper: "\($0.upper)", lower: "\($0.lower)", cost: "\($0.cost)") },
            idle: check.idle.map { .init(path: $0.path, text: say(RulebookCheckAnswer.words($0))) },
            quarters: quarters.map(\.description),
            readings: readings.map {
                .init(
                    id: $0.reading.id, choice: $0.reading.choice, option: $0.option, bandChanges: $0.bandChanges,
                    changes: $0.changes, pay: "\($0.payDifference)")
            })
    }
}

/// A check as JSON.
private struct CheckJSON: Encodable {
    struct Run: Encodable {
        let from, through, band: String
        let gapRule: String?
        let amount: String
    }
    struct Reversal: Encodable { let higher, lower, gain: String }
    struct Edge: Encodable { let upper, lower, cost: String }
    struct Idle: Encodable { let path, text: String }
    struct Reading: Encodable {
        let id, choice, option: String
        let bandChanges, changes: Int
        let pay: String
    }

    let rulebook: String
    let totals: [Run]
    let unreachable: [String]
    let reversals: [Reversal]
    let edges: [Edge]
    let idle: [Idle]
    let quarters: [String]
    let readings: [Reading]
}
