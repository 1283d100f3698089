import AssessmentKernel
import Foundation
import Intake

/// Which files an import takes, as which tables, and in which order.
struct ImportPlan: Sendable {
    /// One file.
    struct Entry: Sendable {
        let path: String
        /// The name as reports and rejects give it: the path as it was given, or below the folder that was given.
        let name: String
        let schema: TableSchema
    }

    /// The files by table, in the order in which tables refer to one another, then by name.
    let entries: [Entry]
    /// Files in the folders that are no table.
    let passedOver: [String]

    /// Finds the files.
    ///
    /// - Parameters:
    ///   - table: the table that all of them are, when their names do not say it.
    /// - Throws: ``Problem`` for a path that is not there, or a file that is named and is no table.
    init(_ paths: [String], table: String?, tables: [TableSchema]) throws(Problem) {
        let wanted = try table.map { name throws(Problem) in try ImportPlan.table(named: name, tables) }
        var found: [(place: Int, entry: Entry)] = []
        var passedOver: [String] = []
        for path in paths {
            guard FileManager.default.fileExists(atPath: path) else {
                throw Problem(
                    .notFound, LocalText("没有此文件或文件夹", "no such file or folder"), at: .init(file: path),
                    next: LocalText("检查路径", "check the path"))
            }
            let isFolder = Files.isFolder(path)
            for file in isFolder ? try ImportPlan.files(below: path) : [""] {
                let full = isFolder ? path + "/" + file : path
                let name = isFolder ? file : (path as NSString).lastPathComponent
                let isText = TableMatch.textEndings.contains((name as NSString).pathExtension.lowercased())
                let schema = isText || !isFolder ? wanted ?? TableMatch.table(ofFile: name, among: tables) : nil
                if let schema, let place = tables.firstIndex(where: { $0.key == schema.key }) {
                    found.append((place, Entry(path: full, name: name, schema: schema)))
                } else if isFolder {
                    passedOver.append(name)
                } else {
                    throw ImportPlan.unknown(path, tables)
                }
            }
        }
        entries = found.sorted { left, right in
            left.place != right.place ? left.place < right.place : Text(left.entry.name) < Text(right.entry.name)
        }.map(\.entry)
        self.passedOver = passedOver.sorted { Text($0) < Text($1) }
        if entries.isEmpty {
            throw Problem(
                .badInput, LocalText("没有找到任何表", "no table was found"), at: .init(file: paths.joined(separator: " ")),
                next: LocalText("文件名应为表名，如 网格员名册.csv", "name the files after their tables, as in member.csv"))
        }
    }

    /// The files below a folder, by their path from it.
    private static func files(below folder: String, prefix: String = "") throws(Problem) -> [String] {
        var files: [String] = []
        for name in try Files.names(in: folder) {
            if Files.isFolder(folder + "/" + name) {
                files += try self.files(below: folder + "/" + name, prefix: prefix + name + "/")
            } else {
                files.append(prefix + name)
            }
        }
        return files
    }

    private static func table(named name: String, _ tables: [TableSchema]) throws(Problem) -> TableSchema {
        guard let schema = TableMatch.table(named: name, among: tables) else {
            throw Problem(
                .usage, LocalText("没有名为“\(name)”的表", "there is no table named \(name)"),
                next: LocalText(
                    "可用：" + tables.map(\.key).joined(separator: " "), "one of: " + tables.map(\.key).joined(separator: " ")))
        }
        return schema
    }

    private static func unknown(_ path: String, _ tables: [TableSchema]) -> Problem {
        Problem(
            .badInput, LocalText("文件名不是任何表的名称", "the file's name is no table's"), at: .init(file: path),
            next: LocalText(
                "用 --table 指定表，或改名为如 \(tables.last?.title.chinese ?? "").csv",
                "name the table with --table, or rename the file, as in \(tables.last?.key ?? "").csv"))
    }
}
