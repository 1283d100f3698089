public import AssessmentKernel
import Disk
import Ledger
public import Workspace

/// A paper of a quarter or a year, as it lies in `papers/`.
public struct PrintedPaper: Sendable {
    /// Its name; a single slip's has its folder and a slash before it.
    public let name: String
    /// Whether the quarter was closed, or the year reviewed, since it was made.
    public let isOutdated: Bool
}

extension Workspace {
    private var papersFolder: String { folder + "/papers" }

    /// The papers that were made of a quarter, by name.
    public func paperFiles(of quarter: Quarter) throws(Problem) -> [PrintedPaper] {
        try papers("\(quarter)-") { ledger throws(Problem) in
            try ledger.closings().first { $0.quarter == quarter }?.name
        }
    }

    /// The papers that were made of a year, by name.
    public func paperFiles(of year: Year) throws(Problem) -> [PrintedPaper] {
        try papers("\(year)-") { ledger throws(Problem) in try ledger.review(of: year)?.name }
    }

    private func papers(
        _ prefix: String, result: (Ledger) throws(Problem) -> String?
    ) throws(Problem) -> [PrintedPaper] {
        guard Files.isFolder(papersFolder) else { return [] }
        let closing = try result(try openLedger(toRead: true)).flatMap { FileStatus(closingsFolder + "/" + $0) }
        return try paperNames(prefix).sorted { Text($0) < Text($1) }.map { name in
            let made = FileStatus(papersFolder + "/" + name)
            return PrintedPaper(
                name: name,
                isOutdated: closing.map { closing in made.map { $0.isOlder(than: closing) } ?? false } ?? false)
        }
    }

    /// The path of a paper; nil if no paper has this name.
    public func paperFile(_ name: String, of quarter: Quarter) throws(Problem) -> String? {
        try paper(name, "\(quarter)-")
    }

    /// The path of a year's paper; nil if no paper has this name.
    public func paperFile(_ name: String, of year: Year) throws(Problem) -> String? { try paper(name, "\(year)-") }

    private func paper(_ name: String, _ prefix: String) throws(Problem) -> String? {
        guard Files.isFolder(papersFolder), try paperNames(prefix).contains(name) else { return nil }
        return papersFolder + "/" + name
    }

    private func paperNames(_ prefix: String) throws(Problem) -> [String] {
        var found: [String] = []
        for name in try Files.names(in: papersFolder) where name.hasPrefix(prefix) {
            let path = papersFolder + "/" + name
            if Files.isPlain(path) {
                found.append(name)
            } else if Files.isFolder(path), !Files.isLink(path) {
                found += try Files.names(in: path).filter { Files.isPlain(path + "/" + $0) }.map { name + "/" + $0 }
            }
        }
        return found
    }
}
