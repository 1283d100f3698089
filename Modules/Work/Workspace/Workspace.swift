public import AssessmentKernel
import Disk
public import FileFormats
import Foundation
package import Ledger
package import Rulebook
import TownshipTables

/// The version of kaohe that a closing records.
public let productVersion = "0.1.0"

/// A township's folder: `ledger.sqlite`, `rulebooks/`, `imports/`, `closings/`.
///
/// ```swift
/// let workspace = try Workspace(at: "fengmao", items: ItemCatalog.items)
/// let report = try workspace.importTables(["exports/2021Q3"], options)
/// ```
/// The use cases are its methods, one file each.
public struct Workspace: Sendable {
    /// The folder.
    public let folder: String
    /// The installed items.
    public let items: [any AssessmentItem.Type]
    /// The formats of delivered files.
    public let formats: FileFormats
    /// The person at work, as named in the journal.
    public var operatorName = ""

    /// Names a workspace without opening anything.
    public init(
        at folder: String, items: [any AssessmentItem.Type], formats: FileFormats = .shipped
    ) throws(Problem) {
        var keys: Set<String> = []
        var numbers: Set<Int> = []
        for item in items where !keys.insert(item.about.key).inserted || !numbers.insert(item.about.number).inserted {
            throw Problem(
                .fault,
                LocalText("两个已安装的考核项使用同一键或序号", "two installed items have the same key or number"),
                at: .init(key: item.about.key))
        }
        var tables = Set(CoreTables.all.map(\.key)).union(Workspace.reservedTables)
        for item in items {
            for table in item.tables where !tables.insert(table.key).inserted {
                throw Problem(
                    .fault, LocalText("已安装的考核项使用了已有的表名", "an installed item brings a table whose key is taken"),
                    at: .init(key: "\(item.about.key).\(table.key)"))
            }
        }
        self.folder = folder
        self.items = items
        self.formats = formats
    }

    /// Keys reserved for the ledger; its other tables have a `_` in their names, which keys cannot contain.
    ///
    /// The last ones are names of files in a bundle, and of what an entry of the journal says besides tables.
    private static let reservedTables: Set<String> = [
        "setting", "closing", "review", "notice", "appeal", "bundle", "journal", "carried", "decisions", "imports",
        "files", "reason", "versions", "account", "clock-was",
    ]

    /// The tables of the installed items.
    public var itemTables: [TableSchema] { items.flatMap { $0.tables } }
    /// All tables that can be imported, in the order in which they refer to one another.
    public var tables: [TableSchema] { CoreTables.all + itemTables }

    package var ledgerPath: String { folder + "/ledger.sqlite" }
    package var rulebooksFolder: String { folder + "/rulebooks" }
    package var importsFolder: String { folder + "/imports" }
    package var closingsFolder: String { folder + "/closings" }
    /// The original files of all imports.
    package var originals: OriginalStore { OriginalStore(folder: importsFolder) }
    /// The path of the rejects of the latest import.
    public var rejectsPath: String { folder + "/rejects.csv" }

    /// The title of a table by its key, in both languages.
    public func tableTitle(_ key: String) -> LocalText {
        tables.first { $0.key == key }?.title ?? LocalText(key, key)
    }

    /// Opens the ledger.
    ///
    /// - Parameter toRead: whether it is only read, so that not a byte of it changes.
    package func openLedger(toRead: Bool) throws(Problem) -> Ledger {
        try Files.mustBeVisible(ledgerPath)
        guard Files.exists(ledgerPath) else {
            throw Problem(
                .notFound, LocalText("此文件夹不是 kaohe 工作区", "this folder is no kaohe workspace"),
                at: .init(file: URL(fileURLWithPath: folder).path),
                next: Advice(
                    "\(by: .makeWorkspace)新建，或\(by: .workspaceFolder)指定",
                    "make one \(by: .makeWorkspace), or name one \(by: .workspaceFolder)"))
        }
        if toRead { try finishKilledClosings() }
        return try Ledger(opening: ledgerPath, tables: itemTables, toRead: toRead)
    }

