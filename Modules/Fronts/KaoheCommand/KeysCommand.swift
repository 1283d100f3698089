import Archive
import ArgumentParser
import AssessmentKernel
import Bundle
import Foundation
import Workspace

struct KeysCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "keys",
            abstract: say("签名密钥：新建、查看、导出公钥", "The signing key: make, show, export the public part"),
            subcommands: [KeysNewCommand.self, KeysShowCommand.self, KeysExportCommand.self])
    }
}

struct KeysNewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "new", abstract: say("新建签名密钥，此后的结算都由它签名", "Make a key that signs every closing from now on"))
    }

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.openWorkspace()
        let key = try workspace.makeSigningKey(now: Clock.now)
        printResult(KeyText.line(key))
        printNote(
            say(
                "私钥在 \(workspace.signingKeyPath)（仅本人可读，请备份并妥善保管）。请把公钥 \(workspace.publicKeyPath) 另行送交区委政法委。",
                "The secret key is \(workspace.signingKeyPath), for its owner's eyes only: back it up. Hand the public key \(workspace.publicKeyPath) to the district office by another road."
            ))
    }
}

struct KeysShowCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: say("显示公钥", "Show the public key"))
    }

    @OptionGroup var common: CommonOptions

    func run() throws { printResult(KeyText.line(try KeyText.key(common.openWorkspace()))) }
}

struct KeysExportCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "export", abstract: say("把公钥写成文件", "Write the public key to a file"))
    }

    @Argument(help: help("文件", "the file", value: "file"))
    var file: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let key = try KeyText.key(common.openWorkspace())
        try key.write(to: file)
        printNote(say("公钥已写入 \(file)。", "The public key is in \(file)."))
    }
}

/// Keys in words.
private enum KeyText {
    static func key(_ workspace: Workspace) throws(Problem) -> PublicKey {
        guard let key = try workspace.signingKey() else {
            throw Problem(
                .notFound, LocalText("还没有签名密钥", "there is no signing key yet"),
                at: .init(file: workspace.signingKeyPath),
                next: LocalText("用 kaohe keys new 新建", "make one with kaohe keys new"))
        }
        return key.publicKey
    }

    static func line(_ key: PublicKey) -> String {
        say("密钥 \(key.identifier)\n公钥 \(key.line)", "key \(key.identifier)\npublic key \(key.line)")
    }
}
