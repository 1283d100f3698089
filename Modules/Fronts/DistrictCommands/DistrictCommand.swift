import Answers
package import ArgumentParser
import AssessmentKernel
import CommandParts
import DistrictAnswers
import DistrictOffice

package struct DistrictCommand: ParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "district",
            abstract: say("区级：登记乡镇公钥、接收上报包、汇总", "The district office: trust keys, receive bundles, sum up"),
            subcommands: [
                DistrictInitCommand.self, DistrictTrustCommand.self, DistrictRevokeCommand.self,
                DistrictRulebookCommand.self, DistrictExpectCommand.self, DistrictReceiveCommand.self,
                DistrictAnchorCommand.self, DistrictSummaryCommand.self, DistrictCheckCommand.self,
            ])
    }

    package init() {}
}

extension CommonOptions {
    /// The district's folder: from the options, the environment, or the current folder.
    func openOffice() -> DistrictOffice {
        var office = DistrictOffice(at: folder, items: Installation.items)
        office.operatorName = operatorName
        return office
    }
}

struct DistrictInitCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "init", abstract: say("新建区级登记簿", "Make a district's register"))
    }

    @Argument(help: help("文件夹", "the folder", value: "dir"))
    var folder: String

    @Option(help: help("区级名称", "the district's name", value: "name"))
    var name = "区委政法委"

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = DistrictOffice(at: folder, items: Installation.items)
        let recipient = try office.initialise(name: name)
        try show(
            DoneAnswer.madeRegister(of: name, in: folder, recipient: recipient, keyPath: office.publicKeyPath),
            asJSON: json)
    }
}

struct DistrictReceiveCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receive",
            abstract: say("接收上报包：核验、重算、登记、出具回执", "Receive bundles: verify, compute again, register, give receipts"))
    }

    @Argument(
        help: help("上报包（.zip 或 .zip.age），或其文件夹", "bundles, .zip or .zip.age, or folders of them", value: "file"))
    var bundles: [String]

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = common.openOffice()
        let line = ProgressLine()
        defer { line.end() }
        // Each outcome is printed when it is in the register: a run that is stopped has said what it did.
        let received = try office.receive(
            bundles, now: Clock.now, progress: { line.show(say("正在核验 \($0)", "verifying \($0)")) },
            decided: { bundle in
                guard !json else { return }
                line.end()
                show(ReceiveAnswer([bundle], items: Installation.items))
            })
        line.end()
        let answer = ReceiveAnswer(received, items: Installation.items)
        if json { try show(answer, asJSON: true) }
        if answer.hasRefusal { throw CheckFailed() }
    }
}

struct DistrictSummaryCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "summary", abstract: say("汇总一个季度：乡镇与网格员排名", "Sum a quarter up: townships and members, ranked"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @Option(
        help: help(
            "把汇总写入此文件夹：CSV、工作簿和网页", "write the summary into this folder: CSV, workbook and page", value: "dir"
        ))
    var output: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = common.openOffice()
        let summary = try office.summary(quarter.description)
        if let output { try office.write(summary, to: output) }
        try show(SummaryAnswer(summary, writtenTo: output, items: Installation.items), asJSON: json)
    }
}
