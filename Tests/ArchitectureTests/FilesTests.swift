import Testing

/// Rules for every file.
@Suite struct FilesTests {
    @Test("A source is short enough to read in one sitting")
    func lengths() throws {
        var long: [String] = []
        for file in Sources.swift() {
            let count = try Sources.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
            #expect(count <= 400, "\(file) has \(count) lines")
            if count > 300 { long.append("\(file) (\(count))") }
        }
        if !long.isEmpty { print("Sources that grow long:", long.joined(separator: ", ")) }
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
            #expect(!code.contains("try! ") && !code.contains("as! "), "\(file) forces a result")
        }
    }
}
