public import AssessmentKernel
import Closing
public import Closings
import ResultTables
public import Workspace

/// The blockers and warnings before the closing of a quarter.
public struct StatusAnswer: EncodableAnswer {
    private let status: QuarterStatus
    private let workspace: Workspace

    /// Answers with a quarter's status in its workspace.
    public init(_ status: QuarterStatus, in workspace: Workspace) {
        self.status = status
        self.workspace = workspace
    }

    /// The checklist alone.
    public func checklist(in say: Language) -> Checklist { StatusChecklist(status, workspace, say).list }

    /// The checklist, and whether the quarter can be closed.
    public func page(in say: Language) -> AnswerPage {
        let list = StatusChecklist(status, workspace, say).list
        let (blocked, attention) = (list.count(.blocked), list.count(.attention))
        let counts = say("受阻 \(blocked) 项，提示 \(attention) 项", "\(blocked) blocked, \(attention) to look at")
        var page = AnswerPage()
        page.add(list)
        let close = Deed.close(status.quarter)
        page.add(
            status.blockers.isEmpty
                ? say(Advice("\(counts)。可以结算：\(deed: close)", "\(counts). Ready: \(deed: close)"))
                : say(Advice("\(counts)。暂不能结算。", "\(counts). Cannot close yet.")))
        return page
    }

    /// The checklist, records, blockers and warnings for programs.
    public func json(in say: Language) -> any Encodable { Readiness(status, workspace, say) }
}

/// A status as JSON.
private struct Readiness: Encodable {
    struct Block: Encodable {
        let code, text: String
        let next: Phrase
    }

    struct Line: Encodable {
        let mark, code, text: String
        let next: Phrase
        let details: [String]
    }

    let quarter: String
    let assessed: Int
    let checklist: [Line]
    let records: [String: Int]
    let blockers: [Block]
    let warnings: [ResultRecord]

    init(_ status: QuarterStatus, _ workspace: Workspace, _ say: Language) {
        quarter = status.quarter.description
        assessed = status.assessed
        checklist = StatusChecklist(status, workspace, say).list.lines.map {
            Line(
                mark: $0.state.rawValue, code: $0.code, text: $0.text, next: $0.next,
                details: $0.details
                    + ($0.unshown > 0 ? [say("…… 另 \($0.unshown) 条", "… and \($0.unshown) more")] : []))
        }
        records = Dictionary(status.records.map { ($0.table.key, $0.count) }, uniquingKeysWith: +)
        blockers = status.blockers.map {
            Block(code: $0.code, text: say($0.text), next: say($0.next))
        }
        warnings = status.warnings.map(ClosingTables.warnings.record)
    }
}
