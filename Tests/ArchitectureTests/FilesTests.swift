import Testing

/// Rules for every file.
@Suite struct FilesTests {
    @Test("A source is short enough to read in one sitting")
    func lengths() throws {
        var long: [String] = []
        for file in Sources.swift() {
            let count = try Sources.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
            // The table of the house is looked up, not read through, and SwiftPM wants it in one file.
            let most = file.hasSuffix("Package.swift") ? 500 : 400
            #expect(count <= most, "\(file) has \(count) lines")
            if count > 300 { long.append("\(file) (\(count))") }
        }
        if !long.isEmpty { print("Sources that grow long:", long.joined(separator: ", ")) }
    }

    @Test("A module is small enough to know, and a folder to see")
    func rooms() throws {
        for floor in Sources.folders(in: "Modules") {
            for room in Sources.folders(in: "Modules/" + floor) {
                let files = Sources.swift(below: "Modules/\(floor)/\(room)")
                let lines = try files.reduce(0) { sum, file in
                    sum + (try Sources.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1)
                }
                #expect(lines <= 3000, "\(room) has \(lines) lines")
                let folders = Dictionary(grouping: files) { $0.split(separator: "/").dropLast().joined(separator: "/") }
                for (folder, files) in folders { #expect(files.count <= 15, "\(folder) has \(files.count) files") }
            }
        }
    }

    /// Concatenated, so that this file does not contain the text it searches for.
    private static let homes = ["home", "Users", "root", "work"].map { "/" + $0 + "/" }

    @Test("No file contains a path on a developer's machine")
    func paths() throws {
        for file in Sources.paths() {
            guard let text = try? Sources.text(file) else { continue }
            for home in Self.homes {
                let isThere = text.ranges(of: home).contains { range in
                    guard range.lowerBound > text.startIndex else { return true }
                    let before = text[text.index(before: range.lowerBound)]
                    return !before.isLetter && !before.isNumber && !"._-~}/\\".contains(before)
                }
                #expect(!isThere, "\(file) names a path below \(home)")
            }
        }
    }

    @Test("No try!, and no forced unwrapping in its common forms")
    func forced() throws {
        for file in Sources.swift() where !file.hasPrefix("Tests/ArchitectureTests/") {
            let code = try Sources.code(file)
            #expect(!code.contains("try! "), "\(file) forces a result")
            #expect(!code.contains("as! "), "\(file) forces a result")
        }
    }
}
