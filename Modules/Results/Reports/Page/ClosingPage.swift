import AssessmentKernel
import Closing
import Disk
import PageTemplates
import Parallel

/// `report.html`: the quarter at a glance, the ranking, and a sheet for each member; in a large township the sheets are
/// on further pages by office.
final class ClosingPage: ClosingReport, Sendable {
    private static let first = "report.html"
    /// How many write the pages of offices: the disk takes longer to flush a page than its members take to write.
    private static let threads = 8
    private let folder: String
    private let head: ReportHead
    private let sizeLimit: Int
    private let page: Stencil
    private let sheets: MemberPieces
    let prepare: @Sendable (MemberReport) -> [UInt8]

    convenience init(_ head: ReportHead, into folder: String) throws(Problem) {
        try self.init(head, into: folder, sizeLimit: 6 << 20)
    }

    /// - Parameter sizeLimit: the total bytes of members' sheets above which they are split by office.
    init(_ head: ReportHead, into folder: String, sizeLimit: Int) throws(Problem) {
        self.folder = folder
        self.head = head
        self.sizeLimit = sizeLimit
        page = try Stencil.page(head.language)
        sheets = try MemberPieces(in: folder)
        let sheet = try Stencil.member(head.language)
        let common = CommonParts(head)
        prepare = { report in
            MemberView(head: head, common, report: report).map { sheet.bytes($0.fields) } ?? []
        }
    }

    func add(_ sheet: [UInt8]) throws(Problem) { try sheets.add(sheet) }

    func finish(_ summary: ReportSummary) throws(Problem) -> [ReportFile] {
        let standings = summary.standings
        let words = head.words
        let title = head.title("结果", "results")
        let links = PageLinks(standings.map(\.member.office), sizes: sheets.sizes, limit: sizeLimit)
        let link = { (place: Int) in links.file(of: place) + "#m\(place + 1)" }
        let first = PageView(
            head: head, summary: summary, title: title, rankingTitle: words("名次", "Ranking"),
            lines: summary.rankOrder.map { .init(place: $0, standing: standings[$0], link: link($0)) },
            offices: links.pages.map { .init(title: $0.title, file: $0.file, members: $0.places.count) },
            remarks: WarningList(summary, words, link: link))
        // One page holds all: the members stand under their offices.
        let groups =
            links.pages.isEmpty ? summary.offices.enumerated().map { self.group($0, $1.name, $1.members, summary) } : []
        try sheets.end()
        var files = [try write(first, to: ClosingPage.first, groups, summary)]
        guard !links.pages.isEmpty else { return files }
        var order = Array(repeating: 0, count: standings.count)
        for (number, place) in summary.rankOrder.enumerated() { order[place] = number }
        do {
            try OrderedMap<ReportFile>.run(
                count: links.pages.count, threads: ClosingPage.threads,
                work: { [order] mapRuns in
                    try mapRuns { try self.writeOffice(links.pages[$0], title, order, summary) }
                }, take: { files.append($0) })
        } catch { throw Problem.from(error, folder) }
        return files
    }

    /// Writes the page of an office.
    ///
    /// - Parameter order: the members' places in the ranking.
    private func writeOffice(
        _ page: PageLinks.Page, _ title: String, _ order: [Int], _ summary: ReportSummary
    ) throws(Problem) -> ReportFile {
        let (words, standings) = (head.words, summary.standings)
        let overview = words("全镇概况与名次", "All offices: overview and ranking")
        let view = PageView(
            head: head, summary: nil, title: title + words.gap + page.title,
            rankingTitle: words("本页网格员", "Members on this page"),
            lines: page.places.sorted { order[$0] < order[$1] }.map {
                .init(place: $0, standing: standings[$0], link: "#m\($0 + 1)")
            },
            offices: [.init(title: overview, file: ClosingPage.first, members: standings.count)], remarks: nil)
        return try write(view, to: page.file, [group(0, Text(page.title), page.places, summary)], summary)
    }

    private func write(
        _ view: PageView, to name: String, _ groups: [MemberPieces.Group], _ summary: ReportSummary
    ) throws(Problem) -> ReportFile {
        let digest = try sheets.write(
            view.frame(page), to: folder + "/" + name, groups, of: summary.standings, head.words, isKept: head.isKept)
        return ReportFile(name, digest)
    }

    /// An office's members under its heading.
    private func group(_ number: Int, _ office: Text, _ members: [Int], _ summary: ReportSummary) -> MemberPieces.Group
    {
        let name = ShownText.html(ShownText.short(office.string))
        let (count, mean) = (members.count, summary.mean(of: members))
        let about = head.words("\(count) 人，平均 \(mean) 分", "members: \(count), mean \(mean)")
        return MemberPieces.Group(
            before: """
                <section class="office" aria-labelledby="o\(number)">
                <h2 id="o\(number)"><bdi>\(name)</bdi> <small>\(about)</small></h2>

                """, after: "</section>\n", members: members)
    }
}
