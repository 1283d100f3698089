import ArgumentParser
import AssessmentKernel
import Bundle
import DistrictOffice
import Foundation
import Register
import Reports

struct DistrictCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "district",
            abstract: say("区级：信任公钥、接收上报包、汇总", "The district office: trust keys, receive bundles, sum up"),
            subcommands: [
                DistrictInitCommand.self, DistrictTrustCommand.self, DistrictReceiveCommand.self,
                DistrictSummaryCommand.self,
            ])
    }
}

extension CommonOptions {
    /// The district's folder that the options, the environment or the current folder name.
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

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = DistrictOffice(at: folder, items: Installation.items)
        let recipient = try office.initialise(name: name)
        printResult(
            say(
                "加密接收者：\(recipient)\n回执公钥：\(office.publicKeyPath)",
                "recipient: \(recipient)\nkey of the receipts: \(office.publicKeyPath)"))
        printNote(
            say(
                "已在 \(folder) 新建“\(name)”的登记簿。下一步：kaohe district trust ‹乡镇› ‹公钥文件› --workspace \(folder)",
                "Made the register of \(name) in \(folder). Next: kaohe district trust TOWNSHIP KEYFILE --workspace \(folder)"
            ))
    }
}

struct DistrictTrustCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "trust",
            abstract: say("信任一个乡镇的公钥；不写参数则列出", "Trust a township's key; lists them without arguments"))
    }

    @Argument(help: help("乡镇名称", "the township", value: "name"))
    var township: String?

    @Argument(help: help("公钥：文件或一行公钥", "the public key: a file or its one line", value: "key"))
    var key: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if township != nil, key == nil { throw ValidationError(say("请同时写乡镇与公钥", "give the township and its key")) }
    }

    func run() throws {
        let office = common.openOffice()
        if let township, let key {
            let key = try TrustedKey.read(key)
            try office.trust(township, key: key, now: Clock.now)
            printResult(
                say("已信任“\(township)”的密钥 \(key.identifier)。", "The key \(key.identifier) of \(township) is trusted."))
            return
        }
        var table = TerminalTable([
            .init(say("乡镇", "township")), .init(say("密钥", "key")), .init(say("公钥", "public key")),
        ])
        for entry in try office.trustedKeys() { table.add([entry.township, entry.number, entry.line]) }
        printResult(table.text(width: windowWidth))
    }
}

