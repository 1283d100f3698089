public import AssessmentKernel
import GRDB

/// The head of a township's journal at the issue of a month's notice, as the township sent it at once.
public struct AnchoredHead: Hashable, Sendable {
    /// The township.
    public let township: String
    /// The month of the notice.
    public let month: String
    /// The number of the journal's last entry.
    public let entries: Int64
    /// The digest of that entry.
    public let head: String
    /// The signed line.
    public let line: String

    /// Describes an anchor.
    public init(township: String, month: String, entries: Int64, head: String, line: String) {
        self.township = township
        self.month = month
        self.entries = entries
        self.head = head
        self.line = line
    }
}

extension Register {
    /// Notes that townships should report, or need not any longer.
    public func expect(_ townships: [String], isExpected: Bool, at time: String, by name: String) throws(Problem) {
        try write { db in
            let known = try Register.expected(db)
            for township in townships where known.contains(township) != isExpected {
                try db.execute(
                    sql: "INSERT INTO expectation (township, is_expected, decided_at, decided_by) VALUES (?,?,?,?)",
                    arguments: [township, isExpected, time, name])
                try RegisterChain.addLast(db, .expectation, at: time, by: name)
            }
        }
    }

    /// The townships that should report.
    public func expectedTownships() throws(Problem) -> Set<String> { try read { try Register.expected($0) } }

    private static func expected(_ db: Database) throws -> Set<String> {
        var names: Set<String> = []
        for row in try Row.fetchAll(db, sql: "SELECT township, is_expected FROM expectation ORDER BY id") {
            if row["is_expected"] { names.insert(row["township"]) } else { names.remove(row["township"]) }
        }
        return names
    }

    /// Keeps an anchor; does nothing when it is there already.
    public func keep(_ anchor: AnchoredHead, at time: String, by name: String) throws(Problem) {
        try write { db in
            if try Register.anchors(db).contains(anchor) { return }
            try db.execute(
                sql: """
                    INSERT INTO anchor (township, month, entries, head, line, received_at, received_by)
                    VALUES (?,?,?,?,?,?,?)
                    """,
                arguments: [anchor.township, anchor.month, anchor.entries, anchor.head, anchor.line, time, name])
            try RegisterChain.addLast(db, .anchor, at: time, by: name)
        }
    }

    /// The anchors in order of arrival.
    public func anchors() throws(Problem) -> [AnchoredHead] { try read { try Register.anchors($0) } }

    private static func anchors(_ db: Database) throws -> [AnchoredHead] {
        try Row.fetchAll(db, sql: "SELECT * FROM anchor ORDER BY id").map {
            AnchoredHead(
                township: $0["township"], month: $0["month"], entries: $0["entries"], head: $0["head"],
                line: $0["line"])
        }
    }
}
