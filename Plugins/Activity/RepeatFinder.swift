import AssessmentKernel

/// Finds the first of a member's events in the period that a later one repeats in some way.
///
/// Texts are read lazily, for the events before the one in question: when every event has a verdict, none is read.
struct RepeatFinder {
    /// The events in their order.
    let events: [Row<EventTable>]
    /// The kind of likeness.
    let kind: RepeatSuspect.Kind
    /// The digest of what must be the same; nil for an event that cannot be compared.
    private var digests: [UInt64?] = []
    /// The first place of each digest, at the digest's last bits or behind; -1 marks what is free.
    ///
    /// A dictionary would digest the digests once more.
    private var firstPlaces: [Int32] = []

    init(_ events: [Row<EventTable>], by kind: RepeatSuspect.Kind) {
        self.events = events
        self.kind = kind
    }

    /// The first earlier event that the event at a place repeats; nil without one.
    mutating func first(like place: Int) -> Row<EventTable>? {
        if digests.isEmpty {
            digests.reserveCapacity(events.count)
            // At least half of it stays free: a power of two above twice the number.
            firstPlaces = Array(repeating: -1, count: 2 << (Int.bitWidth - events.count.leadingZeroBitCount))
        }
        while digests.count <= place {
            let digest = events[digests.count].digest(kind)
            digests.append(digest)
            guard let digest else { continue }
            let home = home(of: digest)
            if firstPlaces[home] < 0 { firstPlaces[home] = Int32(digests.count - 1) }
        }
        guard let digest = digests[place] else { return nil }
        let earliest = Int(firstPlaces[home(of: digest)])
        guard earliest < place else { return nil }
        // Equal digests only suggest equal texts; the bytes decide.
        return (earliest..<place).first { digests[$0] == digest && events[$0].isLike(events[place], kind) }
            .map { events[$0] }
    }

    /// Where the first place of a digest is, or belongs.
    private func home(of digest: UInt64) -> Int {
        let last = firstPlaces.count - 1
        var home = Int(truncatingIfNeeded: digest) & last
        while firstPlaces[home] >= 0, digests[Int(firstPlaces[home])] != digest { home = (home + 1) & last }
        return home
    }
}

extension Row<EventTable> {
    /// The digest of what a similar event must share; nil when there is too little to compare.
    fileprivate func digest(_ kind: RepeatSuspect.Kind) -> UInt64? {
        var digest = Wording.emptyDigest
        switch kind {
        case .exact: digestWording(.solid, into: &digest)
        case .digits:
            if Wording.words.isBlank(descriptionBytes) { return nil }
            digestWording(.words, into: &digest)
        case .minute:
            if Wording.solid.isBlank(placeBytes) { return nil }
            Wording.solid.digest(placeBytes, into: &digest)
            digest ^= UInt64(bitPattern: minute) &* 0x9E37_79B9_7F4A_7C15
        }
        return digest
    }

    private func digestWording(_ wording: Wording, into digest: inout UInt64) {
        wording.digest(placeBytes, into: &digest)
        wording.digest(descriptionBytes, into: &digest)
    }

    /// Whether two comparable events are alike.
    fileprivate func isLike(_ other: Row<EventTable>, _ kind: RepeatSuspect.Kind) -> Bool {
        switch kind {
        case .exact: hasWording(of: other, .solid)
        case .digits: hasWording(of: other, .words)
        case .minute:
            minute == other.minute && Wording.solid.areEqual(placeBytes, other.placeBytes)
        }
    }

    private func hasWording(of other: Row<EventTable>, _ wording: Wording) -> Bool {
        wording.areEqual(placeBytes, other.placeBytes)
            && wording.areEqual(descriptionBytes, other.descriptionBytes)
    }

    private var placeBytes: ArraySlice<UInt8> { bytes(of: EventTable.shared.place) }
    private var descriptionBytes: ArraySlice<UInt8> { bytes(of: EventTable.shared.description) }
    private var minute: Int64 { self.occurredAt.seconds / 60 }
}
