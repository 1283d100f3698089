public import AssessmentKernel
import Disk
public import Ledger
import RecordStore
public import Workspace

/// What a workspace holds, as a person who opens it wants to see it.
public struct TownshipOverview: Sendable {
    /// The township's name.
    public let township: String
    /// The roster, in the byte order of the codes.
    public let members: [Member]
    /// The quarters with records or a closing, in order.
    public let quarters: [Quarter]
    /// The months with records, in order.
    public let months: [Month]
    /// The latest revision of each closed quarter, by quarter.
    public let closings: [ClosingHead]
    /// All appeals that are not decided, by number.
    public let openAppeals: [Appeal]

    /// The closing of a quarter; nil while it is open.
    public func closing(of quarter: Quarter) -> ClosingHead? { closings.first { $0.quarter == quarter } }

    /// The quarter that is to be closed next; nil when there is none.
    ///
    /// It is the first with records after the last that is closed. Before any closing it is the last with records: of the
    /// quarters before it a year's rows may be there too, of meetings say, and nobody closes those.
    public var nextToClose: Quarter? {
        guard let last = closings.last?.quarter else { return quarters.last }
        return quarters.first { $0 > last }
    }
}

/// The files of a closing or review, as they lie in `closings/`.
public struct ResultFiles: Sendable {
    /// The name of the folder: `2021Q3-r1`.
    public let name: String
    /// The files in it by their names, below folders with a slash; in byte order.
    public let files: [String]
    /// Whether a bundle lies beside it.
    public let hasBundle: Bool
}

/// The state of a workspace, to tell whether anything has changed since.
public struct WorkspaceMark: Hashable, Sendable {
    private let stamps: [String: FileStamp]

    fileprivate init(_ paths: [String]) {
        stamps = Dictionary(paths.compactMap { path in FileStamp(path).map { (path, $0) } }, uniquingKeysWith: { $1 })
    }
}

extension Workspace {
    /// The state of ledger and rulebooks by the stamps of their files: another one after any change.
    public var mark: WorkspaceMark {
        let books = (try? Files.names(in: rulebooksFolder)) ?? []
        return WorkspaceMark([ledgerPath, ledgerPath + "-wal"] + books.map { rulebooksFolder + "/" + $0 })
    }

    /// Whether the folder is a workspace already.
    public var isMade: Bool { Files.exists(ledgerPath) }

    /// The township's name.
    public func township() throws(Problem) -> String { try openLedger(toRead: true).township() }

    /// Looks into the ledger.
    public func overview() throws -> TownshipOverview {
        let ledger = try openLedger(toRead: true)
        let closings = try ledger.closings()
        let (members, months) = try ledger.reading { reader in
            (try reader.members(), try reader.monthsWithRecords(of: itemTables))
        }
        return TownshipOverview(
            township: try ledger.township(), members: members.sorted { $0.code < $1.code },
            quarters: Set(months.map(\.quarter) + closings.map(\.quarter)).sorted(), months: months,
            closings: closings, openAppeals: try ledger.appeals().filter { $0.outcome == nil })
    }

    /// The closings of a year that its review does not have, by quarter: revised or made since; none without a review.
    public func revisedSinceReview(of year: Year) throws -> [ClosingHead] {
        let ledger = try openLedger(toRead: true)
        return try revised(since: year, try ledger.closings(), ledger)
    }

    /// The years whose review does not have the latest revision of each of their quarters, in order.
    public func yearsRevisedSinceReview() throws -> [Year] {
        let ledger = try openLedger(toRead: true)
        let closings = try ledger.closings()
        return try Set(closings.compactMap { Year($0.quarter.year) }).sorted()
            .filter { try !revised(since: $0, closings, ledger).isEmpty }
    }

    private func revised(since year: Year, _ closings: [ClosingHead], _ ledger: Ledger) throws -> [ClosingHead] {
        guard let head = try ledger.review(of: year) else { return [] }
        let used = try ledger.closings(of: head).map(\.name)
        return closings.filter { year.quarters.contains($0.quarter) && !used.contains($0.name) }
    }

    /// The totals of a closed quarter by member; none while it is open.
    public func closedTotals(of quarter: Quarter) throws -> [Text: ClosedTotal] {
        let ledger = try openLedger(toRead: true)
        guard let head = try ledger.closings().first(where: { $0.quarter == quarter }) else { return [:] }
        return try ledger.totals(of: head)
    }

    /// The files of closings and reviews, all revisions, by name.
    public func resultFiles() throws(Problem) -> [ResultFiles] {
        guard Files.isFolder(closingsFolder) else { return [] }
        let names = try Files.names(in: closingsFolder)
        return try names.filter { Files.isFolder(closingsFolder + "/" + $0) }.sorted { Text($0) < Text($1) }
            .map { name throws(Problem) in
                ResultFiles(
                    name: name, files: try list(closingsFolder + "/" + name, depth: 0).sorted { Text($0) < Text($1) },
                    hasBundle: names.contains(name + ".zip"))
            }
    }

    /// The path of a file of a closing; nil if no file has this name.
    public func resultFile(_ file: String, of name: String) throws(Problem) -> String? {
        guard let result = try resultFiles().first(where: { $0.name == name }), result.files.contains(file) else {
            return nil
        }
        return closingsFolder + "/" + name + "/" + file
    }

    /// The path of the bundle of a closing; nil when there is none.
    public func bundleFile(of name: String) throws(Problem) -> String? {
        guard try resultFiles().contains(where: { $0.name == name && $0.hasBundle }) else { return nil }
        return closingsFolder + "/" + name + ".zip"
    }

    /// The path of the encrypted copy of a closing's bundle; nil if it has no encrypted copy.
    public func encryptedBundleFile(of name: String) throws(Problem) -> String? {
        let path = closingsFolder + "/" + name + ".zip.age"
        return try resultFiles().contains { $0.name == name } && Files.isPlain(path) ? path : nil
    }

    private func list(_ folder: String, depth: Int) throws(Problem) -> [String] {
        var found: [String] = []
        for name in try Files.names(in: folder) {
            let path = folder + "/" + name
            if Files.isPlain(path) {
                found.append(name)
            } else if depth < 3, Files.isFolder(path), !Files.isLink(path) {
                found += try list(path, depth: depth + 1).map { name + "/" + $0 }
            }
        }
        return found
    }
}
