import AssessmentKernel
import Disk
import FileFormats
import Foundation

/// The files below a folder, with their relative paths.
struct FolderFiles {
    /// Those that may hold tables.
    private(set) var names: [String] = []
    /// Those that hold none by their names: of systems and spreadsheet programs; a folder's name ends with `/`.
    private(set) var leftOut: [ImportReport.LeftOut] = []
    private var seen: Set<FileIdentity> = []

    /// Lists a folder.
    ///
    /// Each folder is visited once, real folders before links, so that links in a cycle end.
    init(below folder: String) throws(Problem) {
        if let identity = FileStatus(folder)?.identity { seen.insert(identity) }
        try list(folder, prefix: "")
    }

    private mutating func list(_ folder: String, prefix: String) throws(Problem) {
        var folders: [(isLink: Bool, name: Text)] = []
        for name in try Files.names(in: folder, hidden: true) {
            let path = folder + "/" + name
            let isFolder = Files.isFolder(path)
            if let reason = Bystander.reason(name) {
                leftOut.append(.init(name: prefix + name + (isFolder ? "/" : ""), reason: reason))
            } else if isFolder {
                folders.append((Files.isLink(path), Text(name)))
            } else {
                names.append(prefix + name)
            }
        }
        for (_, name) in folders.sorted(by: { $0.isLink != $1.isLink ? $1.isLink : $0.name < $1.name }) {
            let path = folder + "/" + name.string
            guard let identity = FileStatus(path)?.identity, seen.insert(identity).inserted else { continue }
            try list(path, prefix: prefix + name.string + "/")
        }
    }
}
