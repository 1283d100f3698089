public import AssessmentKernel

/// §3.2.5: which events a person should look at, because they may repeat another.
extension Activity: JudgesRepeats {
    /// The verdict of an event.
    public static let judgement = RepeatJudgement(
        EventTable.shared.schema, EventTable.shared.verdict, duplicate: .duplicate, valid: .valid,
        warning: EventReview.suspect)

    /// Exact repeats, those that differ in digits alone, and those at the same place in the same minute; only events
    /// that have all elements and no verdict.
    ///
    /// The event that is repeated may be any, whatever its verdict.
    public func suspects(_ evidence: MemberEvidence) -> [RepeatSuspect] {
        var repeats = RepeatFinder(evidence.rows(of: EventTable.self))
        var wordings = FirstPlaces()
        var moments = FirstPlaces()
        var suspects: [RepeatSuspect] = []
        for (place, event) in repeats.events.enumerated() {
            let ofWording = wordings.first(like: event.wordingWithoutDigits, at: place)
            let ofMoment = moments.first(like: event.placeAndMinute, at: place)
            guard review.isOpen(event) else { continue }
            if let first = repeats.firstLike(place) {
                suspects.append(RepeatSuspect(event, repeats: first, .exact))
            } else if let first = ofWording {
                suspects.append(RepeatSuspect(event, repeats: repeats.events[first], .digits))
            } else if let first = ofMoment {
                suspects.append(RepeatSuspect(event, repeats: repeats.events[first], .minute))
            }
        }
        return suspects
    }
}

/// The first place at which each text stood.
private struct FirstPlaces {
    private var places: [Text: Int] = [:]

    /// The first place before this one at which the text stood; nil for the first, and without a text.
    mutating func first(like text: Text?, at place: Int) -> Int? {
        guard let text else { return nil }
        if let first = places[text] { return first }
        places[text] = place
        return nil
    }
}

extension Row<EventTable> {
    /// Place and description without digits and white space; nil when nothing else is in the description.
    fileprivate var wordingWithoutDigits: Text? {
        let words = Self.withoutDigits(self.description)
        return words.isEmpty ? nil : Text(Self.withoutDigits(self.place) + "\u{0}" + words)
    }

    /// The place without white space, and the minute; nil without a place.
    fileprivate var placeAndMinute: Text? {
        guard let place = self.place?.withoutWhiteSpace, !place.utf8.isEmpty else { return nil }
        return Text("\(self.occurredAt.seconds / 60) \(place)")
    }

    private static func withoutDigits(_ text: Text?) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in (text?.string ?? "").unicodeScalars
        where !scalar.properties.isWhitespace && scalar.properties.numericType != .decimal {
            kept.append(scalar)
        }
        return String(kept)
    }
}
