import AssessmentKernel
import Closing
import Foundation
import Intake
import Ledger

/// Why a member has a score: item, deduction, record, file and row, clause.
public struct Explanation: Sendable {
    /// The member.
    public let member: Member
    /// The days that it is about.
    public let period: DateRange
    /// The closing that decided it; nil when it is reckoned from today's records.
    public let closing: ClosingHead?
    /// The sum of the items' scores; only when all items are explained.
    public let total: Points
    /// The key and title of the band; nil for a month.
    public let band: (key: String, title: String)?
    /// The rank; nil without a closing, or for an unrated member.
    public let rank: Int?
    /// The items by number.
    public let items: [ExplainedItem]
}

/// One item of an explanation.
public struct ExplainedItem: Sendable {
    /// The item.
    public let about: ItemDescriptor
    /// The most that it can take.
    public let maximum: Points
    /// What it took, stopped at the maximum.
    public let deducted: Points
    /// The deductions, not stopped.
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
    /// What is said of it; the code itself when the module no longer knows it.
    public let title: LocalText
    /// The clause.
    public let clause: String
    /// The records that it rests on; none for an absence.
    public let records: [ExplainedRecord]
}

/// A record of an explanation.
public struct ExplainedRecord: Sendable {
    /// Its reference, as an appeal names it.
    public let reference: RecordReference
    /// The table.
    public let table: LocalText
    /// The file that delivered it, as the clerk named it; nil when the ledger has no such record any more.
    public let file: String?
    /// The row of that file.
    public let row: Int?
    /// When it was imported.
    public let importedAt: String?
    /// The row as it was delivered: each cell that has a value with its header.
    public let cells: [(header: String, value: String)]
}

extension Workspace {
    /// Explains a member's score in a quarter or a month.
    ///
    /// A closed quarter is explained as it was closed; an open one, and a month, from today's records.
    ///
    /// - Parameter item: the key or Chinese title of the one item to explain; nil for all.
    /// - Throws: ``Problem`` when there is no such member or item, or the member is not assessed in the period.
    public func explain(_ code: String, _ period: ExplainedPeriod, item: String?) throws -> Explanation {
        let ledger = try openLedger()
        let quarter = period.quarter
        let run = try QuarterRun(quarter, self, ledger)
        guard let member = run.members.first(where: { $0.code == Text(code) }) else {
            throw Problem(
                .badInput, LocalText("网格员名册中没有工号 \(code)", "the roster has no member \(code)"),
                at: .init(key: "member"),
                next: LocalText("核对工号", "check the code"))
        }
        let wanted = try item.map { name throws(Problem) in try self.item(named: name) }
        let closing = period.isQuarter ? try ledger.closings().first { $0.quarter == quarter } : nil
        let stated =
            try closing.map { try closedStatement(member, $0, ledger, run) } ?? liveStatement(member, period, run)
        let originals = OriginalRowReader(ledger: ledger, store: OriginalStore(folder: importsFolder))
        let items = try stated.items.filter { wanted == nil || $0.about.key == wanted }.map { item in
            ExplainedItem(
                about: item.about, maximum: item.maximum, deducted: item.deducted,
                deductions: try item.deductions.map { try explained($0, item.about, originals, ledger) })
        }
        return Explanation(
            member: member, period: period.range, closing: closing, total: stated.total, band: stated.band,
            rank: stated.rank, items: items)
    }

    private func item(named name: String) throws(Problem) -> String {
        let known = items.map { $0.about }
        guard let about = known.first(where: { $0.key == name || $0.title.chinese == name }) else {
            let keys = known.map(\.key).joined(separator: " ")
            throw Problem(
                .usage, LocalText("没有考核项“\(name)”", "there is no item \(name)"),
                next: LocalText("可用：" + keys, "one of: " + keys))
        }
        return about.key
    }

