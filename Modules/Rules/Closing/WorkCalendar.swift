public import AssessmentKernel
public import TownshipTables

/// The workdays of China.
///
/// A row of the ledger's calendar takes precedence. Otherwise the State Council's holidays and shifted workdays apply,
/// which ship with the product for 2019 to 2026. Any other day is a workday from Monday to Friday.
public struct WorkCalendar: Sendable {
    private let exceptions: [CivilDate: DayKind]

    /// Makes a calendar from the shipped days and the ledger's rows.
    public init(ledgerRows: [(day: CivilDate, kind: DayKind)] = []) {
        exceptions = WorkCalendar.stateCouncil.merging(ledgerRows.map { ($0.day, $0.kind) }) { $1 }
    }

    /// Makes a calendar from the shipped days and the rows of the table of days.
    package init(rows: RowBlock) {
        let days = Rows<CalendarTable>(all: TableEvidence(rows) { _, _ in [] })
        self.init(ledgerRows: days.map { ($0.date, $0.kind) })
    }

    /// Whether a day is worked.
    public func isWorkday(_ day: CivilDate) -> Bool {
        exceptions[day].map { $0 == .workday } ?? (day.weekday <= 5)
    }

    /// The workdays of a range of days, in order.
    public func workdays(in range: DateRange) -> [CivilDate] { range.days.filter(isWorkday) }

    /// The days in the State Council's notices, with their kinds, from the shipped list.
    static let stateCouncil: [CivilDate: DayKind] = {
        var days: [CivilDate: DayKind] = [:]
        for line in String(decoding: PackageResources.public_holidays_csv, as: UTF8.self).split(separator: "\n") {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count >= 2, let day = CivilDate(iso: String(cells[0])) else { continue }
            days[day] = DayKind.allCases.first { $0.option.key == cells[1] }
        }
        return days
    }()
}
