import AssessmentKernel
import Bundle
import Closing
import Disk
import Reports
import ResultTables
import Rulebook
import TownshipTables

extension Replay {
    /// Recomputes the annual review of a bundle and reports where its results differ.
    func compareReview(
        _ bundle: OpenBundle, _ year: Year, _ remade: Result<RemadeReports, RemadeReports.Skipped>
    ) throws -> (results: [LocalText], reports: RemadeReports.Outcome) {
        let rulebook = try rulebooks.rulebook(of: bundle)
        func core(_ schema: TableSchema) throws -> RowBlock {
            try BundleTable(schema, BundlePath.core(schema.key), in: bundle).allRows()
        }
        let rules = try YearRules(
            year, rulebook: rulebook, calendar: WorkCalendar(rows: try core(CalendarTable.shared.schema)))
        let members = Member.roster(
            try core(MemberTable.shared.schema), removals: try core(RemovalTable.shared.schema))
        let (carried, _) = try ReplayedQuarter.carried(bundle)
        let (excuses, _) = try ReplayedQuarter.decisions(bundle)
        let past = year.range.andAllBefore
        let leave = BundleTable(
            LeaveTable.shared.schema, BundlePath.core(LeaveTable.shared.schema.key), in: bundle, span: past)
        let tables = rules.tables.map {
            BundleTable($0, BundlePath.evidence($0.key), in: bundle, span: year.range)
        }
        var years: [MemberYear] = []
        for (place, member) in members.enumerated() {
            let subject = YearCase(
                member, closed: try ClosedYear(carried: carried[member.code] ?? []),
                leave: try leave.rows(of: member.code),
                blocks: try tables.map { table throws(Problem) in try table.rows(of: member.code) }, excused: excuses,
                rules: rules)
            if let looked = rules.look(at: subject) { years.append(looked) }
            progress(place + 1, members.count)
        }
        for table in [leave] + tables { try table.finish() }
        let review = try AnnualReview(years, rules)
        let strange = try rulesDiffer(bundle, rulebook, on: year.range.last) + strangeTables(bundle, rules.tables)
        let differences: [LocalText] = try ReviewTables.all.compactMap { table in
            guard let file = table.schema.file else { return nil }
            let comparison = try ResultComparison(BundlePath.result(file), in: bundle)
            try comparison.expect(table.file(review))
            try comparison.finish()
            return comparison.difference
        }
        let reports = try remade.outcome { remade in
            try TableReport(review, township: remade.township, year: year, name: bundle.name)
                .write(as: "report", into: remade.folder.path).map { ReportFile($0) }
        }
        return (strange + differences, reports)
    }
}
