import AssessmentKernel
import Bundle
import CSV
import Closing
import Foundation
import Ledger
import ZIP

/// Writes the bundle of a quarter's closing while it is being closed: results, evidence, rules, and what people decided.
struct ClosingBundle {
    let run: QuarterRun
    let head: ClosingHead
    let township: String
    let decisions: [Decision]
    /// Earlier quarters that have records and are not closed.
    let openQuarters: [Quarter]
    /// The bundle made before this one, and that of the revision before; nil where there is none.
    let previous: MadeBundle?
    let revised: MadeBundle?
    let key: SigningKey?

    /// Writes the ZIP.
    ///
    /// - Parameters:
    ///   - files: the finished files of the closing, below `folder`.
    ///   - drafts: a folder for what is packed and not put together yet.
    ///   - path: where the ZIP will be.
    func write(_ files: [ClosingFolder.File], in folder: String, drafts: String, to path: String) throws -> MadeBundle {
        let bundle = try BundleWriter(name: head.name, drafts: drafts, to: path)
        var resources: [DataResource] = []
        for file in files {
            if let result = ResultFile(rawValue: file.name) {
                try bundle.add(BundlePath.result(file.name), file: folder + "/" + file.name)
                resources.append(ResultResources.of(result, run.rules.rulebook))
            } else if !file.name.contains("/") {
                try bundle.add(BundlePath.report(file.name), file: folder + "/" + file.name)
            }
        }
        try bundle.add(BundlePath.rulebook, run.rules.rulebook.text)
        try bundle.add(BundlePath.carried, carriedLines())
        try bundle.add(BundlePath.decisions, decisionLines())
        resources += [ResultResources.carried, ResultResources.decisions]
        resources += try addRecords(to: bundle)
        let title = "\(township) \(head.name)"
        try bundle.add(DataPackage(name: "kaohe-" + head.name.lowercased(), title: title, resources: resources))
        let made = try bundle.finish(try info(), signingKey: key)
        return MadeBundle(
            name: head.name, sha256: made.sha256, bytes: Int(made.bytes), previous: previous?.sha256 ?? "",
            signedBy: key?.publicKey.identifier ?? "")
    }

    private func info() throws(Problem) -> BagInfo {
        var info = try BagInfo(
            name: head.name, period: head.quarter.description, revision: head.revision, township: township,
            product: "kaohe " + head.product, rulebook: head.rulebook, rulebookDigest: head.rulebookSHA256,
            items: run.rules.rulebook.items.map { ($0.about.key, $0.about.version) }, previous: previous?.sha256)
        if let revised { try info.add(BundleLabel.revises, revised.sha256) }
        return info
    }

    /// The records of all tables, and of the imports that delivered them.
    private func addRecords(to bundle: BundleWriter) throws -> [DataResource] {
        var resources: [DataResource] = []
        var imports: Set<Int64> = []
        let codes = run.members.map(\.code)
        let quarter = run.rules.quarter
        let past = DateRange(CivilDate(dayNumber: -719_162), through: quarter.range.last) ?? quarter.range
        try run.ledger.reading { reader in
            func add(_ schema: TableSchema, _ path: String, _ walk: ((DeliveredRows) throws -> Void) throws -> Void)
                throws
            {
                let file = try bundle.stream(path)
                try file.write(EvidenceLines.header(schema))
                try walk { rows in
                    try file.write(EvidenceLines(rows).bytes)
                    for origin in rows.origins { imports.insert(origin.importID) }
                }
                try file.close()
                resources.append(DataResource(evidence: schema, path: path))
            }
            for schema in [MemberTable.shared.schema, RemovalTable.shared.schema] {
                try add(schema, BundlePath.core(schema.key)) { try reader.walk(whole: schema, $0) }
            }
            let calendar = CalendarTable.shared.schema
            try add(calendar, BundlePath.core(calendar.key)) {
                try reader.walk(whole: calendar, in: quarter.yearSoFar, $0)
            }
            for schema in [LeaveTable.shared.schema, EquipmentTable.shared.schema] {
                try add(schema, BundlePath.core(schema.key)) { try reader.walk(schema, members: codes, in: past, $0) }
            }
            for schema in run.rules.tables {
                try add(schema, BundlePath.evidence(schema.key)) {
                    try reader.walk(schema, members: codes, in: run.rules.span(of: schema), $0)
                }
            }
        }
        try bundle.add(BundlePath.imports, try importLines(imports))
        return resources + [ResultResources.imports]
    }

    private func importLines(_ imports: Set<Int64>) throws -> [UInt8] {
        var lines = CSVWriter()
        lines.row(ResultResources.imports.fields.map(\.name))
        for id in imports.sorted() {
            guard let file = try run.ledger.importedFile(id)?.file else { continue }
            lines.row([String(id), file.name, file.table, file.sha256, file.encoding, file.at])
        }
        return lines.bytes
    }

    private func decisionLines() -> [UInt8] {
        var lines = CSVWriter()
        lines.row(ResultResources.decisions.fields.map(\.name))
        for decision in decisions {
            lines.row([
                decision.kind.rawValue, decision.member.string, decision.item, decision.subject, decision.reason,
                decision.decidedAt, decision.decidedBy,
            ])
        }
        return lines.bytes
    }

    private func carriedLines() -> [UInt8] {
        var lines = CSVWriter()
        lines.row(CarriedValue.columns)
        for quarter in openQuarters {
            lines.row(CarriedValue(member: "", kind: .openQuarter, period: quarter.description, value: "").cells)
        }
        for member in run.members {
            let values = run.past.of(member.code).carried(member.code, into: run.rules.quarter)
            for value in values { lines.row(value.cells) }
        }
        return lines.bytes
    }
}

/// Labels of `bag-info.txt` that only some bundles have.
enum BundleLabel {
    /// The SHA-256 of the bundle of the revision before.
    static let revises = "Kaohe-Revises-SHA256"
}
