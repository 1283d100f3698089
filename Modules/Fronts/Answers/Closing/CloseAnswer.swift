public import AssessmentKernel
import Closing
public import Closings
import Ledger
import Rulebook

/// A closed quarter: the members by rank, the bands, findings and pay, and the paths of the results.
public struct CloseAnswer: EncodableAnswer {
    private let report: ClosingOutcome

    /// Answers with a closing.
    public init(_ report: ClosingOutcome) { self.report = report }

    /// The members by rank, then the sums.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("名次", "rank"), .number), .init(say("工号", "member")), .init(say("姓名", "name")),
            .init(say("办事处", "office")), .init(say("村", "village")), .init(say("总分", "total"), .number),
            .init(say("等次", "band")), .init(say("月绩效", "a month"), .number),
        ])
        let order = report.standings.enumerated().sorted {
            ($0.element.rank ?? .max, $0.offset) < ($1.element.rank ?? .max, $1.offset)
        }
        for (_, row) in order {
            table.add([
                row.rank.map(String.init) ?? "—", row.member.code.string, row.member.name.string,
                row.member.office.string, row.member.village.string, row.total.description, title(row.band, say),
                row.monthlyAmount.description,
            ])
        }
        var page = AnswerPage()
        page.add(table)
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

    private func title(_ band: Band?, _ say: Language) -> String {
        band.map { say($0.title, $0.key) } ?? say(Band.unratedTitle)
    }

    private func bands(_ say: Language) -> String {
        let bands = report.rules.rulebook.bands.bands.map { band in
            (title(band, say), report.standings.count { $0.band == band })
        }
        let unrated = report.standings.count { $0.band == nil }
        return (bands + [(title(nil, say), unrated)]).filter { $0.1 > 0 }
            .map { say("\($0.0) \($0.1) 人", "\($0.0) \($0.1)") }.joined(separator: say("，", ", "))
    }

    /// The closing for programs; points and yuan as decimal texts.
    public func json(in say: Language) -> any Encodable { Closed(report) }
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
                    "上报包 \(path)（未签名：先用 kaohe keys new 生成密钥，此后结算自动签名）",
                    "The bundle is \(path), unsigned: kaohe keys new makes a key, and closings are signed from then on")
                : say(
                    "上报包 \(path)（已签名，密钥 \(bundle.signedBy)）",
                    "The bundle is \(path), signed by the key \(bundle.signedBy)"))
        return page
    }
}

/// A closing as JSON.
struct Closed: Encodable {
    struct Row: Encodable {
        let member, name, total, band, monthlyAmount: String
        let rank: Int?
    }

    /// What a revision changes in the pay.
    struct Adjusted: Encodable {
        let owed, owing: Int
        let owedSum, owingSum: String
    }

    let closing, folder, rulebook, payDue: String
    let bundle, bundleSHA256, signedBy: String?
    let members: [Row]
    let findings: [String: Int]
    let warnings: Int
    let adjusted: Adjusted?

    init(_ report: ClosingOutcome) {
        closing = report.head.name
        bundle = report.bundle.map { _ in report.folder + ".zip" }
        bundleSHA256 = report.bundle?.sha256
        signedBy = report.bundle?.signedBy
        folder = report.folder
        rulebook = report.head.rulebook
        payDue = report.payDue.description
        members = report.standings.map {
            Row(
                member: $0.member.code.string, name: $0.member.name.string, total: $0.total.description,
                band: $0.bandKey, monthlyAmount: $0.monthlyAmount.description, rank: $0.rank)
        }
        findings = Dictionary(report.findings.map { ($0.key.key, $0.value) }, uniquingKeysWith: +)
        warnings = report.warnings.count
        adjusted =
            report.head.revision == 1
            ? nil
            : Adjusted(
                owed: report.adjusted.owed, owing: report.adjusted.owing,
                owedSum: report.adjusted.owedSum.description, owingSum: report.adjusted.owingSum.description)
    }
}
