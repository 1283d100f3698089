public import AssessmentKernel
import Digests
import Disk
import Foundation
import GRDB
import LedgerTables
import RecordStore

extension RecordDigest {
    /// The digest that the ledger keeps of a table; an empty table's when none is kept.
    static func stored(of table: String, _ db: Database) throws -> RecordDigest {
        try String.fetchOne(db, sql: "SELECT digest FROM record_digest WHERE table_key = ?", arguments: [table])
            .flatMap(RecordDigest.init(hex:)) ?? RecordDigest()
    }

    /// The digest of a table's current records, and the months by which they count, as the ledger notes them.
    fileprivate static func reckoned(
        of schema: TableSchema, _ db: Database
    ) throws -> (digest: RecordDigest, months: Set<Int64>) {
        var digest = RecordDigest()
        var months: Set<Int64> = []
        let hasher = RecordHasher(schema)
        try RecordReader(db).walk(whole: schema) { rows in
            for row in 0..<rows.block.count {
                let (importID, number) = rows.origins[row]
                digest.add(hasher.digest(row, of: rows.block, importID: importID, rowNumber: Int64(number)))
                if let day = rows.block.attributionDate(row) { months.insert(Int64(day.packed) / 100) }
            }
        }
        return (digest, months)
    }
}

extension Ledger {
    /// Looks for changes made without the journal: in its own entries, in the imports, closings, appeals, notices and
    /// reviews that it covers, and in every record.
    ///
    /// - Returns: the faults found, one sentence each without a final stop; empty when everything matches the journal.
    public func checkJournal() throws(Problem) -> [LocalText] {
        try read { db in
            let entries = try Journal.entries(db)
            var check = JournalCheck(db, entries)
            let (schema, isWhole) = try SchemaCheck.faults(db, tables, results)
            check.say(schema)
            // Without one of its tables nothing else can be asked.
            guard isWhole else { return check.found }
            try check.chain()
            try check.subjects()
            try check.unsaid()
            try check.records(tables)
            try check.versions()
            try check.bundles()
            try check.township()
            return check.found
        }
    }
}

