import Archive
import AssessmentKernel
import Bundle
import Closing
import Ledger
import Rulebook
import TownshipTables
import Workspace

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
        let (rules, quarter) = (run.rules, run.rules.quarter)
        let bundle = try BundleAssembly(head.name, run.ledger, drafts: drafts, to: path)
        try bundle.add(files, in: folder) { name in
            ResultFile(rawValue: name).map { ResultResources.of($0, rules.rulebook) }
        }
        try bundle.add(BundlePath.rulebook, rules.rulebook.text)
        try bundle.add(ResultResources.carried, carried.map(\.cells))
        try bundle.add(decisions)
        let codes = run.members.map(\.code)
        let past = quarter.range.andAllBefore
        for schema in [MemberTable.shared.schema, RemovalTable.shared.schema] {
            try bundle.add(whole: schema, BundlePath.core(schema.key))
        }
        let calendar = CalendarTable.shared.schema
        try bundle.add(whole: calendar, BundlePath.core(calendar.key), in: quarter.yearSoFar)
        for schema in [LeaveTable.shared.schema, EquipmentTable.shared.schema] {
            try bundle.add(schema, BundlePath.core(schema.key), members: codes, in: past)
        }
        for schema in rules.tables {
            try bundle.add(schema, BundlePath.evidence(schema.key), members: codes, in: rules.span(of: schema))
        }
        return try bundle.finish(title: "\(township) \(head.name)", try info(), previous: previous, key: key)
    }

    private func info() throws(Problem) -> BagInfo {
        var info = try BagInfo(
            name: head.name, period: head.quarter.description, revision: head.revision, township: township,
            product: "kaohe " + head.product, rulebook: head.rulebook, rulebookDigest: head.rulebookSHA256,
            items: run.rules.rulebook.items.map { ($0.about.key, $0.about.version) }, previous: previous?.sha256)
        if let revised { try info.add(BundleLabel.revises, revised.sha256) }
        return info
    }

    private var carried: [CarriedValue] {
        openQuarters.map { CarriedValue(member: "", kind: .openQuarter, period: $0.description, value: "") }
            + run.members.flatMap { run.past.of($0.code).carried($0.code, into: run.rules.quarter) }
    }
}

/// Labels of `bag-info.txt` that only some bundles have.
enum BundleLabel {
    /// The SHA-256 of the bundle of the revision before.
    static let revises = "Kaohe-Revises-SHA256"
    /// A closing on which a review rests: its name and, where it has a bundle, the bundle's SHA-256.
    static let restsOn = "Kaohe-Rests-On"
}
