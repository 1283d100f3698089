public import AssessmentKernel
import Closings
import Disk
import Foundation
public import Ledger
public import Workspace

extension Workspace {
    /// All changes of the ledger, oldest first.
    public func journal() throws(Problem) -> [JournalEntry] { try openLedger(toRead: true).journal() }

    /// Finds changes that bypassed the journal: in the ledger, the results, the bundles and the kept originals.
    ///
    /// - Returns: what was found, one sentence each without a final stop; none when everything agrees with the journal.
    public func checkJournal() throws(Problem) -> [LocalText] {
        let ledger = try openLedger(toRead: true)
        var found = try ledger.checkJournal()
        for file in try ledger.sealedFiles() {
            let parent = Month(text: file.folder) == nil ? closingsFolder : noticesFolder
            try check(parent + "/" + file.folder + "/" + file.name, file.sha256, &found)
        }
        for bundle in try ledger.bundles() {
            try check(closingsFolder + "/" + bundle.name + ".zip", bundle.sha256, &found)
        }
        try check(rulebooksOf: ledger, &found)
        let originals = originals
        let unkept = Set(tables.filter { $0.disclosure == .nothing }.map(\.key))
        for sha256 in try ledger.importedDigests(except: unkept).sorted() where try !originals.isAsKept(sha256) {
            let path = originals.path(sha256)
            found.append(LocalText("保存的原始文件缺失或被改动：\(path)", "a kept original is missing or was changed: \(path)"))
        }
        return found
    }

    /// Entries of the journal whose time is before that of an entry before them, one sentence each.
    ///
    /// It is no change behind the journal's back: a clock may have been wrong.
    public func clockFaults() throws(Problem) -> [LocalText] {
        var latest = ""
        return try journal().compactMap { entry in
            defer { latest = max(latest, entry.author.at) }
            guard entry.author.at < latest else { return nil }
            return LocalText(
                "日志第 \(entry.number) 条的时间（\(entry.author.at)）早于它之前的记录（\(latest)）",
                "the time of entry \(entry.number) (\(entry.author.at)) is before that of an earlier one (\(latest))")
        }
    }

    /// The rulebooks that closings, reviews and notices used are still in their folder, as they were.
    private func check(rulebooksOf ledger: Ledger, _ found: inout [LocalText]) throws(Problem) {
        var there: Set<String> = []
        for name in Files.exists(rulebooksFolder) ? try Files.names(in: rulebooksFolder) : [] {
            let path = rulebooksFolder + "/" + name
            if Files.isPlain(path) { there.insert(try Files.digest(path).sha256) }
        }
        for used in try ledger.usedRulebooks() where !there.contains(used.sha256) {
            found.append(
                LocalText(
                    "\(used.name) 所用的细则 \(used.rulebook) 已改动或不在 rulebooks 文件夹中",
                    "the rulebook \(used.rulebook) that \(used.name) used was changed, or is not in the folder rulebooks any more"
                ))
        }
    }

    private func check(_ path: String, _ sha256: String, _ found: inout [LocalText]) throws(Problem) {
        guard Files.exists(path) else {
            return found.append(LocalText("文件缺失：\(path)", "a file is missing: \(path)"))
        }
        if try Files.digest(path).sha256 != sha256 {
            found.append(LocalText("文件被改动：\(path)", "a file was changed: \(path)"))
        }
    }
}

extension OriginalStore {
    /// Whether a kept file exists with the bytes that were imported.
    func isAsKept(_ sha256: String) throws(Problem) -> Bool {
        guard Files.exists(path(sha256)) else { return false }
        do throws(Problem) { return try digest(of: sha256) == sha256 } catch  where error.kind == .inputOutput {
            return false
        }
    }
}
