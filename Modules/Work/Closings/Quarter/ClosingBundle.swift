import Archive
import AssessmentKernel
import Bundle
import Closing
import Ledger
import ResultTables
import Rulebook
import TownshipTables
import Workspace

/// The contents of a quarter's bundle besides its files: rules, evidence and decisions.
struct ClosingBundle: BundleContent {
    let run: QuarterRun
    let head: ClosingHead
    let decisions: [Decision]
    /// Earlier quarters that have records and are not closed.
    let openQuarters: [Quarter]

    var rulebook: Rulebook { run.rules.rulebook }
    var tables: [ResultSchema] { ClosingTables.all }

    func add(to bundle: BundleAssembly) throws {
        let (rules, quarter) = (run.rules, run.rules.quarter)
        try bundle.add(carried)
        try bundle.add(decisions)
        let codes = run.members.map(\.code)
        let past = quarter.range.andAllBefore
        for schema in [MemberTable.shared.schema, RemovalTable.shared.schema] {
            try bundle.add(whole: schema, BundlePath.core(schema.key))
        }
        let calendar = CalendarTable.shared.schema
        try bundle.add(whole: calendar, BundlePath.core(calendar.key), in: quarter.yearSoFar)
        let core = [LeaveTable.shared.schema, EquipmentTable.shared.schema].map { schema in
            (schema: schema, path: BundlePath.core(schema.key), range: past)
        }
        let evidence = rules.tables.map { schema in
            (schema: schema, path: BundlePath.evidence(schema.key), range: rules.span(of: schema))
        }
        try bundle.add(core + evidence, members: codes)
    }

    func info(township: String, made: [MadeBundle]) throws(Problem) -> BagInfo {
        var info = try BagInfo(
            name: head.name, period: head.quarter.description, revision: head.revision, township: township,
            product: "kaohe " + head.product, rulebook: head.rulebook, rulebookDigest: head.rulebookSHA256,
            items: rulebook.items.map { ($0.about.key, $0.about.version) }, previous: made.last?.chained)
        if let revised = made.first(where: { $0.name == "\(head.quarter)-r\(head.revision - 1)" }) {
            try info.add(BagInfo.Label.revises, revised.chained)
        }
        if head.revision > 1 { try info.addIfPossible(BagInfo.Label.reason, head.reason) }
        return info
    }

    private var carried: [CarriedValue] {
        openQuarters.map { CarriedValue(member: "", kind: .openQuarter, period: $0.description, value: "") }
            + run.members.flatMap { run.past.of($0.code).carried($0.code, into: run.rules.quarter) }
    }
}
