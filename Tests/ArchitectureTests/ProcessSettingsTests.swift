import Testing

/// Settings of a whole process: a test that changes one changes all tests that run beside it.
@Suite struct ProcessSettingsTests {
    private static let calls: Set<String> = [
        "setenv", "unsetenv", "putenv", "clearenv", "tzset", "setlocale", "chdir", "fchdir", "umask", "setrlimit",
        "sigaction", "dup2", "setuid", "seteuid", "nice", "changeCurrentDirectoryPath",
    ]

    private static var tests: [String] {
        Sources.swift(below: "Tests") + Sources.swift(below: "Plugins").filter { $0.contains("/Tests/") }
    }

    @Test("A test changes its process's settings only in a process of its own")
    func settings() throws {
        // The texts below are what is looked for.
        for source in Self.tests where !source.hasPrefix("Tests/ArchitectureTests/") {
            let lines = try Sources.text(source).split(separator: "\n", omittingEmptySubsequences: false)
            for (place, line) in lines.enumerated() where Self.changes(line) {
                #expect(Self.isInOwnProcess(place, lines), "\(source), line \(place + 1)")
            }
        }
    }

    @Test("What is found, and what is not")
    func finds() {
        for line in [
            "setenv(\"TZ\", zone, 1)", "Foundation.tzset()", "FileManager.default.changeCurrentDirectoryPath(x)",
        ] {
            #expect(Self.changes(line[...]), "\(line)")
        }
        for line in [
            "// setenv(\"TZ\")", "running.signal(SIGKILL)", "let unsetenv = 1", "func signal(_ number: Int32)",
        ] {
            #expect(!Self.changes(line[...]), "\(line)")
        }
        let lines: [Substring] = [
            "func a() {", "    x(processExitsWith: .success) {", "        tzset()", "    }", "    tzset()",
        ]
        #expect(Self.isInOwnProcess(2, lines))
        #expect(!Self.isInOwnProcess(4, lines))
    }

    private static func changes(_ line: Substring) -> Bool {
        let code = line.drop { $0 == " " }
        if code.hasPrefix("//") || code.contains("func ") { return false }
        return !Sources.calls(in: String(code), of: calls, on: ["Foundation", "FileManager.default"]).isEmpty
    }

    /// Whether a line stands in the body of an exit test: the lines that it is indented below say so.
    private static func isInOwnProcess(_ place: Int, _ lines: [Substring]) -> Bool {
        var indent = lines[place].prefix { $0 == " " }.count
        for line in lines[..<place].reversed() where !line.isEmpty {
            let own = line.prefix { $0 == " " }.count
            guard own < indent else { continue }
            indent = own
            if line.contains("processExitsWith") { return true }
        }
        return false
    }
}
