public import AssessmentKernel
public import TownshipTables

/// One piece of equipment, told from others by its name and serial number.
public struct Piece: Hashable, Comparable, Sendable {
    /// The name, as the table of equipment has it.
    public let asset: Text
    /// The serial number; nil for pieces that have none.
    public let serial: Text?

    /// Names a piece.
    public init(asset: Text, serial: Text?) {
        self.asset = asset
        self.serial = serial
    }

    /// By name, then by serial number; none comes first.
    public static func < (left: Piece, right: Piece) -> Bool {
        (left.asset, left.serial ?? "") < (right.asset, right.serial ?? "")
    }
}

/// What one member's equipment entries come to: the last entry of each piece tells where it is (§5).
///
/// ```swift
/// let custody = Custody(entries, through: day)
/// for holding in custody.inHand { … }
/// ```
public struct Custody: Sendable {
    /// A piece and the entry that stands for it.
    public struct Holding: Hashable, Sendable {
        /// The piece.
        public let piece: Piece
        /// The number of the entry.
        public let entry: Text
        /// The day of the entry.
        public let date: CivilDate
        /// What the entry says.
        public let change: EquipmentChange
        /// The entry as a record.
        public let reference: RecordReference

        /// Whether the piece is in the member's hand: issued, or damaged since.
        public var isInHand: Bool { change == .issued || change == .damaged }
    }

    private var standing: [Piece: Holding] = [:]

    /// Knows of no entry.
    public init() {}

    /// Takes one member's entries up to a day.
    public init(_ entries: some Sequence<Row<EquipmentTable>>, through day: CivilDate) {
        for entry in entries where entry.date <= day { take(entry) }
    }

    /// Takes the member's next entry; they come by day and number, so the last of each piece is the one that stands.
    public mutating func take(_ entry: Row<EquipmentTable>) {
        let piece = Piece(asset: entry.asset, serial: entry.serial)
        standing[piece] = Holding(
            piece: piece, entry: entry.entry, date: entry.date, change: entry.change, reference: entry.reference)
    }

    /// The pieces in hand, in their order.
    public var inHand: [Holding] { standing.values.filter(\.isInHand).sorted { $0.piece < $1.piece } }

    /// The entry that stands for a piece; nil when there is none.
    public subscript(piece: Piece) -> Holding? { standing[piece] }
}
