import AssessmentKernel
import Ledger
package import ResultTables

/// The result tables that only bundles have.
package enum BundleTables {
    /// What a result depends on from before its period.
    package static let carried = ResultTable(
        LocalText("结转", "Carried values"), file: "carried.csv", rows: { (values: [CarriedValue]) in values },
        [
            .text("member", "工号", "Member", optional: true) { $0.member.string },
            .word("kind", "类别", "Kind", of: ResultWords { _ in CarriedValue.Kind.allCases.map(\.word) }) {
                $0.kind.rawValue
            },
            .text("period", "期间", "Period", optional: true) { $0.period },
            .text("value", "值", "Value", optional: true) { $0.value },
        ])

    /// What people decided and the result depends on.
    static let decisions = ResultTable(
        LocalText("人工决定", "Decisions"), file: "decisions.csv", rows: { (decisions: [Decision]) in decisions },
        [
            .text("kind", "类别", "Kind") { $0.kind.rawValue },
            .text("member", "工号", "Member", optional: true) { $0.member.string },
            .text("item", "考核项", "Item", optional: true) { $0.item },
            .text("subject", "事项", "Subject") { $0.subject },
            .text("reason", "理由", "Reason", optional: true) { $0.reason },
            .text("decided_at", "时间", "Decided at", optional: true) { $0.decidedAt },
            .text("decided_by", "经办人", "Decided by", optional: true) { $0.decidedBy },
        ])

    /// The entries of the township's journal since the bundle before.
    static let journal = ResultTable(
        LocalText("账本日志", "Journal"), file: "journal.csv", key: ["number"],
        rows: { (entries: [JournalEntry]) in entries },
        [
            .count("number", "序号", "Number", from: 1) { Int($0.number) },
            .text("at", "时间", "At", optional: true) { $0.author.at },
            .text("operator", "经办人", "By", optional: true) { $0.author.name },
            .text("kind", "事项", "What") { $0.kind },
            .text("subject", "对象", "Subject", optional: true) { $0.subject },
            .text("detail", "细节", "Detail") { $0.detail },
            .text("previous", "上一条校验值", "Digest before", optional: true) { $0.previous },
            .text("digest", "校验值", "Digest") { $0.digest },
        ])
}

extension CarriedValue.Kind {
    fileprivate var word: (key: String, title: LocalText) { (rawValue, LocalText(rawValue, rawValue)) }
}
