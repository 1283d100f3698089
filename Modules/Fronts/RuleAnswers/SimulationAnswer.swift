public import Answers
public import AssessmentKernel
import Closing
public import Closings
import Ledger
import ResultTables
import Rulebook

/// Quarters under other rules: who changes band, and what it costs.
public struct SimulationAnswer: EncodableAnswer {
    private let wish: SimulationWish
    private let results: [SimulatedQuarter]

    /// Answers with the results of a simulation, quarter by quarter.
    public init(_ wish: SimulationWish, _ results: [SimulatedQuarter]) {
        self.wish = wish
        self.results = results
    }

    /// A paragraph per quarter, then their sum.
    public func page(in say: Language) -> AnswerPage {
        let text = SimulationText(wish: wish, results: results, say: say)
        var page = text.page
        if let output = wish.output { page.remark(say("结果在 \(output)", "The results are in \(output)")) }
        return page
    }

    /// The quarters for programs.
    public func json(in say: Language) -> any Encodable {
        results.map { RowWithMore(SimulationTables.summary.record($0), Simulated($0)) }
    }
}

/// A simulation in words.
private struct SimulationText {
    let wish: SimulationWish
    let results: [SimulatedQuarter]
    let say: Language

    var page: AnswerPage {
        var page = AnswerPage()
        for (place, result) in results.enumerated() {
            if place > 0 { page.add("") }
            page.add(paragraph(result))
        }
        if results.count > 1 {
            page.add("")
            page.add(summary)
        }
        return page
    }

    private func paragraph(_ result: SimulatedQuarter) -> AnswerPage {
        var page = AnswerPage(head(result))
        if !result.changedSinceClosing.isEmpty {
            let count = result.changedSinceClosing.count
            page.add(
                say(
                    "注意：结算后记录或细则有改动，\(count) 人的结果已与结算不同；以下比较以目前的记录为准。",
                    "Note: records or the rulebook have changed since the closing; results that now differ from it: \(count). This compares today's."
                ))
        }
        if !result.blockers.isEmpty {
            page.add(
                say(
                    Advice(
                        "注意：本季度尚不能结算（受阻 \(result.blockers.count) 项，见\(deed: .status(result.quarter))），数字仅供参考。",
                        "Note: the quarter cannot be closed yet (\(counted(result.blockers.count, "blocker")), see \(deed: .status(result.quarter))); the figures mean little."
                    )))
        }
        guard !result.changes.isEmpty else {
            page.add(say("没有任何变化。", "Nothing changes."))
            return page
        }
        addBands(result, to: &page)
        addItems(result, to: &page)
        for (kind, members) in result.findings where members.isDifferent {
            let title = say(kind.title)
            page.add(
                say(
                    "\(title)：\(members.before) 人 → \(members.after) 人",
                    "\(title): \(members.before) → \(counted(members.after, "member"))"))
        }
        let due = result.payDue
        page.add(
            say(
                "应发合计：\(due.before) → \(due.after) 元（\(signed(due.difference))）",
                "Total payable: \(due.before) → \(due.after) yuan (\(signed(due.difference)))"))
        let owed = result.owed
        if owed.isDifferent {
            page.add(
                say(
                    "季末结转扣款合计：\(owed.before) → \(owed.after) 元（\(signed(owed.difference))）",
                    "Still owed in all: \(owed.before) → \(owed.after) yuan (\(signed(owed.difference)))"))
        }
        return page
    }

    private func head(_ result: SimulatedQuarter) -> String {
        let books = result.rulebooks.map { "\($0.key)" }
        let changes = wish.interpretations + wish.settings
        let list =
            changes.isEmpty ? "" : say("（\(changes.joined(separator: "，"))）", " (\(changes.joined(separator: ", ")))")
        let base =
            result.closing.map { say("结算 \($0.name)", "the closing \($0.name)") }
            ?? say("目前的记录，尚未结算", "today's records, not closed yet")
        return say(
            "\(result.quarter)：\(books.before) → \(books.after)\(list)。对照\(base)。",
            "\(result.quarter): \(books.before) → \(books.after)\(list), beside \(base).")
    }

