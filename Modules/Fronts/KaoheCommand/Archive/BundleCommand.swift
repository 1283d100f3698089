import Age
import Answers
import Archive
import ArgumentParser
import AssessmentKernel
import CommandParts
import Workspace

struct BundleCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "bundle",
            abstract: say(
                "已结算季度的上报包：另存、加密、公示稿", "A closed quarter's bundle: copy it, encrypt it, write the public copy"))
    }

    @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
    var quarter: Quarter

    @OptionGroup var copies: BundleCopies
    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !copies.isAny {
            throw ValidationError(
                say("请写 --output、--encrypt-to 或 --public", "give --output, --encrypt-to or --public"))
        }
    }

    func run() throws {
        try show(BundleCopiesAnswer(try copies.made(of: quarter, common.openWorkspace())), asJSON: json)
    }
}

/// The copies of a bundle that `close`, `revise` and `bundle` write.
struct BundleCopies: ParsableArguments {
    @Option(help: help("把上报包另存为此文件", "copy the bundle to this file", value: "file"))
    var output: String?

    @Option(
        parsing: .singleValue,
        help: help(
            "为此 age 接收者加密（age1…，可多次），只有区级能读",
            "encrypt for this age recipient (age1…; repeatable), so that only the district can read it", value: "key"))
    var encryptTo: [String] = []

    @Flag(
        name: .customLong("public"),
        help: help("另写公示稿：姓名隐去，不含证据", "also write the public copy: names masked, no evidence"))
    var isPublic = false

    var isAny: Bool { output != nil || !encryptTo.isEmpty || isPublic }

    /// The copies to make.
    var wanted: [BundleCopy] { BundleCopy.wanted(output: output, encryptTo: encryptTo, isPublic: isPublic) }

    /// Whether a copy of the bundle itself is wanted.
    var needsBundle: Bool { output != nil || !encryptTo.isEmpty }

    /// Reads the recipients, so that a typo is found before a quarter is closed.
    func validate() throws {
        for recipient in encryptTo {
            do throws(Problem) { _ = try Age.Recipient(recipient) } catch {
                throw ValidationError(say("\(error.what.chinese)：\(recipient)", "\(error.what.english): \(recipient)"))
            }
        }
    }

    /// Refuses to copy a bundle that is not made.
    func check(_ output: ClosingOutput) throws {
        if output.noBundle, needsBundle {
            throw ValidationError(
                say(
                    "--no-bundle 不能与 --output 或 --encrypt-to 同用",
                    "--no-bundle cannot be used with --output or --encrypt-to"))
        }
    }

    /// Writes the requested copies, and says where they are.
    func made(of quarter: Quarter, _ workspace: Workspace) throws -> [(copy: BundleCopy, path: String)] {
        try wanted.map { ($0, try workspace.write($0, of: quarter)) }
    }

    /// Writes the requested copies and prints their paths, beside an answer.
    func write(_ quarter: Quarter, _ workspace: Workspace) throws {
        show(BundleCopiesAnswer(try made(of: quarter, workspace)))
    }
}
