import AssessmentKernel
import Bundle

/// The members of whom any evidence counts by a day of the bundle's quarter, noted while its rows are checked.
struct WitnessedMembers: Sendable {
    /// The codes.
    var codes: Set<Text> = []
    /// The first and the last day as evidence writes them; days are ISO dates, so they compare as bytes.
    private let first, last: [UInt8]
    private var member: Int?
    private var days: [Int] = []
    /// The member that was found last: rows come member by member.
    private var latest: [UInt8] = []

    /// - Parameter range: the days that count.
    init(_ range: DateRange) {
        first = Array(range.first.description.utf8)
        last = Array(range.last.description.utf8)
    }

    /// Begins a table; one that names no member, or belongs to no item, witnesses nobody.
    mutating func begin(_ schema: TableSchema?, columns: [String]) {
        func place(_ column: Int) -> Int? { schema.flatMap { columns.firstIndex(of: $0.columns[column].key) } }
        member = schema?.memberColumn.flatMap(place)
        days = schema?.attribution.compactMap(place) ?? []
        latest = []
    }

    /// Notes a row.
    mutating func note(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) {
        guard let member, member < cells.count, !latest.withUnsafeBufferPointer({ $0.hasBytes(of: cells[member]) }),
            let place = days.first(where: { $0 < cells.count && cells[$0].count >= 10 })
        else { return }
        let day = cells[place].prefix(10)
        guard !day.lexicographicallyPrecedes(first), !last.lexicographicallyPrecedes(day) else { return }
        latest = Array(cells[member])
        codes.insert(Text(String(decoding: latest, as: UTF8.self)))
    }
}
