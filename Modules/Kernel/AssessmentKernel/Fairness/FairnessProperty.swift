public import AssessmentValues

/// A property that makes an item fair; the conformance suite checks each over generated evidence.
public enum FairnessProperty: String, Sendable, CaseIterable {
    /// One more good record never costs points.
    case goodRecord = "good-record"
    /// One more bad record never gains points.
    case badRecord = "bad-record"
    /// An upheld appeal never costs points.
    case excuse
    /// A member with everything done loses nothing.
    case allDone = "all-done"
    /// Names and codes, and the order of members and records, change nothing.
    case namesAndOrder = "names-and-order"

    /// The property as people read it.
    public var title: LocalText {
        switch self {
        case .goodRecord: LocalText("多一条好的记录，从不多扣分", "one more good record never costs points")
        case .badRecord: LocalText("多一条差的记录，从不少扣分", "one more bad record never gains points")
        case .excuse: LocalText("申诉成立，从不多扣分", "an upheld appeal never costs points")
        case .allDone: LocalText("样样做到，一分不扣", "with everything done nothing is lost")
        case .namesAndOrder: LocalText("姓名、编号、先后不影响扣分", "names, codes and order change nothing")
        }
    }
}
