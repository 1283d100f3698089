import ArgumentParser
import AssessmentKernel
import Closing
import Desk
import TownshipTables

struct RemoveCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "remove",
            abstract: say("更换网格员：补贴止于当日，列出应收回的设备", "Replace a member: pay ends, equipment is to be recovered"),
            discussion: say("情形：\n", "Grounds:\n")
                + RemovalGround.allCases.map { "  \($0.option.key)  \(say($0.meaning))" }.joined(separator: "\n"))
    }

    @Argument(help: help("工号", "the member's code", value: "member"))
    var member: String

    @Option(help: help("更换情形，1 至 6", "the ground, 1 to 6", value: "ground"))
    var ground: GroundArgument

    @Option(help: help("在岗的最后一天，如 2021-08-02", "the last day in post, such as 2021-08-02", value: "date"))
    var date: CivilDate

    @Option(help: help("说明", "a note", value: "note"))
    var note = ""

    @Flag(help: help("更正已登记的更换，旧版本留存", "replace a removal that is there; the old version is kept"))
    var amend = false

    @OptionGroup var ending: EntryOptions

    func run() throws {
        var wish = RemovalWish(member: member, ground: ground.ground, date: date)
        wish.note = note
        wish.amend = amend
        let report = try ending.common.openWorkspace().remove(wish, isRehearsal: ending.dryRun, now: Clock.now)
        if ending.json { try printJSON(RemovalAnswer(report)) } else { printResult(text(report)) }
        if !report.touchedClosings.isEmpty {
            printNote(say("提示：", "note: ") + EntryText.untouched(report.touchedClosings))
        }
    }

    private func text(_ report: RemovalReport) -> String {
        let person = report.member
        var lines = [
            say(
                "\(person.name)（\(person.code)），\(person.village)：更换情形 \(report.ground.option.key)（\(report.ground.meaning.chinese)）。",
                "\(person.code) \(person.name), \(person.village): ground \(report.ground.option.key) (\(report.ground.meaning.english))."
            ),
            say(
                "补贴发至 \(report.lastDay)，自 \(report.lastDay.advanced(by: 1)) 起停发；此后的记录不再计入。",
                "Paid through \(report.lastDay); nothing from \(report.lastDay.advanced(by: 1)) on, and later records do not count."
            ),
        ]
        for finding in report.findings {
            let title = say(Finding.title(of: finding.key))
            lines.append(
                say(
                    "结算 \(finding.closing) 的认定：\(title)（\(finding.basis)）",
                    "Found in \(finding.closing): \(title) (\(finding.basis))"))
        }
        if report.toRecover.isEmpty {
            lines.append(say("没有应收回的设备。", "No equipment is to be recovered."))
        } else {
            lines.append(say("应收回的设备：", "Equipment to recover:"))
            for holding in report.toRecover {
                let what = say(holding.change.option.title)
                lines.append(
                    say(
                        "  · \(holding.piece.name)（\(what) \(holding.date)，登记号 \(holding.entry)）",
                        "  · \(holding.piece.name) (\(what) \(holding.date), entry \(holding.entry))"))
            }
            lines.append(
                say(
                    "收回后登记：kaohe equipment return \(person.code) ‹设备›",
                    "When it is back: kaohe equipment return \(person.code) ASSET"))
        }
        lines.append(
            report.isKnown
                ? say("账本中已有此更换，没有新内容。", "The ledger has this removal already; nothing was new.")
                : EntryText.ending(isKept: report.isKept))
        return lines.joined(separator: "\n")
    }
}

/// A ground of replacement on the command line: 1 to 6.
struct GroundArgument: ExpressibleByArgument {
    let ground: RemovalGround

    init?(argument: String) {
        guard let ground = RemovalGround.allCases.first(where: { $0.option.key == argument }) else { return nil }
        self.ground = ground
    }
}

/// The answer as JSON.
private struct RemovalAnswer: Encodable {
    struct Found: Encodable { let closing, finding, basis: String }

    let member, ground, lastDay: String
    let toRecover: [PieceAnswer]
    let findings: [Found]
    let touchedClosings: [String]
    let kept: Bool

    init(_ report: RemovalReport) {
        member = report.member.code.string
        ground = report.ground.option.key
        lastDay = report.lastDay.description
        toRecover = report.toRecover.map(PieceAnswer.init)
        findings = report.findings.map { Found(closing: $0.closing, finding: $0.key, basis: $0.basis) }
        touchedClosings = report.touchedClosings
        kept = report.isKept
    }
}
