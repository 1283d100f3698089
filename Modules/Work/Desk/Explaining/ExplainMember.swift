public import AssessmentKernel
import Closing
import Closings
import Foundation
import Importing
public import Ledger
import RecordStore
import Rulebook
public import Workspace

/// Why a member has a score: item, deduction, record, file and row, clause.
public struct Explanation: Sendable {
    /// The member.
    public let member: Member
    /// The days it covers.
    public let period: DateRange
    /// The closing that decided it; nil when it is computed from today's records.
    public let closing: ClosingHead?
    /// The sum of the items' scores; only when all items are explained.
    public let total: Points
    /// The key and title of the band; nil for a month.
    public let band: (key: String, title: String)?
    /// The rank; nil without a closing, or for an unrated member.
    public let rank: Int?
    /// The band's amount a month; nil for a month.
    public let monthlyAmount: Yuan?
    /// Duty days in the period; nil for a month.
    public let dutyDays: Int?
    /// Findings; none for a month.
    public let findings: [(key: String, title: LocalText, basis: String)]
    /// Tables without any row in the period although missing rows cost points; with any of them the score means little.
    public let missingTables: [LocalText]
    /// The items by number.
    public let items: [ExplainedItem]
    /// The member's appeals, by number: those about records and days of the period, and, for a quarter, those about
    /// earlier records of the year on which its result depends.
    public let appeals: [Appeal]
}

/// One item of an explanation.
public struct ExplainedItem: Sendable {
    /// The item.
    public let about: ItemDescriptor
    /// The maximum deduction.
    public let maximum: Points
    /// The deduction, limited to the maximum.
    public let deducted: Points
    /// The deductions, not limited.
    public let deductions: [ExplainedDeduction]
}

/// One deduction of an explanation.
public struct ExplainedDeduction: Sendable {
    /// The day.
    public let date: CivilDate
    /// The points.
    public let points: Points
    /// The code.
    public let code: String
    /// The title; the code itself if the module no longer knows it.
    public let title: LocalText
    /// The clause.
    public let clause: String
    /// Details beyond the title; nil without any.
    public let reason: LocalText?
    /// The records it depends on; none for an absence, and none that are told by their number alone.
    public let records: [ExplainedRecord]
    /// How many of its records are told by their number alone, such as votes, with their table.
    public let counted: (table: LocalText, count: Int)?
}

/// A record of an explanation.
public struct ExplainedRecord: Sendable {
    /// Its reference, as used in an appeal.
    public let reference: RecordReference
    /// The table.
    public let table: LocalText
    /// The file that delivered it, under the clerk's name for it; nil when the record is no longer in the ledger.
    public let file: String?
    /// The row of that file.
    public let row: Int?
    /// When it was imported.
    public let importedAt: String?
    /// The delivered row: each non-empty cell with its header.
    public let cells: [(header: String, value: String)]
    /// Whether the record was filled, amended or withdrawn after the closing; file, row and cells are then those of the closing.
    public let isChangedSince: Bool
}

extension Workspace {
    /// Explains a member's score in a quarter or a month.
    ///
    /// A closed quarter is explained as it was closed; an open one, and a month, from today's records.
    ///
    /// - Parameter item: the key or Chinese title of one item; nil for all.
    /// - Throws: ``Problem`` when there is no such member or item, or the member is not assessed in the period.
    public func explain(_ code: String, _ period: ExplainedPeriod, item: String?) throws -> Explanation {
        let ledger = try openLedger(toRead: true)
        let quarter = period.quarter
        let run = try QuarterRun(quarter, self, ledger)
        let member = try member(code, in: ledger)
        let wanted = try item.map { name throws(Problem) in try self.item(named: name) }
        let closing = period.isQuarter ? try ledger.closings().first { $0.quarter == quarter } : nil
        let stated =
            try closing.map { try closedStatement(member, $0, ledger, run) } ?? liveStatement(member, period, run)
        let chosen = stated.items.filter { wanted == nil || $0.about.key == wanted }
        let records = try RecordFinder(self, ledger, seenBy: closing)
            .find(chosen.flatMap(\.deductions).flatMap(\.references).filter(isShown))
        return Explanation(
            member: member, period: period.range, closing: closing, total: stated.total, band: stated.band,
            rank: stated.rank, monthlyAmount: stated.monthlyAmount, dutyDays: stated.dutyDays,
            findings: stated.findings,
            missingTables: closing == nil ? try missingTables(period.range.months, run, ledger) : [],
            items: chosen.map { item in
                ExplainedItem(
                    about: item.about, maximum: item.maximum, deducted: item.deducted,
                    deductions: item.deductions.map { explained($0, item.about, records) })
            },
            appeals: try ledger.appeals().filter { appeal in
                appeal.member == member.code
                    && (period.range.contains(appeal.day) || (period.isQuarter && appeal.quarter == quarter))
            })
    }

    /// Tables that are checked for absence and have no record in a period's months.
    private func missingTables(_ months: [Month], _ run: QuarterRun, _ ledger: Ledger) throws -> [LocalText] {
        try ledger.reading { reader in
            try run.rules.tablesReadForAbsence.filter { table in
                let there = try reader.monthsWithRecords(of: [table])
                return months.allSatisfy { !there.contains($0) }
            }.map(\.title)
        }
    }

