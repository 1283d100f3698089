import Answers
public import AssessmentKernel
public import Drafting
import Reports

/// The rows of a file that may be its header, as a person chooses among them.
public struct HeaderAnswer {
    /// A choice: what a form sends, and what it means.
    public struct Choice: Hashable, Sendable {
        /// What is sent; empty to leave it to the draft.
        public let value: String
        /// What it means.
        public let words: String
        /// Whether it is the present one.
        public let isChosen: Bool
    }

    /// The most rows that are shown.
    public static let mostRows = 20
    private let draft: ProfileDraft

    /// Answers about a draft.
    public init(_ draft: ProfileDraft) { self.draft = draft }

    /// Which rows are the header, in a sentence.
    public func text(in say: Language) -> String {
        guard let rows = draft.headerRows else {
            return say("没有找到表头，请选表头所在的行。", "No row is like a header: please choose it.")
        }
        let shown = HeaderAnswer.shown(rows, say)
        return draft.isHeaderChosen
            ? say("表头是\(shown)（已选定）。", "The header is \(shown), as chosen.")
            : say("表头看来是\(shown)，不对请改。", "The header seems to be \(shown); change it where that is wrong.")
    }

    /// The rows among which one is chosen, with their first cells.
    public func rows(in say: Language) -> [Choice] {
        let first = draft.isHeaderChosen ? draft.headerRows?.lowerBound : nil
        return [Choice(value: "", words: say("由程序判断", "left to the program"), isChosen: first == nil)]
            + draft.firstRows.prefix(HeaderAnswer.mostRows).map { row, cells in
                let filled = cells.filter { !Text($0).isBlank }.prefix(6).map { ShownText.short($0, to: 12) }
                return Choice(
                    value: String(row), words: say("第 \(row) 行：", "row \(row): ") + say.list(filled),
                    isChosen: row == first)
            }
    }

    /// How many rows the header has.
    public func levels(in say: Language) -> [Choice] {
        let count = draft.headerRows?.count ?? 1
        return (1...ProfileDraft.mostHeaderRows).map {
            Choice(value: String($0), words: say("\($0) 行", counted($0, "row")), isChosen: $0 == count)
        }
    }

    /// The sheets of the file; none where it has one alone.
    public var sheets: [Choice] {
        guard draft.sheets.count > 1 else { return [] }
        return draft.sheets.map { sheet in
            Choice(value: sheet, words: sheet, isChosen: Text(sheet) == Text(draft.sheet ?? ""))
        }
    }

    /// Says that rows cannot be the header.
    public static func refusal(of rows: ClosedRange<Int>, in say: Language) -> String {
        say(
            "\(shown(rows, say))不能作表头：其中有空行，或文件没有这几行。",
            "\(shown(rows, say)) cannot be the header: some are blank, or not in the file.")
    }

    private static func shown(_ rows: ClosedRange<Int>, _ say: Language) -> String {
        rows.count == 1
            ? say("第 \(rows.lowerBound) 行", "row \(rows.lowerBound)")
            : say("第 \(rows.lowerBound) 至 \(rows.upperBound) 行", "rows \(rows.lowerBound) to \(rows.upperBound)")
    }
}
