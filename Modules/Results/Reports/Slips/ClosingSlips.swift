import AssessmentKernel
import Closing
import Digests
import Disk
import PageTemplates

/// `slips.html` and `slips/`: a page for each member to hand over and sign, all of them in one file for printing, and
/// an index of the single ones.
final class ClosingSlips: ClosingReport {
    private static let all = "slips.html"
    private static let singles = "slips"
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
        let standings = summary.standings
        let frame = PageFrame(page(with: PageFrame.mark))
        let all = try FileWriter(folder + "/" + ClosingSlips.all)
        var files = [ReportFile(ClosingSlips.all)]
        try all.write(frame.before)
        if head.isKept { try Files.makeFolder(folder + "/" + ClosingSlips.singles) }
        // All slips begin alike.
        var begun = SHA256()
        begun.update(data: frame.before)
        for place in standings.indices {
            let slip = try slips.filled(place, rank: standings[place].rank, head.words)
            try all.write(slip)
            guard head.isKept else { continue }
            let name = ClosingSlips.singles + "/" + ClosingSlips.file(place + 1)
            let single = try FileWriter(folder + "/" + name)
            var hash = begun
            for part in [slip, frame.after] { hash.update(data: part) }
            for part in [frame.before, slip, frame.after] { try single.write(part) }
            // Not flushed to disk: there are thousands. An empty one shows by its digest, and the file of all has it too.
            try single.close(isKept: false)
            let bytes = frame.before.count + slip.count + frame.after.count
            files.append(ReportFile(name, (hash.finalize().hex, bytes)))
        }
        try all.write(frame.after)
        try all.close(isKept: head.isKept)
        guard head.isKept else { return files }
        let index = ClosingSlips.singles + "/index.html"
        let file = try FileWriter(folder + "/" + index)
        try file.write(page(with: try list(standings.map(\.member)), heading: ""))
        try file.close()
        return files + [ReportFile(index)]
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
