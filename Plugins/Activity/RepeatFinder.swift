import AssessmentKernel

/// Finds the first of a member's events in the period that has the same place and description as a later one.
///
/// An event's wording is read only once an event is asked about that it may have come before: where every event has a
/// verdict, none is read.
struct RepeatFinder {
    /// The events in their order.
    let events: [Row<EventTable>]
    private var digests: [UInt64] = []
    private var firstPlaces: [UInt64: Int] = [:]

    init(_ events: Rows<EventTable>) { self.events = Array(events) }

    /// The first event before the one at a place that has its wording; nil when there is none.
    mutating func firstLike(_ place: Int) -> Row<EventTable>? {
        while digests.count <= place {
            let digest = digest(of: events[digests.count])
            if firstPlaces[digest] == nil { firstPlaces[digest] = digests.count }
            digests.append(digest)
        }
        guard let earliest = firstPlaces[digests[place]], earliest < place else { return nil }
        // Equal digests only suggest equal wordings; the bytes decide.
        return (earliest..<place).first { digests[$0] == digests[place] && haveSameWording(events[$0], events[place]) }
            .map { events[$0] }
    }

    private func digest(of event: Row<EventTable>) -> UInt64 {
        var digest = Wording.emptyDigest
        Wording.digest(event.bytes(of: \.place), into: &digest)
        Wording.digest([0xFF], into: &digest)
        Wording.digest(event.bytes(of: \.description), into: &digest)
        return digest
    }

    private func haveSameWording(_ one: Row<EventTable>, _ other: Row<EventTable>) -> Bool {
        Wording.areEqual(one.bytes(of: \.place), other.bytes(of: \.place))
            && Wording.areEqual(one.bytes(of: \.description), other.bytes(of: \.description))
    }
}
