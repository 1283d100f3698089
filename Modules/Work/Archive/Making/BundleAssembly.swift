package import AssessmentKernel
package import Bundle
import CSV
import Foundation
package import Ledger
import LedgerTables
import Parallel
import RecordStore
import ResultTables
package import Rulebook
package import Workspace
import ZIP

/// A bundle under construction: files, records, decisions, carried values and the data package over all of them.
package final class BundleAssembly {
    private let bundle: BundleWriter
    private let ledger: Ledger
    private let name: String
    private let rulebook: Rulebook
    private var resources: [DataResource] = []
    private var imports: Set<Int64> = []
    private var decisions: [Decision] = []
    /// The records that are decided on, by table, and those of them that were added.
    private var decided: [String: Set<RecordReference>] = [:]
    private var found: Set<RecordReference> = []

    /// Begins a bundle.
    ///
    /// - Parameters:
    ///   - rulebook: the rulebook that was applied.
    ///   - drafts: a folder for files that are packed but not in the ZIP yet.
    ///   - path: where the ZIP will be.
    package init(
        _ name: String, _ ledger: Ledger, _ rulebook: Rulebook, drafts: String, to path: String
    ) throws(Problem) {
        self.name = name
        self.rulebook = rulebook
        self.ledger = ledger
        bundle = try BundleWriter(name: name, drafts: drafts, to: path)
    }

    /// Adds the finished files of a folder: results, each as a resource, and reports.
    ///
    /// `resource` describes a result by its file name; nil for a report. Files in subfolders are not added.
    package func add(
        _ files: [ClosingFolder.File], in folder: String, resource: (String) -> DataResource?
    ) throws(Problem) {
        for file in files where !file.name.contains("/") {
            let result = resource(file.name)
            let path = result?.path ?? BundlePath.report(file.name)
            try bundle.add(path, file: folder + "/" + file.name)
            if let result { resources.append(result) }
        }
    }

    /// Adds a file that is not a table.
    package func add(_ path: String, _ bytes: [UInt8]) throws(Problem) { try bundle.add(path, bytes) }

    /// Adds a small table as a whole.
    private func add(_ resource: DataResource, _ file: [UInt8]) throws(Problem) {
        try bundle.add(resource.path, file)
        resources.append(resource)
    }

    /// Adds the values from before the period.
    package func add(_ carried: [CarriedValue]) throws(Problem) {
        let table = BundleTables.carried
        try add(ResultResources.own(table.schema, BundlePath.carried, rulebook), table.file(carried))
    }

    /// Adds what people decided; a decision about a record that is gone from its table is left out, because it decides
    /// nothing.
    package func add(_ decisions: [Decision]) throws(Problem) {
        self.decisions = decisions
        for decision in decisions where decision.kind == .excuseRecord {
            if let record = RecordReference(decision.subject) { decided[record.table, default: []].insert(record) }
        }
    }

    private func addDecisions() throws(Problem) {
        let table = BundleTables.decisions
        let tables = Set(resources.map(\.name))
        let standing = decisions.filter { decision in
            guard decision.kind == .excuseRecord, let record = RecordReference(decision.subject) else { return true }
            return found.contains(record) || !tables.contains(record.table)
        }
        try add(ResultResources.own(table.schema, BundlePath.decisions, rulebook), table.file(standing))
    }

    /// A table whose records are kept by member, its path in the bundle and the days of its records.
    package typealias TableByMember = (schema: TableSchema, path: String, range: DateRange)

    /// Adds the records of tables that are kept by member, a few tables at once.
    package func add(_ tables: [TableByMember], members: [Text]) throws {
        let (ledger, decided) = (ledger, decided)
        var files: [PayloadWriter] = []
        for table in tables { files.append(try bundle.stream(table.path)) }
        let parts = Array(zip(tables, files))
        try OrderedMap<StreamedTable>.run(
            count: parts.count, runLength: 1, threads: min(parts.count, Cores.count, 4), lead: parts.count,
            work: { mapRuns in
                try ledger.reading { reader in
                    try mapRuns { place in
                        let (table, file) = parts[place]
                        do {
                            return try StreamedTable(table.schema, table.path, to: file, decided[table.schema.key]) {
                                try reader.walk(table.schema, members: members, in: table.range, $0)
                            }
                        } catch { throw ledger.problem(error) }
                    }
                }
            }, take: take)
    }

    /// Adds the records of a small table, whole or of some days.
    package func add(whole schema: TableSchema, _ path: String, in range: DateRange? = nil) throws {
        let file = try bundle.stream(path)
        take(
            try ledger.reading { reader in
                try StreamedTable(schema, path, to: file, decided[schema.key]) {
                    try reader.walk(whole: schema, in: range, $0)
                }
            })
    }

    private func take(_ table: StreamedTable) {
        imports.formUnion(table.imports)
        found.formUnion(table.found)
        resources.append(DataResource(evidence: table.schema, path: table.path))
    }

    /// Adds the imports that delivered the records and the data package, then writes the ZIP.
    package func finish(
        title: String, _ info: BagInfo, previous: MadeBundle?, key: SigningKey?
    ) throws -> MadeBundle {
        try addDecisions()
        let files = try imports.sorted().compactMap { id in try ledger.importedFile(id).map { (id, $0) } }
        var lines = CSVWriter()
        lines.row(ResultResources.imports.fields.map(\.name))
        for (id, file) in files {
            lines.row([String(id), file.name, file.table, file.sha256, file.layout.summary, file.at])
        }
        try add(ResultResources.imports, lines.bytes)
        let journal = try TownshipJournal.toReport(try ledger.journal())
        let table = BundleTables.journal
        try add(ResultResources.own(table.schema, BundlePath.journal, rulebook), table.file(journal.entries))
        var info = info
        if let head = journal.head { try info.add(BagInfo.Label.journal, head) }
        if let receipt = journal.receipt { try info.add(BagInfo.Label.receipt, receipt) }
        try bundle.add(DataPackage(name: "kaohe-" + name.lowercased(), title: title, resources: resources))
        let made = try bundle.finish(info, signingKey: key)
        return MadeBundle(
            name: name, sha256: made.archive.sha256, identity: made.identity, bytes: Int(made.archive.bytes),
            previous: previous?.chained ?? "",
            signedBy: key?.publicKey.identifier ?? "", journal: journal.head ?? "")
    }
}
