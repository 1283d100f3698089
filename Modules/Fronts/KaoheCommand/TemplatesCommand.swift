import ArgumentParser
import AssessmentKernel
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
        let workspace = try common.openWorkspace()
        let names = try workspace.writeTemplates(to: folder)
        for name in names { printResult(folder + "/" + name) }
        printNote(
            say(
                "共 \(names.count) 个模板。填好后用 kaohe import \(folder) 导入；灰色示例行会跳过。",
                "\(names.count) templates. Fill them in and say kaohe import \(folder); the grey example rows are passed over."
            ))
    }
}
