import Foundation

/// The structure in `Package.swift`: floors from the bottom up, the modules of each, and their dependencies.
struct House {
    /// A module of this package.
    struct Room {
        let name: String
        let floor: String
        /// Its dependencies on other floors or outside the package.
        let uses: [String]
        /// Its dependencies on its own floor, each with the reason.
        let beside: [String: String]

        var folder: String { "Modules/\(floor)/\(name)" }
    }

    /// The names of the floors, lowest first.
    let floors: [String]
    let rooms: [Room]
    /// C libraries of the system.
    let libraries: [String]
    /// The lists of names, by the variable that holds each; for example the items.
    private let items: [String]

    private static let parsed = Result { try House() }

    /// The structure, parsed once for all tests.
    static func ours() throws -> House { try parsed.get() }

    private init() throws {
        let manifest = try Sources.text("Package.swift")
        let items = try Sources.catalog()
        var floors: [String] = []
        var rooms: [Room] = []
        var libraries: [String] = []
        for part in manifest.matches(of: /(?m)^let [a-z]+ = floor\(\s*"([A-Za-z]+)",\n((?: +.*\n)+)/) {
            let floor = String(part.1)
            floors.append(floor)
            for call in part.2.matches(
                of:
                    /(?s)(room|program|library|systemLibrary)\(\s*(?:name: )?"(\w+)"(.*?)(?=\n    \.?(?:room|program|library|systemLibrary)\(|$)/
            ) {
                let (kind, name, rest) = (call.1, String(call.2), call.3)
                if ["library", "systemLibrary"].contains(kind) {
                    libraries.append(name)
                    continue
                }
                let besideText = rest.firstMatch(of: /(?s)beside: \[(.*?)\]/)?.1 ?? ""
                let beside = besideText.matches(of: /"([\w ]+)": "([^"]*)"/).flatMap { pair in
                    pair.1.split(separator: " ").map { (String($0), String(pair.2)) }
                }
                let usesText = rest.firstMatch(of: /(?s)uses: (.*?)(?:, *\s*(?:beside|resources|plugins):|$)/)?.1 ?? ""
                let uses = usesText.matches(of: /"(\w+)"/).map { String($0.1) }
                rooms.append(
                    Room(
                        name: name, floor: floor, uses: uses + (usesText.contains("items") ? items : []),
                        beside: Dictionary(beside, uniquingKeysWith: { first, _ in first })))
            }
        }
        self.floors = floors
        self.rooms = rooms
        self.libraries = libraries
        self.items = items
    }

    func room(_ name: String) -> Room? { rooms.first { $0.name == name } }

    /// Whether a name is an item's module.
    func isItem(_ name: String) -> Bool { items.contains(name) }

    /// Whether a module may depend on another by their floors: a lower floor, or the kernel's.
    func isBelow(_ other: String, _ room: Room) -> Bool {
        if libraries.contains(other) || items.contains(other) { return true }
        guard let other = self.room(other), let own = floors.firstIndex(of: room.floor),
            let place = floors.firstIndex(of: other.floor)
        else { return true }
        return other.name == "AssessmentKernel" || place < own
    }
}
