public import AssessmentKernel
import Closing
public import Desk
public import TownshipTables

/// Equipment that was issued, returned, reported or decided on.
public struct EquipmentAnswer: EncodableAnswer {
    private let report: EquipmentReport
    private let change: EquipmentChange?

    /// Answers with what was entered.
    ///
    /// - Parameter change: what happened to the pieces; nil when the fault of an entry was decided.
    public init(_ report: EquipmentReport, _ change: EquipmentChange?) {
        self.report = report
        self.change = change
    }

    /// One line per piece.
    public func page(in say: Language) -> AnswerPage {
        let what = change.map { say($0.option.title) } ?? say("定责", "decided")
        var page = AnswerPage()
        for (entry, piece) in report.entries {
            page.add(
                say(
                    "\(report.member.name)（\(report.member.code)）\(what)“\(piece.name)”，登记号 \(entry)",
                    "\(report.member.code) \(report.member.name): \(what) \(piece.name), entry \(entry)"))
        }
        page.add(EntryText.ending(isKept: report.isKept, say))
        for remark in report.remarks { page.remark(say("提示：", "Note: ") + say(remark)) }
        return page
    }

    /// The entries for programs.
    public func json(in say: Language) -> any Encodable { EquipmentEntered(report, say) }
}

/// What each member holds, and what is missing.
public struct EquipmentListAnswer: EncodableAnswer {
    private let list: EquipmentList

    /// Answers with the equipment of a day.
    public init(_ list: EquipmentList) { self.list = list }

    /// One row per piece in hand, then what is missing from the kit.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("工号", "member")), .init(say("姓名", "name")), .init(say("设备", "asset")),
            .init(say("序列号", "serial")), .init(say("变动", "change")), .init(say("日期", "date")),
            .init(say("登记号", "entry")),
        ])
        var missing: [String] = []
        for held in list.members {
            let (code, name) = (held.member.code.string, held.member.name.string)
            for holding in held.inHand {
                table.add([
                    code, name, holding.piece.asset.string, holding.piece.serial?.string ?? "",
                    say(holding.change.option.title), holding.date.description, holding.entry.string,
                ])
            }
            if !held.missing.isEmpty {
                let names = say.list(held.missing.map(\.string))
                missing.append(say("  \(code) \(name)：\(names)", "  \(code) \(name): \(names)"))
            }
        }
        var page = AnswerPage()
        page.add(table)
        if list.kit == nil {
            page.add(say("当日的考核细则没有列出七件套。", "The rulebook of the day names no kit."))
        } else if missing.isEmpty {
            page.add(say("七件套齐全。", "All kits are complete."))
        } else {
            page.add(say("七件套缺件：", "Missing from the kit:"))
            for line in missing { page.add(line) }
        }
        let count = list.members.reduce(0) { $0 + $1.inHand.count }
        page.add(
            say(
                "截至 \(list.day)，\(list.members.count) 人持有 \(count) 件。",
                "As of \(list.day): \(counted(count, "piece")) with \(counted(list.members.count, "member"))."))
        return page
    }

    /// The list for programs.
    public func json(in say: Language) -> any Encodable { EquipmentHeld(list) }
}

/// What was entered as JSON.
private struct EquipmentEntered: Encodable {
    struct Entry: Encodable {
        let entry, asset: String
        let serial: String?
    }

    let member: String
    let entries: [Entry]
    let remarks: [String]
    let kept: Bool

    init(_ report: EquipmentReport, _ say: Language) {
        member = report.member.code.string
        entries = report.entries.map {
            Entry(entry: $0.entry, asset: $0.piece.asset.string, serial: $0.piece.serial?.string)
        }
        remarks = report.remarks.map { say($0) }
        kept = report.isKept
    }
}

/// The list as JSON.
private struct EquipmentHeld: Encodable {
    struct Held: Encodable {
        let member, name: String
        let inHand: [PieceJSON]
        let missing: [String]
    }

    let date: String
    let kit: [String]?
    let members: [Held]

    init(_ list: EquipmentList) {
        date = list.day.description
        kit = list.kit?.map(\.string)
        members = list.members.map {
            Held(
                member: $0.member.code.string, name: $0.member.name.string, inHand: $0.inHand.map(PieceJSON.init),
                missing: $0.missing.map(\.string))
        }
    }
}
