import Foundation

/// The program `bundle-fuzzer` in its own process: for another time zone, or to measure its memory.
enum Fuzzer {
    /// Runs it and waits for its end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (code: Int32, output: String)
    {
        let process = Process()
        process.executableURL = try program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    struct NotBuilt: Error {}

    /// It is beside the tests.
    private static var program: URL {
        get throws {
            var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            for _ in 0..<6 {
                let place = folder.appendingPathComponent("bundle-fuzzer")
                if FileManager.default.isExecutableFile(atPath: place.path) { return place }
                folder = folder.deletingLastPathComponent()
            }
            throw NotBuilt()
        }
    }
}
