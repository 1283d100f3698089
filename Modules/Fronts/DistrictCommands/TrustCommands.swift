import Answers
import ArgumentParser
import AssessmentKernel
import Bundle
import CommandParts
import DistrictAnswers
import DistrictOffice
import Foundation

struct DistrictTrustCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "trust",
            abstract: say("登记乡镇公钥；不写参数则列出", "Trust a township's key; without arguments, list the keys"))
    }

    @Argument(help: help("乡镇名称", "the township", value: "name"))
    var township: String?

    @Argument(help: help("公钥：文件或一行公钥", "the public key: a file or its one line", value: "key"))
    var key: String?

    @Option(
        help: help(
            "乡镇在电话中读出的指纹（30 位数字）；不写则在终端询问",
            "the key's fingerprint, 30 digits that the township read over the telephone; asked for on a terminal",
            value: "digits"))
    var fingerprint: String?

    @Option(
        help: help(
            "乡镇更换密钥的声明（由原密钥签名）", "a township's statement of its new key, signed with the old one", value: "file"))
    var rotation: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if township != nil, key == nil { throw ValidationError(say("请同时写乡镇与公钥", "give the township and its key")) }
        if rotation != nil, township != nil || fingerprint != nil {
            throw ValidationError(say("--rotation 单独使用", "--rotation is used alone"))
        }
        if fingerprint != nil, key == nil {
            throw ValidationError(say("--fingerprint 与乡镇、公钥同用", "--fingerprint goes with a township and its key"))
        }
    }

    func run() throws {
        let office = common.openOffice()
        if let rotation {
            let statement = try KeyRotation(file: rotation)
            try office.trust(statement, now: Clock.now)
            try show(DoneAnswer.replacedKey(statement), asJSON: json)
        } else if let township, let key {
            let key = try TrustedKey.read(key)
            try office.trust(township, key: key, confirmed: try fingerprint ?? asked(township), now: Clock.now)
            try show(DoneAnswer.registeredKey(key, of: township), asJSON: json)
        } else {
            try show(TrustedKeysAnswer(try office.trustedKeys()), asJSON: json)
        }
    }

    /// Asks a person for the digits.
    ///
    /// The key's own are not shown: they would only be copied.
    private func asked(_ township: String) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Problem(
                .usage, LocalText("须核对公钥的指纹", "the key's fingerprint has to be confirmed"), at: .init(key: township),
                next: LocalText(
                    "电话请该乡镇运行 kaohe keys show 并读出指纹，用 --fingerprint 写明",
                    "have the township run kaohe keys show and read the fingerprint over the telephone, and give it with --fingerprint"
                ))
        }
        Output.note.print(
            say(
                "请电话联系“\(township)”，由对方运行 kaohe keys show 读出指纹，在此输入：",
                "Telephone \(township), have them run kaohe keys show and read the fingerprint, and type it here:"))
        return readLine() ?? ""
    }
}

struct DistrictRevokeCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revoke",
            abstract: say(
                "停用乡镇密钥：此后报来的一律拒收，此前所签的列出",
                "Revoke a key: refuse what it hands in from then on, list what it signed before"))
    }

    @Argument(help: help("密钥编号", "the key's number", value: "key"))
    var key: String

    @Option(
        help: help(
            "何时起停用：“2021-10-08”或“2021-10-08 09:30”（北京时间；默认现在）",
            "from when on: 2021-10-08 or '2021-10-08 09:30' (Beijing time; now by default)", value: "time"))
    var from: String?

    @Option(help: help("停用理由", "why", value: "text"))
    var reason: String

    @Option(
        help: help(
            "已电话核实、仍予接收的上报包校验值", "the check value of a bundle that is taken all the same, as the township confirmed it",
            value: "digest"))
    var except: [String] = []

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let revoked = try common.openOffice().revoke(
            key, since: try since(), reason: reason, exceptions: except, now: Clock.now)
        try show(RevokedKeyAnswer(revoked), asJSON: json)
    }

    private func since() throws(Problem) -> String {
        guard let from else { return Clock.now }
        guard let moment = BeijingTime.utc(from) else {
            throw Problem(
                .usage, LocalText("不是时间：\(from)", "this is no time: \(from)"), at: .init(key: "--from"),
                next: LocalText(
                    "写成“2021-10-08”或“2021-10-08 09:30”", "write 2021-10-08 or '2021-10-08 09:30'"))
        }
        return moment
    }
}

struct DistrictExpectCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "expect",
            abstract: say("应报乡镇：列入、取消；不写名称则列出", "Who should report: add, remove, or list without a name"))
    }

    @Argument(help: help("乡镇名称", "townships", value: "name"))
    var townships: [String] = []

    @Flag(help: help("不再要求这些乡镇上报", "these need not report any longer"))
    var remove = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = common.openOffice()
        if !townships.isEmpty { try office.expect(townships, isExpected: !remove, now: Clock.now) }
        try show(DoneAnswer.expected(try office.expectedTownships()), asJSON: json)
    }
}

struct DistrictAnchorCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "anchor",
            abstract: say("留存乡镇每月报送的日志留痕", "Keep the anchor of its journal that a township sends each month"))
    }

    @Argument(help: help("留痕文件", "the anchor's file", value: "file"))
    var file: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let taken = try common.openOffice().takeAnchor(file, now: Clock.now)
        try show(DoneAnswer.keptAnchor(taken), asJSON: json)
        if taken.contradiction != nil { throw CheckFailed() }
    }
}

struct DistrictCheckCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "check",
            abstract: say("核对登记簿有无绕过程序的改动", "Find changes of the register that bypassed the program"))
    }

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let found = try common.openOffice().check()
        try show(RegisterCheckAnswer(found), asJSON: json)
        if !found.isEmpty { throw CheckFailed() }
    }
}
