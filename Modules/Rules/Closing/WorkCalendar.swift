public import AssessmentKernel
public import TownshipTables

/// Which days are worked in China.
///
/// A row of the ledger's calendar wins; a day without one is as in the State Council's holidays and shifted workdays,
/// which ship with the product for 2019 to 2026; any other day is worked from Monday to Friday.
public struct WorkCalendar: Sendable {
    private let exceptions: [CivilDate: DayKind]

    /// A calendar of the shipped days and of the ledger's rows.
    public init(ledgerRows: [(day: CivilDate, kind: DayKind)] = []) {
        exceptions = WorkCalendar.stateCouncil.merging(ledgerRows.map { ($0.day, $0.kind) }) { $1 }
    }

    /// Whether a day is worked.
    public func isWorkday(_ day: CivilDate) -> Bool {
        exceptions[day].map { $0 == .workday } ?? (day.weekday <= 5)
    }

    /// The workdays of a run of days, in order.
    public func workdays(in range: DateRange) -> [CivilDate] { range.days.filter(isWorkday) }

    /// The days that the State Council's notices name: day and kind, read from the shipped list.
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
