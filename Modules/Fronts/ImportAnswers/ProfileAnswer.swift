public import Answers
public import AssessmentKernel
public import Drafting
public import Importing
import Intake
import Reports

/// The draft of a profile, with its open questions and what it makes of the file.
public struct ProfileAnswer: EncodableAnswer {
    private let draft: ProfileDraft
    private let trial: ProfileTrial?
    private let savedAs: String?

    /// Answers with a draft.
    ///
    /// - Parameters:
    ///   - trial: what it makes of the file; nil while its table is open.
    ///   - savedAs: the name under which it was saved.
    public init(_ draft: ProfileDraft, trial: ProfileTrial? = nil, savedAs: String? = nil) {
        self.draft = draft
        self.trial = trial
        self.savedAs = savedAs
    }

    /// The draft as a file, and in notes how it reads the file and what to do with it.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(draft.text)
        if draft.schema == nil {
            let close = say.list(draft.close.map { say($0.schema.title) + "（\($0.schema.key)）" })
            page.remark(
                close.isEmpty
                    ? say("看不出是哪张表。", "It cannot be told which table this is.")
                    : say(
                        "看不出是哪张表，相近的有：\(close)。", "It cannot be told which table this is; these come close: \(close)."))
        }
        for (sheet, table) in draft.otherSheets {
            page.remark(
                say(
                    Advice(
                        "另有工作表“\(sheet)”像“\(table.title.chinese)”，可\(by: .sheet)另行起草。",
                        "The sheet \(sheet) looks like \(table.title.english) too; draft it \(by: .sheet).")))
        }
        if let trial { tell(trial, on: &page, say) }
        let count = draft.questions.count
        if count > 0 {
            page.remark(
                say("还有 \(count) 处待定，见带 ? 的行。", "Still open: \(counted(count, "place")) (lines with ?)."))
        }
        page.next(say(next))
        return page
    }

    private var next: Advice {
        if draft.schema == nil {
            let table = draft.close.first?.schema.named ?? Deed.Named(key: "", title: LocalText("", ""))
            let again = Deed.draftProfile(.init(table: table))
            return Advice("选定表后重新起草：\(deed: again)", "Name the table and draft again: \(deed: again)")
        }
        if draft.questions.contains(where: { if case .duty = $0 { true } else { false } }) {
            return Advice(
                "上下班时间\(by: .duty)写明，再\(by: .save(nil))存入工作区。",
                "Give the hours of duty \(by: .duty), then save it in the workspace \(by: .save(nil)).")
        }
        if let savedAs {
            return Advice(
                "已存为 profiles/\(savedAs).yaml。以后导入会按表头认出它。",
                "Saved as profiles/\(savedAs).yaml. From now on imports find it by the header.")
        }
        return Advice(
            "核对后存为文件，\(by: .importByProfile(file: true))导入；或\(adding: .save(nil))存入工作区，以后按表头认出。",
            "Check it, save it as a file, then import \(by: .importByProfile(file: true)); or \(adding: .save(nil)) to keep it in the workspace, where imports find it by the header."
        )
    }

    private func tell(_ trial: ProfileTrial, on page: inout AnswerPage, _ say: Language) {
        if let problem = trial.problem {
            let next: Phrase = problem.next.map { say("。", "; ") + say($0) } ?? ""
            let key = problem.place.key.map { $0 + say("：", ": ") } ?? ""
            page.remark(
                say(
                    Advice(
                        "试读：现在还读不了——\(key)\(problem.what.chinese)\(next)",
                        "Tried: not readable yet — \(key)\(problem.what.english)\(next)")))
        }
        for table in trial.tables {
            page.remark(
                say(
                    "试读 \(table.name)：\(table.schema.title.chinese) 读出 \(table.rows) 行，拒收 \(table.rejected) 行。",
                    "Tried \(table.name): \(table.schema.title.english), \(counted(table.rows, "row")) read, \(table.rejected) rejected."
                ))
            for (row, cells) in table.first { page.remark("  " + shown(row, cells, table.schema, say)) }
            for reject in table.firstRejects { page.remark("  " + shown(reject, table.schema, say)) }
            if table.rejected > table.firstRejects.count { page.remark("  …") }
            if !table.unknownColumns.isEmpty {
                let columns = say.list(table.unknownColumns.prefix(20).map { ShownText.short($0, to: 60) })
                page.remark(say("  未用到的列：\(columns)", "  Columns left out: \(columns)"))
            }
        }
        if trial.isWithoutRoster, !trial.tables.isEmpty {
            page.remark(say("  （名册尚未导入，未核对工号。）", "  (There is no roster yet; members were not checked.)"))
        }
    }

    private func shown(_ row: Int, _ cells: [String], _ schema: TableSchema, _ say: Language) -> String {
        let parts = zip(schema.columns, cells).filter { !$1.isEmpty }.map { column, cell in
            "\(say(column.title)) \(ShownText.short(say(column.kind.form.shown(cell)), to: 40))"
        }
        return say("第 \(row) 行：", "row \(row): ") + say.list(parts)
    }

    private func shown(_ reject: Reject, _ schema: TableSchema, _ say: Language) -> String {
        let title = schema.index(of: reject.column).map { say(schema.columns[$0].title) }
        var text = reject.row.map { say("第 \($0) 行", "row \($0)") } ?? ""
        if let title { text += say("“\(title)”", " \(title)") }
        let value = ShownText.short(reject.value, to: 60)
        if !value.isEmpty { text += say("：\(value)", ": \(value)") }
        return text + say(" —— 拒收：", " — rejected: ") + say(reject.reason)
    }

    // MARK: Questions

    /// The question about an open place, and the possible answers as people read them.
    public static func question(
        _ question: ProfileDraft.Question, of draft: ProfileDraft, in say: Language
    ) -> (text: String, choices: [String]) {
        let choices = draft.choices(question)
        let shown = choices.map { choice in
            let meaning = say(choice.meaning)
            return Text(meaning) == Text(choice.answer) ? meaning : "\(choice.answer) \(meaning)"
        }
        return (text(question, say), shown)
    }

    private static func text(_ question: ProfileDraft.Question, _ say: Language) -> String {
        switch question {
        case .table: return say("这是哪张表？", "Which table is this?")
        case .column(let schema, let column, _):
            let title = schema.columns[column].title
            return say("哪一列是“\(title.chinese)”？", "Which column is \(title.english)?")
        case .value(let schema, let column, let value):
            let title = schema.columns[column].title
            return say("“\(title.chinese)”中的“\(value)”是什么意思？", "What does \(value) mean in \(title.english)?")
        case .duty: return say("上下班时间（如 08:30-17:30）？", "When does duty begin and end (such as 08:30-17:30)?")
        case .month: return say("这份文件是哪个月（如 2021-07）？", "Which month is this file (such as 2021-07)?")
        }
    }

    // MARK: JSON

    /// The draft for programs: its text, the questions with their choices, and the trial.
    public func json(in say: Language) -> any Encodable {
        DraftJSON(
            file: draft.file, sheet: draft.sheet, table: draft.schema?.key, profile: draft.text, saved: savedAs,
            close: draft.close.map { close in
                DraftJSON.Close(
                    table: close.schema.key, named: close.isNamed,
                    missing: close.missing.map { close.schema.columns[$0].key })
            },
            otherSheets: draft.otherSheets.map { .init(sheet: $0.sheet, table: $0.table.key) },
            questions: draft.questions.map { question in
                DraftJSON.Question(
                    question, text: ProfileAnswer.text(question, say),
                    choices: draft.choices(question).map { .init(answer: $0.answer, meaning: say($0.meaning)) })
            },
            problem: trial?.problem.map { say($0.what) },
            tried: trial.map { trial in
                trial.tables.map { table in
                    DraftJSON.Tried(
                        table: table.schema.key, name: table.name, rows: table.rows, rejected: table.rejected,
                        first: table.first.map { row in
                            .init(
                                row: row.row,
                                cells: Dictionary(
                                    zip(table.schema.columns.map(\.key), row.cells).filter { !$1.isEmpty }
                                ) { first, _ in first })
                        },
                        rejects: table.firstRejects.map {
                            .init(
                                row: $0.row, column: $0.column, value: $0.value, code: $0.code, reason: say($0.reason))
                        }, unknownColumns: table.unknownColumns)
                }
            })
    }
}

