import Testing

/// One folder and one line per item.
@Suite struct CatalogTests {
    /// The descriptors in the sources of the items: module, number and key.
    private static func descriptors() throws -> [(module: String, number: String, key: String)] {
        try Sources.folders(in: "Plugins").flatMap { module in
            try Sources.swift(below: "Plugins/" + module).filter { !$0.contains("/Tests/") }.flatMap { file in
                try Sources.code(file).matches(of: /ItemDescriptor\(\s*([0-9]+), "([^"]*)"/)
                    .map { (module, String($0.1), String($0.2)) }
            }
        }
    }

    @Test("The folders under Plugins/ are the names in Package.swift's list")
    func folders() throws {
        #expect(try Sources.catalog().sorted() == Sources.folders(in: "Plugins"))
    }

    @Test("Package.swift names an item once")
    func oneLine() throws {
        let manifest = try Sources.text("Package.swift")
        for item in try Sources.catalog() {
            let count = manifest.matches(of: /"([A-Za-z0-9]+)(?:Tests)?"/).count { $0.1 == item }
            #expect(count == 1, "Package.swift names \(item) \(count) times")
        }
    }

    @Test("Every module describes one item; no two share a number or a key")
    func descriptors() throws {
        let found = try Self.descriptors()
        #expect(found.map(\.module) == Sources.folders(in: "Plugins"))
        #expect(Set(found.map(\.number)).count == found.count)
        #expect(Set(found.map(\.key)).count == found.count)
    }

    @Test("A module is complete: its folder has README and tests")
    func whole() {
        for module in Sources.folders(in: "Plugins") {
            let paths = Sources.paths(below: "Plugins/" + module)
            #expect(paths.contains("Plugins/\(module)/README.md"))
            #expect(paths.contains { $0.hasPrefix("Plugins/\(module)/Tests/") && $0.hasSuffix(".swift") })
        }
    }

    /// Words that are both an item's key and something else: a weight of the annual composite, and the column of its
    /// file.
    private static let otherwise = [
        "Modules/Rules/Rulebook/InterpretationWords.swift": ["satisfaction"],
        "Modules/Rules/Rulebook/Annual.swift": ["satisfaction"],
        "Modules/Rules/Closing/Tables/ReviewTables.swift": ["satisfaction"],
        "Modules/Work/Printing/YearReading.swift": ["satisfaction"],
    ]

    @Test("Only its own module knows an item: the code of Modules/ has no key, code or name of one")
    func strangers() throws {
        let items = try Self.descriptors()
        for file in Sources.swift(below: "Modules") {
            let code = try Sources.code(file)
            for match in code.matches(of: /"([a-z-]+)(\.[a-z-]+)?"/) {
                let key = String(match.1)
                guard items.contains(where: { $0.key == key }) else { continue }
                #expect(Self.otherwise[file]?.contains(key) == true, "\(file) has \(match.0)")
            }
            for item in items {
                #expect(!code.contains("\(item.module).self"), "\(file) names \(item.module)")
            }
        }
    }
}
