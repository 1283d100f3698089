public import AssessmentKernel

/// A reason why an annual review cannot be made yet.
public enum ReviewBlocker: Obstacle {
    /// The year is not over.
    case notOver(Year)
    /// A quarter in which an assessed member was in post is not closed.
    case notClosed(Quarter)
    /// No member was rated in any quarter of the year.
    case nobodyRated
    /// The year has a review already.
    case reviewedAlready(name: String)

    /// A short code, for programs.
    public var code: String {
        switch self {
        case .notOver: "not-over"
        case .notClosed: "not-closed"
        case .nobodyRated: "nobody-rated"
        case .reviewedAlready: "reviewed-already"
        }
    }

    /// The reason.
    public var text: LocalText {
        switch self {
        case .notOver(let year): LocalText("\(year) 年尚未结束", "\(year) is not over")
        case .notClosed(let quarter):
            LocalText("\(quarter) 有应考核的人员在岗而未结算", "somebody assessed was in post in \(quarter), which is not closed")
        case .nobodyRated: LocalText("全年没有评等的网格员", "nobody was rated in a quarter of the year")
        case .reviewedAlready(let name):
            LocalText("本年度已考评（\(name)）", "the year is reviewed already (\(name))")
        }
    }

    /// What to do about it.
    public var next: Advice {
        switch self {
        case .notOver: Advice("年度结束后再考评", "review it when it is over")
        case .notClosed(let quarter):
            Advice("先结算：\(deed: .close(quarter))", "close it first: \(deed: .close(quarter))")
        case .nobodyRated: Advice("先结算各季度", "close the quarters first")
        case .reviewedAlready:
            Advice(
                "结果在 closings/ 中；重新考评须\(by: .reason)说明理由",
                "its results are in closings/; to review it again say why \(by: .reason)")
        }
    }
}
