public import AssessmentKernel

/// An amount of the pay as sheets, slips and papers list it: read off its column in the pay table.
///
/// Whoever lists pay walks such columns and names none.
///
/// ```swift
/// for column in PayColumn.all where column.isListed(ifAny: months.contains { $0[column.key] != .zero }) {
///     line(column.title, months.map { column.shown($0[column.key]) }, column.sum(months) { $0[column.key] })
/// }
/// ```
public struct PayColumn: Sendable {
    /// The key of what is paid out.
    package static let dueKey = "due"

    /// The key, as `pay.csv` has it.
    public let key: String
    /// The title at the head of a column or a line.
    public let title: LocalText
    /// Whether it is taken off what is paid, and shown with a minus.
    public let isTaken: Bool
    private let listing: ResultLook.Listing
    private let counted: ResultLook.Counted

    /// The amounts among columns of a pay table that papers are to show.
    package static func of(_ columns: [ResultColumn]) -> [PayColumn] { columns.compactMap { PayColumn($0) } }

    /// Nil for a column without amounts, and for one that papers are not to show.
    package init?(_ column: ResultColumn) {
        guard column.kind.isMoney, column.look.readers.contains(.paper) else { return nil }
        key = column.key
        title = column.look.brief ?? column.title
        isTaken = column.look.isTaken
        listing = column.look.listing
        counted = column.look.counted
    }

    /// Whether it is what is paid out, which the columns before it lead to.
    public var isDue: Bool { key == PayColumn.dueKey }

    /// Whether one member's slip has a line for it.
    ///
    /// - Parameter hasAmount: whether it is other than zero in one of the months.
    public func isListed(ifAny hasAmount: Bool) -> Bool { hasAmount || listing == .always }

    /// Whether a sheet about everybody has a column for it.
    func isOnSheet(ifAny hasAmount: Bool) -> Bool { hasAmount || listing != .ifAny }

    /// An amount as people are shown it.
    public func shown(_ amount: Yuan) -> Yuan { isTaken ? -amount : amount }

    /// The sum of a quarter's months, in their order, of which those count that do.
    public func sum<Pay>(_ months: [Pay], _ amount: (Pay) throws -> Yuan) rethrows -> Yuan {
        try sum(of: months.count) { try amount(months[$0]) }
    }

    /// The sum of so many months, each by its place.
    fileprivate func sum(of months: Int, _ amount: (Int) throws -> Yuan) rethrows -> Yuan {
        var sum = Yuan.zero
        for place in counted.places(of: months) { sum += try amount(place) }
        return sum
    }
}

/// A sheet of everybody's pay: the parts of the pay over the quarter, what is due in each month and in all, and what follows.
///
/// Which columns it has is known once everybody is: one without any amount is left out.
public struct PaySheet: Sendable {
    /// The sums of one member or of several.
    public struct Sums: Sendable {
        /// The amounts, then what is due in each month.
        fileprivate var values: [Yuan]

        /// Adds others of the same sheet.
        public static func += (sums: inout Sums, more: Sums) {
            for place in sums.values.indices.prefix(more.values.count) { sums.values[place] += more.values[place] }
        }
    }

    /// A column.
    public struct Column: Sendable {
        /// What it has.
        public enum Content: Sendable {
            /// A part of the pay.
            case part(PayColumn)
            /// What is due in a month.
            case month(Month)
            /// What is due over the quarter.
            case due
            /// What comes of it, such as a debt that is carried forward.
            case after(PayColumn)
        }

        /// What it has.
        public let content: Content
        /// Its place among the sums.
        fileprivate let place: Int
        fileprivate let isTaken: Bool

        /// Its figure in the sums of somebody, with a minus where it is taken off.
        public func figure(_ sums: Sums) -> Yuan { isTaken ? -sums.values[place] : sums.values[place] }
    }

    private let months: [Month]
    private let amounts: [PayColumn]

    /// A sheet of a quarter's months.
    ///
    /// - Parameter amounts: the amounts of the pay, in the order of reading.
    public init(_ months: [Month], _ amounts: [PayColumn]) {
        self.months = months
        self.amounts = amounts
    }

    /// The sums of nobody.
    public var none: Sums { Sums(values: Array(repeating: .zero, count: amounts.count + months.count)) }

    /// The sums of a member.
    ///
    /// - Parameters:
    ///   - paid: the months of the pay, in their order.
    ///   - amount: an amount of one of them: by the month's place, and by the amount's among those of the sheet.
    public func sums(of paid: [Month], amount: (_ month: Int, _ amount: Int) -> Yuan) -> Sums {
        var sums = none
        for (place, column) in amounts.enumerated() {
            sums.values[place] = column.sum(of: paid.count) { amount($0, place) }
            guard column.isDue else { continue }
            for (row, month) in paid.enumerated() {
                guard let number = months.firstIndex(of: month) else { continue }
                sums.values[amounts.count + number] += amount(row, place)
            }
        }
        return sums
    }

    /// The columns, from left to right.
    public func columns(for everybody: [Sums]) -> [Column] {
        let due = amounts.firstIndex(where: \.isDue) ?? amounts.endIndex
        let shown = amounts.indices.filter { place in
            amounts[place].isOnSheet(ifAny: everybody.contains { $0.values[place] != .zero })
        }
        func column(_ place: Int, _ content: (PayColumn) -> Column.Content) -> Column {
            Column(content: content(amounts[place]), place: place, isTaken: amounts[place].isTaken)
        }
        return shown.filter { $0 < due }.map { column($0) { .part($0) } }
            + months.enumerated().map {
                Column(content: .month($1), place: amounts.count + $0, isTaken: false)
            } + (due < amounts.endIndex ? [column(due) { _ in .due }] : [])
            + shown.filter { $0 > due }.map { column($0) { .after($0) } }
    }
}
