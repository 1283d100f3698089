import Answers
import Testing

@testable import CommandParts

@Suite struct TerminalChartTests {
    @Test("Bars share a scale, and what they are stands beside them")
    func bars() {
        var page = AnswerPage()
        page.add(
            AnswerChart(
                "人数", series: ["优秀", "良好"],
                rows: [
                    .init("现行", [3, 1], note: "3 1"), .init("0", [0, 2], note: "0 2"), .init("1", [-5, 0], note: "—"),
                ]))
        let lines = TerminalPage.text(page).split(separator: "\n").map(String.init)
        #expect(lines[0] == "人数  █ 优秀  ▓ 良好")
        #expect(lines[1] == "现行  " + String(repeating: "█", count: 30) + String(repeating: "▓", count: 10) + "  3 1")
        #expect(lines[2] == "0     " + String(repeating: "▓", count: 20) + "  0 2")
        #expect(lines[3] == "1       —")
    }

    @Test("A chart of nothing, or of very large numbers, has bars too")
    func edges() {
        var page = AnswerPage(AnswerChart("空", series: ["数"], rows: [.init("a", [0], note: "0")]))
        #expect(TerminalPage.text(page) == "空\na    0")
        page = AnswerPage(
            AnswerChart(
                "大", series: ["数", "数"], rows: [.init("a", [.max, .max], note: ""), .init("b", [.max, 0], note: "")]))
        let lines = TerminalPage.text(page).split(separator: "\n").map { $0.filter { "█▓".contains($0) }.count }
        #expect(lines.suffix(2) == [40, 20])
    }
}

extension AnswerPage {
    fileprivate init(_ chart: AnswerChart) {
        self.init()
        add(chart)
    }
}
