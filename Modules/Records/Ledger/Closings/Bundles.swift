public import AssessmentKernel
import GRDB
import RecordStore

/// A bundle that a closing or a review made.
public struct MadeBundle: Hashable, Sendable {
    /// The name of the closing or review: `2021Q3-r1`, `2021-r1`.
    public let name: String
    /// The SHA-256 of its ZIP, in lower-case hex.
    public let sha256: String
    /// What the bundle is, however it is packed: the SHA-256 of its tag manifest; empty for a bundle that an earlier
    /// version of the program made.
    public let identity: String
    /// The size of its ZIP in bytes.
    public let bytes: Int
    /// How the bundle made before it is named in the chain: see ``chained``; empty for the first.
    public let previous: String
    /// The number of the key that signed it; empty without a signature.
    public let signedBy: String
    /// The last entry of the journal that it carries, by number and digest; known only while it is recorded.
    let journal: String

    /// Describes a bundle.
    public init(
        name: String, sha256: String, identity: String, bytes: Int, previous: String, signedBy: String,
        journal: String = ""
    ) {
        self.name = name
        self.sha256 = sha256
        self.identity = identity
        self.bytes = bytes
        self.previous = previous
        self.signedBy = signedBy
        self.journal = journal
    }

    /// How the next bundle names it: by what it is, or by its ZIP's digest where only that is known.
    public var chained: String { identity.isEmpty ? sha256 : identity }
}

extension MadeBundle {
    /// Inserts it into the table of bundles, which keeps the order in which they were made.
    func insert(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO bundle (name, sha256, identity, bytes, previous, signed_by) VALUES (?,?,?,?,?,?)
                """,
            arguments: [name, sha256, identity, bytes, previous, signedBy])
    }

    /// Its details in the journal entry.
    var journalled: [(String, String)] {
        [("bundle", sha256), ("identity", identity), ("key", signedBy), ("journal", journal)]
    }
}

extension Ledger {
    /// All bundles in the order in which they were made: each names the one before, so they form a chain.
    public func bundles() throws(Problem) -> [MadeBundle] {
        try read { db in
            try DatabaseRow.fetchAll(db, sql: "SELECT * FROM bundle ORDER BY id").map { row in
                MadeBundle(
                    name: row["name"], sha256: row["sha256"], identity: row["identity"], bytes: row["bytes"],
                    previous: row["previous"],
                    signedBy: row["signed_by"])
            }
        }
    }
}
