public import AssessmentKernel

/// 附件·3 法律政策宣传: one point for each publicity task not done by its due date.
public struct Publicity: AssessmentItem {
    /// The third item of the annex.
    public static let about = ItemDescriptor(3, "publicity", "法律政策宣传", "Publicity of law and policy", version: "1")
    /// The publicity tasks.
    public static let tables = [PublicityTable.shared.schema]

    static let perTask = Parameter<Points>(
        "per_task", "1", about.clause, "每项未按期完成的宣传任务扣分", "points for each publicity task not done in time")
    /// The points per task.
    public static let parameters = [perTask.declaration]
    /// Four points.
    public static let usualMaximum = "4"

    static let late = DeductionKind("publicity.late", about.clause, "宣传任务未完成或逾期", "Publicity task not done in time")
    /// A task not done in time.
    public static let deductions = [late]

    let perTask: Points

    /// Makes the item from the points per task.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perTask = try parameters[Self.perTask]
    }

    /// Deducts points for each task not done, or done after its due date.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for task in evidence.rows(of: PublicityTable.self) where !task.isExcused && !task.done.isBy(task.due) {
            sheet.deduct(
                perTask, for: Self.late, on: task.due, resting: task,
                because: .deadline(task.told, due: task.due, done: task.done, chinese: "完成", english: "done"))
        }
    }
}
