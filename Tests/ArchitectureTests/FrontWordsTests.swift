import Testing

/// Only fronts name commands and options: what lies below, and what is answered, names a deed.
@Suite struct FrontWordsTests {
    /// Literals that look like a command and are none, each with the reason.
    private static let constants = [
        "kaohe bundle, tagmanifest-sha256.txt": "the signed comment of a bundle, which verifiers compare",
        "kaohe anchor": "the signed comment of an anchor, which verifiers compare",
        "kaohe receipt": "the signed comment of a receipt, which verifiers compare",
        "kaohe suspects decide\", \"kaohe remove\", \"kaohe equipment decide\", \"kaohe equipment\"":
            "the origins of entered rows, as ledgers hold them",
    ]

    /// The names of the commands, as the fronts declare them.
    private static func commands() throws -> Set<String> {
        var names: Set<String> = []
        for file in Sources.swift(below: "Modules/Fronts") {
            for match in try Sources.code(file).matches(of: /commandName: "([a-z-]+)"/) {
                names.insert(String(match.1))
            }
        }
        return names.subtracting(["kaohe"])
    }

    /// The commands and options in the literals of a piece of code.
    private static func named(in code: String, _ commands: Set<String>) -> [String] {
        code.split(separator: "\n").flatMap { line -> [String] in
            let literal = String(line.drop { $0 != "\"" }.drop { $0 == "\"" })
            // Most lines have no literal, and searching one costs more than all else here.
            if literal.isEmpty || constants.keys.contains(where: { literal.hasPrefix($0) }) { return [] }
            let options = literal.matches(of: /(?:^|[^-\w])(--[a-z][a-z-]+)/).map { String($0.1) }
            let typed = literal.matches(of: /kaohe ([a-z]+)/).map { String($0.1) }.filter(commands.contains)
            return options + typed.map { "kaohe " + $0 }
        }
    }

    @Test("No literal outside the fronts that talk names a command or an option")
    func literals() throws {
        let commands = try Self.commands()
        #expect(commands.count > 30)
        let own = ["Modules/Fronts/CommandParts/", "Modules/Fronts/DistrictCommands/", "Modules/Fronts/KaoheCommand/"]
        for file in Sources.swift(below: "Modules") + Sources.swift(below: "Plugins")
        where !own.contains(where: file.hasPrefix) && !file.contains("/Tests/") {
            // Before it can be opened the desk has no page: it was started by a command.
            if file == "Modules/Fronts/Console/Gate/Gate.swift" { continue }
            let found = Self.named(in: try Sources.code(file), commands)
            #expect(found == [], "\(file) names \(found): name a Deed, which each front words")
        }
    }

    @Test("A command is found at all")
    func found() {
        let commands: Set = ["close", "receipt"]
        let line = #"next: LocalText("用 kaohe close 结算", "add --amend")"#
        #expect(Self.named(in: line, commands) == ["--amend", "kaohe close"])
        #expect(Self.named(in: #"LocalText("不是 kaohe 账本", "not a kaohe ledger")"#, commands) == [])
        #expect(Self.named(in: #"static let comment = "kaohe receipt""#, commands) == [])
        #expect(Self.named(in: "rest -- count", commands) == [])
    }
}
