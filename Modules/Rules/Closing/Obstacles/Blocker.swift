public import AssessmentKernel

/// A reason why a closing, a review or a notice cannot be made yet.
public protocol Obstacle: Hashable, Sendable {
    /// A short code, for programs.
    var code: String { get }
    /// The reason.
    var text: LocalText { get }
    /// What to do about it.
    var next: Advice { get }
}

/// A reason why a closing cannot be made yet.
public enum Blocker: Obstacle {
    /// The quarter is not over.
    case notOver(Quarter)
    /// No member is assessed.
    case nobodyAssessed
    /// The quarter is closed already.
    case closedAlready(name: String)
    /// A table read for absence has no row in a month, for the township or for an office.
    case noRows(table: TableSchema, month: Month, office: Text?)
    /// A table read for absence has no row on the quarter's last three workdays.
    case noRowsAtTheEnd(table: TableSchema, days: [CivilDate])

    /// A short code, for programs.
    public var code: String {
        switch self {
        case .notOver: "not-over"
        case .nobodyAssessed: "nobody-assessed"
        case .closedAlready: "closed-already"
        case .noRows: "no-rows"
        case .noRowsAtTheEnd: "no-rows-at-the-end"
        }
    }

    /// The reason.
    public var text: LocalText {
        switch self {
        case .notOver(let quarter):
            return LocalText(
                "\(quarter) 尚未结束（至 \(quarter.range.last)）", "\(quarter) is not over (it ends on \(quarter.range.last))")
        case .nobodyAssessed:
            return LocalText("没有应考核的在岗网格员", "no member in post is assessed")
        case .closedAlready(let name):
            return LocalText("本季度已结算（\(name)）", "the quarter is closed already (\(name))")
        case .noRows(let table, let month, let office):
            let place = office.map { LocalText("办事处“\($0)”", "the office \($0)") } ?? LocalText("全镇", "the township")
            return LocalText(
                "\(place.chinese) \(month) 没有“\(table.title.chinese)”记录",
                "\(place.english) has no rows of \(table.key) in \(month)")
        case .noRowsAtTheEnd(let table, let days):
            let list = days.map(\.description).joined(separator: " ")
            return LocalText(
                "季末最后几个工作日（\(list)）没有任何“\(table.title.chinese)”记录",
                "nobody has a row of \(table.key) on the quarter's last workdays (\(list))")
        }
    }

    /// The table concerned, if any.
    public var table: TableSchema? {
        switch self {
        case .noRows(let table, _, _), .noRowsAtTheEnd(let table, _): table
        case .notOver, .nobodyAssessed, .closedAlready: nil
        }
    }

    /// What to do about it.
    public var next: Advice {
        switch self {
        case .notOver: Advice("季度结束后再结算", "close it when it is over")
        case .nobodyAssessed: Advice("导入网格员名册", "import the roster")
        case .closedAlready:
            Advice(
                "结果在 closings/ 中；更正\(by: .revise(nil))",
                "its results are in closings/; \(deed: .revise(nil)) makes another revision")
        case .noRows(let table, _, _), .noRowsAtTheEnd(let table, _):
            Advice(
                "导入缺少的表；确无记录时\(adding: .acceptEmpty(table.named))",
                "import the table; if it really has no rows, say \(deed: .acceptEmpty(table.named))")
        }
    }
}

extension DateRange {
    /// Whether a period is over, which it must be before it is closed, issued or reviewed.
    package func isOver(on today: CivilDate) -> Bool { last < today }
}
