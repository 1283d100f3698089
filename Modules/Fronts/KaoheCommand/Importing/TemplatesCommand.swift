import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Importing

struct TemplatesCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "templates", abstract: say("写出各表的空白模板（XLSX）", "Write a template (XLSX) for each table"))
    }

    @Argument(help: help("写到哪个文件夹", "the folder to write them to", value: "dir"))
    var folder: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        try show(
            DoneAnswer.wroteTemplates(try common.openWorkspace().writeTemplates(to: folder), to: folder), asJSON: json)
    }
}
