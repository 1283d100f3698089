package import AssessmentKernel
import Disk
import Foundation
package import Ledger

extension Workspace {
    /// Repairs what a killed run left behind, so that the ledger and the folders agree again.
    ///
    /// The ledger decides. If it has a closing or review whose folder or bundle still has its draft name, the run was
    /// killed in between, and the files are moved to their place. Other drafts are removed, and so are original files
    /// that no import names and an unfinished list of rejects.
    package func recover(_ ledger: Ledger) throws(Problem) {
        let drafts = closingDrafts
        if !drafts.isEmpty {
            let closed = try ledger.closingNames().union(try ledger.reviewNames())
            for draft in drafts {
                let name = String(draft.dropFirst().dropLast(Files.draftEnding.count))
                let path = closingsFolder + "/" + draft
                let place = closingsFolder + "/" + name
                let closing = name.hasSuffix(".zip") ? String(name.dropLast(4)) : name
                if closed.contains(closing), !Files.exists(place) {
                    try Files.move(path, to: place)
                } else {
                    try Files.remove(path)
                }
            }
        }
        // This run holds the lock, so any draft here belongs to a killed run.
        let months = ((try? Files.names(in: folder + "/notices")) ?? []).map { folder + "/notices/" + $0 }
        for folder in [folder, rulebooksFolder, closingsFolder, folder + "/profiles", folder + "/keys"] + months {
            try Files.removeStrays(in: folder)
        }
        // As kaohe named its draft before drafts were hidden.
        try Files.remove(rejectsPath + Files.draftEnding)
        try originals.removeStrays(known: try ledger.importedDigests())
    }

    private var closingDrafts: [String] { Files.drafts(in: closingsFolder) }

    /// Lets a read-only command also move a killed closing's folder to its place.
    ///
    /// If another run is active or nothing can be written, it reads the state as it is.
    package func finishKilledClosings() throws(Problem) {
        guard !closingDrafts.isEmpty else { return }
        do throws(Problem) { try changing { _ in } } catch  where error.kind == .cannotWrite {}
    }
}
