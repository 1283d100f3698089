public import AssessmentKernel

/// 附件·7 诉求办理监督: one point for each request not reported back in time, two for each that left people dissatisfied.
public struct Supervision: AssessmentItem {
    /// The seventh item of the annex.
    public static let about = ItemDescriptor(7, "supervision", "诉求办理监督", "Supervision of requests", version: "1")
    /// The requests that a member watches over.
    public static let tables = [SupervisionTable.shared.schema]

    static let perLate = Parameter<Points>(
        "per_late", "1", about.clause, "每件未按期反馈的诉求扣分", "points for each request not reported back in time")
    static let perDissatisfied = Parameter<Points>(
        "per_dissatisfied", "2", about.clause, "每件满意度不达标的诉求扣分",
        "points for each request below the standard of satisfaction")
    static let satisfactionStandard = Parameter<Hundredths>(
        "satisfaction_standard", "80", about.clause, "满意度标准（百分数），低于此数即不达标",
        "the standard of satisfaction in percent; below it falls short")
    /// The points of each, and the standard.
    public static let parameters = [
        perLate.declaration, perDissatisfied.declaration, satisfactionStandard.declaration,
    ]
    /// Fifteen points.
    public static let usualMaximum = "15"

    static let late = DeductionKind("supervision.late", about.clause, "诉求未按期反馈", "Request not reported back in time")
    static let dissatisfied = DeductionKind(
        "supervision.dissatisfied", about.clause, "诉求满意度不达标", "Satisfaction below the standard")
    /// A late report and a satisfaction below the standard; one request can have both.
    public static let deductions = [late, dissatisfied]

    static let supervised = MeasureKind(
        "supervision.requests", Clause("§3.1.1"), .count, "督办诉求", "Requests supervised")
    static let inTime = MeasureKind("supervision.in-time", Clause("§3.1.1"), .count, "按期反馈", "Requests in time")
    /// The requests that fell due, and those reported back in time.
    public static let measures = [supervised, inTime]

    let perLate: Points
    let perDissatisfied: Points
    let satisfactionStandard: Hundredths

    /// Makes the item from the points of each, and the standard.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perLate = try parameters[Self.perLate]
        perDissatisfied = try parameters[Self.perDissatisfied]
        satisfactionStandard = try parameters[Self.satisfactionStandard]
    }

    /// Deducts points for each late request, and for each below the standard.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for request in evidence.rows(of: SupervisionTable.self) where !request.isExcused {
            if !request.reported.isBy(request.due) {
                sheet.deduct(
                    perLate, for: Self.late, on: request.due, resting: request,
                    because: .deadline(
                        request.told, due: request.due, done: request.reported, chinese: "反馈", english: "reported"))
            }
            if let satisfaction = request.satisfaction, satisfaction < satisfactionStandard {
                sheet.deduct(
                    perDissatisfied, for: Self.dissatisfied, on: request.due, resting: request,
                    because: Reason(
                        expected: LocalText(
                            "\(request.told) 满意度应达 \(satisfactionStandard)%",
                            "\(request.told): satisfaction of at least \(satisfactionStandard) %"),
                        found: LocalText("实为 \(satisfaction)%", "it is \(satisfaction) %")))
            }
        }
    }

    /// Counts the requests that fell due, and those reported back in time.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        let requests = evidence.rows(of: SupervisionTable.self)
        sheet.count(requests.count, as: Self.supervised)
        sheet.count(requests.count { $0.isExcused || $0.reported.isBy($0.due) }, as: Self.inTime)
    }
}
