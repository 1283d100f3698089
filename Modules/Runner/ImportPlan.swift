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

    /// The tables in their order, each with the number of its files.
    var tables: [(schema: TableSchema, files: Int)] {
        entries.reduce(into: []) { tables, entry in
            if tables.last?.schema.key == entry.schema.key {
                tables[tables.count - 1].files += 1
            } else {
                tables.append((entry.schema, 1))
            }
        }
    }

    /// Finds the files.
    ///
    /// - Parameters:
    ///   - table: the table that all of them are, when their names do not say it.
    /// - Throws: ``Problem`` for a path that is not there, or a file that is named and is no table.
    init(_ paths: [String], table: String?, tables: [TableSchema]) throws(Problem) {
        let wanted = try table.map { name throws(Problem) in try ImportPlan.table(named: name, tables) }
        var found: [(place: Int, entry: Entry)] = []
        var names: [String: Int] = [:]
        var passedOver: [String] = []
        for path in paths {
            guard FileManager.default.fileExists(atPath: path) else { throw ImportPlan.missing(path) }
            let isFolder = Files.isFolder(path)
            if !isFolder, !Files.isPlain(path) { throw ImportPlan.notPlain(path) }
            for file in isFolder ? try ImportPlan.files(below: path) : [""] {
                let full = isFolder ? path + "/" + file : path
                let name = isFolder ? file : (path as NSString).lastPathComponent
                let isPipe = isFolder && FileManager.default.fileExists(atPath: full) && !Files.isPlain(full)
                let isText = !isPipe && TableMatch.textEndings.contains((name as NSString).pathExtension.lowercased())
                let schema = isText || !isFolder ? wanted ?? TableMatch.table(ofFile: name, among: tables) : nil
                if let schema, let place = tables.firstIndex(where: { $0.key == schema.key }) {
                    found.append((place, Entry(path: full, name: name, schema: schema)))
                    names[name, default: 0] += 1
                } else if isFolder {
                    passedOver.append(name)
                } else {
                    throw ImportPlan.unknown(path, tables)
                }
            }
        }
        // Files of the same name from several folders are told apart by the folder.
        entries = found.map { place, entry in
            guard names[entry.name, default: 1] > 1 else { return (place: place, entry: entry) }
            let folder = ((entry.path as NSString).deletingLastPathComponent as NSString).lastPathComponent
            return (place, Entry(path: entry.path, name: folder + "/" + entry.name, schema: entry.schema))
        }.sorted { (left: (place: Int, entry: Entry), right: (place: Int, entry: Entry)) in
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
    ///
    /// Each folder is walked once, the real ones before the links, so that links which lead back up or across end.
    private static func files(below folder: String) throws(Problem) -> [String] {
        var seen: Set<FileIdentity> = []
        if let identity = FileIdentity(folder) { seen.insert(identity) }
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
            guard let identity = FileIdentity(path), seen.insert(identity).inserted else { continue }
            files += try self.files(below: path, prefix: prefix + name.string + "/", &seen)
        }
        return files
    }

    /// The table of a key or Chinese title.
    static func table(named name: String, _ tables: [TableSchema]) throws(Problem) -> TableSchema {
        guard let schema = TableMatch.table(named: name, among: tables) else {
            throw Problem(
                .usage, LocalText("没有名为“\(name)”的表", "there is no table named \(name)"),
                next: LocalText(
                    "可用：" + tables.map(\.key).joined(separator: " "),
                    "one of: " + tables.map(\.key).joined(separator: " ")))
        }
        return schema
    }

    private static func notPlain(_ path: String) -> Problem {
        Problem(
            .badInput, LocalText("不是普通文件", "not a plain file"), at: .init(file: path),
            next: LocalText("先存为文件再导入", "save it as a file and import that"))
    }

    private static func missing(_ path: String) -> Problem {
        // What is no UTF-8 on the command line has become this sign; old archives unpack to such names.
        let isOdd = path.unicodeScalars.contains("\u{FFFD}")
        let next =
            isOdd
            ? LocalText("文件名可能不是 UTF-8 编码，请改名后重试", "its name may not be in UTF-8; rename it and run the command again")
            : LocalText("检查路径", "check the path")
        return Problem(.notFound, LocalText("没有此文件或文件夹", "no such file or folder"), at: .init(file: path), next: next)
    }

    /// Whether a file is a spreadsheet program's own, by its name.
    static func isWorkbook(_ name: String) -> Bool {
        ["xlsx", "xls", "xlsm", "et", "ods"].contains((name as NSString).pathExtension.lowercased())
    }

    /// What to do with a spreadsheet program's own file.
    static let saveAsCSV = LocalText(
        "在 WPS 或 Excel 中另存为“CSV UTF-8（逗号分隔）”后导入", "save it as “CSV UTF-8” in WPS or Excel and import that")

    private static func unknown(_ path: String, _ tables: [TableSchema]) -> Problem {
        if isWorkbook(path) {
            return Problem(
                .badInput, LocalText("是电子表格工作簿，本版本不能直接读取", "a workbook, which this version cannot read"),
                at: .init(file: path), next: saveAsCSV)
        }
        return Problem(
            .badInput, LocalText("文件名不是任何表的名称", "the file's name is no table's"), at: .init(file: path),
            next: LocalText(
                "用 --table 指定表，或改名为如 \(tables.last?.title.chinese ?? "").csv",
                "name the table with --table, or rename the file, as in \(tables.last?.key ?? "").csv"))
    }
}

/// Which file or folder it is, by whatever path.
private struct FileIdentity: Hashable {
    private let device: dev_t
    private let number: ino_t

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        number = status.st_ino
    }
}
