import Foundation
import Testing

/// All tests of this target: each works in a place of its own, and waits for the programs that it runs.
@Suite enum EndToEnd {}

/// The result of a process.
struct Answer {
    let code: Int32
    let output: String
    let notes: String

    /// Standard output and standard error, for messages of failing tests.
    var all: String { "exit \(code)\n\(output)\n\(notes)" }

    /// The lines on standard error.
    var noteLines: [Substring] { notes.split(separator: "\n") }

    /// The standard output as JSON.
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(output.utf8))
    }
}

/// A running process.
final class Running {
    private let process = Process()
    private let ended = DispatchSemaphore(value: 0)
    private let folder: TemporaryFolder

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: added to a minimal one; the KAOHE_ variables of this process are not inherited.
    ///   - input: the file on standard input; by default an empty one.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], in directory: String? = nil,
        input: String? = nil
    ) throws {
        folder = try TemporaryFolder("run")
        var inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("KAOHE_") }
        inherited["LC_ALL"] = nil
        inherited["TZ"] = nil
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = inherited.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        process.standardOutput = try Running.sink(folder / "output")
        process.standardError = try Running.sink(folder / "notes")
        process.standardInput = input.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        try Running.withoutBlockedSignals { try process.run() }
    }

    /// A child inherits its parent thread's blocked signals, and pool threads block nearly all.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    private static func sink(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try #require(FileHandle(forWritingAtPath: path))
    }

    /// Waits for the end; the code of a process ended by a signal is 128 plus the signal's number.
    func answer(within seconds: Double = 120) throws -> Answer {
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            signal(SIGKILL)
            ended.wait()
            Issue.record("\(process.arguments ?? []) did not end within \(seconds) seconds")
        }
        let bySignal = process.terminationReason == .uncaughtSignal
        return Answer(
            code: bySignal ? 128 + process.terminationStatus : process.terminationStatus,
            output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder / "output")), as: UTF8.self),
            notes: String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder / "notes")), as: UTF8.self))
    }

    var isRunning: Bool { process.isRunning }

    /// Waits until it has printed a text, on either output, and returns all that it has printed there.
    func printed(_ text: String, within seconds: Double = 60) throws -> String {
        for _ in 0..<Int(seconds * 20) {
            let all = try ["output", "notes"].map {
                String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder / $0)), as: UTF8.self)
            }
            if let found = all.first(where: { $0.contains(text) }) { return found }
            usleep(50_000)
        }
        Issue.record("\(process.arguments ?? []) did not print \(text)")
        return ""
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }
}

/// The built executables beside the running tests.
enum Built {
    private static let wanted = ProcessInfo.processInfo.environment["KAOHE_BINARY"]
    static let kaohe = wanted ?? beside("kaohe")
    static let sampleTownship = beside("sample-township")

    /// Goes up from the path of the test bundle until the executable is found.
    private static func beside(_ name: String) -> String {
        let hints = [wanted ?? ""] + CommandLine.arguments + [Bundle.main.executablePath ?? "", Bundle.main.bundlePath]
        for hint in hints where hint.hasPrefix("/") {
            var folder = URL(fileURLWithPath: hint)
            for _ in 0..<5 {
                folder.deleteLastPathComponent()
                let path = folder.appendingPathComponent(name).path
                if FileManager.default.isExecutableFile(atPath: path), !isFolder(path) { return path }
            }
        }
        return "/the executable \(name) is not beside the tests: set KAOHE_BINARY"
    }

    private static func isFolder(_ path: String) -> Bool {
        (try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
    }
}

/// Runs kaohe to its end.
func kaohe(
    _ arguments: String..., environment: [String: String] = [:], in directory: String? = nil, input: String? = nil
) throws -> Answer {
    try kaohe(arguments, environment: environment, in: directory, input: input)
}

/// Runs kaohe to its end.
func kaohe(
    _ arguments: [String], environment: [String: String] = [:], in directory: String? = nil, input: String? = nil
) throws -> Answer {
    try Running(Built.kaohe, arguments, environment: environment, in: directory, input: input).answer()
}

/// Runs a shell script, which finds kaohe in `$KAOHE`.
func shell(_ script: String, environment: [String: String] = [:], in directory: String? = nil) throws -> Answer {
    try Running(
        "/bin/sh", ["-c", script], environment: environment.merging(["KAOHE": Built.kaohe]) { $1 }, in: directory
    ).answer()
}
