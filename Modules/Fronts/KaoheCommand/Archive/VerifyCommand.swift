import Answers
import Archive
import ArgumentParser
import AssessmentKernel
import Bundle
import CommandParts
import Originals

struct VerifyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: say("核验上报包：完整、未改、出自何人、结果正确", "Check a bundle: complete, unchanged, its sender, its results"))
    }

    @Argument(help: help("上报包（ZIP）", "the bundle, a ZIP", value: "file"))
    var bundle: String

    @Option(
        parsing: .singleValue,
        help: help(
            "可信公钥：文件或一行公钥（可多次）", "a trusted public key: a file or its one line (repeatable)", value: "key"))
    var key: [String] = []

    @Flag(help: help("用包内证据重新计算并逐字节比对", "compute the results again from the bundle's evidence"))
    var replay = false

    @Option(
        parsing: .upToNextOption,
        help: help(
            "与平台导出的原件逐行核对", "hold these original exports against the evidence, row by row", value: "files"))
    var original: [String] = []

    @Option(
        parsing: .singleValue,
        help: help("原件导入时用的对照文件（可多次）", "a profile with which originals were imported (repeatable)", value: "file"))
    var profile: [String] = []

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let line = ProgressLine()
        defer { line.end() }
        let items = Installation.items
        let report = try BundleCheckup.run(
            bundle, trusted: try key.map(TrustedKey.read), replay: replay, items: items
        ) { done, all in line.show(say("已重算 \(done)/\(all) 人", "members: \(done) of \(all)")) }
        .comparing(
            originals: original, profiles: try profile.map { try BundleReport.profile($0, items: items) }, items: items)
        line.end()
        try show(VerifyAnswer(bundle, report), asJSON: json)
        if !report.isSound { throw CheckFailed() }
    }
}
