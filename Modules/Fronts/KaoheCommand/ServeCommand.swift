import ArgumentParser
import AssessmentKernel
import ClerkPages
import CommandParts
import Console
import DistrictOffice
import Foundation
import OfficePages
import Parallel
import Workspace

struct ServeCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve", abstract: say("在浏览器中打开工作台（只限本机）", "Open the desk in a browser, on this machine alone")
        )
    }

    @Option(help: help("端口（默认由系统选择）", "the port; any free one without it", value: "number"))
    var port: UInt16 = 0

    @Flag(help: help("随即打开浏览器", "open a browser at once"))
    var open = false

    @Option(
        help: help(
            "打开区级的工作台：此文件夹是登记簿，不是工作区", "the district's desk: this folder is its register, not a workspace", value: "dir"
        ))
    var office: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if office != nil, common.workspace != nil {
            throw ValidationError(say("--office 不能与 --workspace 同用", "--office cannot be used with --workspace"))
        }
    }

    private func console() throws -> Console {
        let clock = Console.Clock(today: { Clock.date }, now: { Clock.now })
        if let folder = office {
            var office = DistrictOffice(at: URL(fileURLWithPath: folder).path, items: Installation.items)
            office.operatorName = common.saidOperatorName ?? ""
            return try Console(of: office, language: Speech.language, clock: clock, port: port)
        }
        var workspace = try Workspace(at: URL(fileURLWithPath: common.folder).path, items: Installation.items)
        workspace.operatorName = common.saidOperatorName ?? ""
        return try Console(of: workspace, language: Speech.language, clock: clock, port: port)
    }

    /// What to do when the desk is there and no browser came.
    private func withoutBrowser(_ start: BrowserStart, _ address: String) -> String {
        say(
            "未能打开浏览器（\(start.reason.chinese)）。工作台照常运行：请把地址 \(address) 复制到本机浏览器的地址栏打开。",
            "No browser could be opened (\(start.reason.english)). The desk is there all the same: copy \(address) into the address bar of a browser on this machine."
        )
    }

    func run() throws {
        if open, try Console.openBrowser(ofOpenDeskIn: URL(fileURLWithPath: office ?? common.folder).path) {
            return printNote(say("工作台已在运行，已在浏览器中打开。", "The desk is open already; it is shown in the browser."))
        }
        let console = try console()
        let stop = StopSignals()
        try blocking {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await console.run(isHurried: { stop.count > 1 }) }
                group.addTask { await stop.wait() }
                printResult(say("工作台：\(console.address)", "The desk: \(console.address)"))
                printNote(
                    say(
                        "只有本机能打开，此地址只能用一次。按 Ctrl-C 结束。",
                        "Only this machine can open it, and the address once. Ctrl-C ends it."))
                if open {
                    let start = try await onThreadAwaited { try console.openBrowser() }
                    if start != .done { printNote(withoutBrowser(start, console.address)) }
                }
                try await group.next()
                group.cancelAll()
                if console.isAtWork {
                    printNote(
                        say(
                            "正在等待进行中的工作结束；再按一次 Ctrl-C 立即退出。",
                            "Waiting for the running task; Ctrl-C again ends at once."))
                }
            }
        }
    }
}
