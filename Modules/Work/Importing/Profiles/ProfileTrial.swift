public import AssessmentKernel
import Disk
import FileFormats
import Foundation
public import Intake
import Profile
import TextEncodings
import TownshipTables
public import Workspace

/// What a profile makes of a file: tried without touching the ledger.
public struct ProfileTrial: Sendable {
    /// One table that it makes.
    public struct Table: Sendable {
        /// The table.
        public let schema: TableSchema
        /// The file or sheet.
        public let name: String
        /// The rows that are read.
        public internal(set) var rows = 0
        /// The first of them: row of the file, and a text for each column of the table.
        public internal(set) var first: [(row: Int, cells: [String])] = []
        /// The rows that are rejected.
        public internal(set) var rejected = 0
        /// The first of them.
        public internal(set) var firstRejects: [Reject] = []
        /// Columns of the file that nothing reads.
        public internal(set) var unknownColumns: [String] = []
    }

    /// The tables in the order in which they would be imported.
    public internal(set) var tables: [Table] = []
    /// Why the file is not read at all; nil when it is.
    public internal(set) var problem: Problem?
    /// Whether members were not checked because there is no roster yet.
    public internal(set) var isWithoutRoster = false
}

extension Workspace {
    /// Tries a profile on a file.
    ///
    /// - Parameter yaml: the profile, complete or not.
    /// - Returns: the trial; its problem says why nothing could be read.
    public func tryProfile(_ yaml: String, on path: String) -> ProfileTrial {
        var trial = ProfileTrial()
        do throws(Problem) {
            let profile = try Profile(
                yaml: Array(yaml.utf8), file: LocalText("草稿", "the draft").chinese, tables: tables)
            let plan = try ImportPlan([path], table: nil, profile: profile, tables: tables, formats: formats)
            let roster = try knownMembers()
            trial.isWithoutRoster = roster == nil
            for file in plan.files { trial.tables.append(try Workspace.trial(of: file, roster)) }
        } catch {
            trial.problem = error
        }
        return trial
    }

    private static func trial(of file: FoundFile, _ roster: Roster?) throws(Problem) -> ProfileTrial.Table {
        var result = ProfileTrial.Table(schema: file.schema, name: file.name)
        let namesMembers = file.schema.memberColumn != nil && file.schema.key != MemberTable.shared.schema.key
        var reader = TableReader(
            source: file.source(encoding: nil), schema: file.schema, roster: namesMembers ? roster : nil,
            checksMembers: roster != nil, batchRows: 1 << 12)
        result.unknownColumns = try reader.readHeader().unknownColumns.filter { file.profile?.ignores($0) != true }
        while let batch = try reader.next() {
            for row in 0..<batch.block.count where result.first.count < 5 {
                let cells = file.schema.columns.indices.map { batch.block.canonicalText(row, $0) ?? "" }
                result.first.append((Int(batch.rowNumbers[row]), cells))
            }
            result.rows += batch.block.count
            result.rejected += batch.rejects.count
            result.firstRejects += batch.rejects.prefix(max(0, 5 - result.firstRejects.count))
        }
        return result
    }
}

extension FoundFile {
    /// The rows as the table reads them.
    func source(encoding: TextEncoding?) -> TableSource {
        let input = InputFile(path: path, name: name, encoding: encoding)
        guard let profile else { return TableSource(input, in: format, sheet: sheet, header: .titles(schema)) }
        let rows = TableSource(input, in: format, sheet: sheet, header: .row(1))
        return profile.mapping(rows, file: path, sheet: sheet)
    }
}
