public import AssessmentKernel
import CSV
import Closing
import Closings
import Disk
import Foundation
import Importing
import Ledger
import RecordStore
public import Workspace

/// A record of a pair that a person compares.
public struct ComparedRecord: Sendable {
    /// Its reference.
    public let reference: RecordReference
    /// The file that delivered or last changed it; nil when the journal no longer has it.
    public let file: String?
    /// The row of that file.
    public let row: Int?
    /// For each column of the table, the cell as outputs print it; empty without a value.
    public let cells: [String]
}

/// A record that may repeat another, beside the record it repeats.
public struct SuspectPair: Sendable {
    /// The member.
    public let member: Member
    /// The item's declaration of verdicts.
    public let judgement: RepeatJudgement
    /// The kind of repetition.
    public let kind: RepeatSuspect.Kind
    /// The record that waits for a verdict.
    public let suspect: ComparedRecord
    /// The first record that it repeats.
    public let first: ComparedRecord

    /// The indexes of the columns in which the two differ, without the natural key.
    public var differing: [Int] {
        let table = judgement.table
        return table.columns.indices.filter {
            !table.naturalKey.contains($0) && Text(suspect.cells[$0]) != Text(first.cells[$0])
        }
    }
}

/// A person's verdict on suspects.
public enum RepeatVerdict: Sendable {
    /// They repeat others and do not count.
    case duplicate
    /// They are valid and count.
    case valid

    func key(in judgement: RepeatJudgement) -> String {
        switch self {
        case .duplicate: judgement.duplicate
        case .valid: judgement.valid
        }
    }
}

/// The result of a verdict.
public struct VerdictReport: Sendable {
    /// The judged records.
    public let records: [RecordReference]
    /// Those that already had this verdict.
    public let unchanged: Int
    /// Closings of the records' quarters; they stay unchanged.
    public let touchedClosings: [String]
    /// Whether it was kept.
    public let isKept: Bool
    /// The judged records beside those that they may repeat, as they were before.
    public let pairs: [SuspectPair]
    /// The judged records that are no suspects, or whose verdict is changed; nil beside each that had none.
    public let others: [(record: RecordReference, verdict: LocalText?)]
}

extension Workspace {
    /// The records of a quarter that may repeat others and wait for a verdict, by member and in the order of evidence.
    ///
    /// - Parameter code: one member's code; nil for all.
    /// - Throws: ``Problem`` when the roster has no such member, or a record cannot be read.
    public func suspects(_ quarter: Quarter, member code: String? = nil) throws -> [SuspectPair] {
        try suspects(quarter, member: code, try openLedger(toRead: true))
    }

    private func suspects(_ quarter: Quarter, member code: String?, _ ledger: Ledger) throws -> [SuspectPair] {
        let run = try QuarterRun(quarter, self, ledger)
        let wanted = try code.map { try member($0, in: ledger).code }
        var found: [Found] = []
        let (rules, past) = (run.rules, run.past)
        try run.walk(
            map: { member, reader in
                guard wanted == nil || wanted == member.code else { return [Found]() }
                let subject = try QuarterRun.subject(member, rules, past, reader)
                return rules.suspects(subject).flatMap { judgement, suspects in
                    suspects.map { Found(member: member, judgement: judgement, suspect: $0) }
                }
            }, take: { found += $0 })
        let records = try compared(found, ledger)
        return found.compactMap { pair in
            guard let suspect = records[pair.suspect.suspect], let first = records[pair.suspect.first] else {
                return nil
            }
            return SuspectPair(
                member: pair.member, judgement: pair.judgement, kind: pair.suspect.kind, suspect: suspect, first: first)
        }
    }

    private struct Found: Sendable {
        let member: Member
        let judgement: RepeatJudgement
        let suspect: RepeatSuspect
    }

    /// The records of all pairs, each with its file.
    private func compared(_ found: [Found], _ ledger: Ledger) throws -> [RecordReference: ComparedRecord] {
        var files: [Int64: String] = [:]
        var records: [RecordReference: ComparedRecord] = [:]
        for pair in found {
            for reference in [pair.suspect.suspect, pair.suspect.first] where records[reference] == nil {
                let table = pair.judgement.table
                guard let stored = try ledger.reading({ try $0.record(reference, of: table) }) else { continue }
                if files[stored.importID] == nil {
                    files[stored.importID] = try ledger.importedFile(stored.importID)?.name
                }
                records[reference] = ComparedRecord(
                    reference: reference, file: files[stored.importID], row: stored.row,
                    cells: table.columns.indices.map { stored.block.canonicalText(0, $0) ?? "" })
            }
        }
        return records
    }

