public import Answers
public import AssessmentKernel
import Closing
public import Closings
import Ledger
import Rulebook

/// What a revision would change: each member with another total, band, rank or pay, then the sums.
public struct ForeseenRevisionAnswer: EncodableAnswer {
    private let foreseen: ForeseenRevision

    /// Answers with what was foreseen.
    public init(_ foreseen: ForeseenRevision) { self.foreseen = foreseen }

    /// The members, then what the next closing would settle.
    public func page(in say: Language) -> AnswerPage {
        let (name, changes) = (foreseen.closing.name, foreseen.changes)
        guard !changes.isEmpty else {
            return AnswerPage(
                say(
                    "按目前的记录和处理结果，更正不改变 \(name) 任何人的得分、等次、名次和补贴。",
                    "From today's records and decisions a revision of \(name) changes nobody's total, band, rank or pay."
                ))
        }
        var page = AnswerPage(
            say(
                "更正 \(name) 会改变 \(changes.count) 人（只是预看，什么也没有写入）：",
                "A revision of \(name) would change \(counted(changes.count, "member")) (nothing is written):"))
        var table = AnswerTable([
            .init(say("工号", "member")), .init(say("姓名", "name")), .init(say("总分", "total"), .number),
            .init("→", .number), .init(say("等次", "band")), .init("→"), .init(say("名次", "rank"), .number),
            .init("→", .number), .init(say("补发或扣回（元）", "settled, yuan"), .number),
        ])
        for change in changes {
            let (before, after) = (shown(change.before, say), shown(change.after, say))
            let amount = change.adjustment
            table.add([
                change.member.string, change.name.string, before.total, after.total, before.band, after.band,
                before.rank, after.rank, amount == .zero ? "" : signed(amount),
            ])
        }
        page.add(table)
        let sums = foreseen.adjusted
        page.add(
            sums == AdjustedPay()
                ? say("补贴发放无变化。", "The pay does not change.")
                : say(
                    "随下一次结算补发 \(sums.owed) 人共 \(sums.owedSum) 元，扣回 \(sums.owing) 人共 \(sums.owingSum) 元。",
                    "The next closing would pay \(counted(sums.owed, "member")) \(sums.owedSum) yuan more and take back \(sums.owingSum) from \(sums.owing)."
                ))
        return page
    }

    private func shown(_ total: ClosedTotal?, _ say: Language) -> (total: String, band: String, rank: String) {
        guard let total else { return ("—", say("不参加考核", "not assessed"), "") }
        let title = foreseen.rules.rulebook.bands.bands.first { $0.key == total.band }?.title ?? ""
        return (total.total.description, say.band(total.band, titled: title), total.rank.map(String.init) ?? "")
    }

    /// The changes for programs; points and yuan as decimal texts.
    public func json(in say: Language) -> any Encodable { Foreseen(foreseen) }
}

private struct Foreseen: Encodable {
    struct Change: Encodable {
        let member, name, adjustment: String
        let before, after: Standing?
    }

    struct Standing: Encodable {
        let total, band: String
        let rank: Int?

        init(_ total: ClosedTotal) { (self.total, band, rank) = (total.total.description, total.band, total.rank) }
    }

    let closing: String
    let changes: [Change]
    let adjusted: AdjustedSums

    init(_ foreseen: ForeseenRevision) {
        closing = foreseen.closing.name
        adjusted = AdjustedSums(foreseen.adjusted)
        changes = foreseen.changes.map {
            Change(
                member: $0.member.string, name: $0.name.string, adjustment: $0.adjustment.description,
                before: $0.before.map(Standing.init), after: $0.after.map(Standing.init))
        }
    }
}
