public import AssessmentKernel
import Disk
import Foundation
public import Intake
public import Ledger
public import Profile
public import Workspace

/// The options of an import.
public struct ImportOptions: Sendable {
    /// The table of all files, when their names do not say it.
    public var table: String?
    /// The profile that maps the files' columns and values to a table's; nil when they are the table's own.
    public var profile: Profile?
    /// Whether a file that is no table by itself is read by a profile that fits its header.
    public var findsProfiles = true
    /// Whether a row that differs from its record replaces it; the old version is kept.
    public var amend = false
    /// Whether valid rows are imported although others are rejected.
    public var acceptValid = false
    /// Whether nothing is kept: a dry run that only reports.
    public var isRehearsal = false

    /// The default import: all or nothing.
    public init() {}
}

/// A rejected row as its sheet shows it.
public struct RejectedRow: Hashable, Sendable {
    /// The file's name.
    public let file: String
    /// The row as a spreadsheet numbers it.
    public let row: Int
    /// The titles above the cells.
    public let titles: [String]
    /// The cells.
    public let cells: [String]
    /// The place of the cell at fault; nil when none is.
    public let fault: Int?
    /// Why the row is rejected.
    public let reason: LocalText
}

/// The result of an import.
public struct ImportReport: Sendable {
    /// One file.
    public struct File: Sendable {
        /// Its name.
        public let name: String
        /// Its table's key; empty for a file that could not be opened as a table.
        public let table: String
        /// The counts of its rows.
        public let counts: ImportCounts
        /// Rows that were passed over, and hidden ones.
        public let noticed: NoticedRows
        /// Columns that the table does not know, which were left out.
        public let unknownColumns: [String]
        /// Why the whole file was refused; nil when it was not.
        public let refusal: Reject?
    }

    /// The files in the order in which they were imported.
    public internal(set) var files: [File] = []
    /// A file, or a sheet of a workbook, that is not a table.
    public struct LeftOut: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Why it is not one.
        public let reason: LocalText
    }

    /// A profile that was found by the header of a file.
    public struct UsedProfile: Hashable, Sendable {
        /// The file's name.
        public let file: String
        /// The profile's name.
        public let name: String
        /// Whether it came with the product.
        public let isShipped: Bool
    }

    /// The profiles that were found by the headers of files.
    public internal(set) var profiles: [UsedProfile] = []
    /// Whether the caller named a profile.
    public internal(set) var isMapped = false
    /// Files in the folders, and sheets, that are not a table.
    public internal(set) var leftOut: [LeftOut] = []
    /// Their names.
    public var passedOver: [String] { leftOut.map(\.name) }
    /// The first rejects; all of them are in `rejects.csv`.
    public internal(set) var firstRejects: [Reject] = []
    /// The first rejected rows of the files, as their sheets show them; rows that are combined from several are none.
    public internal(set) var rejectedRows: [RejectedRow] = []
    /// The number of rejects.
    public internal(set) var rejectCount = 0
    /// How many of the rejects fail only because a row of the roster is rejected; they are not among the first.
    public internal(set) var derivedCount = 0
    /// How many of the rejects may be corrections: they differ from the ledger's record, and not in who or when it is
    /// about.
    public internal(set) var amendableCount = 0
    /// Closed quarters and issued months in which records are added or changed.
    public internal(set) var touched: [TouchedPeriod] = []
    /// The names of the workbooks beside `rejects.csv` in which the rejected rows can be corrected.
    public internal(set) var rejectsWorkbooks: [String] = []
    /// Whether anything was kept.
    public internal(set) var isKept = false

    /// The sum of all files' counts.
    public var counts: ImportCounts { files.reduce(ImportCounts()) { $0 + $1.counts } }
}

extension Workspace {
    /// Imports files and folders into the ledger: all of them or, with any reject, none.
    ///
    /// Files are imported by table, in the order in which tables refer to one another. Threads work side by side: one
    /// stores the originals, one parses and checks, one puts rows in order, one writes, and one sums what was written.
    ///
    /// - Parameters:
    ///   - now: the time for the journal, ISO 8601 in UTC.
    ///   - progress: called from time to time with the rows so far.
    /// - Returns: the result; with rejects and without `acceptValid`, nothing was imported.
    /// - Throws: ``Problem`` when files are missing or cannot be read, or the ledger cannot be written.
    public func importTables(
        _ paths: [String], _ options: ImportOptions, now: String, progress: @escaping (Int) -> Void = { _ in }
    ) throws(Problem) -> ImportReport {
        let plan = try ImportPlan(
            paths, table: options.table, profile: options.profile,
            finder: options.findsProfiles ? try ProfileFinder(self) : nil, tables: tables, formats: formats)
        return try changing { ledger in
            let rejects = try RejectsFile(rejectsPath)
            let workbooks = RejectsWorkbooks(in: folder)
            var report = try carryOut(
                plan, options, rejects, ledger, workbooks: workbooks, now: now, progress: progress)
            try rejects.publish()
            report.rejectsWorkbooks = try workbooks.publish()
            report.rejectedRows = workbooks.first
            // The originals of refused files are removed too.
            try originals.removeStrays(known: try ledger.importedDigests())
            return report
        }
    }

    /// Runs a plan in a ledger opened for writing; afterwards the rejects are complete but not yet in place.
    ///
    /// - Parameter workbooks: receives the rejected rows as sheets; nil for rows that came from no file.
    func carryOut(
        _ plan: ImportPlan, _ options: ImportOptions, _ rejects: RejectsFile, _ ledger: Ledger,
        workbooks: RejectsWorkbooks? = nil, now: String,
        progress: @escaping (Int) -> Void = { _ in }
    ) throws -> ImportReport {
        let store = originals
        do {
            return try ledger.importing(by: Author(operatorName, at: now), bytes: plan.files.bytes) { session in
                let run = try ImportRun(
                    plan, among: tables, options, session, store, rejects, workbooks, now: now, progress: progress)
                let report = try run.run()
                // Steps that can fail for lack of space come before the commit.
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
