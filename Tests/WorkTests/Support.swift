import AssessmentKernel
import Closing
import Closings
import Foundation
import GRDB
import Importing
import ItemCatalog
import Ledger
import RecordStore
import ResultTables
import TestValues
import Testing
import Workspace

/// A workspace in its own folder, and files to import beside it; all removed with the object.
final class TestTownship {
    let folder: String
    let workspace: Workspace

    static let now = "2021-10-08T00:00:00Z"
    static let roster = """
        工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期
        M1,王芳,专职,一办,东村,1,2020-01-01,
        M2,李强,专职,一办,东村,2,2020-01-01,2021-08-31
        M3,赵敏,兼职,二办,西村,1,2021-07-05,

        """

    init(_ name: String = "冯卯镇", roster: String? = roster) throws {
        folder = NSTemporaryDirectory() + "runner-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
        workspace = try Workspace(at: folder + "/w", items: ItemCatalog.items)
        try workspace.initialise(township: name, rulebook: nil)
        if let roster {
            let report = try importing(["member.csv": roster])
            try #require(report.isKept)
            try FileManager.default.removeItem(atPath: folder + "/in/member.csv")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Writes a file below the folder `in` and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let path = folder + "/in/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Writes files and imports the whole folder.
    @discardableResult
    func importing(_ files: [String: String], _ change: (inout ImportOptions) -> Void = { _ in }) throws -> ImportReport
    {
        for (name, text) in files { try write(name, text) }
        var options = ImportOptions()
        change(&options)
        return try workspace.importTables([folder + "/in"], options, now: TestTownship.now)
    }

    /// All files of the workspace with their bytes; for the ledger its contents, since SQLite counts each opening in
    /// it.
    func listing() throws -> [String: Data] {
        var files: [String: Data] = [:]
        let walk = try #require(FileManager.default.enumerator(atPath: workspace.folder))
        for case let name as String in walk {
            files[name] = FileManager.default.contents(atPath: workspace.folder + "/" + name) ?? Data()
        }
        if files["ledger.sqlite"] != nil {
            files["ledger.sqlite"] = Data(try ledgerText(workspace.folder + "/ledger.sqlite").utf8)
        }
        return files
    }

    /// The definitions and rows of all tables of a ledger.
    private func ledgerText(_ path: String) throws -> String {
        let copy = folder + "/" + UUID().uuidString
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        return try DatabaseQueue(path: copy).read { db in
            let tables = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return try tables.map { table in
                let name: String = table["name"]
                let rows = try Row.fetchAll(db, sql: "SELECT * FROM \"\(name)\"").map { $0.description }
                return "\(table.description)\n\(rows.joined(separator: "\n"))"
            }.joined(separator: "\n\n")
        }
    }

    /// Expects that exactly these files of the workspace changed.
    func expectChanges(
        since before: [String: Data], only expected: [String], at location: SourceLocation = #_sourceLocation
    ) throws {
        let after = try listing()
        let changes = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        #expect(changes == expected, sourceLocation: location)
    }

    func text(_ name: String) throws -> String {
        String(
            decoding: try #require(FileManager.default.contents(atPath: workspace.folder + "/" + name)), as: UTF8.self)
    }

    func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: workspace.folder + "/" + name) }

    /// A member's records of a table as references, each with its row.
    func records(_ table: String, _ member: Text = "M1") throws -> [String] {
        let schema = try #require(workspace.tables.first { $0.key == table })
        let ledger = try Ledger(opening: workspace.folder + "/ledger.sqlite", tables: workspace.itemTables)
        let all = try #require(DateRange(day("2000-01-01"), through: day("2099-12-31")))
        return try ledger.reading { reader in
            let block = try reader.rows(of: schema, member: member, in: all)
            return (0..<block.count).map { block.reference($0).description }
        }
    }

    /// The texts of a column in a member's records, in their order.
    func values(_ table: String, _ column: String, _ member: Text = "M1") throws -> [String] {
        let schema = try #require(workspace.tables.first { $0.key == table })
        let place = try #require(schema.index(of: column))
        let ledger = try Ledger(opening: workspace.folder + "/ledger.sqlite", tables: workspace.itemTables)
        let all = try #require(DateRange(day("2000-01-01"), through: day("2099-12-31")))
        return try ledger.reading { reader in
            let block = try reader.rows(of: schema, member: member, in: all)
            return (0..<block.count).map { block.canonicalText($0, place) ?? "" }
        }
    }

    /// The members' codes.
    func members() throws -> [Text] {
        try Ledger(opening: workspace.folder + "/ledger.sqlite", tables: workspace.itemTables)
            .reading { try $0.members() }.map(\.code)
    }

    /// The tables that the shipped rules check for absence, of which a test township has no rows.
    static let absent: [EmptyTable] = ["patrol", "event", "visit", "attendance"]

    /// Closes a quarter, by default on 8 October 2021 and without reports or bundle.
    @discardableResult
    func close(
        _ text: String = "2021Q3", accepting: [EmptyTable] = absent, today: String = "2021-10-08", now: String = now,
        writing: ClosingParts = [], progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws -> ClosingOutcome {
        try workspace.close(
            quarter(text), acceptedEmpty: accepting, today: day(today), now: now, writing: writing, progress: progress)
    }

    /// Closes a quarter again.
    @discardableResult
    func revise(_ text: String = "2021Q3", writing: ClosingParts = []) throws -> ClosingOutcome {
        try workspace.revise(quarter(text), reason: "更正", now: TestTownship.now, writing: writing).report
    }

    /// The rows of a closing's file, without its header.
    func rows(_ file: String, of closing: String) throws -> [String] {
        try text("closings/\(closing)/\(file)").split(separator: "\n").dropFirst().map(String.init)
    }
}

extension ClosingTables {
    /// The files of a first closing.
    static let firstFiles = files(revision: 1).compactMap(\.file)
}