extension Ledger {
    /// The result files of all closings, reviews and notices with their recorded digests: the closing's name or the
    /// notice's month, the file's name, its SHA-256.
    public func sealedFiles() throws(Problem) -> [(folder: String, name: String, sha256: String)] {
        try read { db in
            try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT c.quarter || '-r' || c.revision AS folder, f.name, f.sha256
                    FROM closing_file AS f JOIN closing AS c ON c.id = f.closing
                    UNION ALL SELECT r.year || '-r' || r.revision, f.name, f.sha256
                    FROM review_file AS f JOIN review AS r ON r.id = f.review
                    UNION ALL SELECT n.month, f.name, f.sha256
                    FROM notice_file AS f JOIN notice AS n ON n.id = f.notice
                    ORDER BY 1, 2
                    """
            ).map { ($0["folder"], $0["name"], $0["sha256"]) }
        }
    }
}

extension Ledger {
    /// The rulebooks that were used, each with what used it: the name of a closing or a review, or the month of a notice.
    public func usedRulebooks() throws(Problem) -> [(name: String, rulebook: String, sha256: String)] {
        try read { db in
            try DatabaseRow.fetchAll(
                db,
                sql: """
                    SELECT quarter || '-r' || revision AS name, rulebook, rulebook_sha256 FROM closing
                    UNION ALL SELECT year || '-r' || revision, rulebook, rulebook_sha256 FROM review
                    UNION ALL SELECT month, rulebook, rulebook_sha256 FROM notice ORDER BY 1
                    """
            ).map { ($0["name"], $0["rulebook"], $0["rulebook_sha256"]) }
        }
    }
}

/// Checks the journal and what it covers.
struct JournalCheck {
    let db: Database
    let entries: [JournalEntry]
    private(set) var found: [LocalText] = []

    init(_ db: Database, _ entries: [JournalEntry]) {
        self.db = db
        self.entries = entries
    }

    mutating func say(_ faults: [LocalText]) { found += faults }

    /// Checks that each entry follows the one before it.
    mutating func chain() throws {
        var previous = ""
        for (place, entry) in entries.enumerated() {
            if entry.number != Int64(place + 1) {
                found.append(
                    LocalText("日志第 \(place + 1) 条缺失", "entry \(place + 1) of the journal is missing"))
                return
            }
            if entry.previous != previous || entry.rightDigest != entry.digest {
                found.append(
                    LocalText("日志第 \(entry.number) 条被改动", "entry \(entry.number) of the journal was changed"))
            }
            previous = entry.digest
        }
    }

    /// Checks that the subject of each entry is as recorded.
    mutating func subjects() throws {
        for entry in entries {
            let detail = entry.details
            let isAsSaid: Bool
            switch JournalEntry.Kind(rawValue: entry.kind) {
            case .importing:
                isAsSaid =
                    try Int(entry.subject).map { try Journal.filesDigest(of: $0, db) == detail["files"] } ?? false
            case .closing, .revision:
                isAsSaid = try rows(.closing, "quarter || '-r' || revision", entry) == detail["rows"]
            case .review: isAsSaid = try rows(.review, "year || '-r' || revision", entry) == detail["rows"]
            case .notice: isAsSaid = try notice(entry, detail)
            case .withdrawal:
                isAsSaid =
                    try Int(entry.subject).map { try Journal.withdrawalDigest(of: $0, db) == detail["files"] } ?? false
            case .noticeWithdrawal: isAsSaid = try noticeWithdrawal(entry, detail)
            case .appeal, .decision: isAsSaid = try appeal(entry, detail)
            case .setting: isAsSaid = try setting(entry, detail)
            case .key, .receipt, nil: isAsSaid = true
            }
            if !isAsSaid {
                found.append(
                    LocalText(
                        "日志第 \(entry.number) 条（\(entry.kind) \(entry.subject)）所记内容已被改动",
                        "what entry \(entry.number) is about (\(entry.kind) \(entry.subject)) was changed"))
            }
        }
    }

    private func rows(_ book: Book, _ name: String, _ entry: JournalEntry) throws -> String? {
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM \(book.rawValue) WHERE \(name) = ?", arguments: [entry.subject])
        return try id.map { try book.digest($0, db) }
    }

    /// Checks a notice that holds, or one that was withdrawn later, in what is kept of it.
    private func notice(_ entry: JournalEntry, _ detail: [String: String]) throws -> Bool {
        let isWithdrawn = entries.contains {
            $0.number > entry.number && $0.kind == JournalEntry.Kind.noticeWithdrawal.rawValue
                && $0.subject == entry.subject
        }
        guard isWithdrawn else { return try rows(.notice, "month", entry) == detail["rows"] }
        return try withdrawnNotices(of: entry.subject).contains(detail["rows"] ?? "")
    }

    /// Checks that a setting is what its last entry says.
    private func setting(_ entry: JournalEntry, _ detail: [String: String]) throws -> Bool {
        let isLast = !entries.contains {
            $0.number > entry.number && $0.kind == entry.kind && $0.subject == entry.subject
        }
        guard isLast, let key = SettingKey(rawValue: entry.subject) else { return true }
        let value = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key.stored])
        return value ?? "" == detail["now"]
    }

    /// The digests of the withdrawn notices of a month.
    private func withdrawnNotices(of month: String) throws -> Set<String> {
        Set(
            try String.fetchAll(db, sql: "SELECT content FROM withdrawn_notice WHERE month = ?", arguments: [month])
                .map { SHA256.hash(data: Data($0.utf8)).hex })
    }

    /// Checks who withdrew a notice, when and why.
    private func noticeWithdrawal(_ entry: JournalEntry, _ detail: [String: String]) throws -> Bool {
        try DatabaseRow.fetchAll(
            db,
            sql: """
                SELECT content FROM withdrawn_notice
                WHERE month = ? AND reason = ? AND withdrawn_at = ? AND withdrawn_by = ?
                """, arguments: [entry.subject, detail["reason"], entry.author.at, entry.author.name]
        ).contains { SHA256.hash(data: Data(($0["content"] as String).utf8)).hex == detail["rows"] }
    }

    private func appeal(_ entry: JournalEntry, _ detail: [String: String]) throws -> Bool {
        let row = try DatabaseRow.fetchOne(
            db,
            sql: """
                SELECT a.*, d.upheld, d.reason, d.decided_at, d.decided_by FROM appeal AS a
                LEFT JOIN appeal_decision AS d ON d.appeal = a.id WHERE a.id = ?
                """, arguments: [Int64(entry.subject)])
        guard let row else { return false }
        if entry.kind == JournalEntry.Kind.decision.rawValue {
            let isUpheld: Bool? = row["upheld"]
            return isUpheld.map { $0 ? "uphold" : "reject" } == detail["outcome"] && row["reason"] == detail["reason"]
                && row["decided_by"] == entry.author.name && row["decided_at"] == entry.author.at
        }
        let day = CivilDate(packed: row["day"])?.description
        return row["member"] == detail["member"] && row["quarter"] == detail["quarter"] && row["item"] == detail["item"]
            && row["record"] == detail["record"] && day == detail["day"] && row["ground"] == detail["ground"]
            && row["opened_by"] == entry.author.name && row["opened_at"] == entry.author.at
    }

    /// Checks that the ledger holds nothing without a journal entry.
    mutating func unsaid() throws {
        func said(_ kinds: JournalEntry.Kind...) -> Set<String> {
            let names = kinds.map(\.rawValue)
            return Set(entries.filter { names.contains($0.kind) }.map(\.subject))
        }
        let sources: [(String, Set<String>, LocalText)] = [
            ("SELECT DISTINCT batch FROM import_file", said(.importing), LocalText("导入", "import")),
            ("SELECT quarter || '-r' || revision FROM closing", said(.closing, .revision), LocalText("结算", "closing")),
            ("SELECT year || '-r' || revision FROM review", said(.review), LocalText("年考评", "review")),
            ("SELECT month FROM notice", said(.notice), LocalText("月通报", "notice")),
            ("SELECT batch FROM withdrawal", said(.withdrawal), LocalText("撤回的导入", "withdrawal of import")),
            (
                "SELECT DISTINCT month FROM withdrawn_notice", said(.noticeWithdrawal),
                LocalText("撤回的月通报", "withdrawal of the notice")
            ),
            ("SELECT id FROM appeal", said(.appeal), LocalText("申诉", "appeal")),
            (
                "SELECT substr(key, 7) FROM setting WHERE key GLOB 'paper.*'", said(.setting),
                LocalText("设置", "setting")
            ),
            ("SELECT appeal FROM appeal_decision", said(.decision), LocalText("申诉决定", "decision on the appeal")),
            (
                "SELECT name FROM bundle",
                Set(entries.filter { $0.details["bundle"] != nil }.map(\.subject)), LocalText("上报包", "bundle")
            ),
        ]
        for (sql, said, what) in sources {
            let there = try DatabaseRow.fetchAll(db, sql: sql + " ORDER BY 1").map { row in
                row[0].map { "\($0)" } ?? ""
            }
            for name in there where !said.contains(name) {
                found.append(
                    LocalText(
                        "日志没有记载\(what.chinese) \(name)", "the journal does not speak of the \(what.english) \(name)"))
            }
        }
    }

    /// Checks that every table's records are those that the latest import left.
    mutating func records(_ tables: [TableSchema]) throws {
        var last: [String: String] = [:]
        let kinds: [JournalEntry.Kind] = [.importing, .withdrawal]
        for entry in entries where kinds.contains(where: { $0.rawValue == entry.kind }) {
            last.merge(entry.details.filter { $0.key != "files" && $0.key != "reason" }) { $1 }
        }
        for table in tables {
            let (reckoned, months) = try RecordDigest.reckoned(of: table, db)
            let journalled = last[table.key].flatMap(RecordDigest.init(hex:)) ?? RecordDigest()
            let noted = Set(
                try Int64.fetchAll(
                    db, sql: "SELECT month FROM record_month WHERE table_key = ?", arguments: [table.key]))
            if reckoned != journalled {
                found.append(
                    LocalText(
                        "表“\(table.title.chinese)”的记录在导入之外被改动",
                        "records of the table \(table.key) were changed by something else than an import"))
            } else if try RecordDigest.stored(of: table.key, db) != journalled {
                found.append(
                    LocalText(
                        "表“\(table.title.chinese)”的校验值被改动", "the digest of the table \(table.key) was changed"))
            }
            if !months.isSubset(of: noted) {
                found.append(
                    LocalText(
                        "表“\(table.title.chinese)”的月份登记被改动", "the months noted for the table \(table.key) were changed")
                )
            }
        }
    }
}
