import AssessmentKernel
import Closing

/// `report.html`: the quarter at a glance, the ranking, and a sheet for each member; in a large township the sheets are
/// on further pages by office.
final class ClosingPage: ClosingReport {
    private static let first = "report.html"
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
        page = try Stencil.page.get()
        sheets = try MemberPieces(in: folder)
        let sheet = try Stencil.member.get()
        prepare = { report in
            MemberView(head: head, report: report).map { Array(sheet.filled($0.values).utf8) } ?? []
        }
    }

    func add(_ sheet: [UInt8]) throws(Problem) { try sheets.add(sheet) }

    func finish(_ summary: ReportSummary) throws(Problem) -> [String] {
        let standings = summary.standings
        let title = head.title + "结果"
        let links = PageLinks(standings.map(\.member.office), sizes: sheets.sizes, limit: sizeLimit)
        let first = PageView(
            head: head, summary: summary, title: title, rankingTitle: "名次",
            lines: summary.rankOrder.map { place in
                .init(standing: standings[place], link: links.file(of: place) + "#m\(place + 1)")
            },
            offices: links.pages.map { .init(title: $0.title, file: $0.file, members: $0.places.count) })
        try write(first, to: ClosingPage.first, links.pages.isEmpty ? Array(standings.indices) : [], summary)
        for page in links.pages {
            let here = Set(page.places)
            let view = PageView(
                head: head, summary: nil, title: title + "　" + page.title, rankingTitle: "本页网格员",
                lines: summary.rankOrder.filter { here.contains($0) }.map { place in
                    .init(standing: standings[place], link: "#m\(place + 1)")
                },
                offices: [.init(title: "全镇概况与名次", file: ClosingPage.first, members: standings.count)])
            try write(view, to: page.file, page.places, summary)
        }
        return [ClosingPage.first] + links.pages.map(\.file)
    }

    private func write(
        _ view: PageView, to name: String, _ places: [Int], _ summary: ReportSummary
    ) throws(Problem) {
        try sheets.write(
            PageFrame(page.filled(view.values)), to: folder + "/" + name, members: places, of: summary.standings,
            isKept: summary.isKept)
    }
}
