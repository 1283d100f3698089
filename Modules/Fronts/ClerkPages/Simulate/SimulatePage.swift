import Answers
import AssessmentKernel
import Closings
import Console
import Desk
import Ledger
import RuleAnswers
import Rulebook
import Workspace

/// 试算: amounts, bands, parameters and readings changed by form.
///
/// It says who changes band, and what that costs. Nothing is kept.
struct SimulatePage: Page {
    let name = "simulate"
    let title = LocalText("试算", "What if")
    var templates: [String: [UInt8]] { ["simulate": PackageResources.simulate_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let overview = try visit.workspace.overview()
        guard let part = visit.part(0) ?? (overview.closings.last?.quarter ?? overview.quarters.last)?.description,
            let quarter = Quarter(text: part)
        else {
            return .page("simulate", title: say(title), values: ["none": say("还没有记录。", "There are no records yet.")])
        }
        let rules = try visit.workspace.rulebook(inForceOn: quarter.range.first)
        return .page(
            "simulate", title: say(title) + " " + quarter.description,
            values: [
                "quarters-label": say("季度", "Quarters"),
                "quarters": overview.quarters.map { one -> [String: Any] in
                    ["address": "/simulate/\(one)", "words": one.description, "here": one == quarter]
                }, "address": "/simulate/\(quarter)",
                "words": say(
                    "改动下面的数，看谁的等次会变、要多付多少。只是试算，什么也不保存。",
                    "Change what you like: who changes band, and what it costs. Nothing is kept."),
                "range": say(
                    "其中一项可填一段数，如 0..2:0.25（从 0 到 2，每次加 0.25），列出每个数下各等次的人数和应发。",
                    "One of them may be a range, such as 0..2:0.25 (from 0 to 2 by 0.25): the members of each band and the pay at each value."
                ), "first-label": say("从哪一季算起", "From which quarter on"),
                "firsts": overview.quarters.filter { $0 <= quarter }.reversed().map { $0.description },
                "key": say("参数", "parameter"), "value": say("值", "value"), "go": say("试算", "Compute"),
                "groups": [general(rules, say), bands(rules, say)] + rules.items.map { item($0, say) }
                    + [readings(rules, say)],
            ])
    }

    private func group(_ title: String, isOpen: Bool = false, _ rows: [(String, String, String)]) -> [String: Any] {
        [
            "title": title, "open": isOpen,
            "rows": rows.map { ["path": $0.0, "words": $0.1, "now": $0.2, "id": "p-" + $0.0] },
        ]
    }

    private func general(_ rules: Rulebook, _ say: Language) -> [String: Any] {
        group(
            say("补贴", "Pay"), isOpen: true,
            [("set:base_pay", say("基本补贴，元／月", "base pay, yuan a month"), rules.basePay.description)])
    }

    private func bands(_ rules: Rulebook, _ say: Language) -> [String: Any] {
        group(
            say("等次", "Bands"), isOpen: true,
            rules.bands.bands.enumerated().flatMap { place, band in
                let path = "set:bands.\(place + 1)"
                var rows = [
                    (
                        path + ".amount", say("\(band.title)：绩效补贴，元／月", "\(band.key): yuan a month"),
                        band.amount.description
                    )
                ]
                switch band.start {
                case .above(let edge):
                    rows.append((path + ".above", say("\(band.title)：高于（不含）", "\(band.key): above"), edge.description))
                case .from(let edge):
                    rows.append((path + ".from", say("\(band.title)：起分", "\(band.key): from"), edge.description))
                case .open: break
                }
                if let through = band.through {
                    rows.append(
                        (path + ".through", say("\(band.title)：止分", "\(band.key): through"), through.description))
                }
                return rows
            })
    }

    private func item(_ ruled: RuledItem, _ say: Language) -> [String: Any] {
        let path = "set:items.\(ruled.about.key)."
        let rows = ruled.type.parameters.compactMap { parameter in
            ruled.written[parameter.key].map { (path + parameter.key, say(parameter.title), $0) }
        }
        return group(
            "\(ruled.about.number). \(say(ruled.about.title))",
            [(path + "maximum", say("满分", "maximum"), ruled.maximum.description)] + rows)
    }

    private func readings(_ rules: Rulebook, _ say: Language) -> [String: Any] {
        group(
            say("细则适用说明", "Open questions"),
            rules.interpretations.byNumber.filter { $0.paths.count == 1 }.map { question in
                let options =
                    question.options.isEmpty
                    ? "" : say("（\(say.list(question.options))）", " (\(say.list(question.options)))")
                return ("read:" + question.id, "\(question.id) \(say(question.question))\(options)", question.choice)
            })
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let quarter = visit.part(0).flatMap({ Quarter(text: $0) }) else { return .notFound }
        var wish = SimulationWish()
        for (path, now) in form.fields(after: "now-") {
            let wanted = form["new-" + path]
            guard !wanted.isEmpty, Text(wanted) != Text(now) else { continue }
            if path.hasPrefix("set:") { wish.settings.append(path.dropFirst(4) + "=" + wanted) }
            if path.hasPrefix("read:") { wish.interpretations.append(path.dropFirst(5) + "=" + wanted) }
        }
        guard !wish.isEmpty else {
            throw Problem(
                .usage, LocalText("没有改动任何数", "nothing was changed"),
                next: LocalText("先改动一项再试算", "change something first"))
        }
        let (workspace, today, asked) = (visit.workspace, visit.desk.today(), wish)
        let back = "/simulate/\(quarter)"
        let first = Quarter(text: form["first"]) ?? quarter
        // As many as a range of quarters on the command line.
        var quarters = [first]
        while let last = quarters.last, last < quarter, quarters.count <= 40 { quarters.append(last.next) }
        guard first <= quarter, quarters.last == quarter else { return .notFound }
        let (span, again) = (quarters, [(back, LocalText("再试一次", "Try another"))])
        if let (range, rest) = try asked.range() {
            return .redirect(
                try visit.start(LocalText("试算 \(quarter)", "What if: \(quarter)"), back: back) { progress in
                    let values = try workspace.simulate(span, rest, over: range, today: today) { progress($1, $2) }
                    return TaskOutcome(RangeAnswer(rest, range, values), links: again)
                })
        }
        return .redirect(
            try visit.start(LocalText("试算 \(quarter)", "What if: \(quarter)"), back: back) { progress in
                let results = try workspace.simulate(span, asked, today: today) { progress($1, $2) }
                return TaskOutcome(SimulationAnswer(asked, results), links: again)
            })
    }
}
