public import AssessmentKernel
public import TownshipTables

/// One piece of equipment, identified by its name and serial number.
public struct Piece: Hashable, Comparable, Sendable {
    /// The name, as in the table of equipment.
    public let asset: Text
    /// The serial number; nil for pieces without one.
    public let serial: Text?

    /// Makes a piece.
    public init(asset: Text, serial: Text?) {
        self.asset = asset
        self.serial = serial
    }

    /// Sorted by name, then by serial number; pieces without one come first.
    public static func < (left: Piece, right: Piece) -> Bool {
        (left.asset, left.serial ?? "") < (right.asset, right.serial ?? "")
    }
}

/// The equipment of one member: the last entry of each piece tells where it is (§5).
///
/// ```swift
/// let custody = Custody(entries, through: day)
/// for holding in custody.inHand { … }
/// ```
public struct Custody: Sendable {
    /// A piece and its latest entry.
    public struct Holding: Hashable, Sendable {
        /// The piece.
        public let piece: Piece
        /// The number of the entry.
        public let entry: Text
        /// The day of the entry.
        public let date: CivilDate
        /// What happened to the piece.
        public let change: EquipmentChange
        /// The entry as a record.
        public let reference: RecordReference

        /// Whether the piece is in the member's hand: issued, or damaged since.
        public var isInHand: Bool { change == .issued || change == .damaged }
    }

    private var standing: [Piece: Holding] = [:]

    /// Makes a custody without entries.
    public init() {}

    /// Makes the custody from one member's entries up to a day.
    public init(_ entries: some Sequence<Row<EquipmentTable>>, through day: CivilDate) {
        for entry in entries where entry.date <= day { take(entry) }
    }

    /// Adds the member's next entry; entries come sorted by day and number, so the last of each piece applies.
    public mutating func take(_ entry: Row<EquipmentTable>) {
        let piece = Piece(asset: entry.asset, serial: entry.serial)
        standing[piece] = Holding(
            piece: piece, entry: entry.entry, date: entry.date, change: entry.change, reference: entry.reference)
    }

    /// The pieces in hand, sorted.
    public var inHand: [Holding] { standing.values.filter(\.isInHand).sorted { $0.piece < $1.piece } }

    /// The latest entry of a piece; nil without one.
    public subscript(piece: Piece) -> Holding? { standing[piece] }
}
