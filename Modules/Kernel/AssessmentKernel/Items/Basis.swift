public import AssessmentValues

/// What a finding or a warning rests on: records, months, a table, a count, an amount.
///
/// It stays typed until it is printed: ``text`` for files that programs read, ``reading`` for people.
public enum Basis: Hashable, Sendable {
    /// Nothing: the kind says it all.
    case nothing
    /// Records; their order is significant.
    case records([RecordReference])
    /// Months, in order.
    case months([Month])
    /// A quarter.
    case quarter(Quarter)
    /// A table.
    case table(TableSchema)
    /// A number of rows of a table.
    case rows(Int, of: TableSchema)
    /// A number of days.
    case days(Int)
    /// An amount of money.
    case amount(Yuan)
    /// A number of people out of a total.
    case share(Int, of: Int)

    /// Rests on rows, in the order of their references' bytes.
    public init<Table>(_ rows: some Sequence<Row<Table>>) { self = .records(rows.map { $0.reference }.sorted()) }

    /// The columns `basis` and `detail`: `training:T1/M1 training:T2/M1`, `2021-07 2021-08`, `visit 3`, `1/3`.
    public var text: String {
        switch self {
        case .nothing: ""
        case .records(let records): records.map(\.description).joined(separator: " ")
        case .months(let months): months.map(\.description).joined(separator: " ")
        case .quarter(let quarter): quarter.description
        case .table(let table): table.key
        case .rows(let count, let table): "\(table.key) \(count)"
        case .days(let count): String(count)
        case .amount(let amount): amount.description
        case .share(let part, let whole): "\(part)/\(whole)"
        }
    }

    /// The text for people: a table is named by its title.
    public var reading: LocalText {
        switch self {
        case .table(let table): table.title
        case .rows(let count, let table):
            LocalText("\(table.title.chinese) \(count)", "\(table.title.english) \(count)")
        case .nothing, .records, .months, .quarter, .days, .amount, .share: LocalText(text, text)
        }
    }

    /// The records, if it rests on any.
    public var records: [RecordReference] {
        if case .records(let records) = self { records } else { [] }
    }
}