    /// Enters a person's verdict on records, as rows of their table that go through the import.
    ///
    /// - Parameters:
    ///   - names: references such as `event:E-17`, or natural keys alone if only one table with verdicts has them.
    ///   - amend: whether an earlier verdict may be replaced.
    ///   - anyway: whether records that repeat no other are judged too.
    /// - Throws: ``Problem`` when there is no such record, it is no suspect, it has another verdict already, or the
    ///   import rejects a row; then nothing is written.
    public func decideSuspects(
        _ names: [String], _ verdict: RepeatVerdict, amend: Bool, anyway: Bool = false, isRehearsal: Bool = false,
        now: String
    ) throws(Problem) -> VerdictReport {
        try changing { ledger in
            let judgements = items.compactMap { ($0 as? any JudgesRepeats.Type)?.judgement }
            if judgements.isEmpty {
                throw Problem(.usage, LocalText("没有需要核查的考核项", "no installed item has anything to judge"))
            }
            var judged: [(judgement: RepeatJudgement, record: StoredRecord)] = []
            for name in names { judged.append(try record(named: name, judgements, ledger)) }
            guard let judgement = judged.first?.judgement,
                judged.allSatisfy({ $0.judgement.table.key == judgement.table.key })
            else {
                throw Problem(
                    .usage, LocalText("一次只能核查同一张表的记录", "the records must all be of one table"))
            }
            let (pairs, others) = try suspected(judged, anyway: anyway, ledger)
            let keys = judged.map { $0.record.block.reference(0) }
            let first = keys.prefix(3).map(\.description).joined(separator: " ") + (keys.count > 3 ? " …" : "")
            var entered = EnteredRows(.verdict(verdict.key(in: judgement), records: first), judgement.table)
            for (judgement, record) in judged {
                entered.add(record.block, changing: [judgement.column.key: verdict.key(in: judgement)])
            }
            let report = try enter(entered, amend: amend, isRehearsal: isRehearsal, now: now, in: ledger)
            let quarters = Set(judged.compactMap { $0.record.block.attributionDate(0)?.month.quarter })
            let isNews = report.counts.unchanged < judged.count
            return VerdictReport(
                records: keys, unchanged: report.counts.unchanged,
                touchedClosings: isNews
                    ? try ledger.closings().filter { quarters.contains($0.quarter) }.map(\.name) : [],
                isKept: report.isKept, pairs: pairs, others: others)
        }
    }

    /// The pairs of the records to be judged; the others have a verdict already or are judged anyway.
    private func suspected(
        _ judged: [(judgement: RepeatJudgement, record: StoredRecord)], anyway: Bool, _ ledger: Ledger
    ) throws -> (pairs: [SuspectPair], others: [(record: RecordReference, verdict: LocalText?)]) {
        var waiting: [SuspectPair] = []
        var seen: Set<String> = []
        for (judgement, record) in judged {
            guard let quarter = record.block.attributionDate(0)?.month.quarter,
                let column = judgement.table.memberColumn
            else { continue }
            let member = Text(utf8: record.block.text(0, column)).string
            guard seen.insert("\(quarter) \(member)").inserted else { continue }
            waiting += try suspects(quarter, member: member, ledger)
        }
        var pairs: [SuspectPair] = []
        var others: [(record: RecordReference, verdict: LocalText?)] = []
        for (judgement, record) in judged {
            let reference = record.block.reference(0)
            if let pair = waiting.first(where: { $0.suspect.reference == reference }) {
                pairs.append(pair)
                continue
            }
            let verdict = judgement.table.index(of: judgement.column.key).flatMap { record.block.canonicalText(0, $0) }
                .map { judgement.column.kind.form.shown($0) }
            guard verdict != nil || anyway else { throw noSuspect(reference, waiting) }
            others.append((reference, verdict))
        }
        return (pairs, others)
    }

    private func noSuspect(_ reference: RecordReference, _ waiting: [SuspectPair]) -> Problem {
        let repeating = waiting.filter { $0.first.reference == reference }.map(\.suspect.reference.description)
        guard repeating.isEmpty else {
            let list = repeating.prefix(3).joined(separator: " ")
            return Problem(
                .badInput,
                LocalText(
                    "\(reference) 是先报的一条，疑似重复的是 \(list)",
                    "\(reference) is the first of its kind; the suspects are \(list)"),
                next: Advice(
                    "核查 \(list)；确要核查此条，\(adding: .anyway)", "judge \(list); to judge this one, \(adding: .anyway)"))
        }
        return Problem(
            .badInput,
            LocalText("\(reference) 不是疑似重复", "\(reference) does not repeat any record"),
            next: Advice(
                "核对编号（\(deed: .listSuspects(nil))）；确要登记结论，\(adding: .anyway)",
                "check the number (\(deed: .listSuspects(nil))); to record the verdict all the same, \(adding: .anyway)"
            ))
    }

    private func record(
        named name: String, _ judgements: [RepeatJudgement], _ ledger: Ledger
    ) throws -> (judgement: RepeatJudgement, record: StoredRecord) {
        let key = String(decoding: CellText.normalised(name), as: UTF8.self)
        var found: [(judgement: RepeatJudgement, record: StoredRecord)] = []
        for judgement in judgements {
            let written = RecordReference(name)
            let reference =
                written?.table == judgement.table.key
                ? written ?? RecordReference(table: judgement.table.key, parts: [key])
                : RecordReference(table: judgement.table.key, parts: [key])
            let record = try ledger.reading { try $0.record(reference, of: judgement.table) }
            if let record { found.append((judgement, record)) }
        }
        let tables = judgements.map(\.table)
        guard found.count < 2 else {
            throw Problem(
                .usage, LocalText("几张表中都有 \(name)", "several tables have \(name)"),
                next: LocalText(
                    "写明表名，如 \(tables[0].key):\(name)", "name the table too, as in \(tables[0].key):\(name)"))
        }
        guard let record = found.first else {
            let titles = tables.map(\.title.chinese).joined(separator: "、")
            throw Problem(
                .badInput, LocalText("“\(titles)”中没有记录 \(name)", "there is no record \(name)"),
                next: Advice("\(by: .listSuspects(nil))查看编号", "\(deed: .listSuspects(nil)) shows the numbers"))
        }
        return record
    }
}
