import Archive
import AssessmentKernel
import Bundle
import Closing
import Ledger
import ResultTables
import Rulebook
import TownshipTables
import Workspace

/// The contents of an annual review's bundle besides its files: the quarters and months it depends on, the year's
/// evidence, and decisions.
struct ReviewBundle: BundleContent {
    let run: YearRun
    let head: ReviewHead

    var rulebook: Rulebook { run.rules.rulebook }
    var tables: [ResultSchema] { ReviewTables.all.map(\.schema) }

    func add(to bundle: BundleAssembly) throws {
        let year = run.rules.year.range
        try bundle.add(carried)
        try bundle.add(run.decisions)
        let codes = run.members.map(\.code)
        let past = year.andAllBefore
        for schema in [MemberTable.shared.schema, RemovalTable.shared.schema] {
            try bundle.add(whole: schema, BundlePath.core(schema.key))
        }
        let calendar = CalendarTable.shared.schema
        try bundle.add(whole: calendar, BundlePath.core(calendar.key), in: year)
        let leave = LeaveTable.shared.schema
        let evidence = run.rules.tables.map { schema in
            (schema: schema, path: BundlePath.evidence(schema.key), range: year)
        }
        try bundle.add([(leave, BundlePath.core(leave.key), past)] + evidence, members: codes)
    }

    func info(township: String, made: [MadeBundle]) throws(Problem) -> BagInfo {
        var info = try BagInfo(
            name: head.name, period: head.year.description, revision: head.revision, township: township,
            product: "kaohe " + head.product, rulebook: head.rulebook, rulebookDigest: head.rulebookSHA256,
            items: run.rules.itemsAsked.map { ($0.key, $0.version) }, previous: made.last?.chained)
        if let revised = made.first(where: { $0.name == "\(head.year)-r\(head.revision - 1)" }) {
            try info.add(BagInfo.Label.revises, revised.chained)
        }
        if head.revision > 1 { try info.addIfPossible(BagInfo.Label.reason, head.reason) }
        for closing in run.closings {
            let digest = made.first { $0.name == closing.name }.map { " " + $0.chained } ?? ""
            try info.add(BagInfo.Label.restsOn, closing.name + digest)
        }
        return info
    }

    private var carried: [CarriedValue] {
        run.members.flatMap { member -> [CarriedValue] in
            let history = run.history[member.code] ?? YearHistory()
            func value(_ kind: CarriedValue.Kind, _ period: String, _ value: String) -> CarriedValue {
                CarriedValue(member: member.code, kind: kind, period: period, value: value)
            }
            return history.months.map { value(.monthTotal, $0.month.description, $0.total.description) }
                + history.rated.map { value(.quarterFails, $0.quarter.description, $0.isFailing ? "yes" : "no") }
                + history.rated.map { value(.quarterTotal, $0.quarter.description, $0.total.description) }
        }
    }
}
