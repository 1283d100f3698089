import Answers
import AssessmentKernel
import Closings
import Console
import Workspace

/// Tables that a clerk confirms to have no rows, each with the reason: fields of a form, and what they say.
///
/// A tick without its reason confirms nothing yet.
struct ConfirmedTables {
    /// The fields of a tick and of its reason begin so; the table's key follows.
    private static let (tick, why) = ("accept-", "why-")

    /// The tables that were ticked, with their reasons as far as they were given.
    let ticked: [EmptyTable]

    /// Reads them from the address of a page.
    init(_ query: [String: String]) {
        self.init(ticks: query.keys.sorted(), reason: { query[$0] ?? "" })
    }

    /// Reads them from a form.
    init(_ form: Form) {
        self.init(ticks: form.fields(after: Self.tick).map { Self.tick + $0.name }, reason: { form[$0] })
    }

    private init(ticks: [String], reason: (String) -> String) {
        ticked = ticks.filter { $0.hasPrefix(Self.tick) }.map { name in
            let key = String(name.dropFirst(Self.tick.count))
            return EmptyTable(key, reason: reason(Self.why + key))
        }
    }

    /// Those that have a reason.
    var confirmed: [EmptyTable] { ticked.filter { !$0.reason.isEmpty } }

    /// Refuses a tick without its reason.
    func complete(in workspace: Workspace) throws(Problem) -> [EmptyTable] {
        if let lacking = ticked.first(where: \.reason.isEmpty) {
            let field = Self.question(workspace.tableTitle(lacking.name))
            throw Problem(
                .usage, LocalText("确认无记录的表须写明原因", "a table that is confirmed to have no rows needs its reason"),
                next: LocalText("在“\(field.chinese)”一栏写明", "say it in the field “\(field.english)”"))
        }
        return ticked
    }

    /// What the field of a reason asks.
    private static func question(_ table: LocalText) -> LocalText {
        LocalText("“\(table.chinese)”为何没有（必填）", "Why \(table.english) has none (needed)")
    }

    /// The one group of fields of a form, for its template; none where there is nothing to confirm.
    func fields(for tables: [TableSchema], _ say: Language) -> [[String: Any]] {
        guard !tables.isEmpty else { return [] }
        let group: [String: Any] = [
            "title": say("确实没有记录的表", "Tables that really have no rows"),
            "words": say(
                "没有记录，多半是文件没有导全。确认无记录会按“没有做”扣分，原因记入日志、随结果和上报包留存。",
                "Missing rows are mostly a file that was left out. Confirmed, they count as not done; the reason is kept in the journal, with the results and in the bundle."
            ),
            "tables": tables.map { table -> [String: Any] in
                let known = ticked.first { $0.name == table.key }
                return [
                    "key": table.key,
                    "words": say(Deed.acceptEmpty(table.named).title),
                    "chosen": known != nil, "reason": known?.reason ?? "",
                    "why": say(Self.question(table.title)),
                    "lacking": known?.reason.isEmpty == true
                        ? say("请写明原因，再核对。", "Give the reason, and check again.") : "",
                ]
            },
        ]
        return [group]
    }

    /// The same as hidden fields, for the form that comes after.
    var kept: [[String: Any]] {
        confirmed.flatMap { table in
            [
                ["name": Self.tick + table.name, "value": "yes"],
                ["name": Self.why + table.name, "value": table.reason],
            ]
        }
    }
}
