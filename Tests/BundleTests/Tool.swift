import Foundation

/// A third-party tool, where it is installed.
struct Tool: Sendable {
    let path: String

    /// Finds a tool by its name; nil where it is not installed.
    init?(_ name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard let found = folders.map({ $0 + "/" + name }).first(where: FileManager.default.isExecutableFile(atPath:))
        else {
            print("skipped: what needs \(name), which is not installed")
            return nil
        }
        path = found
    }

    static let minisign = Tool("minisign")
    static let signify = Tool("signify-openbsd")
    static let age = Tool("age")
    static let ageKeygen = Tool("age-keygen")

    /// Runs it and returns its exit code and output.
    func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
