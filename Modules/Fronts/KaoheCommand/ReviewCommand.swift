import ArgumentParser
import AssessmentKernel
import Closing
import Closings
import Ledger
import Reports
import Rulebook

struct ReviewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "review",
            abstract: say("年考评：网格星级、优秀网格员、认定", "The annual review: stars, excellent members, findings"))
    }

    @Argument(help: help("年度，如 2021", "the year, such as 2021", value: "year"))
    var year: Year

    @Option(help: help("重新考评的理由", "why a year that is reviewed already is reviewed again", value: "text"))
    var reason: String?

    @Flag(help: help("不生成报告（工作簿和网页）", "write no reports: workbook and page"))
    var noReports = false

    @Flag(help: help("不生成上报包", "write no bundle"))
    var noBundle = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    /// What is to be written besides the results.
    private var parts: ClosingParts {
        ClosingParts.all.subtracting(noBundle ? .bundle : []).subtracting(noReports ? .reports : [])
    }

    func validate() throws {
        if let reason, Text(reason).isBlank {
            throw ValidationError(say("--reason 不能为空", "--reason must say something"))
        }
    }

    func run() throws {
        let workspace = try common.openWorkspace()
        let line = ProgressLine()
        defer { line.end() }
        do {
            let report = try workspace.review(
                year, reason: reason, today: Clock.date, now: Clock.now, writing: parts
            ) { done, all in
                line.show(say("已考评 \(done)/\(all) 人", "\(done) of \(all) members"))
            }
            line.end()
            if json { try printJSON(ReviewAnswer(report)) } else { printResult(ReviewPage(report).text) }
        } catch let blocked as ReviewBlocked {
            line.end()
            printNote(
                BlockerText.list(blocked.blockers, say("考评受阻", "what stands in the way"))
                    + say("未写入任何内容。", "nothing was written."))
            throw Ending.CheckFailed()
        }
    }
}

/// A review as tables on the terminal.
private struct ReviewPage {
    let report: ReviewReport

    init(_ report: ReviewReport) { self.report = report }

    private var review: AnnualReview { report.review }

    var text: String {
        stars + "\n" + eligible + "\n" + findings + award
            + say("结果在 \(report.folder)", "the results are in \(report.folder)")
            + ClosingText.bundle(report.bundle, beside: report.folder)
    }

    private var stars: String {
        var table = TerminalTable([
            .init(say("村", "village")), .init(say("网格", "grid")), .init(say("综合得分", "composite"), .right),
            .init(say("星级", "stars")),
        ])
        for row in review.stars {
            table.add([
                row.village.string, row.grid.string, row.composite.description,
                row.stars == 0 ? "—" : String(repeating: "★", count: row.stars),
            ])
        }
        return say("网格星级", "Stars of the grids") + "\n" + table.text(width: windowWidth)
    }

    private var eligible: String {
        let annual = report.rules.rulebook.annual
        let all = review.eligible
        var text = say("优秀网格员", "Excellent members") + "\n"
        guard let cut = review.cut else {
            return text + say("没有符合条件的网格员。\n", "nobody is eligible.\n")
        }
        var table = TerminalTable([
            .init(say("工号", "member")), .init(say("姓名", "name")), .init(say("综合得分", "composite"), .right),
            .init(say("季均分", "quarters"), .right), .init(say("月均分", "months"), .right),
            .init(say("满意率", "satisfaction rate"), .right), .init(say("优秀", "excellent")),
        ])
        for row in all {
            table.add([
                row.member.code.string, row.member.name.string, row.composite.description, row.quarters.description,
                row.months.description, row.satisfaction.map { "\($0)%" } ?? "—",
                row.isExcellent ? say("是", "yes") : "",
            ])
        }
        text += table.text(width: windowWidth)
        let ties = review.award.count - review.places
        text += say(
            "参评 \(review.members.count) 人，按 \(annual.excellentShare) 取 \(review.places) 名；符合条件 \(all.count) 人，入选线 \(cut)。",
            "\(review.members.count) in the review, a share of \(annual.excellentShare) gives \(review.places); "
                + "\(all.count) are eligible, the cut is at \(cut).")
        if ties > 0 { text += say("与末位同分并列 \(ties) 人。", " \(ties) more tie with the last.") }
        return text + "\n"
    }

    private var findings: String {
        let all = review.findings
        guard !all.isEmpty else { return "" }
        var table = TerminalTable([
            .init(say("工号", "member")), .init(say("姓名", "name")), .init(say("认定", "finding")),
            .init(say("依据", "basis")),
        ])
        for (member, finding) in all {
            table.add([
                member.code.string, member.name.string, say(finding.kind.title),
                Output.short(finding.basis.text),
            ])
        }
        return say("认定", "Findings") + "\n" + table.text(width: windowWidth) + "\n"
    }

    private var award: String {
        let award = review.award
        guard !award.isEmpty else { return "" }
        var table = TerminalTable([
            .init(say("序号", "no."), .right), .init(say("姓名", "name")), .init(say("办事处", "office")),
            .init(say("村", "village")), .init(say("网格", "grid")), .init(say("综合得分", "composite"), .right),
            .init(say("网格星级", "grid's stars")),
        ])
        for (place, row) in award.enumerated() {
            table.add([
                String(place + 1), row.member.name.string, row.member.office.string, row.member.village.string,
                row.member.grid.string, row.composite.description, review.stars(of: row.member).map(String.init) ?? "—",
            ])
        }
        return say("推荐名单（§3.1.3）", "Recommended (§3.1.3)") + "\n" + table.text(width: windowWidth)
    }
}

/// The answer as JSON.
private struct ReviewAnswer: Encodable {
    struct Grid: Encodable {
        let village, grid, composite: String
        let stars: Int
    }
    struct Row: Encodable {
        let member, name, quartersMean, monthsMean: String
        let satisfaction: String?
        let composite: String
        let meritFlag, eligible, excellent: Bool
    }
    struct Found: Encodable { let member, finding, basis: String }

    let review, folder, rulebook: String
    let stars: [Grid]
    let members: [Row]
    let findings: [Found]
    let places: Int
    let cut: String?
    let award: [String]

    init(_ report: ReviewReport) {
        review = report.head.name
        folder = report.folder
        rulebook = report.head.rulebook
        stars = report.review.stars.map {
            Grid(
                village: $0.village.string, grid: $0.grid.string, composite: $0.composite.description, stars: $0.stars)
        }
        members = report.review.members.map {
            Row(
                member: $0.member.code.string, name: $0.member.name.string, quartersMean: $0.quarters.description,
                monthsMean: $0.months.description, satisfaction: $0.satisfaction?.description,
                composite: $0.composite.description, meritFlag: $0.hasMeritFlag, eligible: $0.isEligible,
                excellent: $0.isExcellent)
        }
        findings = report.review.findings.map {
            Found(member: $0.member.code.string, finding: $0.finding.kind.key, basis: $0.finding.basis.text)
        }
        places = report.review.places
        cut = report.review.cut?.description
        award = report.review.award.map { $0.member.code.string }
    }
}
