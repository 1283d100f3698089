import Answers
import Archive
import ArgumentParser
import AssessmentKernel
import Bundle
import CommandParts
import Workspace

struct KeysCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "keys",
            abstract: say("签名密钥：新建、查看、导出公钥", "The signing key: make, show, export the public part"),
            subcommands: [
                KeysNewCommand.self, KeysShowCommand.self, KeysExportCommand.self, KeysRotateCommand.self,
            ])
    }
}

struct KeysNewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "new", abstract: say("新建签名密钥，此后的结算都由它签名", "Make a key that signs every closing from now on"))
    }

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let key = try workspace.makeSigningKey(now: Clock.now)
        try show(
            KeyAnswer(made: key, secretPath: workspace.signingKeyPath, publicPath: workspace.publicKeyPath),
            asJSON: json)
    }
}

struct KeysShowCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: say("显示公钥", "Show the public key"))
    }

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws { try show(KeyAnswer(try common.openWorkspace().publicKey()), asJSON: json) }
}

struct KeysExportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "export", abstract: say("把公钥写成文件", "Write the public key to a file"))
    }

    @Argument(help: help("文件", "the file", value: "file"))
    var file: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.openWorkspace().publicKey().write(to: file)
        try show(DoneAnswer.exportedKey(to: file), asJSON: json)
    }
}

struct KeysRotateCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rotate",
            abstract: say(
                "更换签名密钥，并生成由原密钥签名的声明", "Replace the signing key, and write a statement that the old key signs"))
    }

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let rotated = try common.openWorkspace().rotateSigningKey(now: Clock.now)
        try show(KeyAnswer(rotated: rotated.key, statement: rotated.statement), asJSON: json)
    }
}
