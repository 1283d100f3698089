import Age
public import AssessmentKernel
import Bundle
import CSV
import Closing
import Disk
import Foundation
import Ledger
import ResultTables
public import Workspace

/// A copy that can be made of a closed quarter.
public enum BundleCopy: Sendable {
    /// The bundle, encrypted so that only the recipients can read it, `age1…`; without a path beside the bundle.
    case encrypted(to: [String], as: String?)
    /// The bundle in another file.
    case plain(to: String)
    /// What may be posted in public.
    case publicResults

    /// The copies that options ask for: a bundle that is encrypted is not copied too.
    public static func wanted(output: String?, encryptTo: [String], isPublic: Bool) -> [BundleCopy] {
        (encryptTo.isEmpty ? output.map { [.plain(to: $0)] } ?? [] : [.encrypted(to: encryptTo, as: output)])
            + (isPublic ? [.publicResults] : [])
    }
}

extension Workspace {
    /// Checks that nothing stands where copies will be, before the quarter is closed that they are copies of.
    public func checkPlaces(of copies: [BundleCopy]) throws(Problem) {
        for copy in copies {
            switch copy {
            case .encrypted(_, .some(let path)), .plain(let path): try Files.mustBeFree(path)
            case .encrypted(_, nil), .publicResults: break
            }
        }
    }

    /// Makes a copy of a quarter's latest revision.
    ///
    /// - Returns: the path of its file or folder.
    public func write(_ copy: BundleCopy, of quarter: Quarter) throws(Problem) -> String {
        switch copy {
        case .encrypted(let recipients, let path): return try encryptBundle(quarter, to: recipients, as: path)
        case .plain(let path):
            try copyBundle(quarter, to: path)
            return path
        case .publicResults: return try writePublicCopy(quarter)
        }
    }

    /// The closing that a copy is made of: the latest revision of a quarter.
    private func latest(_ quarter: Quarter) throws(Problem) -> ClosingHead {
        guard let head = try openLedger(toRead: true).closings().first(where: { $0.quarter == quarter }) else {
            throw Problem(
                .notFound, LocalText("\(quarter) 尚未结算", "\(quarter) is not closed"),
                next: Advice("\(by: .close(quarter))结算", "close it \(by: .close(quarter))"))
        }
        return head
    }

    private func bundle(of quarter: Quarter) throws(Problem) -> String {
        let head = try latest(quarter)
        let path = closingsFolder + "/" + head.name + ".zip"
        guard Files.exists(path) else {
            throw Problem(
                .notFound,
                LocalText(
                    "\(head.name) 没有上报包（结算时没有生成，或文件已移走）",
                    "\(head.name) has no bundle: its closing made none, or the file was moved"),
                at: .init(file: path))
        }
        return path
    }

    /// Copies the bundle of a quarter's latest revision to a file, which must not be there yet.
    public func copyBundle(_ quarter: Quarter, to path: String) throws(Problem) {
        try Files.copy(try bundle(of: quarter), to: path, replacing: false)
    }

    /// Encrypts the bundle of a quarter's latest revision, so that only the recipients can read it.
    ///
    /// - Parameters:
    ///   - recipients: age recipients, `age1…`; without the district's own among them the district cannot read it.
    ///   - path: the output file, which must not be there yet; by default the bundle's path with `.age` added, where
    ///     an earlier one is replaced.
    /// - Returns: the file's path.
    public func encryptBundle(_ quarter: Quarter, to recipients: [String], as path: String?) throws(Problem) -> String {
        let bundle = try bundle(of: quarter)
        let target = path ?? bundle + ".age"
        var keys: [Age.Recipient] = []
        for recipient in recipients { keys.append(try Age.Recipient(recipient)) }
        try Age.encrypt(bundle, to: target, for: keys, replacing: path == nil)
        return target
    }

    /// Writes the copy of a quarter's results that may be posted in public (公示): scores and deductions by clause, names
    /// masked, without evidence, free text or pay.
    ///
    /// - Returns: its folder, beside the closing's.
    public func writePublicCopy(_ quarter: Quarter) throws(Problem) -> String {
        let name = try latest(quarter).name
        let source = closingsFolder + "/" + name
        let target = source + "-public"
        let draft = Files.draft(of: target)
        do {
            try Files.remove(draft)
            try Files.makeFolder(draft)
            for (table, columns) in PublicCopy.tables {
                guard let file = table.file else { continue }
                let bytes = try PublicCopy.rewritten(
                    try Files.read(source + "/" + file, limit: 1 << 31), table, columns)
                try Files.writeWhole(bytes, to: draft + "/" + file)
            }
            try Files.remove(target)
            try Files.move(draft, to: target)
        } catch {
            try? Files.remove(draft)
            throw Problem.from(error, target)
        }
        return target
    }
}

/// The part of a closing that may be posted in public.
private enum PublicCopy {
    /// The tables, each with the columns that are kept.
    static let tables: [(ResultSchema, [String])] = [
        (ClosingTables.totals.schema, ["member", "name", "office", "village", "grid", "total", "band", "rank"]),
        (ClosingTables.scores.schema, ["member", "item", "maximum", "deducted", "score"]),
        (ClosingTables.deductions.schema, ["member", "item", "date", "points", "code", "clause"]),
    ]

    static func rewritten(_ bytes: [UInt8], _ table: ResultSchema, _ columns: [String]) throws -> [UInt8] {
        var rest = bytes[...]
        var reader = CSVReader { buffer in
            let count = min(buffer.count, rest.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
        var writer = CSVWriter()
        let header = table.fileColumns.map(\.key)
        let places = columns.compactMap { header.firstIndex(of: $0) }
        var isHeader = true
        while try reader.next() {
            let cells = reader.cells.map { String(decoding: $0, as: UTF8.self) }
            writer.row(
                places.filter(cells.indices.contains).map { place in
                    !isHeader && header[place] == "name" ? masked(cells[place]) : cells[place]
                })
            isHeader = false
        }
        return writer.bytes
    }

    /// The family name and a star: `张*`.
    private static func masked(_ name: String) -> String { name.prefix(1) + "*" }
}
