import AssessmentKernel

/// An item with only its key and its parameters.
protocol StubItem: AssessmentItem {}

extension StubItem {
    static var tables: [TableSchema] { [] }
    static var deductions: [DeductionKind] { [] }
    static var examples: [Example] { [] }
    static var usualMaximum: String { "10" }
    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {}

    static func points(_ key: String) -> ParameterDeclaration { declared(Points.self, key) }
    static func count(_ key: String) -> ParameterDeclaration { declared(Int.self, key) }
    static func declared<Value: ParameterValue>(_ type: Value.Type, _ key: String) -> ParameterDeclaration {
        Parameter<Value>(key, "1", about.clause, key, key).declaration
    }
}

let stubs: [any AssessmentItem.Type] = [
    DutiesStub.self, SatisfactionStub.self, AttendanceStub.self, SupervisionStub.self, MediationStub.self,
    ActivityStub.self, HazardsStub.self, PublicityStub.self, CollectionStub.self, TrainingStub.self, IdleStub.self,
]

enum Word: String, ParameterChoice {
    case absence, ignore, day, period, review, deduct, missed, place, persons, description
}

struct Weights: ParameterValue {
    static let form = LocalText("权重", "weights")
    init(_ node: ParameterNode) throws(ParameterFault) {
        for node in try node.values(["satisfied", "fairly", "dissatisfied"]) { _ = try Share(node) }
    }
}

struct Groups: ParameterValue {
    static let form = LocalText("比重", "groups")
    init(_ node: ParameterNode) throws(ParameterFault) {
        for node in try node.values(["committee", "resident"]) { _ = try Share(node) }
    }
}

struct TrainingStub: StubItem {
    static let about = ItemDescriptor(1, "training", "教育培训", "Training", version: "1")
    static let steps = Parameter<[Points]>("steps", "[2, 5, 10]", about.clause, "扣分", "points")
    static let parameters = [
        steps.declaration, count("leave_limit"), declared(Word.self, "excess_leave"), count("disqualify_at"),
    ]
    let steps: [Points]
    init(_ parameters: ParameterValues) throws(ParameterFault) {
        steps = try parameters[Self.steps]
        guard steps.count == 3 else {
            throw ParameterFault(path: "steps", line: 0, reason: LocalText("应有三级", "must have three steps"))
        }
    }
}

struct CollectionStub: StubItem {
    static let about = ItemDescriptor(2, "collection", "基础信息采集", "Collection", version: "1")
    static let parameters = [points("per_missing_patrol"), points("per_finding")]
    init(_ parameters: ParameterValues) {}
}

struct PublicityStub: StubItem {
    static let about = ItemDescriptor(3, "publicity", "法律政策宣传", "Publicity", version: "1")
    static let parameters = [points("per_task")]
    init(_ parameters: ParameterValues) {}
}

struct HazardsStub: StubItem {
    static let about = ItemDescriptor(4, "hazards", "问题隐患上报", "Hazards", version: "1")
    static let parameters = [points("per_late"), count("report_within_hours")]
    init(_ parameters: ParameterValues) {}
}

struct ActivityStub: StubItem {
    static let about = ItemDescriptor(5, "activity", "走访巡查", "Activity", version: "1")
    static let parameters =
        ["per_missing", "per_void", "per_overdue", "per_missing_general", "per_missing_appointed"].map(points)
        + ["events_per_day", "visits_per_day", "appointed_per_week"].map(count)
        + ["quota_basis", "duplicates"].map { declared(Word.self, $0) }
        + [declared([Word].self, "required_elements")]
    init(_ parameters: ParameterValues) {}
}

struct MediationStub: StubItem {
    static let about = ItemDescriptor(6, "mediation", "矛盾纠纷", "Mediation", version: "1")
    static let parameters = [points("per_dispute")]
    init(_ parameters: ParameterValues) {}
}

struct SupervisionStub: StubItem {
    static let about = ItemDescriptor(7, "supervision", "诉求办理", "Supervision", version: "1")
    static let parameters = [
        points("per_late"), points("per_dissatisfied"), declared(Hundredths.self, "satisfaction_standard"),
    ]
    init(_ parameters: ParameterValues) {}
}

struct AttendanceStub: StubItem {
    static let about = ItemDescriptor(8, "attendance", "考勤打卡", "Attendance", version: "1")
    static let perLate = Parameter<Points>("per_late", "0.5", about.clause, "扣分", "points")
    static let parameters = [
        perLate.declaration, points("per_offline"), points("per_spot_offline"), declared(Word.self, "missing_record"),
    ]
    let perLate: Points
    init(_ parameters: ParameterValues) throws(ParameterFault) { perLate = try parameters[Self.perLate] }
}

struct SatisfactionStub: StubItem {
    static let about = ItemDescriptor(9, "satisfaction", "满意度测评", "Satisfaction", version: "1")
    static let parameters = [
        declared(Weights.self, "weights"), declared(Groups.self, "groups"), points("round_to"),
    ]
    init(_ parameters: ParameterValues) {}
}

struct DutiesStub: StubItem {
    static let about = ItemDescriptor(10, "duties", "交办工作", "Duties", version: "1")
    static let parameters = [points("per_late"), points("per_absence")]
    init(_ parameters: ParameterValues) {}
}

/// Installed, and named by no rulebook.
struct IdleStub: StubItem {
    static let about = ItemDescriptor(11, "idle", "未用", "Idle", version: "1")
    static let parameters: [ParameterDeclaration] = []
    init(_ parameters: ParameterValues) {}
}
