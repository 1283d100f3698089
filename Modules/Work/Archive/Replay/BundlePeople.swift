package import AssessmentKernel
package import Bundle
import Closing
package import Ledger
import ResultTables
import Rulebook
import TownshipTables

extension BundleReading {
    /// A member's leave.
    package struct Leave: Sendable {
        package let member: Text
        package let days: DateRange
    }

    /// What a person decided.
    package struct Decided: Hashable, Sendable {
        package let kind: Decision.Kind
        package let member: Text
        package let item: String
        package let subject: String
        package let reason: String
    }

    /// The leave that it lists.
    package static func leave(of bundle: OpenBundle) throws -> [Leave] {
        let schema = LeaveTable.shared.schema
        let rows = try BundleTable(schema, BundlePath.core(schema.key), in: bundle).allRows()
        return Rows<LeaveTable>(all: TableEvidence(rows) { _, _ in [] }).compactMap { row in
            DateRange(row.from, through: row.through).map { Leave(member: row.member, days: $0) }
        }
    }

    /// The days off that its township added to the State Council's, in a range of days.
    package static func addedHolidays(of bundle: OpenBundle, in range: DateRange) throws -> [CivilDate] {
        let schema = CalendarTable.shared.schema
        let rows = try BundleTable(schema, BundlePath.core(schema.key), in: bundle).allRows()
        let usual = WorkCalendar()
        return Rows<CalendarTable>(all: TableEvidence(rows) { _, _ in [] }).filter {
            $0.kind == .holiday && range.contains($0.date) && usual.isWorkday($0.date)
        }.map(\.date)
    }

    /// What people decided.
    package static func decisions(of bundle: OpenBundle) throws -> [Decided] {
        var found: [Decided] = []
        try BundleCSV.read(BundleTables.decisions.schema, at: BundlePath.decisions, in: bundle) { row in
            guard let kind = Decision.Kind(rawValue: try row.text("kind")) else { return }
            found.append(
                Decided(
                    kind: kind, member: Text(try row.text("member")), item: try row.text("item"),
                    subject: try row.text("subject"), reason: try row.text("reason")))
        }
        return found
    }

    /// The totals that members would have if nothing had been excused.
    ///
    /// - Parameter members: those of whom something was excused.
    package static func withoutExcuses(
        of bundle: OpenBundle, _ members: Set<Text>, rulebooks: BundleRulebooks
    ) throws -> [Text: (total: Points, band: String)] {
        guard let quarter = bundle.info.only(BagInfo.Label.period).flatMap(Quarter.init(text:)),
            let revision = bundle.info.only(BagInfo.Label.revision).flatMap(Int.init), !members.isEmpty
        else { return [:] }
        var replayed = try ReplayedQuarter(bundle, quarter, revision: revision, rulebooks)
        replayed.excuses = .none
        let rules = replayed.rules
        var totals: [Text: (total: Points, band: String)] = [:]
        try ReplayCases(replayed, bundle, withOrigins: false).map(
            threads: 1,
            { subject, _ in
                members.contains(subject.member.code) ? try rules.decide(subject, givesReasons: false) : nil
            },
            take: { (results: [MemberResult?]) in
                for result in results {
                    guard let result, let assessed = result.assessed else { continue }
                    totals[result.member.code] = (assessed.quarter.total, assessed.band?.key ?? Band.unratedKey)
                }
            })
        return totals
    }
}
