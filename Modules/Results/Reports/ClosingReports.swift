public import AssessmentKernel
public import Closing
import Disk
import Parallel

/// The reports of a closing: the workbook, the page, and a slip for each member.
///
/// ```swift
/// let maker = try ReportMaker(head)
/// let reports = try ClosingReports(into: folder, maker)
/// for report in members { try reports.add(maker.prepare(report)) }     // prepare: on any thread
/// let files = try reports.finish(standings: standings, warnings: warnings) { tableTitle($0) }
/// ```
///
/// Members come in the order of their codes. Of each only a few numbers stay in memory: what cannot be written yet,
/// because it names the rank, waits in a file.
public final class ClosingReports {
    /// A member's pieces in the spool.
    private struct Piece {
        let sheet: Range<Int>
        let slip: Range<Int>
    }

    private let folder: String
    private let head: ReportHead
    private let maker: ReportMaker
    private let pageLimit: Int
    private let spool: Spool
    private var workbook: ClosingWorkbook
    private var pieces: [Piece] = []
    private var losses = Losses()

    /// Begins the reports of a closing.
    ///
    /// - Parameters:
    ///   - folder: where they go; it is there, and `slips/` in it is not.
    ///   - maker: makes the members' pieces.
    ///   - pageLimit: more bytes of members' sheets than this are split by office.
    public init(into folder: String, _ maker: ReportMaker, pageLimit: Int = 6 << 20) throws(Problem) {
        self.folder = folder
        self.maker = maker
        self.pageLimit = pageLimit
        head = maker.head
        spool = try Spool(in: folder)
        workbook = try ClosingWorkbook(folder + "/" + ReportName.workbook, maker.head)
    }

    /// Takes the next member.
    public func add(_ piece: PreparedMember) throws(Problem) {
        losses.add(piece.report.result)
        try workbook.add(piece.report)
        guard piece.report.result.assessed != nil else { return }
        let start = spool.count
        try spool.write(piece.sheet)
        let middle = spool.count
        try spool.write(piece.slip)
        pieces.append(Piece(sheet: start..<middle, slip: middle..<spool.count))
    }

    /// Writes what needs everybody, and ends all files.
    ///
    /// - Parameters:
    ///   - standings: the assessed members in the order in which they came.
    ///   - warnings: the closing's warnings, sorted.
    ///   - tableTitle: gives the title of a table by its key, and any other word as it is.
    /// - Returns: the files by their names in the folder, in the order of the names' bytes.
    public func finish(
        standings: [QuarterClosing.Standing], warnings: [Warning],
        tableTitle: @escaping @Sendable (String) -> LocalText
    ) throws(Problem) -> [String] {
        guard standings.count == pieces.count else {
            throw Problem(
                .fault, LocalText("报告的人数与结算不符", "the reports and the closing disagree on who is assessed"))
        }
        let summary = ReportSummary(head, losses, standings: standings, warnings: warnings, tableTitle: tableTitle)
        // The workbook is put together beside the pages.
        let beside = BesideThis(workbook) { (workbook: inout ClosingWorkbook) throws(Problem) in
            try workbook.finish(summary)
        }
        let pages = Result { () throws(Problem) in
            try self.writePages(summary, standings) + (try self.writeSlips(standings))
        }
        try beside.wait()
        return ([ReportName.workbook] + (try pages.get())).sorted { Text($0) < Text($1) }
    }

    // MARK: Pages

    private func writePages(
        _ summary: ReportSummary, _ standings: [QuarterClosing.Standing]
    ) throws(Problem) -> [String] {
        let links = PageLinks(
            standings.map(\.member.office), sizes: pieces.map(\.sheet.count), limit: pageLimit)
        let rankOrder = rankOrder(standings)
        let first = PageView(
            head: head, summary: summary, title: head.title + "结果", rankingTitle: "名次",
            lines: rankOrder.map { place in
                .init(standing: standings[place], link: links.file(of: place, from: nil) + "#m\(place + 1)")
            },
            offices: links.pages.map { .init(title: $0.title, file: $0.file, members: $0.places.count) })
        let everybody = Array(standings.indices)
        try write(first, to: ReportName.page, members: links.pages.isEmpty ? everybody : [], standings)
        for page in links.pages {
            let here = Set(page.places)
            let view = PageView(
                head: head, summary: nil, title: head.title + "结果　" + page.title, rankingTitle: "本页网格员",
                lines: rankOrder.filter { here.contains($0) }.map { place in
                    .init(standing: standings[place], link: "#m\(place + 1)")
                },
                offices: [.init(title: "全镇概况与名次", file: ReportName.page, members: standings.count)])
            try write(view, to: page.file, members: page.places, standings)
        }
        return [ReportName.page] + links.pages.map(\.file)
    }

