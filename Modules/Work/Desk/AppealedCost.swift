import AssessmentKernel
import Closing
import Closings
import Foundation
import Ledger
import RecordStore
import Workspace

/// What a quarter cost a member: the deductions that an appeal may be about.
private struct Cost {
    /// A deduction, or a finding without points.
    struct Entry: Hashable {
        let item: String
        let date: CivilDate?
        let points: Points?
        let title: LocalText
        let records: [RecordReference]
    }

    private(set) var entries: [Entry] = []

    mutating func add(_ entry: Entry) { if !entries.contains(entry) { entries.append(entry) } }

    /// The records in a cell of references.
    static func references(in text: String) -> [RecordReference] {
        text.split(separator: " ").compactMap { RecordReference(String($0)) }
    }
}

extension Workspace {
    /// Refuses an appeal against what cost nothing, and says what did.
    ///
    /// What was closed costs, and what a revision would find today, in the quarter and in each of its months. A record
    /// behind a finding counts too: it may cost the merit awards.
    func checkCost(
        _ target: AppealTarget, of member: Member, _ quarter: Quarter, item: String, record: RecordReference?,
        day: CivilDate, _ ledger: Ledger
    ) throws {
        let cost = try cost(of: member, quarter, ledger)
        let hit: Bool
        if let record {
            hit = cost.entries.contains { $0.records.contains(record) }
        } else {
            let ofItem = cost.entries.filter { $0.item == item }
            let onDay = try ledger.reading { reader in
                try ofItem.flatMap(\.records).contains { try self.day(of: $0, reader) == day }
            }
            hit = onDay || ofItem.contains { $0.date == day }
        }
        if hit { return }
        let subject =
            record.map { LocalText("记录 \($0) ", "the record \($0)") }
            ?? LocalText("\(day) 的“\(title(ofItem: item).chinese)”", "\(title(ofItem: item).english) of \(day)")
        throw Problem(
            .badInput,
            LocalText(
                "\(subject.chinese)在 \(quarter) 没有扣分，无可申诉", "\(subject.english) cost nothing in \(quarter)"),
            next: advice(cost.entries, day, member, quarter))
    }

    private func cost(of member: Member, _ quarter: Quarter, _ ledger: Ledger) throws -> Cost {
        var cost = Cost()
        if let closing = try ledger.closings().first(where: { $0.quarter == quarter }) {
            for deduction in try ledger.deductions(of: member.code, in: closing) {
                cost.add(
                    Cost.Entry(
                        item: deduction.item, date: deduction.date, points: deduction.points,
                        title: title(of: deduction.code, deduction.item),
                        records: Cost.references(in: deduction.evidence)))
            }
            let kinds = FindingKinds(items)
            for finding in try ledger.result(of: member.code, in: closing)?.findings ?? [] {
                cost.add(
                    Cost.Entry(
                        item: "", date: nil, points: nil, title: kinds.title(of: finding.key),
                        records: Cost.references(in: finding.basis)))
            }
        }
        let run = try QuarterRun(quarter, self, ledger)
        let result = try run.rules.decide(try run.subject(member))
        for finding in result.findings {
            cost.add(
                Cost.Entry(
                    item: "", date: nil, points: nil, title: finding.kind.title, records: finding.basis.records))
        }
        guard let assessed = result.assessed else { return cost }
        for score in [assessed.quarter] + assessed.months.map(\.score) {
            for (item, deduction) in score.items.flatMap({ item in item.deductions.map { (item.item, $0) } }) {
                cost.add(
                    Cost.Entry(
                        item: item, date: deduction.date, points: deduction.points,
                        title: deduction.kind.title, records: Cost.references(in: deduction.evidenceText)))
            }
        }
        return cost
    }

    private func day(of reference: RecordReference, _ reader: RecordReader) throws -> CivilDate? {
        guard let schema = itemTables.first(where: { $0.key == reference.table }) else { return nil }
        return try reader.record(reference, of: schema)?.block.attributionDate(0)
    }

    private func title(ofItem key: String) -> LocalText {
        items.first { $0.about.key == key }?.about.title ?? LocalText(key, key)
    }

    private func title(of code: String, _ item: String) -> LocalText {
        items.first { $0.about.key == item }?.deductions.first { $0.code == code }?.title ?? LocalText(code, code)
    }

    /// What did cost on the day; else on which days anything did.
    private func advice(
        _ entries: [Cost.Entry], _ day: CivilDate, _ member: Member, _ quarter: Quarter
    ) -> Advice {
        let all = entries.filter { $0.points != nil }
        let onDay = all.filter { $0.date == day }
        let explain = Deed.explain(member: member.code.string, quarter)
        let see = Advice("\(by: explain)查看", "see \(deed: explain)")
        if !onDay.isEmpty {
            let shown = onDay.prefix(5).map { entry -> LocalText in
                let (title, points) = (title(ofItem: entry.item), entry.points ?? .zero)
                let records = entry.records.prefix(3).map { " " + $0.description }.joined()
                return LocalText(
                    "“\(title.chinese)”\(entry.title.chinese) \(points) 分\(records)",
                    "\(title.english): \(entry.title.english), \(points)\(records)")
            }
            return Advice(
                "当日扣分的有：\(shown.map(\.chinese).joined(separator: "；"))；\(see.chinese)",
                "that day cost: \(shown.map(\.english).joined(separator: "; ")); \(see.english)")
        }
        let days = Set(all.compactMap(\.date)).sorted()
        if days.isEmpty {
            return Advice("该季没有任何扣分；\(see.chinese)", "nothing cost points in the quarter; \(see.english)")
        }
        let list = days.prefix(6).map(\.description).joined(separator: " ") + (days.count > 6 ? " …" : "")
        return Advice(
            "当日没有扣分；扣分的日期有：\(list)；\(see.chinese)", "that day cost nothing; these did: \(list); \(see.english)")
    }
}
