import Testing

/// Allowed dependencies: the floors of `Package.swift`, and the imports in the sources.
@Suite struct ArrowsTests {
    /// Modules of the system and the compiler, which need no line in `Package.swift`.
    private static let given: Set = [
        "Darwin", "Dispatch", "Foundation", "Glibc", "Musl", "Synchronization", "Testing",
    ]

    /// The floors, with the system modules that each may import: pure floors have no file, no thread and no clock.
    private static let pure = ["Kernel", "Rules"]

    private static let house = try? House.ours()

    @Test("The list is parsed: eight floors, and every folder of a floor is one of its modules")
    func rooms() throws {
        let house = try House.ours()
        #expect(Set(house.floors) == Set(Sources.folders(in: "Modules")))
        for floor in house.floors {
            let rooms =
                house.rooms.filter { $0.floor == floor }.map(\.name) + (floor == "System" ? house.libraries : [])
            #expect(rooms.sorted() == Sources.folders(in: "Modules/" + floor), "Package.swift and Modules/\(floor)")
        }
    }

    @Test("What is optimised in the tests' build is there")
    func busy() throws {
        let list = try #require(try Sources.text("Package.swift").firstMatch(of: /let busy = """\n([^"]*)"""/)?.1)
        let names = list.split { $0 == " " || $0 == "\n" }.map(String.init)
        let house = try House.ours()
        #expect(names.count > 20 && names.filter { house.room($0) == nil } == ["sample-township"])
        #expect(Set(names).count == names.count)
    }

    @Test("A dependency is on a lower floor or the kernel; others have a reason", arguments: names)
    func floors(_ name: String) throws {
        let house = try House.ours()
        let room = try #require(house.room(name))
        for other in room.uses {
            #expect(house.isBelow(other, room), "\(name) may not use \(other): it is not on a lower floor")
        }
        for (other, reason) in room.beside {
            #expect(house.room(other)?.floor == room.floor, "\(other) is not on the floor of \(name)")
            #expect(reason.count > 10, "why does \(name) use \(other)?")
        }
    }

    @Test(
        "A module imports exactly the dependencies that Package.swift lists for it",
        arguments: names)
    func imports(_ name: String) throws {
        let room = try #require(try House.ours().room(name))
        let allowed = Set(room.uses).union(room.beside.keys)
        var used: Set<String> = []
        for file in Sources.swift(below: room.folder) {
            let imports = try Sources.imports(of: file)
            used.formUnion(imports)
            #expect(
                imports.filter { !allowed.contains($0) && !Self.given.contains($0) } == [],
                "\(file) may not import these")
        }
        // A build plugin writes the catalog's imports.
        if name != "ItemCatalog" { #expect(allowed.subtracting(used) == [], "\(name) does not import these") }
    }

    @Test("Pure modules import nothing from the system", arguments: names)
    func purity(_ name: String) throws {
        let room = try #require(try House.ours().room(name))
        // The suite lists the files of an item's folder.
        guard Self.pure.contains(room.floor), name != "AssessmentTesting" else { return }
        for file in Sources.swift(below: room.folder) {
            #expect(try Sources.imports(of: file).filter(Self.given.contains) == [], "\(file) is to be pure")
        }
        let house = try House.ours()
        let impure = room.uses.filter { other in
            other != "StrictYAML" && other != "CSV"
                && house.room(other).map { !Self.pure.contains($0.floor) } ?? !house.isItem(other)
        }
        #expect(impure == [], "\(name) is to be pure")
    }

    @Test("An item imports only the kernel; its tests also import the suite and the item")
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
