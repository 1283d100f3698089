package import AssessmentKernel
import CSV
import Disk
import FileFormats
import Foundation
import Intake
package import Ledger
import Patterns
import RecordStore
package import Workspace

/// Rows that a person enters with a command.
///
/// They become a small CSV text that goes through the import like any file: checked, journalled, its original kept. So
/// the origin of an entered record is a "file", namely the command, and a row.
package struct EnteredRows {
    /// The name in the journal, such as `kaohe remove 2021-08-02 FM0003`.
    let name: String
    let schema: TableSchema
    /// For each row, one cell per column of the table.
    private(set) var rows: [[String]] = []

    package init(_ origin: EnteredOrigin, _ schema: TableSchema) {
        name = origin.name
        self.schema = schema
    }

    /// Adds a row with cells for some columns; the others are empty.
    package mutating func add(_ cells: [String: String]) { rows.append(schema.columns.map { cells[$0.key] ?? "" }) }

    /// Adds a stored record with some cells changed.
    package mutating func add(_ record: RowBlock, changing cells: [String: String]) {
        rows.append(
            schema.columns.indices.map { cells[schema.columns[$0].key] ?? record.canonicalText(0, $0) ?? "" })
    }

    /// The rows as CSV, the header first.
    var text: [UInt8] {
        var writer = CSVWriter()
        writer.row(schema.columns.map(\.key))
        for row in rows { writer.row(row) }
        return writer.bytes
    }
}

extension Workspace {
    /// Imports rows that a person entered.
    ///
    /// `rejects.csv` stays: it belongs to the clerk's latest files.
    ///
    /// - Throws: ``Problem`` with the first row's fault when one is rejected; then nothing is written.
    package func enter(
        _ entered: EnteredRows, amend: Bool, isRehearsal: Bool, now: String, in ledger: Ledger
    ) throws -> ImportReport {
        // With such a name, recovery removes it like other drafts if this run is killed.
        let draft = Files.draft(in: importsFolder)
        defer { Files.discard(draft) }
        let writer = try FileWriter(draft)
        try writer.write(entered.text)
        try writer.close()
        var options = ImportOptions()
        options.amend = amend
        options.isRehearsal = isRehearsal
        let plan = ImportPlan(
            FoundFile(
                path: draft, name: entered.name, folder: importsFolder, schema: entered.schema,
                format: formats.plainText, stamp: FileStamp(draft), encoding: DetectedEncoding()))
        let rejects = try RejectsFile(importsFolder + "/.\(UUID().uuidString)")
        let report = try carryOut(plan, options, rejects, ledger, now: now)
        try originals.removeStrays(known: try ledger.importedDigests())
        if let reject = report.firstRejects.first { throw Problem(reject, of: entered.schema) }
        return report
    }

    /// The member of a code.
    ///
    /// - Throws: ``Problem`` when the roster has no such member.
    package func member(_ code: String, in ledger: Ledger) throws -> Member {
        let wanted = Text(utf8: CellText.normalised(code))
        let members = try ledger.reading { try $0.members() }
        guard let member = members.first(where: { $0.code == wanted }) else {
            var nearest = NearestName(among: members.map(\.code), as: .code)
            let meant = nearest.name(to: wanted)
            throw Problem(
                .badInput, LocalText("网格员名册中没有工号 \(code)", "the roster has no member \(code)"),
                next: LocalText(
                    meant.map { "是否为“\($0)”？核对工号" } ?? "核对工号",
                    meant.map { "is it \($0)? check the code" } ?? "check the code"))
        }
        return member
    }
}

extension Problem {
    /// The problem for a rejected row that was entered by hand.
    fileprivate init(_ reject: Reject, of schema: TableSchema) {
        let title = schema.index(of: reject.column).map { schema.columns[$0].title } ?? LocalText("", "")
        let cell = LocalText(
            (title.chinese.isEmpty ? "" : "“\(title.chinese)”") + reject.value,
            [title.english, reject.value].filter { !$0.isEmpty }.joined(separator: " "))
        self.init(
            .badInput,
            LocalText(
                cell.chinese.isEmpty ? reject.reason.chinese : "\(cell.chinese)：\(reject.reason.chinese)",
                cell.english.isEmpty ? reject.reason.english : "\(cell.english): \(reject.reason.english)"),
            next: reject.code == "conflict"
                ? Advice(
                    "未写入任何内容；确要更正，\(adding: .amend)", "nothing was written; to correct the record, \(adding: .amend)")
                : Advice("未写入任何内容", "nothing was written"))
    }
}
