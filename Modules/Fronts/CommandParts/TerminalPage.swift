package import Answers
import AssessmentKernel

/// Prints an answer: the result on standard output, notes on standard error.
package func show(_ answer: some Answer) {
    let page = answer.page(in: Speech.language)
    if !page.parts.isEmpty { printResult(TerminalPage.text(page, width: windowWidth)) }
    showNotes(of: page)
}

/// Prints an answer for a person or for a program.
package func show(_ answer: some EncodableAnswer, asJSON: Bool) throws {
    guard asJSON else { return show(answer) }
    printVerbatim(try answer.jsonText(in: Speech.language, words: CommandWords()))
    showNotes(of: answer)
}

/// Prints the notes of an answer.
package func showNotes(of answer: some Answer) { showNotes(of: answer.page(in: Speech.language)) }

private func showNotes(of page: AnswerPage) { for note in page.notes { printNote(note.text.text(in: CommandWords())) } }

/// An answer's page as lines of a terminal.
package enum TerminalPage {
    /// The parts, one below the other.
    ///
    /// - Parameter width: the terminal's columns, to which tables are cut; nil for no limit.
    package static func text(_ page: AnswerPage, width: Int? = nil) -> String {
        page.parts.map { part in
            switch part {
            case .text(let text): text.text(in: CommandWords())
            case .table(let table): lines(table, width)
            case .checklist(let list): lines(list)
            case .chart(let chart): lines(chart)
            }
        }.joined(separator: "\n")
    }

    private static func lines(_ table: AnswerTable, _ width: Int?) -> String {
        var terminal = TerminalTable(table.columns.map { .init($0.title, $0.kind == .number ? .right : .left) })
        for row in table.rows { terminal.add(row) }
        return String(terminal.text(width: table.mayBeCut ? width : nil).dropLast())
    }

    /// The places of the longest bar.
    private static let barLength = 40
    /// The lengths of a bar, from left to right; of more, some look alike.
    private static let fills = ["█", "▓", "▒", "░", "─", "·"]

    private static func lines(_ chart: AnswerChart) -> String {
        let width = chart.rows.map { DisplayWidth.of($0.label) }.max() ?? 0
        let key = chart.series.enumerated().map { "\(fills[$0.offset % fills.count]) \($0.element)" }
        let title = chart.series.count > 1 ? "\(chart.title)  \(key.joined(separator: "  "))" : chart.title
        return
            ([title]
            + chart.rows.map { row in
                let bar = row.spans(of: barLength, longest: chart.longest).enumerated().map { place, span in
                    String(repeating: fills[place % fills.count], count: span.count)
                }
                return "\(DisplayWidth.padded(row.label, to: width))  \(bar.joined())  \(row.note)"
            }).joined(separator: "\n")
    }

    private static func lines(_ list: Checklist) -> String {
        let width = list.lines.compactMap(\.cells.first).map { DisplayWidth.of($0) }.max() ?? 0
        return list.lines.map { line in
            let head = "[\(mark(line.state))] \(line.cells.isEmpty ? line.text : aligned(line.cells, width + 2))"
            var details = line.details
            if line.unshown > 0 {
                details.append(say("…… 另 \(line.unshown) 条，见 --json", "… and \(line.unshown) more, see --json"))
            }
            let next = line.next.isEmpty ? [] : ["      → \(line.next.text(in: CommandWords()))"]
            return ([head] + details.map { "      · \($0)" } + next).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// The cells of a line below those of the others; `first` is the width of the first column.
    private static func aligned(_ cells: [String], _ first: Int) -> String {
        cells.enumerated().map { place, cell in
            place == cells.count - 1 ? cell : DisplayWidth.padded(cell, to: place == 0 ? first : 14)
        }.joined()
    }

    private static func mark(_ state: Checklist.State) -> String {
        switch state {
        case .done: "x"
        case .blocked: " "
        case .attention: "!"
        }
    }
}
