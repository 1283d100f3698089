public import AssessmentKernel
import Disk
import Foundation
import Reports
public import Workspace

extension Workspace {
    /// Writes a template for each table into a folder, which is created if it does not exist.
    ///
    /// - Returns: the names of the files, in the order of the tables.
    /// - Throws: ``Problem`` when one of the files exists already (it may be filled in) or cannot be written; no file
    ///   is overwritten.
    public func writeTemplates(to folder: String) throws(Problem) -> [String] {
        let names = tables.map { TableTemplate.fileName(of: $0) }
        try Files.makeFolder(folder)
        for name in names where Files.exists(folder + "/" + name) {
            throw Problem(
                .cannotWrite, LocalText("此处已有同名文件，未作更改", "a file of this name is there already; nothing was changed"),
                at: .init(file: folder + "/" + name),
                next: LocalText("另选一个文件夹，或移走它", "choose another folder, or move it away"))
        }
        for (table, name) in zip(tables, names) {
            try Files.makeAnew(folder + "/" + name) { draft throws(Problem) in
                try TableTemplate.write(table, to: draft)
            }
        }
        return names
    }
}

extension Workspace {
    /// The template of one table as bytes; nil when there is no such table.
    public func template(of key: String) throws(Problem) -> (name: String, bytes: [UInt8])? {
        guard let table = tables.first(where: { $0.key == key }) else { return nil }
        let draft = Files.draft(in: folder)
        defer { Files.discard(draft) }
        try TableTemplate.write(table, to: draft)
        return (TableTemplate.fileName(of: table), try Files.read(draft))
    }

    /// The path of a file of the latest rejects, which lie in the workspace; nil when there is none of this name.
    public func rejectsFile(named name: String) throws(Problem) -> String? {
        let isOne = name == "rejects.csv" || name.hasPrefix("rejects-") && name.hasSuffix(".xlsx")
        guard isOne, try Files.names(in: folder).contains(name), Files.isPlain(folder + "/" + name) else { return nil }
        return folder + "/" + name
    }
}
