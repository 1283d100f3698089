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

    @OptionGroup var common: CommonOptions

    func run() throws {
        show(DoneAnswer.wroteTemplates(try common.openWorkspace().writeTemplates(to: folder), to: folder))
    }
}
