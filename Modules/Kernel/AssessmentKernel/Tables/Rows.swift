public import AssessmentValues

/// The rows of one table for one member, sorted by attribution date, moment if any, and natural key.
///
/// Made by the code that assembles evidence; items see ``Rows``.
public final class TableEvidence: Sendable {
    /// How a row is treated; empty for an ordinary row.
    public struct RowStatus: OptionSet, Sendable {
        /// The raw bits.
        public let rawValue: UInt8
        /// Makes a status from its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// An appeal was upheld: the row raises no deduction and counts as good.
        public static let excused = RowStatus(rawValue: 1)
        /// The row does not count: out of post, or passed over on registered leave.
        public static let passedOver = RowStatus(rawValue: 2)
    }

    /// The rows.
    public let block: RowBlock
    /// The attribution date of each row, as day numbers.
    let days: [Int32]
    /// The status of each row.
    let statuses: [RowStatus]

    /// Makes the evidence from a block, whose rows must be sorted unless they are only ever read whole.
    ///
    /// - Parameter status: returns the status of a row from its place and attribution date.
    public init(_ block: RowBlock, status: (Int, CivilDate) -> RowStatus) {
        var days: [Int32] = []
        var statuses: [RowStatus] = []
        days.reserveCapacity(block.count)
        statuses.reserveCapacity(block.count)
        for row in 0..<block.count {
            let day = block.attributionDate(row) ?? CivilDate(dayNumber: 0)
            days.append(day.dayNumber)
            statuses.append(status(row, day))
        }
        self.block = block
        self.days = days
        self.statuses = statuses
    }

    /// The attribution date of a row that has one.
    public func day(_ place: Int) -> CivilDate { CivilDate(dayNumber: days[place]) }

    /// The places of the rows dated in a range of days.
    public func places(_ range: DateRange) -> Range<Int> {
        assert(zip(days, days.dropFirst()).allSatisfy { $0 <= $1 }, "evidence comes sorted")
        let start = firstPlace { $0 >= range.first.dayNumber }
        return start..<max(start, firstPlace { $0 > range.last.dayNumber })
    }

    /// The number of rows that count and are dated in a range of days.
    public func countedRows(_ range: DateRange) -> Int { countedRows(at: places(range)) }

    func countedRows(at places: Range<Int>) -> Int { places.count { !statuses[$0].contains(.passedOver) } }

    private func firstPlace(where isBeyond: (Int32) -> Bool) -> Int {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(days[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// The rows of one table that count for a member in a period.
public struct Rows<Table: EvidenceTable>: Sequence, Sendable {
    let evidence: TableEvidence?
    let places: Range<Int>

    init(_ evidence: TableEvidence?, in range: DateRange) {
        self.evidence = evidence
        places = evidence?.places(range) ?? 0..<0
    }

    /// All rows of a block, for tables that are read whole.
    public init(all evidence: TableEvidence) {
        self.evidence = evidence
        places = 0..<evidence.block.count
    }

    /// Those dated on one day; none of a day outside the period.
    public func on(_ day: CivilDate) -> Rows {
        guard let evidence else { return self }
        return Rows(evidence, at: evidence.places(DateRange(unchecked: day, day)).clamped(to: places))
    }

    private init(_ evidence: TableEvidence, at places: Range<Int>) {
        self.evidence = evidence
        self.places = places
    }

    /// How many rows count.
    public var count: Int { evidence.map { $0.countedRows(at: places) } ?? 0 }
    /// The same, so that an array of the rows is made at once.
    public var underestimatedCount: Int { count }

    /// Iterates over the rows in order.
    public func makeIterator() -> Iterator {
        Iterator(evidence: evidence, place: places.lowerBound, end: places.upperBound)
    }

    /// Iterates over rows and skips those that do not count.
    public struct Iterator: IteratorProtocol {
        let evidence: TableEvidence?
        var place: Int
        let end: Int

        /// The next row that counts.
        public mutating func next() -> Row<Table>? {
            guard let evidence else { return nil }
            while place < end {
                defer { place += 1 }
                if !evidence.statuses[place].contains(.passedOver) { return Row(evidence: evidence, place: place) }
            }
            return nil
        }
    }
}

/// One row: its cells are read by the names of the table's columns, `row.foundAt`.
@dynamicMemberLookup
public struct Row<Table: EvidenceTable>: Sendable {
    @usableFromInline let evidence: TableEvidence
    @usableFromInline let place: Int

    init(evidence: TableEvidence, place: Int) {
        self.evidence = evidence
        self.place = place
    }

    /// The value of a column.
    @inlinable
    public subscript<Value>(dynamicMember column: KeyPath<Table, Column<Value>>) -> Value {
        Value.read(evidence.block.slot(place, Table.shared[keyPath: column].index), in: evidence.block)
    }

    /// The bytes of an optional text, empty without one; for rules that compare many texts and keep none.
    @inlinable
    public func bytes(of column: KeyPath<Table, Column<Text?>>) -> ArraySlice<UInt8> {
        evidence.block.text(place, Table.shared[keyPath: column].index)
    }

    /// The bytes of an optional text in a column at hand, for rules that look at every row: a path to it takes longer.
    @inlinable
    public func bytes(of column: Column<Text?>) -> ArraySlice<UInt8> { evidence.block.text(place, column.index) }

    /// Whether an appeal was upheld: the row raises no deduction and counts as good.
    public var isExcused: Bool { evidence.statuses[place].contains(.excused) }

    /// The attribution date.
    public var day: CivilDate { evidence.day(place) }

    /// The row's reference, for a deduction that rests on it.
    public var reference: RecordReference { evidence.block.reference(place) }
}
