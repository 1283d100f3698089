import AssessmentKernel

/// §3.2.5: no false, duplicate or invalid reports, and in each event report time, place, persons and a description.
struct EventReview {
    static let perVoid = Parameter<Points>(
        "per_void", "2", Activity.about.clause, "每条虚假、重复或无效的记录扣分", "points for each false, duplicate or invalid record")
    static let duplicates = Parameter<Duplicates>(
        "duplicates", "review", Clause("§3.2.5"), "与先前事件地点描述相同而尚无结论的：review 交人核查，deduct 直接扣分",
        "an event that repeats an earlier one and has no verdict: review by a person, or deduct")
    static let requiredElements = Parameter<[RequiredElement]>(
        "required_elements", "[place, persons, description]", Clause("§3.2.5"), "事件必备要素，缺一即无效",
        "what an event report without a verdict needs to be valid")
    static let parameters = [perVoid.declaration, duplicates.declaration, requiredElements.declaration]

    static let void = DeductionKind(
        "activity.void", Activity.about.clause, "核查为虚假、重复或无效", "Judged false, duplicate or invalid")
    static let incomplete = DeductionKind(
        "activity.incomplete", Activity.about.clause, "事件要素不全", "Event report lacks a required element")
    static let duplicate = DeductionKind(
        "activity.duplicate", Activity.about.clause, "与先前事件重复", "Event repeats an earlier one")

    /// The warning by which an exact repeat is left to a person.
    static let suspect = "activity.suspect"

    let perVoid: Points
    let duplicates: Duplicates
    let requiredElements: [RequiredElement]

    init(_ parameters: ParameterValues) throws(ParameterFault) {
        perVoid = try parameters[Self.perVoid]
        duplicates = try parameters[Self.duplicates]
        requiredElements = try parameters[Self.requiredElements]
    }

    /// Whether an event counts; a void one costs points.
    ///
    /// A person's verdict decides; without one the elements do, and then whether it repeats an earlier event.
    func isSound(
        _ event: Row<EventTable>, at place: Int, _ repeats: inout RepeatFinder, _ sheet: inout ScoreSheet
    ) -> Bool {
        if event.isExcused { return true }
        if let verdict = event.verdict {
            if verdict.isVoid { sheet.deduct(perVoid, for: Self.void, on: event.day, resting: event) }
            return !verdict.isVoid
        }
        if requiredElements.contains(where: { $0.isBlank(in: event) }) {
            sheet.deduct(perVoid, for: Self.incomplete, on: event.day, resting: event)
            return false
        }
        guard let first = repeats.firstLike(place) else { return true }
        switch duplicates {
        case .deduct:
            sheet.deduct(perVoid, for: Self.duplicate, on: event.day, resting: [event, first])
            return false
        case .review:
            sheet.warn(
                Self.suspect, LocalText("与先前事件地点描述相同，待核查", "Repeats an earlier event; waits for a verdict"),
                about: [event.reference, first.reference])
            return true
        }
    }

    /// Whether an event waits for a person's verdict, should it repeat another: it has none and all elements.
    func isOpen(_ event: Row<EventTable>) -> Bool {
        !event.isExcused && event.verdict == nil && !requiredElements.contains { $0.isBlank(in: event) }
    }

    /// Whether a visit counts; one that a person judged void costs points.
    func isSound(_ visit: Row<VisitTable>, _ sheet: inout ScoreSheet) -> Bool {
        guard !visit.isExcused, let verdict = visit.verdict, verdict.isVoid else { return true }
        sheet.deduct(perVoid, for: Self.void, on: visit.day, resting: visit)
        return false
    }
}

/// What becomes of an event that repeats another, before a person has judged it (I-16).
enum Duplicates: String, ParameterChoice {
    case review, deduct
}

/// What an event report needs besides its time (I-8).
enum RequiredElement: String, ParameterChoice {
    case place, persons, description

    func isBlank(in event: Row<EventTable>) -> Bool {
        switch self {
        case .place: Wording.isBlank(event.bytes(of: \.place))
        case .persons: Wording.isBlank(event.bytes(of: \.persons))
        case .description: Wording.isBlank(event.bytes(of: \.description))
        }
    }
}
