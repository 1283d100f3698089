import Answers
import AssessmentKernel
import Console
import Desk
import Ledger
import Workspace

/// 核查: suspects beside what they repeat, one by one, with a key for each verdict.
struct SuspectsPage: Page {
    let name = "suspects"
    let title = LocalText("核查", "Suspects")
    var templates: [String: [UInt8]] { ["suspects": PackageResources.suspects_mustache] }

    /// How many are shown at once.
    private static let shown = 30

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let overview = try visit.workspace.overview()
        guard let part = visit.part(0) ?? (overview.nextToClose ?? overview.quarters.last)?.description else {
            return .page("suspects", title: say(title), values: ["none": say("还没有记录。", "There are no records yet.")])
        }
        guard let quarter = Quarter(text: part) else { return .notFound }
        let pairs = try visit.workspace.suspects(quarter)
        let isClosed = overview.closing(of: quarter) != nil
        return .page(
            "suspects", title: say(title) + " " + quarter.description,
            values: [
                "quarters-label": say("季度", "Quarters"),
                "quarters": overview.quarters.map { one -> [String: Any] in
                    ["address": "/suspects/\(one)", "words": one.description, "here": one == quarter]
                },
                "none": pairs.isEmpty
                    ? say("\(quarter) 没有待核查的疑似重复。", "No suspects in \(quarter) wait for a verdict.") : "",
                "count": pairs.isEmpty
                    ? ""
                    : say(
                        "共 \(pairs.count) 条待核查。未经核查不扣分（细则另有规定的除外）。",
                        "\(pairs.count) wait. Nothing is deducted without a verdict, unless the rulebook says so."),
                "keys": pairs.isEmpty ? "" : say("按键：1 有效，2 重复（对第一条）", "Keys: 1 valid, 2 duplicate, for the first"),
                "closed": isClosed
                    ? say("\(quarter) 已结算：核查后需要更正结算才会计入。", "\(quarter) is closed: a verdict counts once it is revised.")
                    : "",
                "address": "/suspects/\(quarter)",
                "pairs": pairs.prefix(SuspectsPage.shown).enumerated().map { place, pair -> [String: Any] in
                    let answer = SuspectListAnswer.page(of: pair, in: say)
                    return [
                        "html": html(answer, place, say), "reference": pair.suspect.reference.description,
                        "valid": say("有效", "Valid"), "duplicate": say("重复", "Duplicate"),
                        "keyed": place == 0, "id": "pair-\(place)",
                    ]
                },
            ])
    }

    /// The pair with what differs marked.
    private func html(_ answer: AnswerPage, _ place: Int, _ say: Language) -> String {
        answer.parts.map { part in
            switch part {
            case .text(let text):
                text.isEmpty ? "" : "<h2>\(DeskWords(say: say, places: ClerkDesk.place).html(text))</h2>"
            case .table(let table): pairTable(table, place, say)
            case .checklist, .chart: ""
            }
        }.joined()
    }

    private func pairTable(_ table: AnswerTable, _ number: Int, _ say: Language) -> String {
        let head = table.columns.dropFirst().map { column in
            column.title.isEmpty ? "<td></td>" : "<th scope=\"col\">\(ShownHTML.text(column.title))</th>"
        }
        let rows = table.rows.map { row in
            let isDifferent = row.first == "≠"
            let mark = isDifferent ? "<span class=\"unseen\">\(say("不同", "differs"))：</span>" : ""
            let cells = row.dropFirst().enumerated().map { place, cell in
                place == 0
                    ? "<th scope=\"row\">\(mark)\(ShownHTML.text(cell))</th>"
                    : "<td\(isDifferent ? " class=\"differs\"" : "")>\(ShownHTML.text(cell))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <div class="wide" tabindex="0" role="region" aria-label="\(say("疑似重复 \(number + 1)", "Suspect \(number + 1)"))"><table class="list">
            <thead><tr>\(head.joined())</tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let quarter = visit.part(0).flatMap({ Quarter(text: $0) }), ["valid", "duplicate"].contains(form["do"])
        else { return .notFound }
        _ = try visit.workspace.decideSuspects(
            [form["record"]], form["do"] == "valid" ? .valid : .duplicate, amend: false, now: visit.desk.now())
        return .redirect("/suspects/\(quarter)")
    }
}
