public import AssessmentKernel
import Closing
import Ledger
public import ResultTables
import Rulebook

/// The result tables of a simulation, for all its quarters together.
public enum SimulationTables {
    /// All tables.
    static let all: [any ResultRows<[SimulatedQuarter]>] = [summary, items, changes]

    /// The quarters.
    public static let summary = ResultTable(
        LocalText("模拟概况", "Simulation"), file: "summary.csv", key: ["quarter"],
        rows: { (quarters: [SimulatedQuarter]) in quarters },
        [
            .text("quarter", "季度", "Quarter") { $0.quarter.description },
            .text("closing", "结算", "Closing", optional: true) { $0.closing?.name },
            .text("rulebook_before", "原细则", "Rulebook before") { $0.rulebooks.before.key },
            .text("rulebook_after", "新细则", "Rulebook after") { $0.rulebooks.after.key },
            .count("assessed_before", "原考核人数", "Assessed before", from: 0) { $0.assessed.before },
            .count("assessed_after", "新考核人数", "Assessed after", from: 0) { $0.assessed.after },
            .count("band_changes", "等次有变", "Other band", from: 0) { $0.bandChanges.count },
            .yuan("due_before", "原应发", "Due before") { $0.payDue.before },
            .yuan("due_after", "新应发", "Due after") { $0.payDue.after },
            .yuan("owed_before", "原结转扣款", "Owed before") { $0.owed.before },
            .yuan("owed_after", "新结转扣款", "Owed after") { $0.owed.after },
            // An answer names them.
            .count("changed_since_closing", "结算后有变", "Changed since the closing", from: 0) {
                $0.changedSinceClosing.count
            }.shown(to: [.workbook, .page, .terminal]),
        ])

    /// What each item deducts, over all members.
    static let items = ResultTable(
        LocalText("扣分合计", "Points lost"), file: "items.csv", key: ["quarter", "item"],
        rows: { (quarters: [SimulatedQuarter]) in
            quarters.flatMap { result in
                result.lost.map { (quarter: result.quarter, item: $0.about, points: $0.points) }
            }
        },
        [
            .text("quarter", "季度", "Quarter") { $0.quarter.description },
            .text("item", "考核项", "Item") { $0.item.key },
            .points("lost_before", "原扣分", "Lost before", optional: true, from: 0) { $0.points.before },
            .points("lost_after", "新扣分", "Lost after", optional: true, from: 0) { $0.points.after },
        ])

    /// A member whose result differs in a quarter.
    public typealias ChangedRow = (quarter: Quarter, change: SimulatedChange)

    /// The members whose result differs.
    public static let changes: ResultTable<[SimulatedQuarter], ChangedRow> = ResultTable(
        LocalText("变化", "Changes"), file: "changes.csv", key: ["quarter", "member"],
        rows: { (quarters: [SimulatedQuarter]) in
            quarters.flatMap { result in result.changes.map { (quarter: result.quarter, change: $0) } }
        },
        [
            .text("quarter", "季度", "Quarter") { $0.quarter.description }
                .shown(to: [.workbook, .page, .terminal]),
            .member { $0.change.member },
            .text("name", "姓名", "Name", optional: true) { $0.change.member.name.string },
            .points("total_before", "原总分", "Total before", optional: true) { $0.change.outcome.before?.total },
            .points("total_after", "新总分", "Total after", optional: true) { $0.change.outcome.after?.total },
            .text("band_before", "原等次", "Band before", optional: true) { $0.change.outcome.before?.band },
            .text("band_after", "新等次", "Band after", optional: true) { $0.change.outcome.after?.band },
            .yuan(ifAny: "due_before", "原应发", "Due before") { $0.change.outcome.before?.due },
            .yuan(ifAny: "due_after", "新应发", "Due after") { $0.change.outcome.after?.due },
            .yuan(ifAny: "owed_before", "原结转扣款", "Owed before") { $0.change.outcome.before?.owed },
            .yuan(ifAny: "owed_after", "新结转扣款", "Owed after") { $0.change.outcome.after?.owed },
            // An answer lists them.
            .text("items", "考核项", "Items", optional: true) { row in
                row.change.items.map { told($0.about, $0.deducted) }.joined(separator: " ")
            }.shown(to: [.workbook, .page, .terminal]),
        ])

    /// What an item deducted before and after.
    private static func told(_ item: ItemDescriptor, _ deducted: Compared<Points>) -> String {
        "\(item.key):\(deducted.before)>\(deducted.after)"
    }
}
