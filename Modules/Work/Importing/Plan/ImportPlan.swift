import AssessmentKernel
import Disk
import FileFormats
import Foundation
import Profile
import Workspace
import ZIP

/// A file, or one sheet of a workbook, to import, and its table.
struct FoundFile: Sendable {
    let path: String
    /// The name in reports and rejects: the path as given, or the path below the given folder, in an archive with its
    /// name in front; with the sheet after it.
    let name: String
    /// The folder that holds the file, or the archive that does.
    let folder: String
    let schema: TableSchema
    let format: any WorkbookFormat
    /// The sheet; nil in a file that is a single table.
    var sheet: String?
    /// The profile that maps the file's columns and values to the table's; nil when they are the table's own.
    var profile: Profile?
    /// The file's state when it was found; all that is read later must be of the same.
    let stamp: FileStamp?
    /// Its encoding if it is a text.
    let encoding: DetectedEncoding

    /// The same file under a name that distinguishes it from another.
    func named(_ name: String) -> FoundFile {
        FoundFile(
            path: path, name: name, folder: folder, schema: schema, format: format, sheet: sheet, profile: profile,
            stamp: stamp, encoding: encoding)
    }

    /// Checks that what was read is what was found: a platform may still be writing its export.
    func checkUnchanged() throws(Problem) {
        if FileStamp(path) != stamp { throw OriginalStore.changed(name) }
    }
}

extension [FoundFile] {
    /// The bytes of the files, of each once.
    var bytes: Int { Set(map(\.path)).reduce(0) { $0 + (FileStatus($1)?.length ?? 0) } }
    /// The bytes of their tables as texts, as far as that is known: packed files may hold any number of rows.
    var textBytes: Int { contains { $0.format.isPacked } ? .max : bytes }
}

/// Which files an import reads, as which tables, and in which order.
struct ImportPlan: Sendable {
    /// A file that should be a table and cannot be read as one.
    struct RefusedFile: Sendable {
        let name: String
        let refusal: Refusal
    }

    /// The files by table, in the order in which tables refer to one another, then by name.
    let files: [FoundFile]
    /// Files in the folders, and sheets of workbooks, that are not a table.
    let leftOut: [ImportReport.LeftOut]
    /// The files that cannot be read, by name.
    let refused: [RefusedFile]
    /// Keeps the unpacked files of archives while they are read.
    private let archives: [ArchivedFiles]
    /// The profiles that were found by the headers of files.
    private(set) var profiles: [ImportReport.UsedProfile] = []

    /// The tables in their order, each with its files.
    var tables: [(schema: TableSchema, files: [FoundFile])] {
        files.reduce(into: []) { tables, file in
            if tables.last?.schema.key == file.schema.key {
                tables[tables.count - 1].files.append(file)
            } else {
                tables.append((file.schema, [file]))
            }
        }
    }

    /// A single file that needs no search.
    init(_ file: FoundFile) { (files, leftOut, refused, archives) = ([file], [], [], []) }

    /// Finds the files.
    ///
    /// - Parameters:
    ///   - table: the table of all files, when their names do not say it.
    ///   - profile: the table of all files and its mapping; nil for files in the tables' own form.
    ///   - finder: looks for the profiles of files that are no table by themselves; nil to leave them.
    ///   - formats: the formats the files may have.
    /// - Throws: ``Problem`` for a path that does not exist, for the only file when it is no table, and when there is
    ///   none at all. Of several files each that should be a table and is not is listed in ``refused``.
    init(
        _ paths: [String], table: String?, profile: Profile? = nil, finder: ProfileFinder? = nil,
        tables: [TableSchema], formats: FileFormats
    ) throws(Problem) {
        let named = try table.map { name throws(Problem) in try tables.table(named: name) }
        if let named, let profile, !profile.parts.allSatisfy({ $0.schema.key == named.key }) {
            throw Problem(
                .usage, LocalText("指定的表与对照文件中的表不同", "the table named and the profile's differ"),
                at: .init(key: named.key, choice: .table(nil)),
                next: Advice("\(without: .table(nil))", "\(without: .table(nil))"))
        }
        var search = FileSearch(
            wanted: named, profile: profile, finder: profile == nil ? finder : nil, tables: tables, formats: formats,
            isOneFile: paths.count == 1 && !Files.isFolder(paths[0]))
        for path in paths {
            guard Files.exists(path) else { throw ImportPlan.missing(path) }
            let isFolder = Files.isFolder(path)
            if !isFolder, !Files.isPlain(path) { throw ImportPlan.notPlain(path) }
            if isFolder { try search.take(folder: path) } else { try search.take(file: path) }
        }
        let (found, copies) = try FileCopies.removed(from: search.found)
        let order = Dictionary(tables.enumerated().map { ($1.key, $0) }) { first, _ in first }
        // One sheet may make several tables.
        let homes = Dictionary(grouping: found, by: \.name).mapValues { Set($0.map(\.path)) }
        // Files with the same name in several folders are distinguished by the folder.
        files = found.map { file in
            guard homes[file.name]?.count ?? 1 > 1 else { return file }
            return file.named((file.folder as NSString).lastPathComponent + "/" + file.name)
        }.sorted { left, right in
            let (first, second) = (order[left.schema.key] ?? 0, order[right.schema.key] ?? 0)
            return first != second ? first < second : Text(left.name) < Text(right.name)
        }
        leftOut = (search.leftOut + copies).sorted { Text($0.name) < Text($1.name) }
        refused = search.refused.sorted { Text($0.name) < Text($1.name) }
        archives = search.archives
        profiles = search.profiles
        if files.isEmpty && refused.isEmpty { throw ImportPlan.nothing(in: paths, leftOut) }
    }

    private static func nothing(in paths: [String], _ leftOut: [ImportReport.LeftOut]) -> Problem {
        var what = LocalText("没有找到任何表", "no table was found")
        if !leftOut.isEmpty {
            let shown = leftOut.prefix(5)
            let rest =
                leftOut.count > 5
                ? LocalText(" 等 \(leftOut.count) 个", " and others, \(leftOut.count) in all") : .init("", "")
            what = LocalText(
                what.chinese + "；略过：" + shown.map { "\($0.name)（\($0.reason.chinese)）" }.joined(separator: "、")
                    + rest.chinese,
                what.english + "; passed over: "
                    + shown.map { "\($0.name) (\($0.reason.english))" }.joined(separator: ", ")
                    + rest.english)
        }
        return Problem(
            .badInput, what, at: .init(file: paths.joined(separator: " ")),
            next: LocalText(
                "文件名或工作表名应为表名，如 网格员名册.xlsx", "name the files or their sheets after the tables, as in member.xlsx"))
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
