import Testing

/// The kinds of column are only known to their forms.
@Suite struct FormsTests {
    /// The place of the one `switch` over the kinds.
    private static let home = "Modules/Kernel/AssessmentKernel/Tables/Forms/"
    /// The kinds as patterns; one that only columns have is enough by itself.
    private static let kinds: Set = [
        "code", "text", "date", "dateTime", "number", "percent", "whole", "yesNo", "choice",
    ]
    private static let own: Set = ["code", "choice"]

    /// The kinds in the patterns of a piece of code.
    private static func patterns(in code: String) -> Set<String> {
        var found: Set<String> = []
        for pattern in code.matches(of: /\bcase (\.[^:={\n]*)/) {
            found.formUnion(pattern.1.matches(of: /\.(\w+)/).map { String($0.1) }.filter(kinds.contains))
        }
        return found
    }

    private static func isSwitch(_ kinds: Set<String>) -> Bool { kinds.count >= 3 || !kinds.isDisjoint(with: own) }

    @Test("Only the kernel's forms switch over the kinds of column; other modules use an EachForm")
    func switches() throws {
        // The modules of Formats have kinds of their own, of cells and not of columns; so has a result table.
        for file in Sources.swift(below: "Modules") where !file.hasPrefix(Self.home) {
            let code = try Sources.code(file)
            guard code.contains("import AssessmentKernel") || file.hasPrefix("Modules/Kernel/AssessmentKernel/") else {
                continue
            }
            if file.hasPrefix("Modules/Formats/") || file.hasPrefix("Modules/Rules/ResultTables/") {
                #expect(!code.contains("ColumnKind"), "\(file) knows columns")
                #expect(!code.contains("ColumnSchema"), "\(file) knows columns")
                continue
            }
            #expect(
                !code.contains(/switch [^{]*(column|columns\[[^\]]*\]|shape)\.kind \{/), "\(file) switches over a kind")
            let found = Self.patterns(in: code)
            #expect(!Self.isSwitch(found), "\(file) has the cases \(found.sorted())")
        }
    }

    @Test("A module has at most one table of the kinds of column")
    func onePlace() throws {
        var places: [String: [String]] = [:]
        for file in Sources.swift(below: "Modules") where !file.hasPrefix(Self.home) {
            guard try Sources.code(file).contains("EachForm<") else { continue }
            places[file.split(separator: "/").prefix(3).joined(separator: "/"), default: []].append(file)
        }
        #expect(places.keys.count >= 5)
        for (room, files) in places { #expect(files.count == 1, "\(room) has \(files)") }
    }

    @Test("A switch is found at all")
    func found() throws {
        #expect(try Self.patterns(in: Sources.code(Self.home + "EachForm.swift")) == Self.kinds)
        #expect(Self.isSwitch(Self.patterns(in: "switch kind {\ncase .date, .dateTime: 1\ncase .whole: 2\n}")))
        #expect(Self.isSwitch(Self.patterns(in: "guard case .choice(let options) = column.kind else { return }")))
        #expect(
            !Self.isSwitch(
                Self.patterns(in: "case .text(let text): write(text)\ncase .whole(let number): write(number)")))
    }
}
