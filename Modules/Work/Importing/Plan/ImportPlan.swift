import AssessmentKernel
import Disk
import Foundation
import Intake
import Profile
import Workspace

/// A file, or one sheet of a workbook, to import, and its table.
struct FoundFile: Sendable {
    let path: String
    /// The name in reports and rejects: the path as given, or the path below the given folder; with the sheet after it.
    let name: String
    let schema: TableSchema
    let format: any WorkbookFormat
    /// The sheet; nil in a file that is a single table.
    var sheet: String?
    /// The profile that maps the file's columns and values to the table's; nil when they are the table's own.
    var profile: Profile?

    /// The same file under a name that distinguishes it from another.
    func named(_ name: String) -> FoundFile {
        FoundFile(path: path, name: name, schema: schema, format: format, sheet: sheet, profile: profile)
    }
}

/// Which files an import reads, as which tables, and in which order.
struct ImportPlan: Sendable {
    /// The files by table, in the order in which tables refer to one another, then by name.
    let files: [FoundFile]
    /// Files in the folders, and sheets of workbooks, that are not a table.
    let leftOut: [ImportReport.LeftOut]

    /// The tables in their order, each with the number of its files.
    var tables: [(schema: TableSchema, files: Int)] {
        files.reduce(into: []) { tables, file in
            if tables.last?.schema.key == file.schema.key {
                tables[tables.count - 1].files += 1
            } else {
                tables.append((file.schema, 1))
            }
        }
    }

    /// Finds the files.
    ///
    /// - Parameters:
    ///   - table: the table of all files, when their names do not say it.
    ///   - profile: the table of all files and its mapping; nil for files in the tables' own form.
    ///   - formats: the formats the files may have.
    /// - Throws: ``Problem`` for a path that does not exist, or a named file that is not a table.
    init(
        _ paths: [String], table: String?, profile: Profile? = nil, tables: [TableSchema], formats: FileFormats
    ) throws(Problem) {
        let named = try table.map { name throws(Problem) in try tables.table(named: name) }
        if let named, let profile, !profile.parts.allSatisfy({ $0.schema.key == named.key }) {
            throw Problem(
                .usage, LocalText("--table 与对照文件中的表不同", "--table and the profile name different tables"),
                at: .init(key: named.key), next: LocalText("去掉 --table", "leave --table out"))
        }
        let wanted = profile?.schema ?? named
        var found: [FoundFile] = []
        var leftOut: [ImportReport.LeftOut] = []
        for path in paths {
            guard Files.exists(path) else { throw ImportPlan.missing(path) }
            let isFolder = Files.isFolder(path)
            if !isFolder, !Files.isPlain(path) { throw ImportPlan.notPlain(path) }
            for file in isFolder ? try ImportPlan.files(below: path) : [""] {
                let full = isFolder ? path + "/" + file : path
                let name = isFolder ? file : (path as NSString).lastPathComponent
                let matcher = FileMatcher(
                    path: full, name: name, isNamed: !isFolder, wanted: wanted, profile: profile, tables: tables,
                    formats: formats)
                let match = try matcher.matchParts()
                found += match.files
                leftOut += match.leftOut
            }
        }
        let order = Dictionary(tables.enumerated().map { ($1.key, $0) }) { first, _ in first }
        // One sheet may make several tables.
        let homes = Dictionary(grouping: found, by: \.name).mapValues { Set($0.map(\.path)) }
        // Files with the same name in several folders are distinguished by the folder.
        files = found.map { file in
            guard homes[file.name]?.count ?? 1 > 1 else { return file }
            let folder = ((file.path as NSString).deletingLastPathComponent as NSString).lastPathComponent
            return file.named(folder + "/" + file.name)
        }.sorted { left, right in
            let (first, second) = (order[left.schema.key] ?? 0, order[right.schema.key] ?? 0)
            return first != second ? first < second : Text(left.name) < Text(right.name)
        }
        self.leftOut = leftOut.sorted { Text($0.name) < Text($1.name) }
        if files.isEmpty {
            throw Problem(
                .badInput, LocalText("没有找到任何表", "no table was found"), at: .init(file: paths.joined(separator: " ")),
                next: LocalText(
                    "文件名或工作表名应为表名，如 网格员名册.xlsx",
                    "name the files or their sheets after the tables, as in member.xlsx"))
        }
    }

    /// The files below a folder, with their relative paths.
    ///
    /// Each folder is visited once, real folders before links, so that links in a cycle end.
    private static func files(below folder: String) throws(Problem) -> [String] {
        var seen: Set<FileIdentity> = []
        if let identity = FileStatus(folder)?.identity { seen.insert(identity) }
        return try files(below: folder, prefix: "", &seen)
    }

    private static func files(
        below folder: String, prefix: String, _ seen: inout Set<FileIdentity>
    ) throws(Problem) -> [String] {
        var files: [String] = []
        var folders: [(isLink: Bool, name: Text)] = []
        for name in try Files.names(in: folder) {
            let path = folder + "/" + name
            if Files.isFolder(path) {
                folders.append((Files.isLink(path), Text(name)))
            } else {
                files.append(prefix + name)
            }
        }
        for (_, name) in folders.sorted(by: { $0.isLink != $1.isLink ? $1.isLink : $0.name < $1.name }) {
            let path = folder + "/" + name.string
            guard let identity = FileStatus(path)?.identity, seen.insert(identity).inserted else { continue }
            files += try self.files(below: path, prefix: prefix + name.string + "/", &seen)
        }
        return files
    }

    private static func notPlain(_ path: String) -> Problem {
        Problem(
            .badInput, LocalText("不是普通文件", "not a plain file"), at: .init(file: path),
            next: LocalText("先存为文件再导入", "save it as a file and import that"))
    }

    private static func missing(_ path: String) -> Problem {
        // Bytes that are not UTF-8 on the command line become this character; old archives unpack to such names.
        let isOdd = path.unicodeScalars.contains("\u{FFFD}")
        let next =
            isOdd
            ? LocalText("文件名可能不是 UTF-8 编码，请改名后重试", "its name may not be in UTF-8; rename it and run the command again")
            : LocalText("检查路径", "check the path")
        return Problem(.notFound, LocalText("没有此文件或文件夹", "no such file or folder"), at: .init(file: path), next: next)
    }
}
