import AssessmentKernel
import Closing
import Disk
import Foundation
import Ledger
import ResultTables
import Rulebook
import Workspace

/// The files of a simulation: those of a closing under the other rules for each quarter, and three that compare.
final class SimulationFiles {
    private let folder: String

    /// Begins in a folder, which is created if it does not exist.
    ///
    /// - Throws: ``Problem`` when the folder holds files of another simulation.
    init(_ folder: String) throws(Problem) {
        self.folder = folder
        for file in SimulationTables.all.compactMap(\.schema.file) where Files.exists(folder + "/" + file) {
            throw Problem(
                .cannotWrite,
                LocalText("此处已有模拟结果，未改动", "results of a simulation are there already and were left alone"),
                at: .init(file: folder + "/" + file),
                next: LocalText("另选文件夹，或移走它", "choose another folder, or move them away"))
        }
        try Files.makeFolder(folder)
    }

    /// Begins the folder of a quarter.
    func begin(_ quarter: Quarter) throws(Problem) -> ClosingFolder {
        try ClosingFolder(quarter.description, in: folder, growing: ClosingTables.perMember(revision: 1))
    }

    /// Writes the comparing files.
    func end(_ quarters: [SimulatedQuarter]) throws(Problem) {
        for table in SimulationTables.all {
            guard let file = table.schema.file else { continue }
            try Files.writeWhole(table.file(quarters), to: folder + "/" + file, replacing: false)
        }
    }
}

extension ClosingFolder {
    /// Adds the quarter's totals and moves the folder to its place.
    func end(_ closing: QuarterClosing) throws(Problem) {
        try add(ClosingTables.whole, of: closing)
        try finish()
        try publish()
    }
}
