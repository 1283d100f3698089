import Foundation
import Testing

/// The independent implementation of the contract, in Python.
enum Independent {
    static let need: Comment = "python3 and Tests/Independent are needed"

    private static let folder = Fixture.sources.deletingLastPathComponent().appendingPathComponent("Independent")

    static let isThere: Bool = {
        let version = try? shell("python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'")
        let isThere = version?.code == 0 && FileManager.default.fileExists(atPath: folder.path + "/oracle.py")
        if !isThere { print("skipped: python3 of 3.11 or later and Tests/Independent are needed") }
        return isThere
    }()

    /// Runs one of its commands.
    static func run(_ arguments: [String]) throws -> Answer {
        try Running(
            "/usr/bin/env", ["python3"] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"], in: folder.path
        ).answer(within: 3600)
    }
}

extension EndToEnd {
    /// Compares the product with the independent implementation on random townships full of edge cases.
    ///
    /// `KAOHE_SEEDS` sets other seeds, such as `1-200`.
    @Suite struct IndependentTests {
        private static let seeds = ProcessInfo.processInfo.environment["KAOHE_SEEDS"]

        @Test(
            .enabled(if: Independent.isThere, Independent.need),
            arguments: ["closings", "rejects", "years", "outlooks"])
        func compare(_ mode: String) throws {
            let seeds = IndependentTests.seeds ?? (mode == "rejects" ? "901-903" : "1-6")
            let command = ["years": "compare_years.py", "outlooks": "compare_outlook.py"][mode] ?? "compare.py"
            var arguments = [command, "--kaohe", Built.kaohe, "--seeds", seeds, "--jobs", "2"]
            if mode == "rejects" { arguments.append("--rejects") }
            let answer = try Independent.run(arguments)
            #expect(answer.code == 0, "\(answer.all)")
            #expect(answer.output.contains(" passed, 0 failed"))
        }
    }
}
