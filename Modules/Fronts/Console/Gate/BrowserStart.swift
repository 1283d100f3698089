public import AssessmentKernel
import Disk
import Foundation

/// What came of starting a browser.
public enum BrowserStart: Sendable, Hashable {
    /// It is on its way.
    case done
    /// This machine has no program that opens files for a person.
    case noOpener
    /// The program that opens files says that it could not.
    case failed

    /// The program that opens a file with what the person has chosen for its kind.
    #if os(macOS)
        static let opener = "open"
    #else
        static let opener = "xdg-open"
    #endif

    /// Shows a file in the person's browser; waits up to three seconds for the program that opens it.
    init(showing file: String) {
        guard let path = BrowserStart.path(of: BrowserStart.opener) else {
            self = .noOpener
            return
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = [file]
        process.standardInput = nil
        process.standardOutput = nil
        process.standardError = nil
        guard (try? process.run()) != nil else {
            self = .failed
            return
        }
        // Without a browser it ends soon, with an error; with one it may stay as long as the browser does.
        for _ in 0..<30 where process.isRunning { usleep(100_000) }
        self = process.isRunning || process.terminationStatus == 0 ? .done : .failed
    }

    /// Where a program is, as a shell finds it.
    private static func path(of name: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return folders.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
            .first(where: Files.isProgram)
    }

    /// Why there is no browser, in words without a full stop.
    public var reason: LocalText {
        switch self {
        case .done: LocalText("", "")
        case .noOpener:
            LocalText("本机没有 \(BrowserStart.opener)", "this machine has no \(BrowserStart.opener)")
        case .failed:
            LocalText("\(BrowserStart.opener) 没有打开浏览器", "\(BrowserStart.opener) opened none")
        }
    }
}
