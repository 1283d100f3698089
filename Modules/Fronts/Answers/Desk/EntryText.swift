import AssessmentKernel
import Closing
import TownshipTables

/// Texts after records were entered.
enum EntryText {
    static func ending(isKept: Bool, _ say: Language) -> String {
        isKept ? say("已登记。", "Entered.") : say("仅检查，未写入。", "Checked only; nothing was written.")
    }

    /// Adds a note that closings stay unchanged although records of their quarters changed; none without such closings.
    static func untouched(_ closings: [String], on page: inout AnswerPage, _ say: Language) {
        guard !closings.isEmpty else { return }
        let names = say.list(closings)
        page.remark(
            say(
                Advice(
                    "提示：已结算的 \(names) 不会因此改变；需要时\(by: .revise(nil))修订。",
                    "Note: closed results stay unchanged (\(names)); \(deed: .revise(nil)) makes a new revision.")))
    }
}

/// A piece of equipment in a member's hands, as JSON.
struct PieceJSON: Encodable {
    let asset, change, date, entry: String
    let serial: String?

    init(_ holding: Custody.Holding) {
        asset = holding.piece.asset.string
        serial = holding.piece.serial?.string
        change = holding.change.option.key
        date = holding.date.description
        entry = holding.entry.string
    }
}
