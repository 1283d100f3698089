public import AssessmentKernel
import Disk
import Foundation
public import Rulebook

extension Workspace {
    /// Whether the folder contains a workspace.
    public var isThere: Bool { Files.exists(ledgerPath) }

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
