import AssessmentKernel
import Bundle
import Closing
import Ledger
import ResultTables

/// Holds the decisions of a bundle against what they are about.
struct DecidedSubjects: Sendable {
    private struct Decided: Sendable {
        let kind: Decision.Kind
        let member: Text
        let item: String
        let subject: String
    }

    private let bundle: OpenBundle
    private let schemas: [String: TableSchema]
    private let items: Set<String>
    private var decisions: [Decided] = []
    /// The records that are decided on, by table; with the members whose they are, once found.
    private var wanted: [String: [RecordReference: Text?]] = [:]

    init(_ bundle: OpenBundle, _ schemas: [String: TableSchema], items: Set<String>) {
        self.bundle = bundle
        self.schemas = schemas
        self.items = items
    }

    /// Reads the decisions; what cannot be read of them the replay refuses.
    mutating func readDecisions(roster: Set<Text>) throws {
        var decisions: [Decided] = []
        let most = SizeBounds.besides + SizeBounds.decisionsPerMember * roster.count
        var count = 0
        try BundleCSV.read(BundleTables.decisions.schema, at: BundlePath.decisions, in: bundle) { row in
            count += 1
            guard count <= most else {
                throw SizeBounds.problem(LocalText("人工决定", "decisions"), BundlePath.decisions)
            }
            guard let kind = Decision.Kind(rawValue: try row.text("kind")) else { return }
            decisions.append(
                Decided(
                    kind: kind, member: Text(try row.text("member")), item: try row.text("item"),
                    subject: try row.text("subject")))
        }
        self.decisions = decisions
        for decision in decisions where decision.kind == .excuseRecord {
            if let record = RecordReference(decision.subject) {
                wanted[record.table, default: [:]][record] = .some(nil)
            }
        }
    }

    /// Whether any record of a table is decided on.
    func seeks(in table: String) -> Bool { wanted[table] != nil }

    /// Notes a row of a table if it is decided on.
    mutating func look(_ table: String, at cell: (Int) -> String?) {
        guard let records = wanted[table], let schema = schemas[table] else { return }
        let reference = RecordReference(table: table, parts: schema.naturalKey.map { cell($0) ?? "" })
        guard records[reference] != nil else { return }
        let member = schema.memberColumn.flatMap { cell($0) } ?? ""
        wanted[table]?[reference] = .some(Text(member))
    }

    /// Takes over what a copy noted of a table.
    mutating func take(_ copy: DecidedSubjects, of table: String) { wanted[table] = copy.wanted[table] }

    /// Judges the decisions once all tables were looked through.
    func judge(roster: Set<Text>, _ log: inout FoundFaults) {
        let period = bundle.info.only(BagInfo.Label.period) ?? ""
        // A closing looks back; what was excused then still is.
        let days = (Quarter(text: period)?.range ?? Year(text: period)?.range)?.andAllBefore
        let isReview = Quarter(text: period) == nil
        let file = BundlePath.decisions
        for decision in decisions {
            func refuse(_ chinese: String, _ english: String) {
                log.add("\(file)：\(decision.subject) \(chinese)", "\(file): \(decision.subject) \(english)")
            }
            if !decision.member.string.isEmpty, !roster.contains(decision.member) {
                refuse("的网格员 \(decision.member) 不在名册中", "is of \(decision.member), who is not in the roster")
            }
            // A review is of some items, the decisions of the year are of all.
            if !decision.item.isEmpty, !isReview, !items.contains(decision.item) {
                refuse("的考核项 \(decision.item) 不在本包中", "is of the item \(decision.item), which the bundle does not have")
            }
            switch decision.kind {
            case .acceptEmpty:
                if bundle.file(BundlePath.evidence(decision.subject)) == nil {
                    refuse("不是包内的表", "is no table of the bundle")
                }
            case .excuseRecord:
                guard let record = RecordReference(decision.subject) else { continue }
                // A table that is not known here names its records in a way that is not known either; one that a review does
                // not read has no file.
                guard schemas[record.table] != nil, bundle.file(BundlePath.evidence(record.table)) != nil else {
                    continue
                }
                guard let member = wanted[record.table]?[record] ?? nil else {
                    refuse("不是包内的记录", "is no record of the bundle")
                    continue
                }
                if member != decision.member {
                    refuse(
                        "是 \(member) 的记录，不是 \(decision.member) 的", "is a record of \(member), not of \(decision.member)"
                    )
                }
            case .excuseDay:
                guard let day = CivilDate(iso: decision.subject) else { continue }
                if let days, !days.contains(day) { refuse("在本期之后", "lies behind the period") }
            }
        }
    }
}
