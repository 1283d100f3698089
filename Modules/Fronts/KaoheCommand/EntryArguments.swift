import ArgumentParser
import AssessmentKernel
import Closing
import TownshipTables

/// Yes or no on the command line, in the words of the tables.
struct YesNoArgument: ExpressibleByArgument {
    let value: Bool

    init?(argument: String) {
        switch argument.lowercased() {
        case "yes", "true", "1", "是": value = true
        case "no", "false", "0", "否": value = false
        default: return nil
        }
    }
}

/// What is said after records were entered.
enum EntryText {
    static func ending(isKept: Bool) -> String {
        isKept ? say("已登记。", "Entered.") : say("仅检查，未写入。", "Checked only; nothing was written.")
    }

    /// That closings stay as they are although records of their quarters have changed.
    static func untouched(_ closings: [String]) -> String {
        let names = closings.joined(separator: say("、", ", "))
        return say(
            "已结算的 \(names) 不会因此改变；需要时用 kaohe revise 修订。",
            "\(names) stay as they were closed; kaohe revise makes a new revision.")
    }
}

/// A piece of equipment in hand, as JSON.
struct PieceAnswer: Encodable {
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
