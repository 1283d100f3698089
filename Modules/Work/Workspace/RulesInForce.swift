public import AssessmentKernel
import Disk
import Foundation
public import Rulebook

extension Workspace {
    /// Whether the folder contains a workspace.
    public var isThere: Bool { Files.exists(ledgerPath) }

    /// Reads a rulebook from anywhere; it need not be in force, nor belong to a workspace.
    ///
    /// - Throws: ``Problem`` when there is no such file, or it is refused.
    public func readRulebook(_ path: String) throws(Problem) -> Rulebook {
        try Rulebook(yaml: try Files.read(path), file: path, installed: items)
    }

    /// The rulebook of the workspace that is in force on a day.
    ///
    /// - Throws: ``Problem`` when the folder contains no workspace, one of its rulebooks is refused, or none is in
    ///   force on that day.
    public func rulebook(inForceOn day: CivilDate) throws(Problem) -> Rulebook {
        if !isThere { _ = try openLedger(toRead: true) }
        return try rulebooks().inForce(on: day)
    }

    /// The rulebook that is in force on a day, for a look at the rules that needs no workspace.
    ///
    /// - Parameter orShipped: whether the shipped one is taken where the folder contains no workspace.
    public func rulebook(inForceOn day: CivilDate, orShipped: Bool) throws(Problem) -> Rulebook {
        if isThere || !orShipped { return try rulebook(inForceOn: day) }
        return try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: items)
    }
}
