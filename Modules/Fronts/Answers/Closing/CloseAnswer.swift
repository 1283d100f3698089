public import AssessmentKernel
import Closing
public import Closings
import Ledger
import ResultTables
import Rulebook

/// A closed quarter: the members by rank, the bands, findings and pay, and the paths of the results.
public struct CloseAnswer: EncodableAnswer {
    private let report: ClosingOutcome
    /// The table whose columns are shown.
    var totals = ClosingTables.totals

    /// Answers with a closing.
    public init(_ report: ClosingOutcome) { self.report = report }

    /// The members by rank, then the sums.
    public func page(in say: Language) -> AnswerPage {
        let order = report.standings.enumerated().sorted {
            ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset)
        }
        let columns = totals.columns(for: .terminal, by: report.rules.rulebook)
        var page = AnswerPage()
        page.add(AnswerTable(columns, of: order.map(\.element), say))
        page.add(bands(say))
        for (kind, count) in report.findings.sorted(by: { $0.key.key < $1.key.key }) {
            let title = say(kind.title)
            page.add(say("\(title)：\(count) 人", "\(title): \(counted(count, "member"))"))
        }
        page.add(
            say(
                "应发合计 \(report.payDue) 元；提示 \(report.warnings.count) 条。",
                "Total payable: \(report.payDue) yuan; \(counted(report.warnings.count, "warning"))."))
        page.add(ResultPlace.page(report.folder, report.bundle, say))
        return page
    }

    private func bands(_ say: Language) -> String {
        let bands = report.rules.rulebook.bands.bands.map { band in
            (say.band(band), report.standings.count { $0.band == band })
        }
        let unrated = report.standings.count { $0.band == nil }
        return (bands + [(say.band(nil), unrated)]).filter { $0.1 > 0 }
            .map { say("\($0.0) \($0.1) 人", "\($0.0) \($0.1)") }.joined(separator: say("，", ", "))
    }

    /// The closing for programs; points and yuan as decimal texts.
    public func json(in say: Language) -> any Encodable { Closed(report, totals) }
}

/// Names the paths of results and bundle.
enum ResultPlace {
    static func page(_ folder: String, _ bundle: MadeBundle?, _ say: Language) -> AnswerPage {
        var page = AnswerPage(say("结果在 \(folder)", "The results are in \(folder)"))
        guard let bundle else { return page }
        let path = folder + ".zip"
        page.add(
            bundle.signedBy.isEmpty
                ? say(
                    Advice(
                        "上报包 \(path)（未签名：先\(by: .makeKey)生成密钥，此后结算自动签名）",
                        "The bundle is \(path), unsigned: \(deed: .makeKey) makes a key, and closings are signed from then on"
                    ))
                : say(
                    Advice(
                        "上报包 \(path)（已签名，密钥 \(bundle.signedBy)）",
                        "The bundle is \(path), signed by the key \(bundle.signedBy)")))
        return page
    }
}

/// A closing as JSON.
struct Closed: Encodable {
    let closing, folder, rulebook, payDue: String
    let bundle, bundleSHA256, signedBy: String?
    let members: [ResultRecord]
    let findings: [String: Int]
    let warnings: Int
    let adjusted: AdjustedSums?

    init(
        _ report: ClosingOutcome,
        _ totals: ResultTable<QuarterClosing, QuarterClosing.Standing> = ClosingTables.totals
    ) {
        closing = report.head.name
        bundle = report.bundle.map { _ in report.folder + ".zip" }
        bundleSHA256 = report.bundle?.sha256
        signedBy = report.bundle?.signedBy
        folder = report.folder
        rulebook = report.head.rulebook
        payDue = report.payDue.description
        members = report.standings.map(totals.record)
        findings = Dictionary(report.findings.map { ($0.key.key, $0.value) }, uniquingKeysWith: +)
        warnings = report.warnings.count
        adjusted = report.head.revision == 1 ? nil : AdjustedSums(report.adjusted)
    }
}

/// What a revision changes in the pay, as JSON.
package struct AdjustedSums: Encodable {
    private let owed, owing: Int
    private let owedSum, owingSum: String

    package init(_ adjusted: AdjustedPay) {
        (owed, owing) = (adjusted.owed, adjusted.owing)
        (owedSum, owingSum) = (adjusted.owedSum.description, adjusted.owingSum.description)
    }
}
