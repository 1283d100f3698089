public import AssessmentKernel
import GRDB
import LedgerTables
import RecordStore

/// What a member appeals against: a record, or a day of an item.
public struct Appeal: Hashable, Sendable {
    /// Its number.
    public let number: Int64
    /// Who appeals.
    public let member: Text
    /// The quarter whose result it is about.
    public let quarter: Quarter
    /// The key of the item.
    public let item: String
    /// The record appealed against; nil when it is a day.
    public let record: RecordReference?
    /// The day appealed against, or the day by which the record counts.
    public let day: CivilDate
    /// Why the member appeals.
    public let ground: String
    /// Who recorded it, and when.
    public let opened: Author
    /// What was decided; nil while it is open.
    public let outcome: Outcome?

    /// What was decided on an appeal.
    public struct Outcome: Hashable, Sendable {
        /// Whether the record or day is excused.
        public let isUpheld: Bool
        /// Why.
        public let reason: String
        /// Who decided, and when.
        public let decided: Author
    }

    /// The decision for a closing; nil unless the appeal was upheld.
    public var decision: Decision? {
        guard let outcome, outcome.isUpheld else { return nil }
        return Decision(
            record == nil ? .excuseDay : .excuseRecord, member: member, item: item,
            subject: record?.description ?? day.description, reason: outcome.reason, decidedAt: outcome.decided.at,
            decidedBy: outcome.decided.name)
    }
}

extension Ledger {
    /// Records an appeal.
    ///
    /// - Returns: its number.
    /// - Throws: ``Problem`` when the ledger cannot be written.
    public func openAppeal(
        member: Text, quarter: Quarter, item: String, record: RecordReference?, day: CivilDate, ground: String,
        by author: Author
    ) throws(Problem) -> Int64 {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO appeal (member, quarter, item, record, day, ground, opened_at, opened_by)
                    VALUES (?,?,?,?,?,?,?,?)
                    """,
                arguments: [
                    member.string, quarter.description, item, record?.description ?? "", day.packed, ground, author.at,
                    author.name,
                ])
            let number = db.lastInsertedRowID
            try Journal.add(
                db, .appeal, String(number), by: author,
                [
                    ("member", member.string), ("quarter", quarter.description), ("item", item),
                    ("record", record?.description ?? ""), ("day", day.description), ("ground", ground),
                ])
            return number
        }
    }

    /// Decides an appeal; a decision is final.
    ///
    /// - Throws: ``Problem`` when there is no such appeal, it is decided already, or the ledger cannot be written.
    public func decideAppeal(
        _ number: Int64, upheld: Bool, reason: String, by author: Author
    ) throws(Problem) {
        try write { db in
            guard let appeal = try Ledger.appeals(db, where: "a.id = ?", [number]).first else {
                throw Problem(
                    .usage, LocalText("没有编号为 \(number) 的申诉", "there is no appeal number \(number)"),
                    next: Advice("\(by: .listAppeals)查看编号", "see the numbers \(by: .listAppeals)"))
            }
            if let outcome = appeal.outcome {
                let words = outcome.isUpheld ? LocalText("成立", "upheld") : LocalText("驳回", "rejected")
                throw Problem(
                    .usage,
                    LocalText(
                        "申诉 \(number) 已处理：\(words.chinese)（\(outcome.reason)）",
                        "appeal \(number) is decided already: \(words.english) (\(outcome.reason))"),
                    next: LocalText("如有新理由，另行提出申诉", "open another one on new grounds"))
            }
            try db.execute(
                sql: "INSERT INTO appeal_decision (appeal, upheld, reason, decided_at, decided_by) VALUES (?,?,?,?,?)",
                arguments: [number, upheld, reason, author.at, author.name])
            try Journal.add(
                db, .decision, String(number), by: author,
                [("outcome", upheld ? "uphold" : "reject"), ("reason", reason)])
        }
    }

    /// All appeals by number.
    public func appeals() throws(Problem) -> [Appeal] { try read { try Ledger.appeals($0, where: "1", []) } }

    private static func appeals(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [Appeal] {
        try DatabaseRow.fetchAll(
            db,
            sql: """
                SELECT a.*, d.upheld, d.reason, d.decided_at, d.decided_by FROM appeal AS a
                LEFT JOIN appeal_decision AS d ON d.appeal = a.id WHERE \(condition) ORDER BY a.id
                """, arguments: arguments
        ).map { row in
            let isUpheld: Bool? = row["upheld"]
            let record: String = row["record"]
            return Appeal(
                number: row["id"], member: Text(row["member"] as String), quarter: try row.quarter(in: "appeal"),
                item: row["item"],
                record: record.isEmpty ? nil : try row.read("record", of: "appeal") { RecordReference($0) },
                day: try day(row), ground: row["ground"], opened: Author(row["opened_by"], at: row["opened_at"]),
                outcome: isUpheld.map {
                    Appeal.Outcome(
                        isUpheld: $0, reason: row["reason"], decided: Author(row["decided_by"], at: row["decided_at"]))
                })
        }
    }

    private static func day(_ row: DatabaseRow) throws(Problem) -> CivilDate {
        let packed: Int64 = row["day"]
        guard let day = CivilDate(packed: packed) else { throw LedgerProblem.unreadable("appeal", "day", "\(packed)") }
        return day
    }
}
