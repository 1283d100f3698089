import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Drafting
import Foundation
import ImportAnswers
import Importing
import Workspace

struct ProfileCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "profile",
            abstract: say(
                "对照文件：由平台导出的文件起草（kaohe profile ‹文件›）、列出、查看",
                "Profiles of platforms' exports: draft one (kaohe profile FILE), list them, show one"),
            subcommands: [Draft.self, List.self, Show.self], defaultSubcommand: Draft.self)
    }

    struct Draft: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "draft",
                abstract: say(
                    "由平台导出的文件起草对照文件，并当场试读", "Draft the profile of a platform's export, and try it on the file"))
        }

        @Argument(help: help("导出的文件", "the export", value: "file"))
        var file: String

        @Option(help: help("表的键或中文名，看不出时使用", "the table, when it cannot be detected", value: "table"))
        var table: String?

        @Option(help: help("工作表，默认取最像的一个", "the sheet; the likeliest otherwise", value: "sheet"))
        var sheet: String?

        @Option(
            help: help(
                "表头所在的行，如 3 或 3-4，看错时使用", "the rows of the header, as 3 or 3-4, where the guess is wrong", value: "rows"
            ))
        var header: String?

        @Option(help: help("上下班时间，如 08:30-17:30", "when duty begins and ends: 08:30-17:30", value: "hours"))
        var duty: String?

        @Option(
            help: help(
                "存入工作区的名称，以后导入时按表头认出", "save it in the workspace under this name; imports find it", value: "name"))
        var save: String?

        @Flag(help: help("以 JSON 输出", "answer in JSON"))
        var json = false

        @OptionGroup var common: CommonOptions

        func run() throws {
            let workspace = try common.openWorkspace()
            var draft = try workspace.draftProfile(of: file, table: table, sheet: sheet)
            if let header { try choose(header, for: &draft) }
            if let duty, !draft.setDuty(duty) {
                throw Problem(
                    .usage, LocalText("“\(duty)”不是起止时间", "\(duty) is no beginning and end"), at: .init(key: "--duty"),
                    next: LocalText("如 --duty 08:30-17:30", "as in --duty 08:30-17:30"))
            }
            if isatty(0) == 1 && isatty(2) == 1 && !json { ProfileQuestions.ask(&draft) }
            let trial = draft.schema == nil ? nil : workspace.tryProfile(draft.text, on: file)
            if let save { try workspace.saveDraft(draft, named: save) }
            let answer = ProfileAnswer(draft, trial: trial, savedAs: save)
            if json { return try show(answer, asJSON: true) }
            // The draft is the beginning of a file and is printed as it is.
            printVerbatim(draft.text)
            showNotes(of: answer)
        }

        private func choose(_ text: String, for draft: inout ProfileDraft) throws(Problem) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count <= 2, let first = parts.first ?? nil, let last = parts.last ?? nil, first <= last,
                (1...ProfileDraft.lastRow).contains(first), last - first < ProfileDraft.mostHeaderRows
            else {
                throw Problem(
                    .usage, LocalText("“\(text)”不是表头的行号", "\(text) is no row of a header"), at: .init(key: "--header"),
                    next: LocalText("如 --header 3，两行的如 --header 3-4", "as in --header 3, or --header 3-4 for two rows"))
            }
            guard draft.setHeader(first...last) else {
                throw Problem(
                    .usage,
                    LocalText(
                        HeaderAnswer.refusal(of: first...last, in: .chinese),
                        HeaderAnswer.refusal(of: first...last, in: .english)), at: .init(file: file),
                    next: LocalText("写表格软件左侧显示的行号", "give the row's number as a spreadsheet shows it"))
            }
        }
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: say("列出存在工作区的和自带的对照文件", "List the saved and the shipped profiles"))
        }

        @Flag(help: help("以 JSON 输出", "answer in JSON"))
        var json = false

        @OptionGroup var common: CommonOptions

        func run() throws {
            let workspace = try common.openWorkspace()
            let answer = ProfileListAnswer(try workspace.shelvedProfiles(), tables: workspace.tables)
            try show(answer, asJSON: json)
        }
    }

    struct Show: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "show", abstract: say("查看一份对照文件", "Show a profile"))
        }

        @Argument(help: help("名称", "its name", value: "name"))
        var name: String

        @Flag(help: help("以 JSON 输出", "answer in JSON"))
        var json = false

        @OptionGroup var common: CommonOptions

        func run() throws {
            let profile = try common.openWorkspace().shelvedProfile(named: name)
            if json { return try show(ProfileTextAnswer(name, profile.text), asJSON: true) }
            printVerbatim(profile.text)
        }
    }
}

/// Asks a draft's questions on the terminal.
private enum ProfileQuestions {
    /// Asks each open question once; an answer may raise others.
    static func ask(_ draft: inout ProfileDraft) {
        var asked: Set<ProfileDraft.Question> = []
        while let question = draft.questions.first(where: { !asked.contains($0) }) {
            asked.insert(question)
            ask(question, &draft)
        }
    }

    /// Asks until the answer is valid; an empty line leaves the question open.
    private static func ask(_ question: ProfileDraft.Question, _ draft: inout ProfileDraft) {
        let (text, shown) = ProfileAnswer.question(question, of: draft, in: Speech.language)
        let choices = draft.choices(question)
        printNote(text)
        for (number, choice) in shown.enumerated() { printNote("  \(number + 1). \(choice)") }
        while true {
            printNote(say("序号或答案（直接回车则留待以后）：", "Number or answer (Enter to leave it open):"))
            guard let line = readLine(), !Text(line).isBlank else { return }
            let chosen = Int(line).flatMap { choices.indices.contains($0 - 1) ? choices[$0 - 1].answer : nil } ?? line
            if draft.answer(question, with: chosen) { return }
        }
    }
}
