import Testing

/// Who may know whom; `docs/architecture.md` says why.
@Suite struct ArrowsTests {
    /// The C library, under the name that it has on each system.
    private static let libc: Set = ["Darwin", "Glibc", "Musl"]

    /// What the sources of each module may import: arrows point inward, and the kernel imports nothing.
    private static let allowed: [String: Set<String>] = [
        "AssessmentKernel": [],
        "CSV": libc,
        "CExpat": [],
        "CSodium": [],
        "CXlsxWriter": [],
        "CZip": [],
        "CZlib": [],
        "Register": ["AssessmentKernel", "Foundation", "GRDB"],
        "Profile": ["AssessmentKernel", "Intake", "StrictYAML"],
        "Rulebook": ["AssessmentKernel", "StrictYAML"],
        "Ledger": ["AssessmentKernel", "Crypto", "Foundation", "GRDB", "GRDBSQLite"],
        "Intake": libc.union(["AssessmentKernel", "CSV", "XLSX"]),
        "Closing": ["AssessmentKernel", "CSV", "Rulebook"],
        "Reports": libc.union([
            "AssessmentKernel", "Closing", "Foundation", "Mustache", "Rulebook", "WorkbookWriter",
        ]),
        "WorkbookWriter": ["AssessmentKernel", "CXlsxWriter", "Foundation"],
        "ItemCatalog": ["AssessmentKernel"],
        "Runner": libc.union([
            "AssessmentKernel", "Bundle", "CSV", "CZlib", "Closing", "Crypto", "Dispatch", "Foundation", "Intake",
            "Ledger",
            "Profile", "Profile", "Register", "Reports", "Rulebook", "Synchronization", "WorkbookWriter", "XLSX", "ZIP",
        ]),
        "AssessmentTesting": ["AssessmentKernel"],
        "KaoheCommand": [
            "ArgumentParser", "AssessmentKernel", "Bundle", "Closing", "Dispatch", "Foundation", "Intake", "Ledger",
            "Profile", "Register",
            "Reports", "Rulebook", "Runner",
        ],
        "ZIP": ["AssessmentKernel", "CZip", "CZlib", "Crypto", "Foundation", "Synchronization"],
        "Bundle": ["AssessmentKernel", "CSV", "CSodium", "Crypto", "Foundation", "Synchronization", "ZIP"],
        "StrictYAML": ["AssessmentKernel", "Yams"],
        "XLSX": ["AssessmentKernel", "CExpat", "Foundation", "ZIP"],
        "kaohe": ["ItemCatalog", "KaoheCommand"],
    ]

    @Test("Every module is known here")
    func modules() {
        #expect(Sources.folders(in: "Modules") == Self.allowed.keys.sorted())
    }

    @Test("A module imports what its place allows", arguments: allowed.keys.sorted())
    func arrows(_ module: String) throws {
        let allowed = try #require(Self.allowed[module])
        for file in Sources.swift(below: "Modules/" + module) {
            let strangers = try Sources.imports(of: file).filter { !allowed.contains($0) }
            #expect(strangers == [], "\(file) may not import these")
        }
    }

    @Test("An item imports the kernel and nothing else; its tests import the suite and itself besides")
    func plugins() throws {
        for module in Sources.folders(in: "Plugins") {
            for file in Sources.swift(below: "Plugins/" + module) {
                var allowed: Set = ["AssessmentKernel"]
                if file.hasPrefix("Plugins/\(module)/Tests/") {
                    allowed.formUnion(["AssessmentTesting", "Foundation", "Testing", module])
                }
                let strangers = try Sources.imports(of: file).filter { !allowed.contains($0) }
                #expect(strangers == [], "\(file) may not import these")
            }
        }
    }

    @Test("The imports are found at all")
    func found() throws {
        #expect(try Sources.imports(of: "Modules/kaohe/main.swift") == ["ItemCatalog", "KaoheCommand"])
        #expect(try Sources.imports(of: "Tests/ArchitectureTests/Sources.swift") == ["Foundation"])
    }
}
