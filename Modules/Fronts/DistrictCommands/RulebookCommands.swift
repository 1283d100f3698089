import Answers
import ArgumentParser
import AssessmentKernel
import CommandParts
import DistrictAnswers
import DistrictOffice

struct DistrictRulebookCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rulebook",
            abstract: say("核准细则：乡镇只可按核准的细则上报", "Approve rulebooks: bundles under another one are kept on hold"),
            subcommands: [RulebookApproveCommand.self, RulebookListCommand.self, RulebookWithdrawCommand.self])
    }
}

struct RulebookApproveCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "approve",
            abstract: say("核准一份细则，并接收因它暂存的包", "Approve a rulebook, and take the bundles that waited for it"))
    }

    @Argument(help: help("细则文件", "the rulebook's file", value: "file"))
    var file: String?

    @Option(
        help: help(
            "核准暂存的包所用的细则（校验值前 8 位或更多）",
            "approve the rulebook of bundles on hold, by eight or more digits of its check value", value: "digest"))
    var held: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (file == nil) == (held == nil) {
            throw ValidationError(say("请写细则文件，或用 --held", "give the rulebook's file, or --held"))
        }
    }

    func run() throws {
        let office = common.openOffice()
        var taken: [ReceivedBundle] = []
        let book =
            try file.map { try office.approveRulebook($0, now: Clock.now) { taken.append($0) } }
            ?? office.approveHeldRulebook(held ?? "", now: Clock.now) { taken.append($0) }
        let answer = ReceiveAnswer(taken, items: Installation.items)
        try show(ApprovalAnswer(book, taken: answer), asJSON: json)
        if answer.hasRefusal { throw CheckFailed() }
    }
}

struct RulebookListCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: say("列出核准的细则与暂存的包", "List the approved rulebooks and the bundles on hold"))
    }

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = common.openOffice()
        try show(
            ApprovedRulebooksAnswer(try office.approvedRulebooks(), held: try office.heldBundles()), asJSON: json)
    }
}

struct RulebookWithdrawCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw", abstract: say("撤销对一份细则的核准", "Withdraw the approval of a rulebook"))
    }

    @Argument(help: help("细则文件，或校验值前 8 位", "the rulebook's file, or eight digits of its check value", value: "file"))
    var rulebook: String

    @Option(help: help("撤销理由", "why", value: "text"))
    var reason: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let book = try common.openOffice().withdrawRulebook(rulebook, reason: reason, now: Clock.now)
        try show(DoneAnswer.withdrew(book), asJSON: json)
    }
}
