import Answers
import AssessmentKernel
import Console
import Desk
import Ledger
import RuleAnswers
import TownshipTables
import Workspace

/// A member's quarter or month, line by line, with what can be done about each.
struct MemberView {
    private let visit: Visit
    private let code: String
    private let period: ExplainedPeriod
    private let overview: TownshipOverview

    init(_ visit: Visit, _ code: String, _ period: ExplainedPeriod, _ overview: TownshipOverview) {
        self.visit = visit
        self.code = code
        self.period = period
        self.overview = overview
    }

    private var say: Language { visit.say }
    private var address: String { "/members/\(visit.part(0) ?? "")/\(code)" }

    func page() throws -> Reply {
        let told = try visit.workspace.explain(code, period, item: nil)
        let answer = ExplainAnswer(told, of: period, isWhole: true, in: visit.workspace)
        let head = answer.head(in: say)
        var values: [String: Any] = [
            "address": address, "head": head.dropFirst().map { $0 }, "subtitle": head.first ?? "",
            "periods-label": say("期间", "Periods"),
            "periods": (overview.quarters.map(\.description) + period.quarter.months.map(\.description)).map {
                ["address": "/members/\($0)/\(code)", "words": $0, "here": $0 == visit.part(0)] as [String: Any]
            },
            "items": answer.items(in: say).map(item),
        ]
        values["ways"] = ways(told)
        values["history"] = try history(told.member)
        values.merge(equipment()) { $1 }
        values.merge(removal()) { $1 }
        let name = "\(told.member.name)（\(told.member.code)）"
        return .page("member", title: say(name, "\(told.member.code) \(told.member.name)"), values: values)
    }

    private func item(_ paragraph: ExplainedParagraph) -> [String: Any] {
        [
            "heading": paragraph.heading, "remark": paragraph.remark,
            "appeals": paragraph.appeals,
            "lines": paragraph.lines.map { line -> [String: Any] in
                let targets =
                    line.records.isEmpty
                    ? [(value: "\(line.day) \(paragraph.item.key)", words: say("就这一天申诉", "Appeal against this day"))]
                    : line.records.map { record in
                        (
                            value: record.reference.description,
                            words: line.records.count == 1
                                ? say("申诉", "Appeal")
                                : say("就 \(record.reference) 申诉", "Appeal against \(record.reference)")
                        )
                    }
                return [
                    "text": line.text, "counted": line.counted,
                    "records": line.records.map { ["text": $0.text, "cells": $0.cells] },
                    "appeal": isClosed
                        ? targets.map {
                            [
                                "target": $0.value, "words": $0.words, "kind": line.records.isEmpty ? "day" : "record",
                                "ground": say("申诉理由", "The ground"), "go": say("登记申诉", "Record the appeal"),
                            ]
                        } : [],
                ]
            },
        ]
    }

    /// An appeal is about a quarter's result, also before the closing; a month has none.
    private var isClosed: Bool { if case .quarter = period { true } else { false } }

    /// What stood between the member and the next band; nothing for a month.
    private func ways(_ told: Explanation) -> [String: Any]? {
        guard case .quarter(let quarter) = period, told.missingTables.isEmpty,
            let found = try? visit.workspace.ways(told, in: quarter, toward: nil)
        else { return nil }
        let answer = WaysAnswer(found, in: quarter)
        let target = answer.target(in: say)
        return [
            "title": say("怎样能到“\(target)”", "What stood between this and \(target)"), "lead": answer.lead(in: say),
            "ways": answer.paragraphs(in: say).map { ShownHTML.lines($0) }, "more": answer.more(in: say),
        ]
    }

    private func history(_ member: Member) throws -> [String: Any] {
        let history = try visit.workspace.history(of: .member(member.code.string))
        let title = say("历季得分", "The quarters so far")
        return [
            "title": title, "answer": AnswerView(say: say).html(HistoryAnswer(history).body(in: say), about: title),
            "files": HistoryPage.files(("member", member.code.string), say),
        ]
    }

    // MARK: Equipment and removal

    private func equipment() -> [String: Any] {
        guard let list = try? visit.workspace.equipment(of: code, on: visit.desk.today()) else { return [:] }
        return [
            "equipment": [
                "title": say("设备", "Equipment"),
                "answer": AnswerView(say: say).html(
                    EquipmentListAnswer(list).page(in: say), about: say("设备", "Equipment")),
                "form-title": say("登记设备变动", "Enter a change"), "asset": say("设备名称", "Asset"),
                "serial": say("序列号（可不填）", "Serial (optional)"),
                "date": say("日期", "Date"), "today": visit.desk.today().description, "change": say("变动", "Change"),
                "changes": EquipmentChange.allCases.map { ["key": $0.option.key, "words": say($0.option.title)] },
                "fault": say("个人责任（遗失、损坏）", "The member's fault (loss, damage)"), "fault-open": say("未定", "undecided"),
                "yes": say("是", "yes"), "no": say("否", "no"), "cost": say("费用（元）", "Cost in yuan"),
                "go": say("核对", "Check"),
                "decide-title": say("为遗失或损坏定责", "Decide a fault"), "entry": say("登记号", "Entry"),
            ] as [String: Any]
        ]
    }

    private func removal() -> [String: Any] {
        [
            "removal": [
                "title": say("更换网格员", "Replace the member"),
                "words": say(
                    "补贴发至在岗的最后一天，此后的记录不再计入；列出应收回的设备。",
                    "Pay ends with the last day in post, and later records do not count."),
                "date": say("在岗的最后一天", "The last day in post"), "ground": say("更换情形", "Ground"),
                "grounds": RemovalGround.allCases.map {
                    ["key": $0.option.key, "words": "\($0.option.key)　\(say($0.meaning))"]
                }, "note": say("说明（可不填）", "Note (optional)"), "go": say("核对", "Check"),
            ] as [String: Any]
        ]
    }
}
