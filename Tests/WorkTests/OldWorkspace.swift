import Desk
import Foundation
import GRDB
import ItemCatalog
import TestValues
import Testing
import Workspace

/// A copy of an old workspace, removed with the object.
final class OldWorkspace {
    /// The versions of the schema of which a workspace is kept.
    static let versions = [1, 2, 3, 4]
    /// The folder of the archives.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Old").path

    let workspace: Workspace
    var ledgerPath: String { workspace.folder + "/ledger.sqlite" }

    init(version: Int) throws {
        let folder = NSTemporaryDirectory() + "old-workspace-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xzf", "\(OldWorkspace.folder)/\(version).tar.gz", "-C", folder]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
        workspace = try Workspace(at: folder, items: ItemCatalog.items)
    }

    deinit { try? FileManager.default.removeItem(atPath: workspace.folder) }

    func query(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: ledgerPath).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { $0.isNull ? "-" : "\($0)" }.joined(separator: "|")
            }
        }
    }

    func change(_ sql: String) throws { try DatabaseQueue(path: ledgerPath).write { try $0.execute(sql: sql) } }

    /// The delivered rows for which a member was charged, as file, row and cells.
    func explained(_ member: String) throws -> [String] {
        let told = try workspace.explain(member, .quarter(quarter("2021Q3")), item: "duties")
        return told.items.flatMap(\.deductions).flatMap(\.records).map { record in
            "\(record.file ?? "-") \(record.row ?? 0): " + record.cells.map(\.value).joined(separator: "|")
        }
    }
}
