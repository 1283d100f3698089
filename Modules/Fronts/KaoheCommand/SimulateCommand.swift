import ArgumentParser
import AssessmentKernel
import Closing
import Closings
import Ledger
import Reports
import Rulebook

struct SimulateCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "simulate",
            abstract: say(
                "用另一套规则重算同样的记录：谁的等次会变，要多付多少", "The same records under other rules: who changes band, and what it costs")
        )
    }

    @Argument(
        help: help("季度或一段季度，如 2021Q3、2020Q1..2021Q4", "a quarter, or several such as 2020Q1..2021Q4", value: "quarter"))
    var quarters: QuarterSpan

    @Option(help: help("另一份考核细则", "another rulebook", value: "file"))
    var rulebook: String?

    @Option(
        help: help(
            "改一项参数，如 items.publicity.per_task=0.5；可写多次",
            "write a parameter otherwise, such as items.publicity.per_task=0.5",
            value: "path=value"))
    var set: [String] = []

    @Option(
        help: help(
            "改一项解释，如 I-7=period；可写多次", "answer an open question otherwise, such as I-7=period", value: "id=value"))
    var interpretation: [String] = []

    @Option(help: help("把结果写入此文件夹（CSV）", "write the results into this folder as CSV", value: "dir"))
    var output: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    private var wish: SimulationWish {
        var wish = SimulationWish()
        wish.rulebook = rulebook
        wish.settings = set
        wish.interpretations = interpretation
        wish.output = output
        return wish
    }

    func validate() throws {
        if wish.isEmpty {
            throw ValidationError(
                say(
                    "须用 --rulebook、--set 或 --interpretation 说明换成什么规则",
                    "say which rules to take, with --rulebook, --set or --interpretation"))
        }
    }

    func run() throws {
        let line = ProgressLine()
        defer { line.end() }
        let results = try common.openWorkspace().simulate(quarters.quarters, wish, today: Clock.date) {
            quarter, done, all in line.show(say("\(quarter)：\(done)/\(all) 人", "\(quarter): \(done) of \(all) members"))
        }
        line.end()
        if json {
            try printJSON(results.map(SimulationAnswer.init))
        } else {
            printResult(SimulationText(wish: wish, results: results).text)
        }
        if let output { printNote(say("结果在 \(output)", "the results are in \(output)")) }
    }
}

/// Quarters on the command line: `2021Q3`, or `2020Q1..2021Q4` with both ends.
struct QuarterSpan: ExpressibleByArgument {
    let quarters: [Quarter]

    /// More than anybody has records of.
    private static let most = 40

    init?(argument: String) {
        let ends = argument.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(ends.count), let first = Quarter(argument: ends[0]),
            let last = Quarter(argument: ends[ends.count - 1]), first <= last
        else { return nil }
        var quarters = [first]
        while let latest = quarters.last, latest < last, quarters.count <= QuarterSpan.most {
            quarters.append(latest.next)
        }
        guard quarters.count <= QuarterSpan.most else { return nil }
        self.quarters = quarters
    }
}

/// A simulation in words.
private struct SimulationText {
    let wish: SimulationWish
    let results: [SimulatedQuarter]

    var text: String {
        var parts = results.map(paragraph)
        if results.count > 1 { parts.append(summary) }
        return parts.joined(separator: "\n\n")
    }

