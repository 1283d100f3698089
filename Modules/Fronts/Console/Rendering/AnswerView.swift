package import Answers
package import AssessmentKernel
import Foundation
import Reports

/// An answer as a part of a page.
///
/// The same texts, tables and checklists that the terminal prints; where one names a deed, a link to its page stands.
package struct AnswerView {
    private let say: Language
    private let words: DeskWords
    /// Where a line of a checklist leads, by its code.
    private let link: (String) -> (address: String, words: String)?

    /// Shows answers in a language, with deeds at their places.
    package init(
        say: Language, places: @escaping @Sendable (Deed) -> DeedPlace,
        link: @escaping (String) -> (address: String, words: String)? = { _ in nil }
    ) {
        self.say = say
        words = DeskWords(say: say, places: places)
        self.link = link
    }

    /// The parts and the remarks of an answer.
    ///
    /// - Parameter subject: what it is about, where a page shows several answers: no two tables may bear one name.
    package func html(_ page: AnswerPage, about subject: String? = nil) -> String {
        page.parts.enumerated().map { part($0.element, $0.offset, subject) }.joined(separator: "\n")
            + page.notes.filter { $0.kind == .remark }.map { note in
                "<p class=\"note said\">\(words.html(note.text))</p>"
            }.joined(separator: "\n")
    }

    private func part(_ part: AnswerPage.Part, _ place: Int, _ subject: String?) -> String {
        switch part {
        case .text(let text):
            return text.isEmpty ? "" : "<p class=\"said\">\(words.html(text))</p>"
        case .table(let table):
            let number = say("表 \(place + 1)", "table \(place + 1)")
            return html(table, named: subject.map { $0 + say("，", ", ") + number } ?? number)
        case .checklist(let list): return html(list)
        case .chart(let chart): return html(chart)
        }
    }

    /// A table that can be scrolled by keyboard where it is wider than the screen.
    ///
    /// - Parameters:
    ///   - actions: for each row what can be done with it, as HTML; it has a column of its own at the end.
    ///   - marked: the places of the rows that stand out.
    package func html(
        _ table: AnswerTable, named name: String? = nil, actions: [String] = [], marked: Set<Int> = []
    ) -> String {
        let label = ShownHTML.text(name ?? say("表", "table"))
        let head =
            table.columns.map { column in
                let look = column.kind == .number ? " class=\"n\"" : ""
                return column.title.isEmpty
                    ? "<td></td>" : "<th scope=\"col\"\(look)>\(ShownHTML.text(column.title))</th>"
            }.joined() + (actions.isEmpty ? "" : "<td></td>")
        let rows = table.rows.enumerated().map { place, row in
            (marked.contains(place) ? "<tr class=\"marked\">" : "<tr>")
                + zip(row, table.columns).map { cell, column in
                    "<td\(column.kind == .number ? " class=\"n\"" : "")>\(ShownHTML.text(cell))</td>"
                }.joined() + (actions.indices.contains(place) ? "<td>\(actions[place])</td>" : "") + "</tr>"
        }.joined(separator: "\n")
        return """
            <div class="wide" tabindex="0" role="region" aria-label="\(label)"><table class="list">
            <thead><tr>\(head)</tr></thead><tbody>
            \(rows)
            </tbody></table></div>
            """
    }

    /// A chart: a row of rectangles before each note.
    ///
    /// Its bars are hidden from a screen reader, which has the notes.
    private func html(_ chart: AnswerChart) -> String {
        let whole = 1_000
        let key = chart.series.enumerated().map { place, name in
            "<li><svg aria-hidden=\"true\">\(Self.bar(place, 0..<whole))</svg> \(ShownHTML.text(name))</li>"
        }
        let rows = chart.rows.map { row in
            let bars = row.spans(of: whole, longest: chart.longest).enumerated().map { Self.bar($0.offset, $0.element) }
            return """
                <tr><th scope="row" class="n">\(ShownHTML.text(row.label))</th>\
                <td><svg aria-hidden="true">\(bars.joined())</svg></td><td class="n">\(ShownHTML.text(row.note))</td></tr>
                """
        }
        return """
            <figure class="lengths"><figcaption>\(ShownHTML.text(chart.title))</figcaption>
            \(chart.series.count > 1 ? "<ul>\(key.joined())</ul>" : "")
            <table><tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></figure>
            """
    }

    /// A length of a bar, in thousandths of the longest; its colour is that of the band at its place.
    private static func bar(_ place: Int, _ span: Range<Int>) -> String {
        func percent(_ part: Int) -> String { "\(part / 10).\(part % 10)%" }
        return """
            <rect class="rung-\(place < 5 ? String(place) : "none")" x="\(percent(span.lowerBound))" \
            width="\(percent(span.count))" height="100%"/>
            """
    }

    /// A checklist whose lines lead to where they are mended.
    package func html(_ list: Checklist) -> String {
        let order: [Checklist.State] = [.blocked, .attention, .done]
        let lines = order.flatMap { state in list.lines.filter { $0.state == state } }
        return "<ul class=\"checks\">\n" + lines.map(html).joined(separator: "\n") + "\n</ul>"
    }

    private func html(_ line: Checklist.Line) -> String {
        let (sign, word) =
            switch line.state {
            case .done: ("✓", say("已就绪", "done"))
            case .blocked: ("✗", say("受阻", "blocked"))
            case .attention: ("!", say("请核对", "to look at"))
            }
        var text = """
            <li class="\(line.state.rawValue)"><span class="sign" aria-hidden="true">\(sign)</span><div>
            <span class="unseen">\(ShownHTML.text(word))：</span>\(ShownHTML.text(line.text))
            """
        if !line.details.isEmpty {
            let more = line.unshown > 0 ? [say("…… 另 \(line.unshown) 条", "… and \(line.unshown) more")] : []
            let details = (line.details + more).map { "<li>\(ShownHTML.text($0))</li>" }
            text +=
                details.count > 3
                ? "<details><summary>\(say("明细", "details"))</summary><ul>\(details.joined())</ul></details>"
                : "<ul>\(details.joined())</ul>"
        }
        if line.state != .done {
            if !line.next.isEmpty { text += "<p class=\"quiet\">\(words.html(line.next))</p>" }
            if let link = link(line.code) {
                text += "<p><a href=\"\(ShownHTML.text(link.address))\">\(ShownHTML.text(link.words))</a></p>"
            }
        }
        return text + "</div></li>"
    }
}

/// Text of records and answers as HTML.
package enum ShownHTML {
    /// One line.
    package static func text(_ text: String) -> String { ShownText.html(text) }

    /// Lines, each on its own.
    package static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { ShownText.html(String($0)) }
            .joined(separator: "<br>")
    }
}
