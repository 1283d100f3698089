import AssessmentKernel
import Closing
import Digests
import Disk
import PageTemplates
import Parallel

/// `slips.html` and `slips/`: a page for each member to hand over and sign, all of them in one file for printing, and
/// an index of the single ones.
final class ClosingSlips: ClosingReport, Sendable {
    private static let all = "slips.html"
    private static let singles = "slips"
    private static let index = singles + "/index.html"
    private let folder: String
    private let head: ReportHead
    private let page: Stencil
    private let slips: MemberPieces
    let prepare: @Sendable (MemberReport) -> [UInt8]

    init(_ head: ReportHead, into folder: String) throws(Problem) {
        self.folder = folder
        self.head = head
        page = try Stencil.slips(head.language)
        slips = try MemberPieces(in: folder)
        let slip = try Stencil.slip(head.language)
        let (common, fixed) = (CommonParts(head), SlipView.fixed(head))
        prepare = { report in
            SlipView(head: head, common, fixed, report: report).map { slip.bytes($0.fields) } ?? []
        }
    }

    func add(_ slip: [UInt8]) throws(Problem) { try slips.add(slip) }

    func finish(_ summary: ReportSummary) throws(Problem) -> [ReportFile] {
        let (standings, frame) = (summary.standings, PageFrame(Array(page(with: PageFrame.mark).utf8)))
        try slips.end()
        guard head.isKept else { return [try writeAll(standings, frame)] }
        try Files.makeFolder(folder + "/" + ClosingSlips.singles)
        // Making thousands of small files takes longer than all other reports: the large one is written meanwhile.
        let singles = BesideThis([ReportFile]()) { files throws(Problem) in
            files = try self.writeSingles(standings, frame)
        }
        let all = Result { () throws(Problem) in try writeAll(standings, frame) }
        let (files, whole) = (try singles.wait(), try all.get())
        let index = try DigestedFile(folder + "/" + ClosingSlips.index)
        try index.write(Array(page(with: try list(standings.map(\.member)), heading: "").utf8))
        try index.close()
        return [whole] + files + [ReportFile(ClosingSlips.index, index.digest)]
    }

    /// Writes all slips into one file.
    private func writeAll(_ standings: [QuarterClosing.Standing], _ frame: PageFrame) throws(Problem) -> ReportFile {
        let digest = try slips.write(
            frame, to: folder + "/" + ClosingSlips.all, [.init(members: Array(standings.indices))], of: standings,
            head.words, isKept: head.isKept)
        return ReportFile(ClosingSlips.all, digest)
    }

    /// Writes each slip into a file of its own.
    private func writeSingles(
        _ standings: [QuarterClosing.Standing], _ frame: PageFrame
    ) throws(Problem) -> [ReportFile] {
        // All slips begin alike.
        var begun = SHA256()
        begun.update(data: frame.before)
        var files: [ReportFile] = []
        for (place, standing) in standings.enumerated() {
            let slip = try slips.filled(place, rank: standing.rank, head.words)
            let name = ClosingSlips.singles + "/" + ClosingSlips.file(place + 1)
            let file = try FileWriter(folder + "/" + name)
            var hash = begun
            for part in [slip, frame.after] { hash.update(data: part) }
            let bytes = frame.before + slip + frame.after
            try file.write(bytes)
            // Not flushed to disk: there are thousands. An empty one shows by its digest, and the file of all has it too.
            try file.close(isKept: false)
            files.append(ReportFile(name, (hash.finalize().hex, bytes.count)))
        }
        return files
    }

    /// The file of the member at a place in code order, from 1.
    private static func file(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ".html"
    }

    private var title: String { SlipView.title(head) }

    /// - Parameter heading: the class of the page's heading; slips have their own.
    private func page(with slips: String, heading: String = "unseen") -> String {
        page.filled([
            "policy": PageCode.policy(style: .slipStyle), "style": PageCode.slipStyle.text, "title": title,
            "heading": heading, "slips": slips,
        ])
    }

    /// The index of the single slips.
    private func list(_ members: [Member]) throws(Problem) -> String {
        try Stencil.slipsIndex(head.language).filled([
            "title": title, "basis": head.basis, "closing": head.name, "all": "../" + ClosingSlips.all,
            "rows": Markup.joined(members.enumerated().map { ClosingSlips.row($0 + 1, $1) }),
        ])
    }

    /// A row of the index, built here and not by the template, because there are thousands of them.
    private static func row(_ number: Int, _ member: Member) -> Markup {
        func shown(_ text: Text) -> String { ShownText.html(ShownText.short(text.string)) }
        return """
            <tr><td class="n">\(String(number))</td><th scope="row"><a href="\(file(number))"><bdi>\(shown(member.name))</bdi></a></th>\
            <td>\(shown(member.code))</td><td><bdi>\(shown(member.office))</bdi></td><td><bdi>\(shown(member.village))</bdi></td></tr>

            """
    }
}