/// A draft as JSON.
private struct DraftJSON: Encodable {
    struct Close: Encodable {
        let table: String
        let named: Bool
        let missing: [String]
    }
    struct Sheet: Encodable { let sheet, table: String }
    struct Choice: Encodable { let answer, meaning: String }
    struct Question: Encodable {
        let kind, text: String
        let table, column, value: String?
        let choices: [Choice]

        init(_ question: ProfileDraft.Question, text: String, choices: [Choice]) {
            self.text = text
            self.choices = choices
            switch question {
            case .table: (kind, table, column, value) = ("table", nil, nil, nil)
            case .column(let schema, let place, _):
                (kind, table, column, value) = ("column", schema.key, schema.columns[place].key, nil)
            case .value(let schema, let place, let text):
                (kind, table, column, value) = ("value", schema.key, schema.columns[place].key, text)
            case .duty: (kind, table, column, value) = ("duty", nil, nil, nil)
            case .month: (kind, table, column, value) = ("month", nil, nil, nil)
            }
        }
    }
    struct Row: Encodable {
        let row: Int
        let cells: [String: String]
    }
    struct Rejected: Encodable {
        let row: Int?
        let column, value, code, reason: String
    }
    struct Tried: Encodable {
        let table, name: String
        let rows, rejected: Int
        let first: [Row]
        let rejects: [Rejected]
        let unknownColumns: [String]
    }
    let file: String
    let sheet, table: String?
    let profile: String
    let saved: String?
    let close: [Close]
    let otherSheets: [Sheet]
    let questions: [Question]
    let problem: String?
    let tried: [Tried]?
}
