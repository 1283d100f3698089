import AssessmentKernel
import CSV
import Closing
import Disk
import Foundation
import Ledger
import ResultTables
import Rulebook
import Workspace

/// The files of a simulation: those of a closing under the other rules for each quarter, and three that compare.
final class SimulationFiles {
    /// The comparing files, for all quarters together.
    private enum File: String, CaseIterable {
        case summary = "summary.csv"
        case items = "items.csv"
        case changes = "changes.csv"
    }

    private let folder: String

    /// Begins in a folder, which is created if it does not exist.
    ///
    /// - Throws: ``Problem`` when the folder holds files of another simulation.
    init(_ folder: String) throws(Problem) {
        self.folder = folder
        for file in File.allCases where Files.exists(folder + "/" + file.rawValue) {
            throw Problem(
                .cannotWrite,
                LocalText("此处已有模拟结果，未改动", "results of a simulation are there already and were left alone"),
                at: .init(file: folder + "/" + file.rawValue),
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
        try write(
            .summary,
            [
                "quarter", "closing", "rulebook_before", "rulebook_after", "assessed_before", "assessed_after",
                "band_changes", "due_before", "due_after", "owed_before", "owed_after", "changed_since_closing",
            ],
            quarters.map { result in
                [
                    result.quarter.description, result.closing?.name ?? "", result.rulebooks.before.key,
                    result.rulebooks.after.key, String(result.assessed.before), String(result.assessed.after),
                    String(result.bandChanges.count), result.payDue.before.description,
                    result.payDue.after.description, result.owed.before.description, result.owed.after.description,
                    String(result.changedSinceClosing.count),
                ]
            })
        try write(
            .items, ["quarter", "item", "lost_before", "lost_after"],
            quarters.flatMap { result in
                result.lost.map { about, points in
                    [
                        result.quarter.description, about.key, points.before?.description ?? "",
                        points.after?.description ?? "",
                    ]
                }
            })
        try write(
            .changes,
            [
                "quarter", "member", "name", "total_before", "total_after", "band_before", "band_after", "due_before",
                "due_after", "owed_before", "owed_after", "items",
            ],
            quarters.flatMap { result in result.changes.map { row(result.quarter, $0) } })
    }

    private func row(_ quarter: Quarter, _ change: SimulatedChange) -> [String] {
        let (before, after) = (change.outcome.before, change.outcome.after)
        let items = change.items.map { about, points in
            "\(about.key):\(points.before)>\(points.after)"
        }
        return [
            quarter.description, change.member.code.string, change.member.name.string,
            before?.total.description ?? "", after?.total.description ?? "", before?.band ?? "", after?.band ?? "",
            before?.due.description ?? "", after?.due.description ?? "",
            before?.owed.description ?? "", after?.owed.description ?? "", items.joined(separator: " "),
        ]
    }

    private func write(_ file: File, _ header: [String], _ rows: [[String]]) throws(Problem) {
        var writer = CSVWriter()
        writer.row(header)
        for row in rows { writer.row(row) }
        try Files.writeWhole(writer.bytes, to: folder + "/" + file.rawValue)
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
