public import AssessmentKernel
import Disk
import Foundation
public import Intake
public import Ledger
public import Profile
public import Workspace

/// How an import is to be run.
public struct ImportOptions: Sendable {
    /// The table that all files are, when their names do not say it.
    public var table: String?
    /// How the files' columns and values become a table's; nil when they are.
    public var profile: Profile?
    /// Whether a row that differs from its record replaces it; the old version is kept.
    public var amend = false
    /// Whether the good rows are taken although others are rejected.
    public var acceptValid = false
    /// Whether nothing is kept: a rehearsal that only reports.
    public var isRehearsal = false

    /// The usual import: whole or nothing.
    public init() {}
}

/// What an import did.
public struct ImportReport: Sendable {
    /// One file.
    public struct File: Sendable {
        /// Its name.
        public let name: String
        /// Its table's key.
        public let table: String
        /// How its rows went.
        public let counts: ImportCounts
        /// Columns that no table knows, which were left out.
        public let unknownColumns: [String]
        /// Why the file as a whole was not taken; nil when it was.
        public let refusal: Reject?
    }

    /// The files in the order in which they were imported.
    public internal(set) var files: [File] = []
    /// A file, or a sheet of a workbook, that is no table.
    public struct LeftOut: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Why it is none.
        public let reason: LocalText
    }

    /// Files in the folders, and sheets, that are no table.
    public internal(set) var leftOut: [LeftOut] = []
    /// Their names.
    public var passedOver: [String] { leftOut.map(\.name) }
    /// The first rejects; all of them are in `rejects.csv`.
    public internal(set) var firstRejects: [Reject] = []
    /// The number of rejects.
    public internal(set) var rejectCount = 0
    /// The workbooks beside `rejects.csv` in which the rejected rows can be corrected, by their names.
    public internal(set) var rejectsWorkbooks: [String] = []
    /// Whether anything was kept.
    public internal(set) var isKept = false

    /// All files' counts together.
    public var counts: ImportCounts { files.reduce(ImportCounts()) { $0 + $1.counts } }
}

extension Workspace {
    /// Reads a profile: how an export of a platform becomes a table.
    ///
    /// - Throws: ``Problem`` when it cannot be read or understood.
    public func profile(at path: String) throws(Problem) -> Profile {
        try Profile(yaml: try Files.read(path), file: path, tables: tables)
    }

    /// Imports files and folders into the ledger, all of them or, with any reject, nothing.
    ///
    /// Files go in by table, in the order in which tables refer to one another. Three threads work side by side: one keeps
    /// the originals and tells their encoding, one parses, checks and sorts, one writes.
    ///
    /// - Parameters:
    ///   - now: the time for the journal, ISO 8601 in UTC.
    ///   - progress: called now and then with the rows so far.
    /// - Returns: what was done; with rejects and without `acceptValid`, nothing was.
    /// - Throws: ``Problem`` when files are missing or cannot be read, or the ledger cannot be written.
    public func importTables(
        _ paths: [String], _ options: ImportOptions, now: String, progress: @escaping (Int) -> Void = { _ in }
    ) throws(Problem) -> ImportReport {
        let plan = try ImportPlan(
            paths, table: options.table, profile: options.profile, tables: tables, formats: formats)
        return try changing { ledger in
            let rejects = try RejectsFile(rejectsPath)
            let workbooks = RejectsWorkbooks(in: folder)
            var report = try carryOut(
                plan, options, rejects, ledger, workbooks: workbooks, now: now, progress: progress)
            try rejects.publish()
            report.rejectsWorkbooks = try workbooks.publish()
            // Of what was refused, whole files or all of them, the originals go too.
            try originals.removeStrays(known: try ledger.importedDigests())
            return report
        }
    }

    /// Carries out a plan in a ledger that is open to be changed; the rejects are complete then, and not yet in place.
    ///
    /// - Parameter workbooks: takes the rejected rows down as sheets; nil for rows that came from no file.
    func carryOut(
        _ plan: ImportPlan, _ options: ImportOptions, _ rejects: RejectsFile, _ ledger: Ledger,
        workbooks: RejectsWorkbooks? = nil, now: String,
        progress: @escaping (Int) -> Void = { _ in }
    ) throws -> ImportReport {
        let store = originals
        do {
            return try ledger.importing(by: Author(operatorName, at: now)) { session in
                let run = try ImportRun(
                    plan, options, session, store, rejects, workbooks, now: now, progress: progress)
                let report = try run.run()
                // What can fail for want of room comes before the commit.
                try rejects.complete()
                try workbooks?.complete()
                return (report.isKept ? .keep : .discard, report)
            }
        } catch {
            try? store.removeStrays(known: try ledger.importedDigests())
            throw error
        }
    }
}
