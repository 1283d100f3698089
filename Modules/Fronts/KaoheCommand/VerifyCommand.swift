import Archive
import ArgumentParser
import AssessmentKernel
import Bundle
import Disk
import Foundation
import Reports

struct VerifyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: say("核验上报包：完整、未改、出自何人、结果正确", "Check a bundle: whole, unchanged, from whom, and right"))
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

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let line = ProgressLine()
        defer { line.end() }
        let report = try BundleCheckup.run(
            bundle, trusted: try key.map(TrustedKey.read), replay: replay, items: Installation.items
        ) { done, all in line.show(say("已重算 \(done)/\(all) 人", "\(done) of \(all) members")) }
        line.end()
        if json {
            try printJSON(VerificationAnswer(bundle, report))
        } else {
            printResult(VerificationText.text(report))
        }
        if !report.isSound { throw Ending.CheckFailed() }
    }
}

/// Keys on the command line: the path of a file, or the key itself.
enum TrustedKey {
    static func read(_ argument: String) throws -> PublicKey {
        Files.exists(argument) ? try PublicKey(file: argument) : try PublicKey(argument)
    }
}

/// A bundle's report in words.
enum VerificationText {
    static func text(_ report: BundleReport) -> String {
        var lines: [String] = []
        if let info = report.info {
            let name = info.only(BagInfo.Label.name) ?? ""
            let township = info.only(BagInfo.Label.township) ?? ""
            lines.append(say("\(township) 上报包 \(name)", "bundle \(name) of \(township)"))
        }
        let width = report.checks.map { $0.id.count }.max() ?? 0
        for check in report.checks {
            let id = check.id.padding(toLength: width, withPad: " ", startingAt: 0)
            lines.append("  \(sign(check)) \(id)  \(say(check.title))")
            for found in check.found { lines.append("      " + say(found)) }
        }
        let failed = report.checks.count { $0.isMust && $0.outcome == .failed }
        lines.append(
            failed == 0
                ? say("核验通过。", "The bundle is sound.")
                : say("核验不通过：\(failed) 项。", "The bundle is refused: \(failed) checks failed."))
        if failed == 0, report.signer == nil {
            lines.append(
                say(
                    "未用可信公钥核对签名，不能确认出自何人（用 --key 指定公钥）。",
                    "No trusted key was held against its signature, so nothing is known of its sender (name a key with --key)."
                ))
        }
        return lines.joined(separator: "\n")
    }

    private static func sign(_ check: BundleCheck) -> String {
        switch check.outcome {
        case .passed: "✓"
        case .failed: check.isMust ? "✗" : "!"
        case .skipped: "–"
        }
    }
}

/// A bundle's report as JSON.
struct VerificationAnswer: Encodable {
    struct Check: Encodable {
        let id, level, outcome: String
        let found: [String]
    }

    let file: String
    let sound: Bool
    let signer: String?
    let checks: [Check]

    init(_ file: String, _ report: BundleReport) {
        self.file = file
        sound = report.isSound
        signer = report.signer
        checks = report.checks.map {
            Check(
                id: $0.id, level: $0.isMust ? "must" : "should", outcome: $0.outcome.rawValue,
                found: $0.found.map { say($0) })
        }
    }
}
