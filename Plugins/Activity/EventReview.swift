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

    /// An exact repeat for a person to judge.
    static let suspect = WarningKind(
        "activity.suspect", "与先前事件地点描述相同，待核查", "Repeats an earlier event; waits for a verdict")

    let perVoid: Points
    let duplicates: Duplicates
    let requiredElements: [RequiredElement]

    init(_ parameters: ParameterValues) throws(ParameterFault) {
        perVoid = try parameters[Self.perVoid]
        duplicates = try parameters[Self.duplicates]
        requiredElements = try parameters[Self.requiredElements]
    }

    /// The events of the period with the state of each.
    ///
    /// A person's verdict decides; without one the elements do, and then whether it repeats an earlier event.
    ///
    /// - Parameter isWarned: whether somebody wants to know of repeats that cost nothing; otherwise those are sound.
    func events(
        _ evidence: MemberEvidence, isWarned: Bool
    ) -> [(event: Row<EventTable>, state: EventState)] {
        let looksForRepeats = isWarned || duplicates == .deduct
        var repeats = RepeatFinder(Array(evidence.rows(of: EventTable.self)), by: .exact)
        return repeats.events.indices.map { place in
            let event = repeats.events[place]
            if event.isExcused || event.verdict == .valid { return (event, .sound) }
            if event.verdict != nil { return (event, .void) }
            if lacksElement(event) { return (event, .incomplete) }
            guard looksForRepeats, let first = repeats.first(like: place) else { return (event, .sound) }
            return (event, .suspect(repeats: first))
        }
    }

    /// Whether a repeat needs a person's verdict: the event has all elements and no verdict.
    func isOpen(_ event: Row<EventTable>) -> Bool {
        !event.isExcused && event.verdict == nil && !lacksElement(event)
    }

    /// Whether a person may still give a verdict on an event.
    func isUnjudged(_ event: Row<EventTable>) -> Bool { !event.isExcused && event.verdict == nil }

    /// Whether a person may still give a verdict on a visit.
    func isUnjudged(_ visit: Row<VisitTable>) -> Bool { !visit.isExcused && visit.verdict == nil }

    private func lacksElement(_ event: Row<EventTable>) -> Bool {
        requiredElements.contains { $0.isBlank(in: event) }
    }

    /// Whether an event in a state counts.
    func counts(_ state: EventState) -> Bool {
        switch state {
        case .sound: true
        case .void, .incomplete: false
        case .suspect: duplicates == .review
        }
    }

    /// Deducts the points for an event's state, or leaves the event to a person.
    func charge(_ event: Row<EventTable>, _ state: EventState, _ sheet: inout ScoreSheet) {
        switch (state, duplicates) {
        case (.sound, _): break
        case (.void, _):
            sheet.deduct(
                perVoid, for: Self.void, on: event.day, resting: event, because: Self.whyVoid(event.told, event.verdict)
            )
        case (.incomplete, _):
            sheet.deduct(
                perVoid, for: Self.incomplete, on: event.day, resting: event, because: whyIncomplete(event))
        case (.suspect(let first), .deduct):
            sheet.deduct(
                perVoid, for: Self.duplicate, on: event.day, resting: [event, first],
                because: Reason(
                    found: LocalText(
                        "事件 \(event.told) 与\(first.day.told.chinese) \(first.told) 的地点、描述相同",
                        "event \(event.told) has the place and description of \(first.told), \(first.day)")))
        case (.suspect(let first), .review):
            sheet.warn(Self.suspect, about: .records([event.reference, first.reference]))
        }
    }

    /// Whether a visit counts: unless a person judged it void, or an appeal excuses it.
    func counts(_ visit: Row<VisitTable>) -> Bool { visit.isExcused || visit.verdict?.isVoid != true }

    /// Deducts the points for a void visit.
    func charge(_ visit: Row<VisitTable>, _ sheet: inout ScoreSheet) {
        sheet.deduct(
            perVoid, for: Self.void, on: visit.day, resting: visit, because: Self.whyVoid(visit.told, visit.verdict))
    }

    private static func whyVoid(_ code: String, _ verdict: Verdict?) -> Reason {
        let title = verdict?.option.title ?? LocalText("无效", "Invalid")
        return Reason(
            found: LocalText("\(code) 核查结论为“\(title.chinese)”", "\(code) was judged \(title.english.lowercased())"))
    }

    /// The elements that are needed, and those that are missing.
    private func whyIncomplete(_ event: Row<EventTable>) -> Reason {
        let missing = requiredElements.filter { $0.isBlank(in: event) }
        return Reason(
            expected: LocalText(
                "事件应有时间、\(requiredElements.map(\.title.chinese).joined(separator: "、"))",
                "an event has its time, \(requiredElements.map(\.title.english).joined(separator: ", "))"),
            found: LocalText(
                "\(event.told) 缺\(missing.map(\.title.chinese).joined(separator: "、"))",
                "\(event.told) lacks \(missing.map(\.title.english).joined(separator: ", "))"))
    }
}

/// The state of an event after review.
enum EventState {
    /// It counts.
    case sound
    /// A person judged it false, a duplicate or invalid.
    case void
    /// It has no verdict, and lacks a required element.
    case incomplete
    /// It has no verdict, and has the place and description of an earlier event.
    case suspect(repeats: Row<EventTable>)
}

/// How an event that repeats another is treated before a person has judged it (I-16).
enum Duplicates: String, ParameterChoice {
    case review, deduct
}

/// What an event report needs besides its time (I-8).
enum RequiredElement: String, ParameterChoice {
    case place, persons, description

    /// What it is called.
    var title: LocalText {
        switch self {
        case .place: LocalText("地点", "place")
        case .persons: LocalText("人物", "persons")
        case .description: LocalText("描述", "description")
        }
    }

    func isBlank(in event: Row<EventTable>) -> Bool {
        switch self {
        case .place: Wording.solid.isBlank(event.bytes(of: EventTable.shared.place))
        case .persons: Wording.solid.isBlank(event.bytes(of: EventTable.shared.persons))
        case .description: Wording.solid.isBlank(event.bytes(of: EventTable.shared.description))
        }
    }
}
