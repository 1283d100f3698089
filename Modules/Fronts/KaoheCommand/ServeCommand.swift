import ArgumentParser
import AssessmentKernel
import CommandParts
import Console
import Foundation
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

    @OptionGroup var common: CommonOptions

    func run() throws {
        var workspace = try Workspace(
            at: URL(fileURLWithPath: common.folder).path, items: Installation.items)
        // Whoever sits at the desk is asked, unless it was said here.
        workspace.operatorName = common.saidOperatorName ?? ""
        let console = try Console(
            of: workspace, language: Speech.language,
            clock: Console.Clock(today: { Clock.date }, now: { Clock.now }), port: port)
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
                if open { Browser.open(console.address) }
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

/// Opens an address in the person's browser.
private enum Browser {
    static func open(_ address: String) {
        let process = Process()
        #if os(macOS)
            process.executableURL = URL(fileURLWithPath: "/usr/bin/open")
        #else
            process.executableURL = URL(fileURLWithPath: "/usr/bin/xdg-open")
        #endif
        process.arguments = [address]
        process.standardOutput = nil
        process.standardError = nil
        if (try? process.run()) == nil {
            printNote(say("未能打开浏览器，请自行复制上面的地址。", "No browser could be opened; copy the address."))
        }
    }
}