    private func paragraph(_ result: SimulatedQuarter) -> String {
        var lines = [head(result)]
        if !result.changedSinceClosing.isEmpty {
            let count = result.changedSinceClosing.count
            lines.append(
                say(
                    "注意：结算后记录或细则有改动，\(count) 人的结果已与结算不同；以下比较以目前的记录为准。",
                    "Mind: records or the rulebook have changed since the closing, so that \(count) results are no longer its; this compares today's."
                ))
        }
        if !result.blockers.isEmpty {
            lines.append(
                say(
                    "注意：本季度尚不能结算（受阻 \(result.blockers.count) 项，见 kaohe status \(result.quarter)），数字仅供参考。",
                    "Mind: the quarter cannot be closed yet (\(result.blockers.count) blockers, see kaohe status \(result.quarter)); the figures mean little."
                ))
        }
        if result.changes.isEmpty { return (lines + [say("没有任何变化。", "Nothing changes.")]).joined(separator: "\n") }
        lines.append(bands(result))
        lines.append(items(result))
        for (kind, members) in result.findings where members.isDifferent {
            let title = say(kind.title)
            lines.append(
                say(
                    "\(title)：\(members.before) 人 → \(members.after) 人",
                    "\(title): \(members.before) → \(members.after) members"))
        }
        let due = result.payDue
        lines.append(
            say(
                "应发合计：\(due.before) → \(due.after) 元（\(signed(due.difference))）",
                "Due in all: \(due.before) → \(due.after) yuan (\(signed(due.difference)))"))
        let owed = result.owed
        if owed.isDifferent {
            lines.append(
                say(
                    "季末尚欠合计：\(owed.before) → \(owed.after) 元（\(signed(owed.difference))）",
                    "Still owed in all: \(owed.before) → \(owed.after) yuan (\(signed(owed.difference)))"))
        }
        return lines.joined(separator: "\n")
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

    private func bands(_ result: SimulatedQuarter) -> String {
        let changes = result.bandChanges
        guard !changes.isEmpty else {
            return say(
                "等次无变化；\(result.changes.count) 人的总分、补贴或认定有变。",
                "Nobody changes band; \(result.changes.count) members change in total, pay or findings.")
        }
        var table = TerminalTable([
            .init(say("工号", "member")), .init(say("姓名", "name")), .init(say("总分", "total"), .right),
            .init("→", .right), .init(say("等次", "band")), .init("→"), .init(say("主要原因", "mainly because of")),
        ])
        for change in changes {
            let outcome = change.outcome
            table.add([
                change.member.code.string, change.member.name.string, outcome.before?.total.description ?? "—",
                outcome.after?.total.description ?? "—", title(outcome.before), title(outcome.after), why(change),
            ])
        }
        return say(
            "等次有变 \(changes.count) 人（共 \(result.changes.count) 人有变化）：\n",
            "\(changes.count) members change band (\(result.changes.count) change in something):\n")
            + table.text(width: windowWidth).trimmed
    }

    private func title(_ outcome: SimulatedChange.Outcome?) -> String {
        guard let outcome else { return say("不参加考核", "not assessed") }
        if outcome.bandTitle.isEmpty { return say("不评等", "unrated") }
        return say(outcome.bandTitle, outcome.band)
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

    private func items(_ result: SimulatedQuarter) -> String {
        var table = TerminalTable([
            .init(say("扣分合计", "points lost")), .init(say("原", "before"), .right), .init(say("新", "after"), .right),
            .init(say("差", "change"), .right),
        ])
        for (about, points) in result.lost where points.isDifferent {
            let change = points.before.flatMap { before in points.after.map { $0 - before } }
            table.add([
                say(about.title), points.before?.description ?? "—", points.after?.description ?? "—",
                change.map(signed) ?? "",
            ])
        }
        return table.isEmpty
            ? say("各项扣分合计无变化。", "No item takes another sum.") : table.text(width: windowWidth).trimmed
    }

    private var summary: String {
        var table = TerminalTable([
            .init(say("季度", "quarter")), .init(say("等次有变", "other band"), .right),
            .init(say("应发", "due"), .right), .init("→", .right), .init(say("差", "change"), .right),
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
        return table.text(width: windowWidth).trimmed
    }

    private func signed(_ points: Points) -> String { points > .zero ? "+\(points)" : "\(points)" }
    private func signed(_ amount: Yuan) -> String { amount > .zero ? "+\(amount)" : "\(amount)" }
}

extension String {
    /// The text without a line break at its end.
    fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}

/// A quarter's comparison as JSON.
private struct SimulationAnswer: Encodable {
    struct Change: Encodable {
        let member, name: String
        let totalBefore, totalAfter, bandBefore, bandAfter, dueBefore, dueAfter, owedBefore, owedAfter: String?
        let items: [Item]
    }

    struct Item: Encodable {
        let item: String
        let before, after: String?
    }

    struct Found: Encodable {
        let finding: String
        let before, after: Int
    }

    let quarter, rulebookBefore, rulebookAfter, dueBefore, dueAfter, owedBefore, owedAfter: String
    let closing: String?
    let changedSinceClosing: [String]
    let blockers, assessedBefore, assessedAfter, bandChanges: Int
    let lost: [Item]
    let findings: [Found]
    let changes: [Change]

    init(_ result: SimulatedQuarter) {
        quarter = result.quarter.description
        rulebookBefore = result.rulebooks.before.key
        rulebookAfter = result.rulebooks.after.key
        dueBefore = result.payDue.before.description
        dueAfter = result.payDue.after.description
        owedBefore = result.owed.before.description
        owedAfter = result.owed.after.description
        closing = result.closing?.name
        changedSinceClosing = result.changedSinceClosing.map(\.string)
        blockers = result.blockers.count
        assessedBefore = result.assessed.before
        assessedAfter = result.assessed.after
        bandChanges = result.bandChanges.count
        lost = result.lost.map {
            Item(item: $0.about.key, before: $0.points.before?.description, after: $0.points.after?.description)
        }
        findings = result.findings.map {
            Found(finding: $0.kind.key, before: $0.members.before, after: $0.members.after)
        }
        changes = result.changes.map { change in
            let (before, after) = (change.outcome.before, change.outcome.after)
            return Change(
                member: change.member.code.string, name: change.member.name.string,
                totalBefore: before?.total.description, totalAfter: after?.total.description,
                bandBefore: before?.band, bandAfter: after?.band, dueBefore: before?.due.description,
                dueAfter: after?.due.description,
                owedBefore: before?.owed.description, owedAfter: after?.owed.description,
                items: change.items.map {
                    Item(
                        item: $0.about.key, before: $0.deducted.before.description,
                        after: $0.deducted.after.description)
                })
        }
    }
}
