public import AssessmentKernel

/// A row that is not taken, or a file that is not, with the first thing that is wrong.
public struct Reject: Error, Hashable, Sendable {
    /// The file, as its ``TableSource`` names it.
    public let file: String
    /// The row as a spreadsheet shows it; nil when a file is refused at no known row.
    public let row: Int?
    /// The key of the schema's column; empty when no column is at fault.
    public let column: String
    /// The cell as it was delivered; empty when there is none.
    public let value: String
    /// What is wrong, in kebab case: a ``CellFault``'s, a row rule's, or one of ``Code``.
    public let code: String
    /// What is wrong, for a person.
    public let reason: LocalText

    /// Writes down a reject.
    public init(file: String, row: Int?, column: String, value: String, code: String, reason: LocalText) {
        self.file = file
        self.row = row
        self.column = column
        self.value = value
        self.code = code
        self.reason = reason
    }

    /// The codes that no schema brings.
    ///
    /// A file that is no proper text has those of ``Refusal``.
    public enum Code: String, Sendable, CaseIterable {
        /// The row has more or fewer cells than the header.
        case cellCount = "cell-count"
        /// The roster does not know the member.
        case unknownMember = "unknown-member"
        /// The member is not in post on the attribution date.
        case notInPost = "not-in-post"
        /// A row of the same natural key says something else.
        case conflict
        /// The header lacks a required column; the file is refused.
        case missingColumn = "missing-column"
        /// The header names a column twice; the file is refused.
        case duplicateColumn = "duplicate-column"

        /// What a person is told.
        public var reason: LocalText {
            switch self {
            case .cellCount:
                LocalText("单元格数与表头不一致", "the row has more or fewer cells than the header")
            case .unknownMember: LocalText("网格员名册中没有此工号", "the roster has no such member")
            case .notInPost: LocalText("该网格员当日不在岗", "the member is not in post on this day")
            case .conflict:
                LocalText(
                    "与账本中同一记录的内容不同；确要更正请加 --amend",
                    "the ledger's record of this key differs; to replace it, use --amend")
            case .missingColumn: LocalText("表头缺少必填列", "the header lacks a required column")
            case .duplicateColumn: LocalText("表头中同一列出现两次", "the header names the same column twice")
            }
        }
    }

    /// Writes down a reject with one of the codes that no schema brings.
    public init(file: String, row: Int?, column: String, value: String, _ code: Code) {
        self.init(file: file, row: row, column: column, value: value, code: code.rawValue, reason: code.reason)
    }
}
