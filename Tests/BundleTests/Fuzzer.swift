import Foundation

/// The program `bundle-fuzzer`, in a process of its own: for another time zone, or to see how much memory it takes.
enum Fuzzer {
    /// Runs it to its end.
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

    /// It lies beside the tests.
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