    /// Opens the workspace for writing: holds its lock while the closure runs, and first repairs what a killed run left
    /// behind.
    package func changing<Result>(_ body: (Ledger) throws -> Result) throws(Problem) -> Result {
        guard Files.exists(ledgerPath) else {
            _ = try openLedger(toRead: true)
            throw Problem.unreachable
        }
        let lock = try FolderLock(folder)
        defer { lock.release() }
        let ledger = try openLedger(toRead: false)
        let result: Result
        do {
            try recover(ledger)
            result = try body(ledger)
        } catch {
            try? ledger.close()
            throw Problem.from(error, folder)
        }
        // What was committed is safe even if the log cannot be merged into the file now: SQLite reads both, and the
        // next run merges it.
        try? ledger.close()
        return result
    }

    /// The rulebooks of the workspace, by their first day in force.
    package func rulebooks() throws(Problem) -> RulebookShelf {
        var books: [Rulebook] = []
        for name in try Files.names(in: rulebooksFolder).sorted(by: { Text($0) < Text($1) })
        where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            let path = rulebooksFolder + "/" + name
            books.append(try Rulebook(yaml: try Files.read(path), file: "rulebooks/" + name, installed: items))
        }
        return try RulebookShelf(books)
    }
}

extension Problem {
    /// For a branch that is unreachable because an earlier error has already left the function.
    package static let unreachable = Problem(.fault, LocalText("内部错误", "an internal error"))
}

extension Workspace {
    /// Makes a workspace in a folder, which is created if it does not exist.
    ///
    /// - Parameters:
    ///   - township: the township's name, as reports print it.
    ///   - rulebook: the path of a rulebook to use instead of the shipped one.
    /// - Throws: ``Problem`` when it is no name, the folder is already a workspace, the rulebook is refused, or nothing can be
    ///   written; then nothing is left behind.
    public func initialise(township: String, rulebook: String?) throws(Problem) {
        try OfficeName.check(township, as: .township)
        let yaml = try rulebook.map { path throws(Problem) in try Files.read(path) } ?? Rulebook.shipped
        let name = rulebook.map { ($0 as NSString).lastPathComponent } ?? Rulebook.shippedName
        _ = try Rulebook(yaml: yaml, file: rulebook ?? name, installed: items)
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            throw Problem(
                .badInput, LocalText("考核细则文件须以 .yaml 或 .yml 结尾", "a rulebook's file must end in .yaml or .yml"),
                at: .init(file: rulebook))
        }
        // The folder comes first because the lock is on it: two runs at once must not build the same workspace.
        let isNewFolder = !Files.isFolder(folder)
        try Files.makeFolder(folder)
        let lock = try FolderLock(folder)
        defer { lock.release() }
        if Files.exists(ledgerPath) {
            throw Problem(
                .cannotWrite, LocalText("此文件夹已是工作区，未作更改", "this folder is a workspace already; nothing was changed"),
                at: .init(file: folder), next: LocalText("直接导入即可，或另选文件夹", "import into it, or choose another folder"))
        }
        let book = rulebooksFolder + "/" + name
        let isNewBook = !Files.exists(book)
        if !isNewBook, try Files.read(book) != yaml {
            throw Problem(
                .cannotWrite, LocalText("此处已有另一份同名的考核细则", "another rulebook of this name is there already"),
                at: .init(file: book),
                next: Advice(
                    "改名或移走它，或\(by: .rulebookFile)指定它", "rename it or move it away, or name it \(by: .rulebookFile)"))
        }
        var made = isNewFolder ? [folder] : []
        do throws(Problem) {
            for folder in [rulebooksFolder, importsFolder, closingsFolder] where !Files.isFolder(folder) {
                try Files.makeFolder(folder)
                made.append(folder)
            }
            try Files.writeWhole(yaml, to: book)
            // The ledger is made under another name and moved into place whole: the folder is a workspace once it
            // exists.
            removeLedgerDraft()
            try Ledger.create(at: ledgerDraft, township: township, tables: itemTables)
            try Files.move(ledgerDraft, to: ledgerPath)
        } catch {
            removeLedgerDraft()
            if isNewBook { Files.discard(book) }
            for folder in made.reversed() { Files.discardFolder(folder) }
            throw error
        }
    }

    private var ledgerDraft: String { Files.draft(of: ledgerPath) }

    private func removeLedgerDraft() { for ending in ["", "-wal", "-shm"] { Files.discard(ledgerDraft + ending) } }
}
