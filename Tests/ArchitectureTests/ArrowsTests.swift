import Testing

/// Who may know whom: the floors of `Package.swift`, and what the sources make of them.
@Suite struct ArrowsTests {
    /// What comes with the system and the compiler, and needs no line in `Package.swift`.
    private static let given: Set = [
        "Darwin", "Dispatch", "Foundation", "Glibc", "Musl", "Synchronization", "Testing",
    ]

    /// The floors with what each may take from the system: what is pure has no file, no thread and no clock.
    private static let pure = ["Kernel", "Rules"]

    private static let house = try? House()

    @Test("The list is read: eight floors, and every folder of a floor is one of its rooms")
    func rooms() throws {
        let house = try House()
        #expect(Set(house.floors) == Set(Sources.folders(in: "Modules")))
        for floor in house.floors {
            let rooms =
                house.rooms.filter { $0.floor == floor }.map(\.name) + (floor == "System" ? house.libraries : [])
            #expect(rooms.sorted() == Sources.folders(in: "Modules/" + floor), "Package.swift and Modules/\(floor)")
        }
    }

    @Test("An arrow leads to a lower floor or the kernel; one that does not has its reason", arguments: names)
    func floors(_ name: String) throws {
        let house = try House()
        let room = try #require(house.room(name))
        for other in room.uses {
            #expect(house.isBelow(other, room), "\(name) may not use \(other): it does not stand below")
        }
        for (other, reason) in room.beside {
            #expect(house.room(other)?.floor == room.floor, "\(other) does not stand beside \(name)")
            #expect(reason.count > 10, "why does \(name) use \(other)?")
        }
    }

    @Test(
        "A room imports what Package.swift lets it, and Package.swift lets it nothing that it does not import",
        arguments: names)
    func imports(_ name: String) throws {
        let room = try #require(try House().room(name))
        let allowed = Set(room.uses).union(room.beside.keys)
        var used: Set<String> = []
        for file in Sources.swift(below: room.folder) {
            let imports = try Sources.imports(of: file)
            used.formUnion(imports)
            #expect(
                imports.filter { !allowed.contains($0) && !Self.given.contains($0) } == [],
                "\(file) may not import these")
        }
        // The catalog's imports are written by a build plugin.
        if name != "ItemCatalog" { #expect(allowed.subtracting(used) == [], "\(name) does not import these") }
    }

    @Test("What is pure takes nothing from the system", arguments: names)
    func purity(_ name: String) throws {
        let room = try #require(try House().room(name))
        // The suite walks the files of an item's folder.
        guard Self.pure.contains(room.floor), name != "AssessmentTesting" else { return }
        for file in Sources.swift(below: room.folder) {
            #expect(try Sources.imports(of: file).filter(Self.given.contains) == [], "\(file) is to be pure")
        }
        let house = try House()
        let impure = room.uses.filter { other in
            other != "StrictYAML" && other != "CSV"
                && house.room(other).map { !Self.pure.contains($0.floor) } ?? !house.isItem(other)
        }
        #expect(impure == [], "\(name) is to be pure")
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
        #expect(try Sources.imports(of: "Modules/Fronts/kaohe/main.swift") == ["ItemCatalog", "KaoheCommand"])
        #expect(try Sources.imports(of: "Tests/ArchitectureTests/Sources.swift") == ["Foundation"])
    }

    static var names: [String] { house?.rooms.map(\.name) ?? [] }
}
