public import AssessmentKernel
import Closing

/// A member's pieces of the reports, ready to be put together.
public struct PreparedMember: Sendable {
    /// The result and its origins, for the workbook.
    let report: MemberReport
    /// The sheet on the page; empty for a member who is not assessed.
    let sheet: [UInt8]
    /// The slip; empty for a member who is not assessed.
    let slip: [UInt8]
}

/// Makes members' pieces of the reports, for many members at once.
public struct ReportMaker: Sendable {
    /// What the reports say of the closing.
    public let head: ReportHead
    let stencils: Stencils

    /// Prepares the templates.
    public init(_ head: ReportHead) throws(Problem) {
        self.head = head
        stencils = try Stencils()
    }

    /// Makes a member's pieces; on any thread, in any order.
    public func prepare(_ report: MemberReport) -> PreparedMember {
        guard let assessed = report.result.assessed else { return PreparedMember(report: report, sheet: [], slip: []) }
        let sheet = MemberView(head: head, report: report, assessed: assessed)
        let slip = SlipView(head: head, report: report, assessed: assessed)
        return PreparedMember(
            report: report, sheet: Array(stencils.member.filled(sheet.values).utf8),
            slip: Array(stencils.slip.filled(slip.values).utf8))
    }

    /// A page of slips, its body left open.
    func slipPage(title: String) -> String {
        stencils.slips.filled([
            "policy": PageParts.policy(style: PageParts.slipStyleHash, script: nil), "style": PageParts.slipStyle,
            "title": title, "slips": Stencil.bodyMark,
        ])
    }

    /// The list of the single slips.
    func slipIndex(title: String, _ members: [Member]) -> String {
        stencils.slipIndex.filled([
            "title": title, "basis": head.basis, "closing": head.name, "all": "../" + ReportName.allSlips,
            "rows": members.enumerated().map { place, member -> [String: Any] in
                var values = MemberView.personValues(member)
                values["number"] = place + 1
                values["file"] = String(ReportName.slip(place + 1).dropFirst(ReportName.slips.utf8.count + 1))
                return values
            },
        ])
    }
}

/// What is put into a member's piece once everybody is known.
struct LateText {
    private let number: [UInt8]
    private let rank: [UInt8]

    /// - Parameters:
    ///   - number: the member's place among the assessed, from 1.
    ///   - rank: the rank; nil for an unrated member.
    init(number: Int, rank: Int?) {
        self.number = Array(String(number).utf8)
        self.rank = Array((rank.map { "第 \($0) 名" } ?? "不排名").utf8)
    }

    /// The piece with the marks replaced.
    func filled(_ piece: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(piece.count + 64)
        var rest = piece[...]
        while let mark = rest.firstIndex(where: { $0 == Stencil.numberByte || $0 == Stencil.rankByte }) {
            result += rest[..<mark]
            result += rest[mark] == Stencil.numberByte ? number : rank
            rest = rest[(mark + 1)...]
        }
        result += rest
        return result
    }
}