    private func notAssessed(_ member: Member, _ range: DateRange) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "工号 \(member.code)（\(member.name)）在 \(range) 期间不参加考核",
                "member \(member.code) is not assessed in \(range)"),
            next: LocalText("核对岗位与在岗日期", "see to the post and the days in post"))
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
        return Statement(
            total: result.total, band: (result.band, title ?? result.band), rank: result.rank, items: statements)
    }

    private func liveStatement(_ member: Member, _ period: ExplainedPeriod, _ run: QuarterRun) throws -> Statement {
        guard let assessed = try run.rules.decide(try run.subject(member)).assessed else {
            throw notAssessed(member, period.range)
        }
        let score: PeriodScore
        var band: (key: String, title: String)?
        switch period {
        case .quarter:
            score = assessed.quarter
            band =
                assessed.band.map { ($0.key, $0.title) } ?? (
                    QuarterClosing.Standing.unrated, QuarterClosing.Standing.unrated
                )
        case .month(let month):
            guard let monthly = assessed.months.first(where: { $0.month == month }) else {
                throw notAssessed(member, period.range)
            }
            score = monthly.score
        }
        return Statement(
            total: score.total, band: band, rank: nil,
            items: zip(run.rules.rulebook.items, score.items).map { ruled, item in
                Statement.Item(
                    about: ruled.about, maximum: item.maximum, deducted: item.deducted,
                    deductions: item.deductions.map {
                        ClosedDeduction(
                            item: item.item, date: $0.date, points: $0.points, code: $0.kind.code,
                            clause: $0.kind.clause.citation, evidence: $0.evidenceText)
                    })
            })
    }

    private func explained(
        _ deduction: ClosedDeduction, _ about: ItemDescriptor, _ originals: OriginalRowReader, _ ledger: Ledger
    ) throws -> ExplainedDeduction {
        let kinds = items.first { $0.about.key == about.key }?.deductions ?? []
        let records = try deduction.evidence.split(separator: " ").compactMap { RecordReference(String($0)) }.map {
            reference in
            let schema = tables.first { $0.key == reference.table }
            let stored = try schema.flatMap { schema in try ledger.reading { try $0.record(reference, of: schema) } }
            let title = schema?.title ?? LocalText(reference.table, reference.table)
            return try originals.explained(reference, title, stored)
        }
        return ExplainedDeduction(
            date: deduction.date, points: deduction.points, code: deduction.code,
            title: kinds.first { $0.code == deduction.code }?.title ?? LocalText(deduction.code, deduction.code),
            clause: deduction.clause, records: records)
    }
}

/// A quarter or a month, as `explain` takes it.
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

    /// The quarter that it is or lies in.
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
    let items: [Item]
}

/// Finds rows as they were delivered; each kept file is read once.
private final class OriginalRowReader {
    private let ledger: Ledger
    private let store: OriginalStore
    private var imports: [Int64: JournalledImport] = [:]
    private var rows: [Int64: [Int: [(header: String, value: String)]]] = [:]

    init(ledger: Ledger, store: OriginalStore) {
        self.ledger = ledger
        self.store = store
    }

    func explained(
        _ reference: RecordReference, _ table: LocalText, _ stored: StoredRecord?
    ) throws -> ExplainedRecord {
        guard let stored, let source = try self.source(stored.importID) else {
            return ExplainedRecord(
                reference: reference, table: table, file: nil, row: nil, importedAt: nil, cells: [])
        }
        return ExplainedRecord(
            reference: reference, table: table, file: source.file.name, row: stored.row, importedAt: source.file.at,
            cells: try cells(of: stored.row, in: source).filter { !$0.value.isEmpty })
    }

    private func source(_ id: Int64) throws -> JournalledImport? {
        if let known = imports[id] { return known }
        imports[id] = try ledger.importedFile(id)
        return imports[id]
    }

    private func cells(of row: Int, in source: JournalledImport) throws -> [(header: String, value: String)] {
        if let known = rows[source.id]?[row] { return known }
        let (store, sha256) = (store, source.file.sha256)
        let table = TableSource(
            file: source.file.name, encoding: TextEncoding(rawValue: source.file.encoding) ?? .utf8
        ) { () throws(Problem) in try store.open(sha256) }
        let found = try OriginalRows.cells(of: [row], in: table)[row] ?? []
        rows[source.id, default: [:]][row] = found
        return found
    }
}
