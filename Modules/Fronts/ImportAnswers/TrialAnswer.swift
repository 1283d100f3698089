public import Answers
public import AssessmentKernel
public import Importing
import Intake

/// What a profile makes of a file: the first rows of each table, and what is refused.
public struct TrialAnswer: Sendable {
    private let trial: ProfileTrial

    /// Answers with a trial.
    public init(_ trial: ProfileTrial) { self.trial = trial }

    /// The tables with their counts, rejects and unused columns.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        if let problem = trial.problem { page.remark(say("现在还读不了：", "Not readable yet: ") + say(problem.what)) }
        for table in trial.tables {
            page.add(
                say(
                    "“\(table.schema.title.chinese)”读出 \(table.rows) 行，拒收 \(table.rejected) 行",
                    "\(table.schema.title.english): \(counted(table.rows, "row")) read, \(table.rejected) rejected"))
            let columns = table.schema.columns
            var shown = AnswerTable([.init(say("行", "row"), .number)] + columns.map { .init(say($0.title)) })
            for (row, cells) in table.first {
                let texts = zip(columns, cells).map { $1.isEmpty ? "" : say($0.kind.form.shown($1)) }
                shown.add([String(row)] + texts)
            }
            page.add(shown)
            for reject in table.firstRejects {
                page.add((reject.row.map { say("第 \($0) 行：", "row \($0): ") } ?? "") + say(reject.reason))
            }
            if !table.unknownColumns.isEmpty {
                let columns = say.list(table.unknownColumns.prefix(20))
                page.add(say("未用到的列：", "Columns left out: ") + columns)
            }
        }
        return page
    }
}
