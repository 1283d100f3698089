import Foundation

/// The files of this repository, as the architecture tests read them.
enum Sources {
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    /// Prefixes of names that a build or a run creates.
    private static let leftBehind = [".build", ".git", ".swiftpm", "demo", "sample", "workspace", "__pycache__"]

    /// The paths below a folder, sorted, without generated files.
    static func paths(below folder: String = "") -> [String] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        var paths: [String] = []
        for name in (try? FileManager.default.contentsOfDirectory(atPath: start.path())) ?? [] {
            let path = folder.isEmpty ? name : folder + "/" + name
            if name == ".gitignore" || !leftBehind.contains(where: { name.hasPrefix($0) }) {
                paths += isFolder(path) ? Sources.paths(below: path) : [path]
            }
        }
        return paths.sorted()
    }

    /// The Swift files below a folder.
    static func swift(below folder: String = "") -> [String] { paths(below: folder).filter { $0.hasSuffix(".swift") } }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: root.appending(path: path).path(), isDirectory: &isFolder)
        return isThere && isFolder.boolValue
    }

    /// The names of the folders in a folder.
    static func folders(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())) ?? []
        return names.filter { isFolder(folder + "/" + $0) }.sorted()
    }

    /// The modules that a file imports; a line inside a longer text that begins with the word is not an import.
    static func imports(of path: String) throws -> [String] {
        try text(path).split(separator: "\n").compactMap { line in
            var words = line.drop(while: { $0 == " " }).split(separator: " ")
            while let first = words.first, first.hasPrefix("@") || accessLevels.contains(String(first)) {
                words.removeFirst()
            }
            guard words.first == "import", words.count == 2 || kinds.contains(String(words[1])) else { return nil }
            return words.last?.split(separator: ".").first.map(String.init)
        }
    }

    private static let accessLevels: Set = ["public", "package", "internal", "private", "fileprivate"]
    private static let kinds: Set = ["struct", "enum", "class", "func", "protocol", "typealias", "var", "let"]

    /// The code of a file without its comments.
    static func code(_ path: String) throws -> String {
        try text(path).split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }.joined(separator: "\n")
    }

    /// The functions of a list that a piece of code calls: freely or on one of these, not as a method of another value
    /// and not in a literal's first word.
    static func calls(in code: String, of functions: Set<String>, on owners: [String] = ["Foundation"]) -> [String] {
        let isWord = { (byte: UInt8) in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_") || byte >= 0x80
        }
        var found: [String] = []
        // Over bytes, for the tests read every source several times.
        let bytes = Array(code.utf8)
        for (end, byte) in bytes.enumerated() where byte == UInt8(ascii: "(") {
            var start = end
            while start > 0, isWord(bytes[start - 1]) { start -= 1 }
            let name = String(decoding: bytes[start..<end], as: UTF8.self)
            guard functions.contains(name) else { continue }
            let before = bytes[..<start]
            let isFree = before.last.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "\"") } ?? true
            if isFree || owners.contains(where: { before.reversed().starts(with: ($0 + ".").utf8.reversed()) }) {
                found.append(name)
            }
        }
        return found
    }

    /// The names in the list `items` of `Package.swift`.
    static func catalog() throws -> [String] {
        let manifest = try text("Package.swift")
        guard let list = manifest.firstMatch(of: /(?m)^let items = \[\n([^\]]*)^\]/) else { return [] }
        return list.1.matches(of: /"([A-Za-z0-9]+)"/).map { String($0.1) }
    }
}
