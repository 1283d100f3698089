public import AssessmentKernel

/// A rejected row or refused file: the first fault found, and in its reason all that is wrong.
public struct Reject: Error, Hashable, Sendable {
    /// The file, as its ``TableSource`` names it.
    public let file: String
    /// The row as a spreadsheet shows it; nil when a file is refused without a known row.
    public let row: Int?
    /// The key of the schema's column; empty when no column is at fault.
    public let column: String
    /// The cell as delivered; empty when no cell is at fault.
    public let value: String
    /// The fault's code, in kebab case: a ``CellFault``'s, a row rule's, or one of ``Code``.
    public let code: String
    /// The message for the user.
    public let reason: LocalText

    /// Creates a reject.
    public init(file: String, row: Int?, column: String, value: String, code: String, reason: LocalText) {
        self.file = file
        self.row = row
        self.column = column
        self.value = value
        self.code = code
        self.reason = reason
    }

    /// The codes that do not come from a schema.
    ///
    /// A file that is not valid text has a code of ``Refusal``.
    public enum Code: String, Sendable, CaseIterable {
        /// The row has more or fewer cells than the header.
        case cellCount = "cell-count"
        /// The roster does not know the member.
        case unknownMember = "unknown-member"
        /// Several members bear the name that stands instead of a code.
        case severalMembers = "several-members"
        /// The code differs from one that is there only in the case of its letters.
        case otherCase = "other-case"
        /// The member does not hold the post on the attribution date.
        case notInPost = "not-in-post"
        /// A row with the same natural key has other values.
        case conflict
        /// The header lacks a required column; the file is refused.
        case missingColumn = "missing-column"
        /// The header names a column twice; the file is refused.
        case duplicateColumn = "duplicate-column"

        /// The message for the user.
        public var reason: LocalText {
            switch self {
            case .cellCount:
                LocalText("单元格数与表头不一致", "the row has more or fewer cells than the header")
            case .unknownMember: LocalText("网格员名册中没有此工号", "the roster has no such member")
            case .severalMembers: LocalText("有几名网格员同名，请填工号", "several members bear this name; give the code")
            case .otherCase:
                LocalText("与已有的编码只有字母大小写不同", "it differs from a code that is there only in the case of its letters")
            case .notInPost: LocalText("该网格员当日不在岗", "the member is not in post on this day")
            case .conflict:
                LocalText("与同一记录的内容不同", "a record of this key has other values")
            case .missingColumn: LocalText("表头缺少必填列", "the header lacks a required column")
            case .duplicateColumn: LocalText("表头中同一列出现两次", "the header names the same column twice")
            }
        }
    }

    /// Creates a reject with one of the codes that do not come from a schema.
    public init(file: String, row: Int?, column: String, value: String, _ code: Code) {
        self.init(file: file, row: row, column: column, value: value, code: code.rawValue, reason: code.reason)
    }
}
