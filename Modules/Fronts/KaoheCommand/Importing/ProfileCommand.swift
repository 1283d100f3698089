import Answers
import ArgumentParser
import AssessmentKernel
import Foundation
import Importing
import Profile

struct ProfileCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "profile",
            abstract: say(
                "由平台导出的文件起草对照文件，供 import --profile 使用",
                "Draft the profile of a platform's export, for import --profile"))
    }

    @Argument(help: help("导出的文件", "the export", value: "file"))
    var file: String

    @Option(help: help("表的键或中文名，看不出时使用", "the table, when it cannot be detected", value: "table"))
    var table: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        var draft = try common.openWorkspace().draftProfile(of: file, table: table)
        if isatty(0) == 1 && isatty(2) == 1 {
            for question in draft.questions { ask(question, &draft) }
        }
        // The draft is the beginning of a file and is printed as it is.
        printVerbatim(draft.text)
        showNotes(of: ProfileAnswer(draft))
    }

    /// Asks until the answer is valid; an empty line leaves the question open.
    private func ask(_ question: ProfileDraft.Question, _ draft: inout ProfileDraft) {
        let (text, choices) = ProfileAnswer.question(question, of: draft, in: Speech.language)
        printNote(text)
        for (number, choice) in choices.enumerated() { printNote("  \(number + 1). \(choice)") }
        while true {
            printNote(say("序号（直接回车则留待以后）：", "Number (Enter to leave it open):"))
            guard let line = readLine(), !Text(line).isBlank else { return }
            let chosen = Int(line).flatMap { choices.indices.contains($0 - 1) ? choices[$0 - 1] : nil } ?? line
            let isValue = if case .value = question { true } else { false }
            let answer = isValue ? String(chosen.prefix { $0 != " " }) : chosen
            if draft.answer(question, with: answer) { return }
        }
    }
}
