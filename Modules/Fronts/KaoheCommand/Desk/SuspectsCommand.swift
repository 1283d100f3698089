import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Desk

struct SuspectsCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "suspects",
            abstract: say("疑似重复的事件：列出、核查", "Events that may repeat others: list them, decide on them"),
            subcommands: [List.self, Decide.self, Export.self], defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: say("并列显示待核查的记录", "Show what waits for a verdict, side by side"))
        }

        @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
        var quarter: Quarter

        @Option(help: help("只看此工号", "only this member's", value: "member"))
        var member: String?

        @Flag(help: help("以 JSON 输出", "answer in JSON"))
        var json = false

        @OptionGroup var common: CommonOptions

        func run() throws {
            let pairs = try common.openWorkspace().suspects(quarter, member: member)
            try show(SuspectListAnswer(pairs, of: quarter), asJSON: json)
        }
    }

    struct Decide: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "decide", abstract: say("登记核查结论", "Record a verdict"))
        }

        @Argument(help: help("记录编号，可写多个", "the numbers of the records", value: "event"))
        var events: [String]

        @Flag(help: help("重复，不计入并扣分", "a duplicate: it does not count and costs points"))
        var duplicate = false

        @Flag(help: help("有效，照常计入", "valid: it counts"))
        var valid = false

        @Flag(help: help("更改已有的结论，旧版本留存", "replace an earlier verdict; the old version is kept"))
        var amend = false

        @Flag(help: help("不是疑似重复的也登记结论", "judge records that are no suspects too"))
        var anyway = false

        @OptionGroup var ending: EntryOptions

        func validate() throws {
            if duplicate == valid {
                throw ValidationError(say("须写 --duplicate 或 --valid 之一", "give either --duplicate or --valid"))
            }
        }

        func run() throws {
            let report = try ending.common.openWorkspace().decideSuspects(
                events, duplicate ? .duplicate : .valid, amend: amend, anyway: anyway, isRehearsal: ending.dryRun,
                now: Clock.now)
            try show(VerdictAnswer(report, isDuplicate: duplicate), asJSON: ending.json)
        }
    }

    struct Export: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "export",
                abstract: say("写出待核查的记录，填写后再导入", "Write what waits for a verdict as a file to mark and import"))
        }

        @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
        var quarter: Quarter

        @Argument(help: help("文件，以 .xlsx 或 .csv 结尾", "the file, ending in .xlsx or .csv", value: "file"))
        var file: String

        @Option(help: help("只写此工号", "only this member's", value: "member"))
        var member: String?

        @Flag(help: help("以 JSON 输出", "answer in JSON"))
        var json = false

        @OptionGroup var common: CommonOptions

        func run() throws {
            let sheet = try common.openWorkspace().exportSuspects(quarter, member: member, to: file)
            try show(DoneAnswer.exportedSuspects(sheet, to: file), asJSON: json)
        }
    }
}
