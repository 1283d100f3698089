import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import Workspace

struct InitCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "init", abstract: say("新建工作区", "Make a workspace"))
    }

    @Argument(help: help("文件夹", "the folder", value: "dir"))
    var folder: String

    @Option(help: help("乡镇名称", "the township's name", value: "name"))
    var township = "冯卯镇"

    @Option(help: help("考核细则文件（代替自带的）", "a rulebook instead of the shipped one", value: "file"))
    var rulebook: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try Workspace(at: folder, items: Installation.items)
        try workspace.initialise(township: township, rulebook: rulebook)
        try show(DoneAnswer.madeWorkspace(of: township, in: folder), asJSON: json)
    }
}