    private func write(
        _ view: PageView, to name: String, members places: [Int], _ standings: [QuarterClosing.Standing]
    ) throws(Problem) {
        try write(maker.stencils.page.filled(view.values), to: name) { file throws(Problem) in
            for place in places { try self.copy(self.pieces[place].sheet, place, standings[place], to: file) }
        }
    }

    /// Writes a page, with what the body gives in the place that the template left open.
    private func write(
        _ text: String, to name: String, body: (FileWriter) throws(Problem) -> Void
    ) throws(Problem) {
        let (before, after) = Stencil.aroundBody(text)
        let file = try FileWriter(folder + "/" + name)
        try file.write(before)
        try body(file)
        try file.write(after)
        try file.close()
    }

    /// Copies a member's piece out of the spool, number and rank filled in.
    private func copy(_ piece: Range<Int>, _ place: Int, _ standing: QuarterClosing.Standing, to file: FileWriter)
        throws(Problem)
    {
        try file.write(LateText(number: place + 1, rank: standing.rank).filled(try spool.read(piece)))
    }

    private func rankOrder(_ standings: [QuarterClosing.Standing]) -> [Int] {
        standings.indices.sorted { (standings[$0].rank ?? .max, $0) < (standings[$1].rank ?? .max, $1) }
    }

    // MARK: Slips

    private func writeSlips(_ standings: [QuarterClosing.Standing]) throws(Problem) -> [String] {
        try Files.makeFolder(folder + "/" + ReportName.slips)
        let title = head.title + "结果告知单"
        let all = maker.slipPage(title: title)
        try write(all, to: ReportName.allSlips) { file throws(Problem) in
            for (place, standing) in standings.enumerated() {
                try self.copy(self.pieces[place].slip, place, standing, to: file)
            }
        }
        var names = [ReportName.allSlips]
        let (before, after) = Stencil.aroundBody(all)
        for (place, piece) in pieces.enumerated() {
            let name = ReportName.slip(place + 1)
            let file = try FileWriter(folder + "/" + name)
            try file.write(before)
            try copy(piece.slip, place, standings[place], to: file)
            try file.write(after)
            // Thousands of files are not forced to the disk one by one: should a power cut leave one empty, its digest
            // tells, and the file of all slips has it too.
            try file.close(isKept: false)
            names.append(name)
        }
        try write(maker.slipPage(title: title), to: ReportName.slipIndex) { file throws(Problem) in
            try file.write(self.maker.slipIndex(title: title, standings.map(\.member)))
        }
        return names + [ReportName.slipIndex]
    }
}

/// The names of the reports' files in a closing's folder: ASCII, whatever the members are called.
public enum ReportName {
    /// The workbook.
    public static let workbook = "report.xlsx"
    /// The page, or the first of them.
    public static let page = "report.html"
    /// The folder of the single slips.
    public static let slips = "slips"
    /// All slips, to be printed at once.
    public static let allSlips = "slips.html"
    /// The list of the single slips.
    static let slipIndex = slips + "/index.html"

    /// The slip of the member at a place in the order of the codes, from 1.
    static func slip(_ number: Int) -> String {
        let digits = String(number)
        return slips + "/" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ".html"
    }

    /// An office's page, from 1.
    static func officePage(_ number: Int) -> String { "report-\(number).html" }
}

/// How the members are spread over pages.
struct PageLinks {
    /// A page of an office's members, or of a part of them.
    struct Page {
        let title: String
        let file: String
        let places: [Int]
    }

    /// The pages by office; none when one page holds everybody.
    let pages: [Page]
    private let files: [Int: String]

    /// Spreads members over pages.
    ///
    /// - Parameters:
    ///   - offices: each member's office.
    ///   - sizes: the bytes of each member's sheet.
    ///   - limit: the most bytes of sheets on a page; a sheet larger than that has a page of its own.
    init(_ offices: [Text], sizes: [Int], limit: Int) {
        guard sizes.reduce(0, +) > limit else {
            pages = []
            files = [:]
            return
        }
        var pages: [Page] = []
        let byOffice = Dictionary(grouping: offices.indices, by: { offices[$0] })
        for (office, places) in byOffice.sorted(by: { $0.key < $1.key }) {
            var parts: [[Int]] = [[]]
            var size = 0
            for place in places {
                if size > 0, size + sizes[place] > limit {
                    parts.append([])
                    size = 0
                }
                parts[parts.count - 1].append(place)
                size += sizes[place]
            }
            for (number, part) in parts.enumerated() {
                pages.append(
                    Page(
                        title: ShownText.short(office.string) + (parts.count > 1 ? "（\(number + 1)）" : ""),
                        file: ReportName.officePage(pages.count + 1), places: part))
            }
        }
        self.pages = pages
        files = Dictionary(
            pages.flatMap { page in page.places.map { ($0, page.file) } }, uniquingKeysWith: { first, _ in first })
    }

    /// The page of a member as a link's beginning; empty on the page itself.
    func file(of place: Int, from here: String?) -> String {
        guard let file = files[place], file != here else { return "" }
        return file
    }
}
