public import AssessmentKernel
import Closing
public import Desk
import TownshipTables

/// A member who was replaced: the last day paid, and the equipment to recover.
public struct RemovalAnswer: EncodableAnswer {
    private let report: RemovalReport

    /// Answers with a removal.
    public init(_ report: RemovalReport) { self.report = report }

    /// The ground, the effect on the pay, and the equipment to recover.
    public func page(in say: Language) -> AnswerPage {
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
            let title = say(finding.title)
            lines.append(
                say(
                    "结算 \(finding.closing) 的认定：\(title)（\(finding.basis)）",
                    "Found in \(finding.closing): \(title) (\(finding.basis))"))
        }
        var recovery: Phrase = ""
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
            let giveBack = Deed.returnEquipment(member: person.code.string)
            recovery = "\n" + say(Advice("收回后登记：\(deed: giveBack)", "When it is back: \(deed: giveBack)"))
        }
        let ending =
            report.isKnown
            ? say("账本中已有此更换，没有新内容。", "The ledger has this removal already; nothing was new.")
            : EntryText.ending(isKept: report.isKept, say)
        var page = AnswerPage(lines.joined(separator: "\n") + recovery + ("\n" + ending))
        EntryText.untouched(report.touchedClosings, on: &page, say)
        return page
    }

    /// The removal for programs.
    public func json(in say: Language) -> any Encodable { Removed(report) }
}

/// A removal as JSON.
private struct Removed: Encodable {
    struct Found: Encodable { let closing, finding, basis: String }

    let member, ground, lastDay: String
    let toRecover: [PieceJSON]
    let findings: [Found]
    let touchedClosings: [String]
    let kept: Bool

    init(_ report: RemovalReport) {
        member = report.member.code.string
        ground = report.ground.option.key
        lastDay = report.lastDay.description
        toRecover = report.toRecover.map(PieceJSON.init)
        findings = report.findings.map { Found(closing: $0.closing, finding: $0.key, basis: $0.basis) }
        touchedClosings = report.touchedClosings
        kept = report.isKept
    }
}