    private func addBands(_ result: SimulatedQuarter, to page: inout AnswerPage) {
        let changes = result.bandChanges
        guard !changes.isEmpty else {
            return page.add(
                say(
                    "等次无变化；\(result.changes.count) 人的总分、补贴或认定有变。",
                    "Nobody changes band; changes in total, pay or findings: \(counted(result.changes.count, "member"))."
                )
            )
        }
        var table = AnswerTable([
            .init(say("工号", "member")), .init(say("姓名", "name")), .init(say("总分", "total"), .number),
            .init("→", .number), .init(say("等次", "band")), .init("→"), .init(say("主要原因", "mainly because of")),
        ])
        for change in changes {
            let outcome = change.outcome
            table.add([
                change.member.code.string, change.member.name.string, outcome.before?.total.description ?? "—",
                outcome.after?.total.description ?? "—", title(outcome.before), title(outcome.after), why(change),
            ])
        }
        page.add(
            say(
                "等次有变 \(changes.count) 人（共 \(result.changes.count) 人有变化）：",
                "Another band: \(counted(changes.count, "member")) (with any change: \(result.changes.count)):"))
        page.add(table)
    }

    private func title(_ outcome: SimulatedChange.Outcome?) -> String {
        guard let outcome else { return say("不参加考核", "not assessed") }
        return say.band(outcome.band, titled: outcome.bandTitle)
    }

    private func why(_ change: SimulatedChange) -> String {
        if change.outcome.before == nil || change.outcome.after == nil {
            return say("参加考核的岗位不同", "other posts are assessed")
        }
        if change.isByBandsAlone { return say("档次或评定条件不同", "the bands or the rating differ") }
        return change.items.prefix(3).map { about, deducted in
            say(
                "\(about.title.chinese) \(signed(.zero - deducted.difference))",
                "\(about.key) \(signed(.zero - deducted.difference))")
        }.joined(separator: say("，", ", "))
    }

    private func addItems(_ result: SimulatedQuarter, to page: inout AnswerPage) {
        var table = AnswerTable([
            .init(say("扣分合计", "points lost")), .init(say("原", "before"), .number), .init(say("新", "after"), .number),
            .init(say("差", "change"), .number),
        ])
        for (about, points) in result.lost where points.isDifferent {
            let change = points.before.flatMap { before in points.after.map { $0 - before } }
            table.add([
                say(about.title), points.before?.description ?? "—", points.after?.description ?? "—",
                change.map(signed) ?? "",
            ])
        }
        if table.rows.isEmpty {
            page.add(say("各项扣分合计无变化。", "The points lost by item do not change."))
        } else {
            page.add(table)
        }
    }

    private var summary: AnswerTable {
        var table = AnswerTable([
            .init(say("季度", "quarter")), .init(say("等次有变", "other band"), .number),
            .init(say("应发", "due"), .number), .init("→", .number), .init(say("差", "change"), .number),
        ])
        var sum = Compared(Yuan.zero, Yuan.zero)
        for result in results {
            let due = result.payDue
            sum = Compared(sum.before + due.before, sum.after + due.after)
            table.add([
                result.quarter.description, String(result.bandChanges.count), due.before.description,
                due.after.description, signed(due.difference),
            ])
        }
        table.add([
            say("合计", "total"), String(results.reduce(0) { $0 + $1.bandChanges.count }), sum.before.description,
            sum.after.description, signed(sum.difference),
        ])
        return table
    }
}

/// What the table of a simulation cannot hold of a quarter.
private struct Simulated: Encodable {
    /// The items of a member whose deduction differs.
    struct Items: Encodable { let items: [Item] }

    struct Item: Encodable {
        let item: String
        let before, after: String?
    }

    struct Found: Encodable {
        let finding: String
        let before, after: Int
    }

    let blockers: Int
    let changedSinceClosing: [String]
    let lost: [Item]
    let findings: [Found]
    let changes: [RowWithMore<Items>]

    init(_ result: SimulatedQuarter) {
        blockers = result.blockers.count
        changedSinceClosing = result.changedSinceClosing.map(\.string)
        lost = result.lost.map {
            Item(item: $0.about.key, before: $0.points.before?.description, after: $0.points.after?.description)
        }
        findings = result.findings.map {
            Found(finding: $0.kind.key, before: $0.members.before, after: $0.members.after)
        }
        changes = result.changes.map { change in
            let items = change.items.map {
                Item(item: $0.about.key, before: $0.deducted.before.description, after: $0.deducted.after.description)
            }
            return RowWithMore(
                SimulationTables.changes.record((quarter: result.quarter, change: change)), Items(items: items))
        }
    }
}