    package func item(named name: String) throws(Problem) -> String {
        let known = items.map { $0.about }
        guard let about = known.first(where: { $0.key == name || $0.title.chinese == name }) else {
            let titles = known.map(\.title.chinese).joined(separator: "、")
            let keys = known.map(\.key).joined(separator: ", ")
            throw Problem(
                .usage, LocalText("没有考核项“\(name)”", "there is no item \(name)"),
                next: LocalText("可用：" + titles, "one of: " + keys))
        }
        return about.key
    }

    func notAssessed(_ member: Member, _ range: DateRange) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "工号 \(member.code)（\(member.name)）在 \(range) 期间不参加考核",
                "member \(member.code) is not assessed in \(range)"),
            next: LocalText("核对岗位与在岗日期", "check the post and the days in post"))
    }

    private func closedStatement(
        _ member: Member, _ head: ClosingHead, _ ledger: Ledger, _ run: QuarterRun
    ) throws -> Statement {
        guard let result = try ledger.result(of: member.code, in: head) else {
            throw notAssessed(member, head.quarter.range)
        }
        let taken = Dictionary(grouping: try ledger.deductions(of: member.code, in: head), by: \.item)
        let statements = items.map { $0.about }.sorted { $0.number < $1.number }.compactMap { about in
            result.scores.first { $0.item == about.key }.map {
                Statement.Item(
                    about: about, maximum: $0.maximum, deducted: $0.deducted, deductions: taken[about.key] ?? [])
            }
        }
        let title = run.rules.rulebook.bands.bands.first { $0.key == result.band }?.title
        let kinds = FindingKinds(self.items)
        return Statement(
            total: result.total, band: (result.band, title ?? result.band), rank: result.rank,
            monthlyAmount: result.monthlyAmount, dutyDays: result.dutyDays,
            findings: result.findings.map { ($0.key, kinds.title(of: $0.key), $0.basis) },
            items: statements)
    }

    private func liveStatement(_ member: Member, _ period: ExplainedPeriod, _ run: QuarterRun) throws -> Statement {
        let result = try run.rules.decide(try run.subject(member))
        guard let assessed = result.assessed else { throw notAssessed(member, period.range) }
        let score: PeriodScore
        var band: (key: String, title: String)?
        switch period {
        case .quarter:
            score = assessed.quarter
            band =
                assessed.band.map { ($0.key, $0.title) } ?? (
                    Band.unratedKey, Band.unratedTitle.chinese
                )
        case .month(let month):
            guard let monthly = assessed.months.first(where: { $0.month == month }) else {
                throw notAssessed(member, period.range)
            }
            score = monthly.score
        }
        return Statement(
            total: score.total, band: band, rank: nil,
            monthlyAmount: period.isQuarter ? assessed.band?.amount ?? .zero : nil,
            dutyDays: period.isQuarter ? assessed.dutyDays : nil,
            findings: period.isQuarter ? result.findings.map { ($0.kind.key, $0.kind.title, $0.basis.text) } : [],
            items: zip(run.rules.rulebook.items, score.items).map { ruled, item in
                Statement.Item(
                    about: ruled.about, maximum: item.maximum, deducted: item.deducted,
                    deductions: item.deductions.map {
                        ClosedDeduction(
                            item: item.item, date: $0.date, points: $0.points, code: $0.kind.code,
                            clause: $0.kind.clause.citation, evidence: $0.evidenceText, reason: $0.reason)
                    })
            })
    }

    private func explained(
        _ deduction: ClosedDeduction, _ about: ItemDescriptor, _ records: [RecordReference: ExplainedRecord]
    ) -> ExplainedDeduction {
        let kinds = items.first { $0.about.key == about.key }?.deductions ?? []
        return ExplainedDeduction(
            date: deduction.date, points: deduction.points, code: deduction.code,
            title: kinds.first { $0.code == deduction.code }?.title ?? LocalText(deduction.code, deduction.code),
            clause: deduction.clause, reason: deduction.reason,
            records: deduction.references.compactMap { records[$0] }, counted: counted(deduction.references))
    }

    /// Whether a record is shown, and not only counted.
    private func isShown(_ reference: RecordReference) -> Bool {
        tables.first { $0.key == reference.table }?.disclosure == .records
    }

    private func counted(_ references: [RecordReference]) -> (table: LocalText, count: Int)? {
        let counted = references.filter { !isShown($0) }
        return counted.first.map { (tableTitle($0.table), counted.count) }
    }
}

/// A quarter or a month, the argument of `explain`.
public enum ExplainedPeriod: Sendable {
    /// A quarter.
    case quarter(Quarter)
    /// A month.
    case month(Month)

    /// Reads `2021Q3` or `2021-07`; nil for anything else.
    public init?(text: String) {
        if let quarter = Quarter(text: text) {
            self = .quarter(quarter)
        } else if let month = Month(text: text) {
            self = .month(month)
        } else {
            return nil
        }
    }

    /// The quarter itself, or the quarter of the month.
    public var quarter: Quarter {
        switch self {
        case .quarter(let quarter): quarter
        case .month(let month): month.quarter
        }
    }

    /// Its days.
    public var range: DateRange {
        switch self {
        case .quarter(let quarter): quarter.range
        case .month(let month): month.range
        }
    }

    var isQuarter: Bool { if case .quarter = self { true } else { false } }
}

/// A result before its records are looked up.
private struct Statement {
    struct Item {
        let about: ItemDescriptor
        let maximum: Points
        let deducted: Points
        let deductions: [ClosedDeduction]
    }

    let total: Points
    let band: (key: String, title: String)?
    let rank: Int?
    let monthlyAmount: Yuan?
    let dutyDays: Int?
    let findings: [(key: String, title: LocalText, basis: String)]
    let items: [Item]
}
