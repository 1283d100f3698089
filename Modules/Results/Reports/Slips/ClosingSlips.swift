import AssessmentKernel
import Closing
import Disk

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
        let pay = PayView.parts(head)
        prepare = { report in
            SlipView(head: head, pay: pay, report: report).map { slip.bytes($0.values) } ?? []
        }
    }

    func add(_ slip: [UInt8]) throws(Problem) { try slips.add(slip) }

    func finish(_ summary: ReportSummary) throws(Problem) -> [String] {
        let standings = summary.standings
        let frame = PageFrame(page(with: PageFrame.mark))
        try slips.write(
            frame, to: folder + "/" + ClosingSlips.all, [.init(members: Array(standings.indices))], of: standings,
            head.words
        ) { file throws(Problem) in try file.close(isKept: head.isKept) }
        var names = [ClosingSlips.all]
        guard head.isKept else { return names }
        try Files.makeFolder(folder + "/" + ClosingSlips.singles)
        for place in standings.indices {
            let name = ClosingSlips.singles + "/" + ClosingSlips.file(place + 1)
            // Thousands of files are not flushed to disk one by one. If a power cut leaves one empty, its digest shows
            // it, and the file of all slips has it too.
            try slips.write(
                frame, to: folder + "/" + name, [.init(members: [place])], of: standings, head.words
            ) { file throws(Problem) in try file.close(isKept: false) }
            names.append(name)
        }
        let index = ClosingSlips.singles + "/index.html"
        let file = try FileWriter(folder + "/" + index)
        try file.write(page(with: try list(standings.map(\.member)), heading: ""))
        try file.close()
        return names + [index]
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
            "rows": members.enumerated().map { place, member -> [String: Any] in
                member.values(head.words).merging(["number": place + 1, "file": ClosingSlips.file(place + 1)]) { $1 }
            },
        ])
    }
}
