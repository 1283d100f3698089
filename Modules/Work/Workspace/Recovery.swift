package import AssessmentKernel
import Disk
import Foundation
package import Ledger

extension Workspace {
    /// Sets right what a killed run left behind, so that the ledger and the folders agree again.
    ///
    /// The ledger decides. A closing or a review that it has and whose folder or bundle is still under its draft's name was
    /// killed between the two: it is moved to its place. A draft that it does not have is none: it is removed. Original files
    /// that no import names, and a list of rejects that was not finished, are removed too.
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
        // The lock is ours: whatever bears a draft's name here is of a run that was killed.
        for name in Files.drafts(in: folder) { try Files.remove(folder + "/" + name) }
        // As kaohe named its draft before drafts were hidden.
        try Files.remove(rejectsPath + Files.draftEnding)
        try originals.removeStrays(known: try ledger.importedDigests())
    }

    private var closingDrafts: [String] { Files.drafts(in: closingsFolder) }

    /// Lets a command that only reads put a killed closing's folder into its place too, unless another run is at work or
    /// nothing may be written here: then it reads as it is.
    package func finishKilledClosings() throws(Problem) {
        guard !closingDrafts.isEmpty else { return }
        do throws(Problem) { try changing { _ in } } catch  where error.kind == .cannotWrite {}
    }
}
