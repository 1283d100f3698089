import AssessmentKernel
import Closing

/// The closing's warnings by kind, as rows of the page's table.
struct WarningList {
    /// The most warnings of a kind that are listed.
    private static let most = 100

    /// The table's bodies, one for each kind.
    let rows: String

    /// - Parameter link: the address of a member's sheet, by the place among the assessed members.
    init(_ summary: ReportSummary, _ words: ReportWords, link: (Int) -> String) {
        let places = Dictionary(
            summary.standings.enumerated().map { ($1.member.code, $0) }, uniquingKeysWith: { first, _ in first })
        rows = summary.warningsByKind.map { kind, warnings in
            let lines = warnings.prefix(WarningList.most).map { warning in
                var (subject, name) = (ShownText.html(ShownText.short(words(warning.subject.reading))), "")
                if case .member(let code) = warning.subject, let place = places[code] {
                    let member = summary.standings[place].member
                    subject = "<a href=\"\(link(place))\">\(subject)</a>"
                    name = "<bdi>\(ShownText.html(ShownText.short(member.name.string)))</bdi>"
                }
                let detail = ShownText.html(ShownText.short(words.basis(warning.detail), to: 160))
                return "<tr><th scope=\"row\">\(subject)</th><td>\(name)</td><td>\(detail)</td></tr>\n"
            }
            let left = warnings.count - lines.count
            let more =
                left > 0
                ? "<tr><td colspan=\"3\">"
                    + words("另有 \(left) 条，全部见 warnings.csv 和工作簿。", "\(left) more: see warnings.csv and the workbook.")
                    + "</td></tr>\n" : ""
            return "<tbody><tr class=\"item\"><th scope=\"rowgroup\" colspan=\"3\">\(ShownText.html(words(kind.title)))"
                + words("：\(warnings.count) 条", ": \(warnings.count)") + "</th></tr>\n" + lines.joined() + more
                + "</tbody>\n"
        }.joined()
    }
}
