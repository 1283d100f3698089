import Answers
import AssessmentKernel
import Console
import Desk
import Ledger
import Workspace

/// 日志: every change of the ledger, and the check that nothing went past it.
struct JournalPage: Page {
    let name = "journal"
    let title = LocalText("日志", "Journal")
    var templates: [String: [UInt8]] { ["journal": PackageResources.journal_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        return .page(
            "journal", title: say(title),
            values: [
                "words": say("账本的每一次更改，最近的在前。", "Every change of the ledger, the latest first."),
                "answer": AnswerView(say: say).html(
                    JournalAnswer(try visit.workspace.journal().reversed(), in: visit.workspace).page(in: say)),
                "check": say("核对账本与日志", "Check the ledger against the journal"),
                "check-words": say(
                    "读一遍全部记录、结果和原始文件，找出绕过日志的改动。",
                    "Reads all records, results and originals, and finds any change behind the journal's back."),
            ])
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        let workspace = visit.workspace
        return .redirect(
            try visit.start(LocalText("核对账本与日志", "Checking the journal"), back: "/journal") { _ in
                let found = try workspace.checkJournal()
                return TaskOutcome(
                    JournalCheckAnswer(found), isDone: found.isEmpty, links: [("/journal", LocalText("回到日志", "Back"))])
            })
    }
}
