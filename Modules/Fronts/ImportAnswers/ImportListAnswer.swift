public import Answers
public import AssessmentKernel
import Closing
public import Ledger
import Reports
public import Workspace

/// The imports of a workspace, with what each of them changed.
public struct ImportListAnswer: EncodableAnswer {
    private let imports: [JournalledImport]
    private let workspace: Workspace

    /// Answers with imports, in the order of their numbers.
    public init(_ imports: [JournalledImport], in workspace: Workspace) {
        self.imports = imports
        self.workspace = workspace
    }

    /// One row per import, its time in Beijing time.
    public func page(in say: Language) -> AnswerPage {
        if imports.isEmpty { return AnswerPage(say("还没有导入。", "Nothing is imported yet.")) }
        var table = AnswerTable([
            .init(say("编号", "number"), .number), .init(say("时间", "time")), .init(say("经办", "by")),
            .init(say("表", "tables")), .init(say("文件", "files")), .init(say("行", "rows"), .number),
            .init(say("新增", "new"), .number), .init(say("补全", "filled"), .number),
            .init(say("更正", "amended"), .number), .init(say("状态", "state")),
        ])
        for made in imports {
            let counts = made.counts
            table.add(
                [
                    String(made.number), LocalTime.text(made.author.at), made.author.name,
                    ImportText.tables(made, workspace, say), ImportText.files(made, say),
                ] + [counts.rows, counts.inserted, counts.filled, counts.amended].map(String.init) + [state(made, say)])
        }
        var page = AnswerPage()
        page.add(table)
        page.next(
            say(Advice("撤回一次导入：\(deed: .withdrawImport(nil))", "Withdraw one: \(deed: .withdrawImport(nil))")))
        return page
    }

    private func state(_ made: JournalledImport, _ say: Language) -> String {
        guard let withdrawal = made.withdrawal else { return say("有效", "holds") }
        return say("已撤回（\(withdrawal.reason)）", "withdrawn (\(withdrawal.reason))")
    }

    /// The imports for programs, their times in UTC.
    public func json(in say: Language) -> any Encodable { imports.map(ImportJSON.init) }
}

/// Imports in words.
enum ImportText {
    /// The titles of its tables, each once.
    static func tables(_ made: JournalledImport, _ workspace: Workspace, _ say: Language) -> String {
        var seen: Set<String> = []
        return say.list(
            made.files.map(\.table).filter { seen.insert($0).inserted }.map { say(workspace.tableTitle($0)) })
    }

    /// The names of its first files.
    static func files(_ made: JournalledImport, _ say: Language) -> String {
        let names = say.list(made.files.prefix(3).map { ShownText.short(name($0.name, say), to: 60) })
        let rest = made.files.count - 3
        return rest > 0 ? names + say(" 等 \(made.files.count) 个", " and \(rest) more") : names
    }

    /// The name of a file; rows that were entered here are told by what they say.
    private static func name(_ file: String, _ say: Language) -> String {
        let (what, about): (LocalText, String)
        switch EnteredOrigin(name: file) {
        case .verdict(_, let records): (what, about) = (LocalText("核查结论", "verdict"), records)
        case .removal(let text): (what, about) = (LocalText("登记更换", "replacement"), text)
        case .fault(let text): (what, about) = (LocalText("设备定责", "fault of equipment"), text)
        case .equipment(_, let text): (what, about) = (LocalText("登记设备变动", "equipment"), text)
        case nil: return file
        }
        return say("\(what.chinese)：\(about)", "\(what.english): \(about)")
    }

    /// An import in a line: its number, time and files.
    static func line(_ made: JournalledImport, _ say: Language) -> String {
        let (time, files) = (LocalTime.text(made.author.at), files(made, say))
        return say("导入 \(made.number)（\(time)，\(files)）", "import \(made.number) (\(time), \(files))")
    }
}

/// An import as JSON.
private struct ImportJSON: Encodable {
    struct File: Encodable {
        let file, table, sha256: String
        let rows, inserted, unchanged, filled, amended, rejected: Int
    }

    let number: Int
    let at, by: String
    let files: [File]
    let withdrawn: Bool
    let withdrawnReason, withdrawnAt, withdrawnBy: String

    init(_ made: JournalledImport) {
        number = made.number
        at = made.author.at
        by = made.author.name
        files = made.files.map {
            File(
                file: $0.name, table: $0.table, sha256: $0.sha256, rows: $0.counts.rows, inserted: $0.counts.inserted,
                unchanged: $0.counts.unchanged, filled: $0.counts.filled, amended: $0.counts.amended,
                rejected: $0.counts.rejected)
        }
        withdrawn = made.withdrawal != nil
        withdrawnReason = made.withdrawal?.reason ?? ""
        withdrawnAt = made.withdrawal?.author.at ?? ""
        withdrawnBy = made.withdrawal?.author.name ?? ""
    }
}