struct DistrictReceiveCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receive",
            abstract: say("接收上报包：核验、重算、登记、出具回执", "Receive bundles: verify, compute again, register, give receipts"))
    }

    @Argument(help: help("上报包（.zip 或 .zip.age）", "bundles, .zip or .zip.age", value: "file"))
    var bundles: [String]

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = common.openOffice()
        let line = ProgressLine()
        defer { line.end() }
        let received = try office.receive(bundles, now: Clock.now) { path in
            line.show(say("正在核验 \(path)", "verifying \(path)"))
        }
        line.end()
        if json {
            try printJSON(received.map(Answer.init))
        } else {
            printResult(received.map(text).joined(separator: "\n"))
        }
        if received.contains(where: { if case .refused = $0.outcome { true } else { false } }) {
            throw Ending.CheckFailed()
        }
    }

    private func text(_ bundle: ReceivedBundle) -> String {
        let who = bundle.name.isEmpty ? bundle.file : "\(bundle.township) \(bundle.name)"
        switch bundle.outcome {
        case .accepted(let receipt): return say("✓ \(who)：已接收，回执 \(receipt)", "✓ \(who): received, receipt \(receipt)")
        case .known: return say("✓ \(who)：此前已接收", "✓ \(who): received before")
        case .refused(let reason, let isAlarm):
            return (isAlarm ? say("‼ \(who)：警报——", "‼ \(who): alarm — ") : say("✗ \(who)：拒收——", "✗ \(who): refused — "))
                + say(reason)
        }
    }

    private struct Answer: Encodable {
        let file, township, bundle, outcome: String
        let reason, receipt: String?

        init(_ bundle: ReceivedBundle) {
            file = bundle.file
            township = bundle.township
            self.bundle = bundle.name
            switch bundle.outcome {
            case .accepted(let path): (outcome, reason, receipt) = ("accepted", nil, path)
            case .known: (outcome, reason, receipt) = ("known", nil, nil)
            case .refused(let why, let isAlarm):
                (outcome, reason, receipt) = (isAlarm ? "alarm" : "refused", say(why), nil)
            }
        }
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
            "把“townships.csv”和“members.csv”写入此文件夹", "write townships.csv and members.csv into this folder", value: "dir"
        ))
    var output: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let office = common.openOffice()
        let summary = try office.summary(quarter.description)
        if let output { try office.write(summary, to: output) }
        if json { try printJSON(SummaryAnswer(summary)) } else { printResult(text(summary)) }
        if let output { printNote(say("已写入 \(output)。", "Written to \(output).")) }
    }

    private func text(_ summary: DistrictSummary) -> String {
        var table = TerminalTable(
            [
                .init(say("名次", "rank"), .right), .init(say("乡镇", "township")), .init(say("人数", "members"), .right),
                .init(say("平均分", "mean"), .right),
            ] + summary.bands.map { .init(SummaryText.band($0), .right) }
                + [.init(say("应发合计", "pay"), .right), .init(say("版本", "revision"), .right)])
        for row in summary.townships {
            table.add(
                [
                    row.rank.map(String.init) ?? "—", row.receipt.township, String(row.members),
                    row.mean?.description ?? "—",
                ] + summary.bands.map { String(row.bands[$0] ?? 0) }
                    + [row.receipt.payDue.description, "r\(row.receipt.revision)"])
        }
        var text =
            say("\(summary.district)，\(quarter)\n", "\(summary.district), \(quarter)\n")
            + table.text(width: windowWidth)
        text += say(
            "乡镇 \(summary.townships.count) 个，网格员 \(summary.members.count) 人，应发合计 \(summary.payDue) 元。\n",
            "\(summary.townships.count) townships, \(summary.members.count) members, \(summary.payDue) yuan in all.\n")
        if !summary.missing.isEmpty {
            let names = summary.missing.joined(separator: say("、", ", "))
            text += say("未报：\(names)。\n", "missing: \(names).\n")
        }
        for refusal in summary.refusals {
            text +=
                (refusal.isAlarm ? "‼ " : "✗ ") + "\(refusal.township) \(refusal.name)：" + say(refusal.reason) + "\n"
        }
        return String(text.dropLast())
    }
}

/// The words of a summary.
private enum SummaryText {
    static let titles: [String: LocalText] = [
        "top": LocalText("优秀", "top"), "good": LocalText("良好", "good"), "fair": LocalText("合格", "fair"),
        "poor": LocalText("较差", "poor"), "failing": LocalText("不合格", "failing"),
        "unrated": LocalText("不评等", "unrated"),
    ]

    /// A band's title where it is one of the shipped rulebook's; a township's own key else.
    static func band(_ key: String) -> String { titles[key].map { say($0) } ?? key }
}

/// A summary as JSON.
private struct SummaryAnswer: Encodable {
    struct Township: Encodable {
        let rank: Int?
        let township, payDue, bundle: String
        let mean: String?
        let revision, members: Int
        let bands: [String: Int]
    }
    struct Refusal: Encodable { let township, bundle, reason: String; let alarm: Bool }

    let district, quarter, payDue: String
    let members: Int
    let townships: [Township]
    let missing: [String]
    let refusals: [Refusal]

    init(_ summary: DistrictSummary) {
        district = summary.district
        quarter = summary.period
        payDue = summary.payDue.description
        members = summary.members.count
        townships = summary.townships.map {
            Township(
                rank: $0.rank, township: $0.receipt.township, payDue: $0.receipt.payDue.description,
                bundle: $0.receipt.sha256, mean: $0.mean?.description, revision: $0.receipt.revision,
                members: $0.members, bands: $0.bands)
        }
        missing = summary.missing
        refusals = summary.refusals.map {
            Refusal(township: $0.township, bundle: $0.name, reason: say($0.reason), alarm: $0.isAlarm)
        }
    }
}
