import Foundation
import Testing

/// A temporary folder, removed when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let path: String

    init(_ name: String) throws {
        path = TemporaryFolder.root + "/" + name + "-" + UUID().uuidString.prefix(8)
        // Other users may read it: some tests run the command as another user.
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }

    /// The folder of this test run, removed at its end.
    static let root: String = {
        let root = FileManager.default.temporaryDirectory.path + "/kaohe-end-to-end-\(getpid())"
        atexit { try? FileManager.default.removeItem(atPath: TemporaryFolder.root) }
        return root
    }()
}

/// A workspace in its own folder.
struct Place {
    let home: TemporaryFolder

    var path: String { home / "w" }
    var ledger: String { path + "/ledger.sqlite" }
    var rulebook: String { path + "/rulebooks/fengmao-2021-71.yaml" }
    var closing: String { path + "/closings/2021Q3-r1" }

    /// A new workspace without any record.
    static func new() throws -> Place {
        let place = Place(home: try TemporaryFolder("place"))
        let answer = try kaohe("init", place.path)
        try #require(answer.code == 0, "\(answer.all)")
        return place
    }

    /// A copy of a workspace.
    func copy() throws -> Place {
        let copy = Place(home: try TemporaryFolder("place"))
        try FileManager.default.copyItem(atPath: path, toPath: copy.path)
        return copy
    }

    /// Runs kaohe in this workspace.
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Answer {
        try kaohe(arguments + ["--workspace", path], environment: environment)
    }

    /// Writes a file beside the workspace.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// Writes a file beside the workspace.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = home / name
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// A file of the latest closing.
    func result(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: closing + "/" + name)) }

    /// The names in `closings/`, hidden ones included.
    func closings() throws -> [String] { try names("closings") }

    /// The names in one of its folders, hidden ones included.
    func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).sorted()
    }
}

/// Shared fixtures, each made once.
enum Fixture {
    /// The sample township of 43 members, as it is shipped.
    static let sample = Result { try township(members: 43) }
    /// One of 200 members, whose import and closing take long enough to be killed.
    static let large = Result { try township(members: 200) }

    /// A workspace with the sample in it.
    static let imported = Result {
        let place = try Place.new()
        let answer = try place.run("import", try sample.get().path)
        try #require(answer.code == 0, "\(answer.all)")
        return place
    }

    /// A workspace with the large one in it.
    static let largeImported = Result {
        let place = try Place.new()
        let answer = try place.run("import", try large.get().path)
        try #require(answer.code == 0, "\(answer.all)")
        return place
    }

    /// A workspace with the sample in it and its quarter closed.
    static let closed = Result {
        let place = try imported.get().copy()
        let answer = try place.run("close", "2021Q3")
        try #require(answer.code == 0, "\(answer.all)")
        return place
    }

    private static func township(members: Int) throws -> TemporaryFolder {
        let folder = try TemporaryFolder("township-\(members)")
        let answer = try Running(Built.sampleTownship, [folder.path, "--members", String(members)]).answer()
        try #require(answer.code == 0, "\(answer.all)")
        return folder
    }
}

extension Fixture {
    /// The golden files and the sources of these tests.
    static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// The files of a closing.
    static let results = [
        "totals.csv", "scores.csv", "deductions.csv", "pay.csv", "monthly_scores.csv", "findings.csv", "warnings.csv",
        "interpretations.csv",
    ]
}
